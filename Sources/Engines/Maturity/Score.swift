/// What a round's answers say, characteristic by characteristic, with small groups suppressed.
package struct Score: Hashable, Sendable {
    /// The number of different people with at least one row.
    package var respondents: Int
    /// In framework order.
    package var characteristics: [CharacteristicScore]
    /// Ids with a gap, by gap, then spread (both descending), then framework order.
    package var priorities: [String]

    package subscript(id: String) -> CharacteristicScore? { characteristics.first { $0.id == id } }
}

package struct CharacteristicScore: Hashable, Sendable {
    package var id: String
    /// How many gave a level.
    package var answered: Int
    package var dontKnow: Int
    package var notApplicable: Int
    /// Nil when fewer than the threshold gave a level.
    package var figures: Figures?

    package struct Figures: Hashable, Sendable {
        package var distribution: Distribution
        package var median: Double
        /// Nil under two people.
        package var spread: Double?
        package var targetMedian: Double?
        /// max(0, target − median), in levels; nil when there is no target.
        package var gap: Double?
        /// In order of first appearance.
        package var groups: [GroupScore]
    }
}

package struct GroupScore: Hashable, Sendable {
    package var group: String
    /// Nil when suppressed.
    package var figures: Figures?

    package var isSuppressed: Bool { figures == nil }

    package struct Figures: Hashable, Sendable {
        package var answered: Int
        package var median: Double
        package var distribution: Distribution
    }
}

/// How far complementary suppression goes.
package enum Suppression: Sendable {
    /// A group hidden alone takes the smallest other one with it.
    case single
    /// As `single`, and hidden groups must together be at least the threshold too; the same holds for targets.
    case sums
}

extension Score {
    /// Scores a round.
    ///
    /// - Parameters:
    ///   - answers: at most one a respondent and characteristic, levels within the framework's range.
    ///   - threshold: the smallest number of people of which figures are shown.
    ///   - suppression: how far to go so that a small group cannot be worked out.
    ///
    /// Primary suppression: a characteristic or group with fewer than `threshold` levels. Complementary suppression: where
    /// exactly one group is hidden, the smallest other one (the first when tied) is hidden with it, since it could be had
    /// by subtracting the others from the whole (Hundepool et al., Statistical Disclosure Control, 2012, chapter 4).
    package init(of answers: [Answer], in framework: Framework, threshold: Int, suppression: Suppression = .single) {
        var byCharacteristic: [String: [Answer]] = [:]
        var people: Set<String> = []
        var groupOrder: [String: Int] = [:]
        for answer in answers {
            byCharacteristic[answer.characteristic, default: []].append(answer)
            people.insert(answer.respondent)
            groupOrder[answer.group] = groupOrder[answer.group] ?? groupOrder.count
        }
        respondents = people.count
        characteristics = framework.characteristics.map { characteristic in
            CharacteristicScore(
                id: characteristic.id, answers: byCharacteristic[characteristic.id] ?? [],
                levels: framework.levels.count, threshold: threshold, suppression: suppression, groupOrder: groupOrder)
        }
        priorities = Self.priorities(of: characteristics)
    }

    private static func priorities(of characteristics: [CharacteristicScore]) -> [String] {
        let withGap = characteristics.enumerated().compactMap { order, it -> (id: String, gap: Double, spread: Double, order: Int)? in
            guard let figures = it.figures, let gap = figures.gap, gap > 0 else { return nil }
            return (it.id, gap, figures.spread ?? 0, order)
        }
        return withGap.sorted { ($1.gap, $1.spread, $0.order) < ($0.gap, $0.spread, $1.order) }.map(\.id)
    }
}

extension CharacteristicScore {
    fileprivate init(id: String, answers: [Answer], levels: Int, threshold: Int, suppression: Suppression, groupOrder: [String: Int]) {
        let given = answers.compactMap(\.level)
        self.id = id
        answered = given.count
        dontKnow = answers.count { $0.now == .dontKnow }
        notApplicable = answers.count { $0.now == .notApplicable }
        let distribution = Distribution(given, levels: levels)
        guard given.count >= threshold, let median = distribution.median else { return }
        let targets = Distribution(answers.compactMap(\.target), levels: levels)
        let targetMedian = suppression == .sums && targets.total < threshold ? nil : targets.median
        figures = Figures(
            distribution: distribution, median: median, spread: distribution.spread, targetMedian: targetMedian,
            gap: targetMedian.map { max(0, $0 - median) },
            groups: Self.groups(of: answers, levels: levels, threshold: threshold, suppression: suppression, order: groupOrder))
    }

    private static func groups(
        of answers: [Answer], levels: Int, threshold: Int, suppression: Suppression, order: [String: Int]
    ) -> [GroupScore] {
        let byGroup = Dictionary(grouping: answers, by: \.group)
        let names = byGroup.keys.sorted { (order[$0] ?? 0) < (order[$1] ?? 0) }
        let distributions = names.map { Distribution((byGroup[$0] ?? []).compactMap(\.level), levels: levels) }
        var hidden = Set(distributions.indices.filter { distributions[$0].total < threshold })
        func isRecoverable() -> Bool {
            guard suppression == .sums else { return hidden.count == 1 }
            let together = hidden.reduce(0) { $0 + distributions[$1].total }
            return hidden.count == 1 || (!hidden.isEmpty && together > 0 && together < threshold)
        }
        while isRecoverable() {
            let others = distributions.indices.filter { !hidden.contains($0) }
            guard let smallest = others.min(by: { distributions[$0].total < distributions[$1].total }) else { break }
            hidden.insert(smallest)
        }
        return names.indices.map { i in
            guard !hidden.contains(i), let median = distributions[i].median else { return GroupScore(group: names[i]) }
            return GroupScore(
                group: names[i],
                figures: .init(answered: distributions[i].total, median: median, distribution: distributions[i]))
        }
    }
}

extension Answer {
    fileprivate var level: Int? {
        if case .level(let level) = now { level } else { nil }
    }
}
