import ArgumentParser
import Content
import ProcessMining

/// Whose bank holidays are not working days.
struct CalendarOptions: ParsableArguments {
    @Option(help: "Also give waits and lead times in working days: england-and-wales, scotland or northern-ireland.")
    var calendar: String?
    @Option(help: "The folder that holds Content, where it is not this one or one above.")
    var home: String?

    mutating func validate() throws {
        guard let calendar, BankHolidays.Part(rawValue: calendar) == nil else { return }
        throw ValidationError("--calendar must be \(BankHolidays.Part.allCases.map(\.rawValue).joined(separator: ", ")).")
    }

    /// The calendar asked for; nil where none is.
    ///
    /// - Throws: `FileProblems` where it is not found, or knows too few years for one of the logs.
    func workingDays(for logs: [(log: EventLog, file: String)]) throws -> WorkingCalendar? {
        guard let calendar else { return nil }
        let found = try CalendarReader.find(calendar, home: home)
        let problems = logs.compactMap { log, file in
            CalendarReader.missingYears(found, of: log).map { FileProblem(file: file, line: nil, path: "--calendar", message: $0) }
        }
        guard problems.isEmpty else { throw FileProblems(problems) }
        return found
    }
}
