import Maturity
import Pages
import Store

/// Sentences that say what figures show. Each follows from a rule, so the same figures always give the same words.
struct Findings {
    let result: RoundResult

    private var framework: Framework { result.framework }

    /// The heading of the result: what is strongest, and where there is furthest to go.
    var headline: String {
        guard let first = result.priorities.first else {
            if result.shownCount == 0 { return "Too few people answered to show a result." }
            return result.standings.isEmpty ? "No targets were given." : "Every statement is where we want it to be."
        }
        let tied = result.priorities.prefix { $0.score == first.score }.count
        let others = tied > 1 ? " and \(Words.number(tied - 1).lowercased()) \(tied == 2 ? "other" : "others")" : ""
        let last = "“\(first.characteristic.title.isolated)”\(others) \(tied == 1 ? "has" : "have") furthest to go."
        guard let strongest = strongest, strongest.level > first.now else { return last }
        return "“\(strongest.it.title.isolated)” is our strongest. \(last)"
    }

    /// The highest statement of all, if the groups that can be shown are less than two levels apart on it.
    private var strongest: (it: Characteristic, level: Double)? {
        framework.characteristics
            .filter { it in
                let medians = (result.score[it.id]?.figures?.groups ?? []).compactMap(\.figures?.median)
                return spreadOf(medians) < 2
            }
            .compactMap { it in result.standing(it.id).now.map { (it, $0) } }
            .max { $0.1 < $1.1 }
    }

    /// What stands behind the heading.
    var lead: String {
        guard let first = result.priorities.first else { return "" }
        var sentences = [
            "\(first.characteristic.title.isolated) stands at \(level(first.now)); the target for \(result.round.ambitionOn.monthInWords) is \(level(first.target))."
        ]
        if let pair = result.pairs(.leaders, .staff).first(where: { $0.difference != 0 }) {
            let (a, b) = (name(.leaders), said(.staff))
            sentences.append(
                "\(a) and \(b) differ most on “\(pair.characteristic.title.isolated)”: \(Words.level(pair.first.median)) against \(Words.level(pair.second.median))."
            )
        }
        return sentences.joined(separator: " ")
    }

    func name(_ voice: Voice) -> String { slug(voice).map { result.round.name(of: $0) } ?? "" }

    func said(_ voice: Voice) -> String { slug(voice).map { result.round.said($0) } ?? "" }

    private func slug(_ voice: Voice) -> String? { result.round.groups.first { $0.voice == voice }?.slug }

    private func level(_ value: Double) -> String {
        value == value.rounded() ? framework.label(level: Int(value)) : Words.level(value)
    }

    /// Over the theme table.
    var themes: String {
        let rows = result.themes.filter { !$0.compared.isEmpty }
        let medians = rows.map { row in (row, row.groups.compactMap(\.figures?.median)) }.filter { $0.1.count > 1 }
        guard let widest = medians.max(by: { spreadOf($0.1) < spreadOf($1.1) }), spreadOf(widest.1) > 0 else {
            return rows.isEmpty ? "No statement was put to every group." : "The groups that can be shown put every theme at the same level."
        }
        let shown = widest.0.groups.compactMap { cell in cell.figures.map { (result.round.said(cell.group), $0.median) } }
        let low = shown.min { $0.1 < $1.1 }
        let high = shown.max { $0.1 < $1.1 }
        return
            "Groups differ most on “\(title(widest.0.theme).isolated)”: \(high?.0 ?? "") say \(Words.level(high?.1 ?? 0)), \(low?.0 ?? "") \(Words.level(low?.1 ?? 0))."
    }

    private func spreadOf(_ values: [Double]) -> Double { (values.max() ?? 0) - (values.min() ?? 0) }

    func groupName(_ slug: String) -> String { result.round.name(of: slug) }

    func title(_ themeID: String) -> String { framework.themes.first { $0.id == themeID }?.title ?? themeID }

    /// Over the bars of all answers.
    func answers(_ shown: [Characteristic]) -> String {
        let top = framework.highestLevel
        let rare = shown.count { (result.score[$0.id]?.figures?.distribution.counts[top] ?? 0) <= 1 }
        guard let last = shown.last, let first = shown.first, shown.count > 1 else { return "How people answered." }
        let word = framework.levels[top].name.isolated
        return
            "On \(rare) of \(shown.count) statements nobody, or one person, says “\(word)”. “\(first.title.isolated)” comes first, “\(last.title.isolated)” last."
    }

    /// Over two groups side by side.
    func pairs(_ pairs: [VoicePair], _ first: Voice, _ second: Voice) -> String {
        let (a, b) = (name(first), said(second))
        let higher = pairs.count { $0.difference > 0 }
        let lower = pairs.count { $0.difference < 0 }
        guard let widest = pairs.first, widest.difference != 0 else {
            return "\(a) and \(b) put all \(pairs.count) statements that can be shown at the same level."
        }
        let (who, n) = higher >= lower ? ("higher", higher) : ("lower", lower)
        return
            "\(a) put us \(who) than \(b) do on \(n) of the \(pairs.count) statements that can be shown. The widest gap is on “\(widest.characteristic.title.isolated)”: \(Words.level(widest.first.median)) against \(Words.level(widest.second.median))."
    }

    /// Over the dots of one statement.
    func agreement(_ score: CharacteristicScore) -> String {
        guard let figures = score.figures else { return "Too few people answered to show how." }
        let counts = figures.distribution.counts
        let half = counts.count / 2
        let low = counts.prefix(half).reduce(0, +)
        let high = counts.suffix(half).reduce(0, +)
        let (lowest, highest) = ("\(0)\(half > 1 ? " or \(half - 1)" : "")", "\(counts.count - half)\(half > 1 ? " or \(counts.count - 1)" : "")")
        let spread = figures.spread ?? 0
        let numbers = "\(low) \(low == 1 ? "person says" : "people say") \(lowest), and \(high) \(high == 1 ? "says" : "say") \(highest)."
        if spread >= 0.3 { return "We do not agree. \(numbers)" }
        if spread >= 0.15 { return "We agree in part. \(numbers)" }
        return
            "We mostly agree: \(half > 0 ? "the middle half of answers lies between \(Words.level(figures.distribution.middleHalf?.lowerBound ?? 0)) and \(Words.level(figures.distribution.middleHalf?.upperBound ?? 0))" : numbers)."
    }

    /// Over the groups of one statement.
    func groups(_ score: CharacteristicScore) -> String {
        let shown = (score.figures?.groups ?? []).compactMap { group in group.figures.map { (groupName(group.group), $0.median) } }
        guard let high = shown.max(by: { $0.1 < $1.1 }), let low = shown.min(by: { $0.1 < $1.1 }) else { return "No group is large enough to be shown." }
        if high.1 == low.1 { return shown.count == 1 ? "\(high.0) say \(Words.level(high.1))." : "Every group shown says \(Words.level(high.1))." }
        return "\(high.0) say \(Words.level(high.1)). \(low.0) say \(Words.level(low.1))."
    }
}
