import ArgumentParser
import Content
import Foundation
import ProcessMining

/// `journeys compare`: two logs, or two parts of one, side by side.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare two logs, services, channels or periods: lead times, moves and waits.")

    @OptionGroup var options: LogOptions
    @OptionGroup var workingDays: CalendarOptions
    @Option(help: "The other log, read with the same columns.")
    var with: String?
    @Option(help: "Two channels to compare, with a comma between: phone,web.")
    var channels: String?
    @Option(help: "Two services to compare, with a comma between; cases that touch both are on both sides, and are counted.")
    var services: String?
    @Option(help: "Compare cases that begin before this day with those from it on: 2026-01-31.")
    var day: String?
    @Option(help: "Also write all moves to this CSV file.")
    var csv: String?

    mutating func validate() throws {
        guard [with, services, channels, day].count(where: { $0 != nil }) == 1 else {
            throw ValidationError("Give one of --with, --services, --channels and --day.")
        }
        for (option, pair) in [("services", services), ("channels", channels)] {
            guard let pair else { continue }
            let names = Self.names(pair)
            guard names.count == 2, names[0] != names[1] else { throw ValidationError("--\(option) needs two different \(option) with a comma between.") }
        }
        if let day, Self.time(day) == nil { throw ValidationError("--day needs a day such as 2026-01-31.") }
    }

    private static func names(_ pair: String) -> [String] {
        pair.split(separator: ",").map { $0.trimmingPrefix(while: \.isWhitespace) }.map(String.init).filter { !$0.isEmpty }
    }

    private static func time(_ text: String) -> Int64? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return Timestamp.days(year: parts[0], month: parts[1], day: parts[2]).map { $0 * Timestamp.day }
    }

    func run() throws {
        try told {
            try OutputFiles.check([csv].compactMap { $0 }, inputs: [options.log] + [with].compactMap { $0 })
            let ((name, first), (otherName, second)) = try sides()
            for (name, log) in [(name, first), (otherName, second)] where log.caseCount == 0 {
                throw FileProblems([FileProblem(file: options.log, line: nil, path: name, message: "has no cases; there is nothing to compare")])
            }
            let calendar = try workingDays.workingDays(for: [(first, options.log), (second, with ?? options.log)])
            let comparison = Comparison(first, second, calendar: calendar)
            if let csv { try OutputFiles.write(Data(CompareWording(comparison, calendar).table.utf8), to: csv, for: .owner) }
            print(CompareWording(comparison, calendar).text((name, first.caseCount), (otherName, second.caseCount)), terminator: "")
        }
    }

    func sides() throws -> ((String, EventLog), (String, EventLog)) {
        let hasCalendar = workingDays.calendar != nil
        let log = try options.read(hasCalendar: hasCalendar).events.ordered(by: .completion)
        for line in LogWarnings(log).lines { complain(line) }
        if let with {
            let other = try LoadedLog.read(with, options, hasCalendar: hasCalendar)
            let otherLog = other.events.ordered(by: .completion)
            for line in LogWarnings(otherLog).lines { complain("\(other.name): \(line)") }
            return ((URL(filePath: options.log).lastPathComponent, log), (other.name, otherLog))
        }
        if let channels { return try sides(Self.names(channels), log.channels, "channel", in: log) { $0.channels = [$1] } }
        if let services { return try sides(Self.names(services), log.services, "service", in: log) { $0.services = [$1] } }
        complain("Later cases had less time to end: those that take long are not over yet, so later times look shorter than they are.")
        var (before, after) = (Selection(), Selection())
        before.beginsBefore = day.flatMap(Self.time).map { log.notes.clock.time(atWall: $0) }
        after.beginsFrom = before.beginsBefore
        return (("before \(day ?? "")", log.selecting(before)), ("from \(day ?? "") on", log.selecting(after)))
    }

    /// Cases that touch the first word of a column, and cases that touch the second.
    private func sides(
        _ names: [String], _ column: CodedColumn, _ what: String, in log: EventLog, _ choose: (inout Selection, String) -> Void
    ) throws -> ((String, EventLog), (String, EventLog)) {
        let known = column.allWords
        let unknown = names.filter { !known.contains($0) }
        guard unknown.isEmpty else {
            throw FileProblems(
                unknown.map {
                    let list = known.isEmpty ? "no column of it; name one with --\(what)" : known.sorted().prefix(30).joined(separator: ", ")
                    return FileProblem(file: options.log, line: nil, path: "--\(what)s", message: "has no \(what) \"\($0)\"; it has \(list)")
                })
        }
        let parts = names.map { name in
            var selection = Selection()
            choose(&selection, name)
            return log.selecting(selection)
        }
        let first = Set((0..<parts[0].caseCount).map(parts[0].caseName))
        let both = (0..<parts[1].caseCount).count { first.contains(parts[1].caseName($0)) }
        if both > 0 { complain("\(Wording.plural(both, "case")) touch both \(what)s and are counted on both sides, which makes them look more alike.") }
        return ((names[0], parts[0]), (names[1], parts[1]))
    }
}
