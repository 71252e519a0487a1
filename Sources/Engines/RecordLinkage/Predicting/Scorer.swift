import Foundation

/// Turns patterns into match weights: log2 of the odds that two records are one person.
package struct Scorer: Sendable {
    private let classCount: Int
    /// For each pattern and class log2 of share times shares of levels.
    private let joint: [Double]
    /// For each pattern the weight without term frequencies.
    private let plain: [Double]
    /// For each pattern whether a level has term frequencies.
    private let hasTerms: [Bool]
    private let levels: [UInt8]
    private let terms: [TermWeights]
    private let comparisonCount: Int
    private let table: RecordTable

    init(_ parameters: Parameters, model: LinkModel, table: RecordTable, patterns: [CandidatePairs.Pattern]) {
        classCount = parameters.classes.count
        comparisonCount = model.comparisons.count
        self.table = table
        let terms = model.comparisons.indices.flatMap { TermWeights.all(of: $0, model: model, parameters: parameters, table: table) }
        self.terms = terms
        let logs = parameters.classes.map { learnt in learnt.levels.map { $0.map { log2(max($0, 1e-30)) } } }
        let shares = parameters.classes.map { log2(max($0.share, 1e-30)) }
        joint = patterns.flatMap { pattern in
            parameters.classes.indices.map { c in
                pattern.levels.enumerated().reduce(shares[c]) { $1.element == 0 ? $0 : $0 + logs[c][$1.offset][Int($1.element) - 1] }
            }
        }
        levels = patterns.flatMap(\.levels)
        hasTerms = patterns.map { pattern in terms.contains { pattern.levels[$0.comparison] == $0.level } }
        var plain: [Double] = []
        for pattern in patterns.indices {
            plain.append(Self.weight(joint[pattern * classCount..<(pattern + 1) * classCount]))
        }
        self.plain = plain
    }

    /// The match weight of a pair.
    func weight(_ left: Int32, _ right: Int32, pattern: Int32) -> Double {
        let pattern = Int(pattern)
        guard hasTerms[pattern] else { return plain[pattern] }
        let base = pattern * classCount
        if classCount == 2 {
            var weight = plain[pattern]
            for index in terms.indices where applies(index, pattern) && terms[index].isByChance[1] {
                weight -= terms[index].value(left, right, table)
            }
            return weight
        }
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: classCount) { sums in
            for c in 0..<classCount { sums[c] = joint[base + c] }
            for index in terms.indices where applies(index, pattern) {
                let value = terms[index].value(left, right, table)
                for c in 1..<classCount where terms[index].isByChance[c] { sums[c] += value }
            }
            var most = sums[1]
            for c in 2..<classCount { most = max(most, sums[c]) }
            var sum = 0.0
            for c in 1..<classCount { sum += exp2(sums[c] - most) }
            return sums[0] - most - log2(sum)
        }
    }

    /// Whether the level that a term belongs to holds in a pattern.
    @inline(__always)
    private func applies(_ term: Int, _ pattern: Int) -> Bool {
        levels[pattern * comparisonCount + terms[term].comparison] == terms[term].level
    }

    /// The log2 of the odds of the first class, of the log2 of what speaks for each.
    static func weight(_ joint: ArraySlice<Double>) -> Double {
        let others = joint.dropFirst()
        let most = others.max() ?? 0
        return joint[joint.startIndex] - most - log2(others.reduce(0) { $0 + exp2($1 - most) })
    }
}

/// What the frequency of a value adds to the classes in which records agree by chance.
struct TermWeights: Sendable {
    let comparison: Int
    /// Counted from 1, as in patterns.
    let level: UInt8
    /// For each class whether agreement there is by chance.
    let isByChance: [Bool]
    let column: Int
    /// For each value log2 of its frequency over that of exact agreement, times the weight.
    private let values: [Double]

    static func all(of comparison: Int, model: LinkModel, parameters: Parameters, table: RecordTable) -> [TermWeights] {
        let rule = model.comparisons[comparison]
        return rule.levels.enumerated().compactMap { number, level in
            level.termFrequency.map {
                TermWeights(comparison, UInt8(number + 1), $0, model: model, parameters: parameters, table: table)
            }
        }
    }

    private init(_ comparison: Int, _ level: UInt8, _ rule: TermFrequency, model: LinkModel, parameters: Parameters, table: RecordTable) {
        self.comparison = comparison
        self.level = level
        column = rule.column
        isByChance = model.classes.enumerated().map { $0 > 0 && !$1.sharedByKinship.contains(model.comparisons[comparison].name) }
        let exact = model.comparisons[comparison].levels.firstIndex { $0.condition == .test(.exact(rule.column)) }
        // Where candidate pairs are covered, the share of agreement among strangers is not that of random pairs.
        let byChance =
            parameters.coversAllPairs
            ? exact.map { parameters.classes[1].levels[comparison][$0] } ?? table.columns[rule.column].agreementByChance
            : table.columns[rule.column].agreementByChance
        let own = table.columns[rule.column]
        values = own.counts.indices.map { value in
            let frequency = max(own.frequency(Int32(value)), rule.floor)
            return frequency > 0 && byChance > 0 ? rule.weight * (log2(frequency) - log2(byChance)) : 0
        }
    }

    /// Of two different values the commoner counts.
    func value(_ left: Int32, _ right: Int32, _ table: RecordTable) -> Double {
        let one = table.value(Int(left), column)
        let other = table.value(Int(right), column)
        guard one >= 0, other >= 0 else { return 0 }
        return one == other ? values[Int(one)] : max(values[Int(one)], values[Int(other)])
    }
}
