/// The levels of all comparisons by the answers of their units, and those that need no answers: most pairs are equal, or lack a value,
/// in most columns.
struct LevelTables: Sendable {
    /// For each comparison its units, where their bits stand in the look-up, and where its part of `addends` starts.
    private(set) var looks: [Look] = []
    /// What each level adds to the number of a pattern, one comparison after the other.
    private(set) var addends: [UInt64] = []
    private(set) var groups: [EqualityGroup] = []

    struct Look: Sendable {
        let parts: [(unit: Int, shift: Int)]
        let start: Int
        /// The columns that its units look at.
        let columns: [Int]
    }

    init(_ plan: ComparisonPlan, units: [UnitAnswers]) {
        for (comparison, factor) in zip(plan.comparisons, plan.factors) {
            let columns = Set(comparison.parts.flatMap { plan.units[$0.unit].columns }).sorted()
            looks.append(Look(parts: comparison.parts, start: addends.count, columns: columns))
            addends += comparison.table.map { factor &* UInt64($0) }
        }
        var members: [Int] = []
        var columns: [Int] = []
        for comparison in looks.indices {
            let own = looks[comparison].columns
            let together = Set(columns).union(own).sorted()
            if !members.isEmpty && (together.count > EqualityGroup.mostColumns || members.count == EqualityGroup.mostComparisons) {
                groups.append(EqualityGroup(members, columns, self, units))
                (members, columns) = ([], [])
            }
            members.append(comparison)
            columns = Set(columns).union(own).sorted()
        }
        groups.append(EqualityGroup(members, columns, self, units))
    }

    /// What the only possible level of a comparison adds; nil where the values must be looked at.
    ///
    /// - Parameter possible: For each part of the comparison the answers that there can be; empty where they are too many.
    fileprivate func onlyAddend(of look: Look, _ possible: [[UInt16]]) -> UInt64? {
        guard possible.allSatisfy({ !$0.isEmpty }), possible.reduce(1.0, { $0 * Double($1.count) }) <= 4096 else { return nil }
        var found: UInt64?
        var chosen = Array(repeating: 0, count: possible.count)
        while true {
            var index = look.start
            for (part, choice) in zip(look.parts.indices, chosen) { index += Int(possible[part][choice]) << look.parts[part].shift }
            if let found, found != addends[index] { return nil }
            found = addends[index]
            guard let part = chosen.indices.first(where: { chosen[$0] + 1 < possible[$0].count }) else { return found }
            chosen[part] += 1
            for earlier in 0..<part { chosen[earlier] = 0 }
        }
    }
}

/// What the values of two records are to each other in a column, as two bits.
enum Equality: Int, CaseIterable {
    /// One is missing, or both.
    case missing = 0
    case equal = 1
    case different = 2
}

/// Comparisons that are decided together by which columns are equal.
struct EqualityGroup: Sendable {
    static let mostColumns = 8
    static let mostComparisons = 16

    let columns: [Int]
    let comparisons: [Int]
    /// For each state, two bits for each column: what the comparisons that it decides add to the number of a pattern.
    let sums: [UInt64]
    /// For each state a bit for each comparison that it does not decide.
    let open: [UInt16]

    fileprivate init(_ comparisons: [Int], _ columns: [Int], _ tables: LevelTables, _ units: [UnitAnswers]) {
        self.comparisons = comparisons
        guard columns.count <= Self.mostColumns else {
            // One comparison that looks at very many columns: equality decides nothing.
            (self.columns, sums, open) = ([], [0], [1])
            return
        }
        self.columns = columns
        var sums = Array(repeating: UInt64(0), count: 1 << (2 * columns.count))
        var open = Array(repeating: UInt16(0), count: sums.count)
        for (bit, comparison) in comparisons.enumerated() {
            let look = tables.looks[comparison]
            let places = look.columns.map { columns.firstIndex(of: $0) ?? 0 }
            let decided = Self.states(of: look.columns.count).map { states in
                let possible = look.parts.map { units[$0.unit].possible(where: { column in states[look.columns.firstIndex(of: column) ?? 0] }) }
                return tables.onlyAddend(of: look, possible)
            }
            for state in sums.indices {
                var own = 0
                for (place, column) in places.enumerated() { own += min(state >> (2 * column) & 3, 2) * Self.power(of: place) }
                if let addend = decided[own] { sums[state] &+= addend } else { open[state] |= 1 << UInt16(bit) }
            }
        }
        self.sums = sums
        self.open = open
    }

    private static func power(of place: Int) -> Int { (0..<place).reduce(1) { power, _ in power * 3 } }

    /// All ways in which some columns can be equal, the first column's changing fastest.
    private static func states(of columns: Int) -> [[Equality]] {
        (0..<power(of: columns)).map { number in (0..<columns).map { Equality(rawValue: number / power(of: $0) % 3) ?? .missing } }
    }
}
