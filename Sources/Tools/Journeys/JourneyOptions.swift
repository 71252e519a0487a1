import ArgumentParser
import Content
import Foundation
import ProcessMining

/// What a log cannot say of itself.
struct JourneyOptions: ParsableArguments {
    @Option(help: "An activity that the citizen does; a wait for it is a wait on the citizen. May be given again.")
    var citizen: [String] = []
    @Option(help: "An activity that is failure demand, besides those marked in the demand column. May be given again.")
    var failure: [String] = []
    @Option(help: "A last step by which a case is closed. May be given again; without it closing steps are looked for in the log.")
    var closed: [String] = []
    @Option(help: "Count a case as closed when nothing has happened for so many days, in place of looking for closing steps.")
    var quietDays: Int?

    @OptionGroup var workingDays: CalendarOptions

    mutating func validate() throws {
        if let quietDays, !(0...3650).contains(quietDays) { throw ValidationError("--quiet-days must be from 0 to 3650.") }
        if quietDays != nil && !closed.isEmpty { throw ValidationError("Give --closed or --quiet-days, not both.") }
    }

    /// - Throws: `FileProblems` where an activity is not in the log: most are spelling mistakes.
    func settings(for log: EventLog, file: String) throws -> JourneySettings {
        var settings = JourneySettings()
        settings.citizenActivities = Set(citizen)
        settings.failureActivities = Set(failure)
        settings.closingActivities = Set(closed)
        settings.quietDays = quietDays
        settings.calendar = try workingDays.workingDays(for: [(log, file)])
        let known = Set(log.activities.allWords)
        let unknown = [("citizen", citizen), ("failure", failure), ("closed", closed)].flatMap { option, words in
            words.filter { !known.contains($0) }.map {
                FileProblem(
                    file: file, line: nil, path: "--\(option)",
                    message: "has no activity \"\($0)\"; it has \(known.sorted().prefix(30).joined(separator: ", "))")
            }
        }
        guard unknown.isEmpty else { throw FileProblems(unknown) }
        return settings
    }

    /// More kinds than this are not activities but something else, such as free text.
    static let mostActivities = 2000

    /// - Parameter rules: a file of rules, which may name a calendar.
    func journeys(_ options: LogOptions, rules: String? = nil) throws -> (journeys: Journeys, loaded: LoadedLog) {
        let hasCalendar = try workingDays.calendar != nil || rules.map { try RulesReader.read($0).calendar != nil } ?? false
        let loaded = try options.read(hasCalendar: hasCalendar)
        let log = loaded.events.ordered(by: .completion)
        for line in LogWarnings(log).lines { complain(line) }
        for (role, count) in [("activity", log.activities.allWords.count), ("service", log.services.allWords.count)] where count > Self.mostActivities {
            throw FileProblems([
                FileProblem(
                    file: options.log, line: nil, path: "",
                    message: "has \(count) different values as \(role), more than \(Self.mostActivities); choose another column with --\(role)")
            ])
        }
        let journeys = Journeys(log, try settings(for: log, file: options.log))
        complain(ReportFigures(journeys: journeys).closingRule)
        return (journeys, loaded)
    }
}
