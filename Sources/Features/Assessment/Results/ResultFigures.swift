import Maturity
import Pages

/// The figures behind every picture, as rows of CSV. Hidden ones are written as [c], as official statistics do.
struct ResultFigures {
    let result: RoundResult

    static let names = ["statements.csv", "groups.csv", "themes.csv", "priorities.csv"]
    private static let hidden = "[c]"
    private var levels: [String] { result.framework.levels.indices.map { result.framework.label(level: $0) } }

    func file(_ name: String) -> [[String]]? {
        switch name {
        case "statements.csv": statements
        case "groups.csv": groups
        case "themes.csv": themes
        case "priorities.csv": priorities
        default: nil
        }
    }

    var statements: [[String]] {
        let head =
            ["id", "statement", "answered", "don't know", "does not apply"] + levels
            + ["median", "spread", "target median", "gap", "agreed level", "agreed target", "importance", "reason", "dissent"]
        return [head]
            + result.framework.characteristics.map { it in
                let score = result.score[it.id]
                let figures = score?.figures
                let counts = figures?.distribution.counts.map(String.init) ?? levels.map { _ in Self.hidden }
                let agreement = result.agreements[it.id]?.agreement
                return [it.id, it.title, "\(score?.answered ?? 0)", "\(score?.dontKnow ?? 0)", "\(score?.notApplicable ?? 0)"] + counts + [
                    figures.map { number($0.median) } ?? Self.hidden, figures.map { $0.spread.map { Words.decimal($0, places: 3) } ?? "" } ?? Self.hidden,
                    figures.map { $0.targetMedian.map(number) ?? "" } ?? Self.hidden, figures.map { $0.gap.map(number) ?? "" } ?? Self.hidden,
                    agreement.map { String($0.level) } ?? "", agreement?.target.map(String.init) ?? "",
                    agreement.map { "\($0.importance)" } ?? "", agreement?.reason ?? "", agreement?.dissent ?? "",
                ]
            }
    }

    var groups: [[String]] {
        var rows = [["id", "statement", "group", "answered"] + levels + ["median"]]
        for it in result.framework.characteristics {
            for group in result.score[it.id]?.figures?.groups ?? [] {
                let name = result.round.group(group.group)?.name ?? group.group
                let cells = group.figures.map { [String($0.answered)] + $0.distribution.counts.map(String.init) + [number($0.median)] }
                rows.append([it.id, it.title, name] + (cells ?? Array(repeating: Self.hidden, count: levels.count + 2)))
            }
        }
        return rows
    }

    var themes: [[String]] {
        [["theme", "statements compared", "group", "median", "people"]]
            + result.themes.flatMap { row in
                row.groups.map { cell in
                    let name = result.round.group(cell.group)?.name ?? cell.group
                    let figures = cell.figures.map { [number($0.median), String($0.people)] } ?? (cell.isAsked ? [Self.hidden, Self.hidden] : ["", ""])
                    return [row.theme, row.compared.joined(separator: " "), name] + figures
                }
            }
    }

    var priorities: [[String]] {
        [["rank", "id", "statement", "now", "target", "gap", "importance", "fit", "score", "spread", "next step"]]
            + result.priorities.enumerated().map { rank, it in
                [
                    String(rank + 1), it.characteristic.id, it.characteristic.title, number(it.now), number(it.target), number(it.gap),
                    String(it.importance.rawValue), Words.decimal(it.fit, places: 2), Words.decimal(it.score, places: 2),
                    Words.decimal(it.spread, places: 3), it.nextStep ?? "",
                ]
            }
    }

    private func number(_ value: Double) -> String { Words.decimal(value, places: 1).replacing(".0", with: "") }
}
