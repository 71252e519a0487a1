/// What each group says of each theme, over the statements that every group was asked.
package struct ThemeScore: Hashable, Sendable {
    package var theme: String
    /// The ids of the statements compared: those put to the most groups.
    package var compared: [String]
    /// One a group, in the order given; nil figures are hidden.
    package var groups: [Cell]

    package struct Cell: Hashable, Sendable {
        package var group: String
        /// Whether the group was asked all of the statements compared.
        package var isAsked: Bool
        /// Median of all levels given and the number of people who gave at least one; nil when hidden.
        package var figures: Figures?
    }

    package struct Figures: Hashable, Sendable {
        package var median: Double
        package var people: Int
    }
}

extension ThemeScore {
    /// One row a theme.
    ///
    /// - Parameters:
    ///   - asked: whether a group was asked a characteristic. Like is compared with like: in each theme only the statements put
    ///     to the most groups count, and a group that was not asked one of them has no cell.
    ///   - score: of the same answers; a cell is shown only where each of its statements is shown for that group, so that
    ///     nothing hidden there can be worked out here. A row with exactly one hidden cell loses its smallest other one too.
    package static func all(
        answers: [Answer], framework: Framework, groups: [String], score: Score, asked: (String, Characteristic) -> Bool
    ) -> [ThemeScore] {
        framework.themes.map { theme in
            let reach = theme.characteristics.map { it in groups.count { asked($0, it) } }
            let most = reach.max() ?? 0
            let compared = zip(theme.characteristics, reach).filter { most > 1 && $0.1 == most }.map(\.0)
            let shown = compared.map { it in
                Set((score[it.id]?.figures?.groups ?? []).filter { !$0.isSuppressed }.map(\.group))
            }
            var cells = groups.map { group -> Cell in
                let isAsked = !compared.isEmpty && compared.allSatisfy { asked(group, $0) }
                let isShown = isAsked && shown.allSatisfy { $0.contains(group) }
                let ids = Set(compared.map(\.id))
                return Cell(group: group, isAsked: isAsked, figures: isShown ? figures(answers, group, ids, framework.levels.count) : nil)
            }
            let hidden = cells.indices.filter { cells[$0].isAsked && cells[$0].figures == nil }
            if hidden.count == 1 {
                let visible = cells.indices.filter { cells[$0].figures != nil }
                if let smallest = visible.min(by: { (cells[$0].figures?.people ?? 0) < (cells[$1].figures?.people ?? 0) }) {
                    cells[smallest].figures = nil
                }
            }
            return ThemeScore(theme: theme.id, compared: compared.map(\.id), groups: cells)
        }
    }

    private static func figures(_ answers: [Answer], _ group: String, _ compared: Set<String>, _ levels: Int) -> Figures? {
        var given: [Int] = []
        var people: Set<String> = []
        for answer in answers where answer.group == group && compared.contains(answer.characteristic) {
            guard case .level(let level) = answer.now else { continue }
            given.append(level)
            people.insert(answer.respondent)
        }
        return Distribution(given, levels: levels).median.map { Figures(median: $0, people: people.count) }
    }
}
