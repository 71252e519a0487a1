import ArgumentParser
import Content
import Foundation
import ProcessMining

/// `journeys conform`: which cases break which rules.
struct ConformCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conform", abstract: "Check cases against rules and deadlines.",
        discussion: "Exit code 0 says that the check was made, not that all rules are kept.")

    @OptionGroup var options: LogOptions
    @OptionGroup var journey: JourneyOptions
    @Option(help: "The file of rules in YAML.")
    var rules: String
    @Option(help: "Also write the cases that break rules to this CSV file. It names cases: keep it inside.")
    var cases: String?
    @Flag(help: "Print one line of JSON.")
    var json = false

    func run() throws {
        try told {
            try OutputFiles.check([cases].compactMap { $0 }, inputs: [options.log, rules])
            let (journeys, _) = try journey.journeys(options, rules: rules)
            let results = try Self.results(rules, journeys, home: journey.workingDays.home, log: options.log)
            if let cases { try OutputFiles.write(Data(Self.csv(results, journeys).utf8), to: cases, for: .owner) }
            let text = json ? String(decoding: Self.json(results).bytes, as: UTF8.self) + "\n" : Self.text(results)
            FileHandle.standardOutput.write(Data(text.utf8))
        }
    }

    static func results(_ path: String, _ journeys: Journeys, home: String?, log: String) throws -> [RuleResult] {
        let read = try RulesReader.read(path)
        let calendar = try read.calendar.map { try CalendarReader.find($0, home: home) }
        try check(read.rules, journeys, calendar, path)
        let check = RuleCheck(journeys.log, journeys.flags, calendar: calendar)
        return read.rules.map { check.result(of: $0) }
    }

    /// Rules must speak of activities that there are, and of years whose holidays are known.
    private static func check(_ rules: [Rule], _ journeys: Journeys, _ calendar: WorkingCalendar?, _ path: String) throws {
        let known = Set(journeys.log.activities.allWords)
        var problems = rules.flatMap { rule in
            rule.activities.filter { !known.contains($0) }.map {
                FileProblem(
                    file: path, line: nil, path: rule.id,
                    message: "the log has no activity \"\($0)\"; it has \(known.sorted().prefix(30).joined(separator: ", "))")
            }
        }
        let usesDays = rules.contains { if case .deadline(_, _, _, true) = $0.kind { true } else { false } }
        if usesDays, let calendar, let problem = CalendarReader.missingYears(calendar, of: journeys.log) {
            problems.append(FileProblem(file: path, line: nil, path: "calendar", message: problem))
        }
        guard problems.isEmpty else { throw FileProblems(problems) }
    }

    private static func json(_ results: [RuleResult]) -> CanonicalJSON {
        .list(
            results.map { result in
                .object([
                    "id": .text(result.rule.id), "concerned": .whole(result.concerned), "kept": .whole(result.kept),
                    "broken": .whole(result.breaches.count), "pending": .whole(result.pending),
                ])
            })
    }

    private static func text(_ results: [RuleResult]) -> String {
        results.map { result in
            let share = Double(result.breaches.count) / Double(max(1, result.concerned))
            return "\(result.rule.title): broken in \(Wording.count(result.breaches.count)) of \(Wording.plural(result.concerned, "case")) "
                + "(\(Wording.share(share))), \(Wording.count(result.pending)) pending.\n"
        }.joined()
    }

    private static func csv(_ results: [RuleResult], _ journeys: Journeys) -> String {
        CSV.text(
            [["rule", "case", "date", "days late"]]
                + results.flatMap { result in
                    result.breaches.map { breach in
                        [
                            result.rule.id, journeys.log.caseName(breach.caseIndex), Timestamp.date(journeys.log.notes.clock.wall(at: breach.at)),
                            breach.daysLate.map(String.init) ?? "",
                        ]
                    }
                })
    }
}

extension ReportFigures {
    /// Which rules are broken, most often first.
    static func broken(_ results: [RuleResult]) -> Figure {
        let sorted = results.sorted { $0.breaches.count > $1.breaches.count }
        let bars = sorted.enumerated().map { index, it in
            Pictures.Bar(
                label: it.rule.title, value: Double(it.breaches.count), text: Wording.count(it.breaches.count),
                detail: "of \(Wording.plural(it.concerned, "case")) · \(Wording.count(it.pending)) still in time", isMarked: index == 0 && !it.breaches.isEmpty)
        }
        let most = sorted.first
        return Figure(
            heading: "Rules and deadlines",
            finding: most.map {
                $0.breaches.isEmpty ? "Every rule is kept." : "“\($0.rule.title)” is broken most often: in \(Wording.plural($0.breaches.count, "case"))."
            } ?? "",
            picture: Pictures.bars(
                bars, id: "rules", title: "Cases that break each rule",
                description: sorted.map { "\($0.rule.title): \($0.breaches.count) of \($0.concerned)" }.joined(separator: "; ")),
            source: "A rule concerns a case when what it speaks of happened there. Open cases with time left are pending, neither kept nor broken. "
                + "Deadlines end with the local day; the day on which the clock starts does not count.",
            table: FigureTable(
                id: "rules", caption: "Rules", columns: ["Rule", "Asked for by", "Cases concerned", "Kept", "Broken", "Pending", "Median days late"],
                rows: sorted.map { it in
                    let late = Durations(it.breaches.compactMap { $0.daysLate.map(Int64.init) })
                    return [
                        it.rule.title, it.rule.duty, Wording.count(it.concerned), Wording.count(it.kept), Wording.count(it.breaches.count),
                        Wording.count(it.pending), late.map { Wording.number($0.median, places: 1) } ?? "",
                    ]
                }, wordColumns: 2))
    }
}
