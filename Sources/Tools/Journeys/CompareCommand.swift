import ArgumentParser
import Content
import Foundation
import ProcessMining

/// `journeys compare`: two logs, or two parts of one, side by side.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare two logs, two channels or two periods: lead times, moves and waits.")

    @OptionGroup var options: LogOptions
    @Option(help: "The other log, read with the same columns.")
    var with: String?
    @Option(help: "Two channels to compare, with a comma between: phone,web.")
    var channels: String?
    @Option(help: "Compare cases that begin before this day with those from it on: 2026-01-31.")
    var day: String?
    @Option(help: "Also write all moves to this CSV file.")
    var csv: String?

    mutating func validate() throws {
        guard [with, channels, day].count(where: { $0 != nil }) == 1 else { throw ValidationError("Give one of --with, --channels and --day.") }
        if let channels, channels.split(separator: ",").count != 2 { throw ValidationError("--channels needs two channels with a comma between.") }
        if let day, Self.time(day) == nil { throw ValidationError("--day needs a day such as 2026-01-31.") }
    }

    private static func time(_ text: String) -> Int64? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return Timestamp.days(year: parts[0], month: parts[1], day: parts[2]).map { $0 * Timestamp.day }
    }

    func run() throws {
        try told {
            let ((name, first), (otherName, second)) = try sides()
            for (name, log) in [(name, first), (otherName, second)] where log.caseCount == 0 {
                throw FileProblems([FileProblem(file: options.log, line: nil, path: name, message: "has no cases; there is nothing to compare")])
            }
            let comparison = Comparison(first, second)
            if let csv {
                try ReportCommand.write(
                    [(URL(filePath: csv).lastPathComponent, Self.table(comparison))], to: URL(filePath: csv).deletingLastPathComponent().path)
            }
            print(Self.text(comparison, (name, first.caseCount), (otherName, second.caseCount)), terminator: "")
        }
    }

    private func sides() throws -> ((String, EventLog), (String, EventLog)) {
        let log = try options.read().events.ordered(by: .completion)
        if let with {
            let other = try LoadedLog.read(with, options)
            return ((URL(filePath: options.log).lastPathComponent, log), (other.name, other.events.ordered(by: .completion)))
        }
        if let channels {
            let names = channels.split(separator: ",").map(String.init)
            let parts = names.map { name in
                var selection = Selection()
                selection.channels = [name]
                return log.selecting(selection)
            }
            return ((names[0], parts[0]), (names[1], parts[1]))
        }
        var (before, after) = (Selection(), Selection())
        before.beginsBefore = day.flatMap(Self.time)
        after.beginsFrom = before.beginsBefore
        return (("before \(day ?? "")", log.selecting(before)), ("from \(day ?? "") on", log.selecting(after)))
    }

    private static func text(_ comparison: Comparison, _ first: (name: String, cases: Int), _ second: (name: String, cases: Int)) -> String {
        var out = "\(first.name): \(Wording.plural(first.cases, "case")), half take more than \(Wording.time(comparison.leads?.median ?? 0)).\n"
        out += "\(second.name): \(Wording.plural(second.cases, "case")), half take more than \(Wording.time(comparison.otherLeads?.median ?? 0)).\n"
        if let lead = comparison.lead {
            let size = abs(lead.delta) < 0.147 ? "hardly any" : abs(lead.delta) < 0.33 ? "a small" : abs(lead.delta) < 0.474 ? "a medium" : "a large"
            out += "Lead times show \(size) difference (Cliff's delta \(Wording.number(lead.delta, places: 2)), p \(p(lead.p))).\n"
        }
        let lines = comparison.lines.filter { ($0.waitP ?? 1) < 0.05 || $0.casesP < 0.05 }.prefix(12)
        out += lines.isEmpty ? "No move or wait differs beyond chance.\n" : "What differs beyond chance, corrected for all comparisons (Holm):\n"
        for line in lines {
            let waits = [line.median, line.otherMedian].map { $0.map(Wording.time) ?? "never" }
            out +=
                "  \(line.from) → \(line.to): in \(Wording.share(line.cases.first)) against \(Wording.share(line.cases.second)) of cases; "
                + "median wait \(waits[0]) against \(waits[1])\n"
        }
        return out
    }

    private static func p(_ value: Double) -> String { value < 0.001 ? "under 0.001" : Wording.number(value, places: 3) }

    private static func table(_ comparison: Comparison) -> String {
        CSV.text(
            [
                [
                    "from", "to", "share of cases", "share of other cases", "Cohen's h", "p of shares", "median days", "other median days", "Cliff's delta",
                    "p of waits",
                ]
            ]
                + comparison.lines.map { line in
                    [
                        line.from, line.to, Wording.number(line.cases.first, places: 3), Wording.number(line.cases.second, places: 3),
                        Wording.number(line.cases.h, places: 3), Wording.number(line.casesP, places: 3), line.median.map(Wording.inDays) ?? "",
                        line.otherMedian.map(Wording.inDays) ?? "", line.wait.map { Wording.number($0.delta, places: 3) } ?? "",
                        line.waitP.map { Wording.number($0, places: 3) } ?? "",
                    ]
                })
    }
}
