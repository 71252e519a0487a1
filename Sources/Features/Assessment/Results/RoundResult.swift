package import Maturity

/// Everything that a closed round says: the score of the answers and what the workshop made of it.
package struct RoundResult: Sendable {
    package let round: Round
    package let score: Score
    package let themes: [ThemeScore]
    package let agreements: [String: StoredAgreement]
    package let remarks: [String: [Remark]]
    /// Every characteristic with a level and a target, in framework order.
    package let standings: [Priority]
    /// Those with a gap, most important first; see `Priority`.
    package let priorities: [Priority]

    package init(
        round: Round, answers: [Answer], agreements: [String: StoredAgreement], remarks: [String: [Remark]]
    ) {
        self.round = round
        self.agreements = agreements
        self.remarks = remarks
        let score = Score(of: answers, in: round.framework, threshold: round.threshold, suppression: .sums)
        self.score = score
        let groups = round.groups.map(\.slug).filter { slug in answers.contains { $0.group == slug } }
        themes = ThemeScore.all(answers: answers, framework: round.framework, groups: groups, score: score) { slug, it in
            round.isAsked(slug, it)
        }
        standings = round.framework.characteristics.compactMap { it in
            let standing = Self.standing(agreements[it.id]?.agreement, score[it.id]?.figures)
            guard let now = standing.now, let target = standing.target else { return nil }
            return Priority(
                characteristic: it, now: now, target: target, importance: agreements[it.id]?.agreement.importance ?? .medium,
                fit: round.routeMix.fit(it), spread: score[it.id]?.figures?.spread ?? 0)
        }
        priorities = standings.ranked()
    }

    package var framework: Framework { round.framework }
    package var startPriorities: [Priority] { Array(priorities.prefix(priorities.startCount)) }

    /// What was agreed, or else the medians of the answers.
    package func standing(_ id: String) -> (now: Double?, target: Double?) {
        Self.standing(agreements[id]?.agreement, score[id]?.figures)
    }

    private static func standing(
        _ agreement: Agreement?, _ figures: CharacteristicScore.Figures?
    ) -> (now: Double?, target: Double?) {
        guard let agreement else { return (figures?.median, figures?.targetMedian) }
        return (Double(agreement.level), agreement.target.map(Double.init) ?? figures?.targetMedian)
    }

    /// Statements by how far people are apart: spread × gap, then spread, then framework order; those without figures last.
    package var workshopOrder: [Characteristic] {
        func rank(_ it: Characteristic) -> (Double, Double) {
            guard let figures = score[it.id]?.figures else { return (-1, -1) }
            return ((figures.spread ?? 0) * (figures.gap ?? 0), figures.spread ?? 0)
        }
        return framework.characteristics.enumerated()
            .map { (order: $0.offset, it: $0.element, rank: rank($0.element)) }
            .sorted { a, b in (b.rank.0, b.rank.1, a.order) < (a.rank.0, a.rank.1, b.order) }
            .map(\.it)
    }

    /// How many gave enough answers to be shown.
    package var shownCount: Int { score.characteristics.count { $0.figures != nil } }

    package func groupScore(_ id: String, _ slug: String) -> GroupScore? {
        score[id]?.figures?.groups.first { $0.group == slug }
    }

    /// Two voices side by side, for each statement where both are shown: widest difference first.
    package func pairs(_ first: Voice, _ second: Voice) -> [VoicePair] {
        guard let a = round.groups.first(where: { $0.voice == first }), let b = round.groups.first(where: { $0.voice == second }) else { return [] }
        return framework.characteristics.compactMap { it -> VoicePair? in
            guard let x = groupScore(it.id, a.slug)?.figures, let y = groupScore(it.id, b.slug)?.figures else { return nil }
            return VoicePair(characteristic: it, first: x, second: y)
        }.sorted { abs($0.difference) > abs($1.difference) }
    }
}

/// What two groups say of the same statement.
package struct VoicePair: Sendable {
    package let characteristic: Characteristic
    package let first: GroupScore.Figures
    package let second: GroupScore.Figures

    package var difference: Double { first.median - second.median }
}
