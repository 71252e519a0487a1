import Foundation

/// Turns patterns into match weights: log2 of the odds that two records are one person.
///
/// What can be known of a pattern is worked out once; a pair then needs a factor for each value whose frequency counts, and one logarithm.
package struct Scorer: Sendable {
    private let otherClasses: Int
    /// For each pattern the weight without term frequencies.
    private let plain: [Double]
    /// For each pattern log2 of the likelihood of the same person over that of the likeliest other class.
    private let base: [Double]
    /// For each pattern and class but the first its likelihood, that of the likeliest being 1.
    private let likelihoods: [Double]
    /// For each pattern where its terms start in `termsOf`, and the end of the last.
    private var termStarts: [Int] = [0]
    private var termsOf: [Term] = []
    /// The factors of all terms, value by value.
    private let factors: [Double]
    private let rows: [Int32]
    private let width: Int
    /// Columns whose frequencies count.
    private let columns: [Int]

    /// What a pattern asks of a pair's values.
    private struct Term {
        /// The place of its column in `columns`.
        let column: Int
        /// Where the factors of the column's values start.
        let start: Int
        /// A bit for each class but the first in which agreement is by chance.
        let classes: UInt16
    }

    init(_ parameters: Parameters, model: LinkModel, table: RecordTable, patterns: [CandidatePairs.Pattern]) {
        rows = table.rows
        width = table.width
        let weights = model.comparisons.indices.flatMap { TermWeights.all(of: $0, model: model, parameters: parameters, table: table) }
        let columns = Array(Set(weights.map(\.column))).sorted()
        self.columns = columns
        var terms: [Term] = []
        var factors: [Double] = []
        for weight in weights {
            let classes = weight.isByChance.dropFirst().enumerated().reduce(UInt16(0)) { $1.element ? $0 | 1 << UInt16($1.offset) : $0 }
            terms.append(Term(column: columns.firstIndex(of: weight.column) ?? 0, start: factors.count, classes: classes))
            factors += weight.values.map { exp2($0) }
        }
        self.factors = factors
        otherClasses = parameters.classes.count - 1
        var plain: [Double] = []
        var base: [Double] = []
        var likelihoods: [Double] = []
        for pattern in patterns {
            let sums = parameters.logLikelihoods(pattern.levels)
            let most = sums.dropFirst().max() ?? 0
            base.append(sums[0] - most)
            likelihoods += sums.dropFirst().map { exp2($0 - most) }
            plain.append(matchWeight(sums))
            for (weight, term) in zip(weights, terms) where pattern.levels[weight.comparison] == weight.level { termsOf.append(term) }
            termStarts.append(termsOf.count)
        }
        self.plain = plain
        self.base = base
        self.likelihoods = likelihoods
    }

    /// The match weights of some pairs.
    ///
    /// The values of a few pairs are gathered together: from rows that are not at hand they then come together.
    func weights(_ pairs: CandidatePairs, _ own: Range<Int>) -> [Float] {
        let batch = 16
        var weights: [Float] = []
        weights.reserveCapacity(own.count)
        var values = Array(repeating: (left: Int32(-1), right: Int32(-1)), count: batch * columns.count)
        var start = own.lowerBound
        while start < own.upperBound {
            let size = min(batch, own.upperBound - start)
            for i in 0..<size {
                let left = Int(pairs.left[start + i]) * width
                let right = Int(pairs.right[start + i]) * width
                for (number, column) in columns.enumerated() { values[i * columns.count + number] = (rows[left + column], rows[right + column]) }
            }
            for i in 0..<size {
                let pattern = Int(pairs.pattern[start + i])
                let terms = termStarts[pattern]..<termStarts[pattern + 1]
                weights.append(Float(terms.isEmpty ? plain[pattern] : weight(pattern, terms, values, i * columns.count)))
            }
            start += size
        }
        return weights
    }

    @inline(__always)
    private func weight(_ pattern: Int, _ terms: Range<Int>, _ values: [(left: Int32, right: Int32)], _ first: Int) -> Double {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: otherClasses) { likely in
            for c in 0..<otherClasses { likely[c] = likelihoods[pattern * otherClasses + c] }
            for place in terms {
                let term = termsOf[place]
                let (one, other) = values[first + term.column]
                if (one | other) < 0 { continue }
                let factor = max(factors[term.start + Int(one)], factors[term.start + Int(other)])
                for c in 0..<otherClasses where term.classes >> UInt16(c) & 1 == 1 { likely[c] *= factor }
            }
            var sum = 0.0
            for c in 0..<otherClasses { sum += likely[c] }
            return base[pattern] - log2(sum)
        }
    }
}

extension Parameters {
    /// For each class log2 of its share times the shares of the levels; a missing comparison says nothing.
    func logLikelihoods(_ levels: [UInt8]) -> [Double] {
        classes.map { learnt in
            zip(levels, learnt.levels).reduce(log2(max(learnt.share, 1e-30))) { sum, comparison in
                comparison.0 == 0 ? sum : sum + log2(max(comparison.1[Int(comparison.0) - 1], 1e-30))
            }
        }
    }
}

/// log2 of the odds of the first class against all others, from log2 of their likelihoods.
func matchWeight(_ sums: [Double]) -> Double {
    let others = sums.dropFirst()
    let most = others.max() ?? 0
    return sums[0] - most - log2(others.reduce(0) { $0 + exp2($1 - most) })
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
    let values: [Double]

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
        return one < 0 || other < 0 ? 0 : max(values[Int(one)], values[Int(other)])
    }
}
