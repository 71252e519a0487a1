import Content
import ProcessMining

/// What `conform` says of rules: in sentences, as JSON and as a table of cases.
enum RulesWording {
    typealias Kind = (kind: RuleResult.Breach.Kind, heading: String, key: String)

    static let kinds: [Kind] = [
        (.late, "Late", "late"), (.overdue, "Late and not done yet", "overdue"), (.neverDone, "Never done", "neverDone"),
        (.notAllowed, "Not allowed", "notAllowed"),
    ]

    /// Such as "12 late" and "3 never done"; kinds that there are none of are left out.
    static func parts(_ result: RuleResult) -> [String] {
        kinds.filter { result.count($0.kind) > 0 }.map { "\(Wording.count(result.count($0.kind))) \($0.kind.rawValue)" }
    }

    static func text(_ results: [RuleResult]) -> String {
        results.map { result in
            guard result.concerned > 0 else { return "\(result.rule.title): concerns no case.\n" }
            let share = Double(result.breaches.count) / Double(result.concerned)
            var out =
                "\(result.rule.title): broken in \(Wording.count(result.breaches.count)) of \(Wording.plural(result.concerned, "case")) (\(Wording.share(share)))"
            let parts = parts(result)
            out += parts.isEmpty ? "." : ": " + parts.joined(separator: ", ") + "."
            if let late = Durations(result.breaches.compactMap { $0.daysLate.map(Int64.init) }) {
                let days = Wording.number(late.median, places: late.median == late.median.rounded() ? 0 : 1)
                out += " Of those late, the one in the middle is \(days) \(unit(result.rule))\(days == "1" ? "" : "s") late."
            }
            if result.pending > 0 {
                let cases = Wording.plural(result.pending, "case")
                out += " \(cases) may still do it: \(result.pending == 1 ? "it is" : "they are") neither late nor known to be over."
            }
            return out + "\n"
        }.joined()
    }

    private static func unit(_ rule: Rule) -> String {
        if case .deadline(_, _, _, true) = rule.kind { return "working day" }
        return "day"
    }

    static func json(_ results: [RuleResult]) -> CanonicalJSON {
        .list(
            results.map { result in
                var members: [String: CanonicalJSON] = [
                    "id": .text(result.rule.id), "concerned": .whole(result.concerned), "kept": .whole(result.kept),
                    "broken": .whole(result.breaches.count), "pending": .whole(result.pending),
                ]
                for (kind, _, key) in kinds { members[key] = .whole(result.count(kind)) }
                return .object(members)
            })
    }

    static func csv(_ results: [RuleResult], _ journeys: Journeys) -> String {
        let rows = results.flatMap { result -> [[String]] in
            result.breaches.map { breach in
                [
                    result.rule.id, journeys.log.caseName(breach.caseIndex), Timestamp.date(journeys.log.notes.clock.wall(at: breach.at)),
                    breach.daysLate.map(String.init) ?? "",
                    breach.kind.rawValue,
                ]
            } + result.inTime.map { [result.rule.id, journeys.log.caseName($0.caseIndex), $0.due.map(Timestamp.date) ?? "", "", "still in time"] }
        }
        return CSV.text([["rule", "case", "date", "days late", "kind"]] + rows)
    }
}
