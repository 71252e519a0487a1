import ArgumentParser
import Content
import Foundation
import ProcessMining

/// `journeys conform`: which cases break which rules, or how far they follow a model.
struct ConformCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conform", abstract: "Check cases against rules and deadlines, or against a model in BPMN or PNML.",
        discussion: "Exit code 0 says that the check was made, not that all rules are kept or that all cases follow the model.")

    @OptionGroup var options: LogOptions
    @OptionGroup var journey: JourneyOptions
    @Option(help: "The file of rules in YAML.")
    var rules: String?
    @Option(help: "In place of rules, a model: a process in BPMN 2.0 or a net in PNML.")
    var model: String?
    @Option(help: "With --model: pairs of marking and event that are looked at for one case; cases beyond are counted and not aligned.")
    var states: Int?
    @Option(
        help: "Also write cases to this CSV file: with --rules those that break rules or are still in time, with --model all. It names cases: keep it inside.")
    var cases: String?
    @Flag(help: "Print one line of JSON.")
    var json = false

    mutating func validate() throws {
        guard [rules, model].count(where: { $0 != nil }) == 1 else { throw ValidationError("Give one of --rules and --model.") }
        guard (1000...10_000_000).contains(states ?? 1000) else { throw ValidationError("--states must be from 1000 to 10000000.") }
        if model == nil, states != nil { throw ValidationError("--states goes with --model alone.") }
        guard model == nil || journey.citizen.isEmpty && journey.closed.isEmpty && journey.workingDays.calendar == nil else {
            throw ValidationError("--citizen, --closed and --calendar say nothing of a model; take them out.")
        }
    }

    func run() throws {
        try told {
            try OutputFiles.check([cases].compactMap { $0 }, inputs: [options.log] + [rules, model].compactMap { $0 })
            if let model {
                try run(ModelConformance.read(model, options, journey, states: states ?? ModelCheck.Bound().states))
            } else if let rules {
                let (journeys, _) = try journey.journeys(options, rules: rules)
                let results = try Self.results(rules, journeys, home: journey.workingDays.home, log: options.log)
                try write(cases.map { _ in RulesWording.csv(results, journeys) })
                tell(json ? RulesWording.json(results) : nil, RulesWording.text(results))
            }
        }
    }

    private func run(_ found: ModelConformance) throws {
        try write(cases.map { _ in found.csv })
        tell(json ? found.json : nil, found.text)
    }

    private func write(_ csv: String?) throws {
        guard let cases, let csv else { return }
        try uninterrupted { try OutputFiles.write(Data(csv.utf8), to: cases, for: .owner) }
    }

    private func tell(_ line: CanonicalJSON?, _ text: String) {
        FileHandle.standardOutput.write(Data((line.map { String(decoding: $0.bytes, as: UTF8.self) + "\n" } ?? text).utf8))
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
}

extension ReportFigures {
    /// Which rules are broken, most often first.
    static func broken(_ results: [RuleResult]) -> Figure {
        let sorted = results.sorted { $0.breaches.count > $1.breaches.count }
        let bars = sorted.enumerated().map { index, it in
            Pictures.Bar(
                label: it.rule.title, value: Double(it.breaches.count), text: Wording.count(it.breaches.count),
                detail: (["of \(Wording.plural(it.concerned, "case"))"] + RulesWording.parts(it) + ["\(Wording.count(it.pending)) still in time"])
                    .joined(separator: " · "), isMarked: index == 0 && !it.breaches.isEmpty)
        }
        let most = sorted.first
        return Figure(
            heading: "Rules and deadlines",
            finding: most.map {
                $0.breaches.isEmpty
                    ? sorted.contains { $0.pending > 0 } ? "No rule is broken so far." : "Every rule is kept."
                    : "“\($0.rule.title)” is broken most often: in \(Wording.plural($0.breaches.count, "case"))."
            } ?? "",
            picture: Pictures.bars(
                bars, id: "rules", title: "Cases that break each rule",
                description: sorted.map { "\($0.rule.title): \($0.breaches.count) of \($0.concerned)" }.joined(separator: "; ")),
            source: "A rule concerns a case when what it speaks of happened there. Late is what was done after its day. Never done is what a case that is over "
                + "lacks. Cases that are neither late nor known to be over are still in time: they neither keep a rule nor break it. "
                + "Deadlines end with the local day; the day on which the clock starts does not count.",
            table: FigureTable(
                id: "rules", caption: "Rules",
                columns: ["Rule", "Asked for by", "Cases concerned", "Kept", "Broken"] + RulesWording.kinds.map(\.heading)
                    + ["Still in time", "Median days late"],
                rows: sorted.map { it in
                    let late = Durations(it.breaches.compactMap { $0.daysLate.map(Int64.init) })
                    return [
                        it.rule.title, it.rule.duty, Wording.count(it.concerned), Wording.count(it.kept), Wording.count(it.breaches.count),
                    ] + RulesWording.kinds.map { Wording.count(it.count($0.kind)) }
                        + [Wording.count(it.pending), late.map { Wording.number($0.median, places: 1) } ?? ""]
                }, wordColumns: 2))
    }
}
