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

    /// What a pattern asks of a pair's values.
    private struct Term {
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
        var terms: [Term] = []
        var factors: [Double] = []
        for weight in weights {
            let classes = weight.isByChance.dropFirst().enumerated().reduce(UInt16(0)) { $1.element ? $0 | 1 << UInt16($1.offset) : $0 }
            terms.append(Term(column: weight.column, start: factors.count, classes: classes))
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
    func weights(_ pairs: CandidatePairs, _ own: Range<Int>) -> [Float] {
        var weights = Array(repeating: Float(0), count: own.count)
        // One copy for each worker: it is written for each pair.
        var likely = Array(repeating: 0.0, count: otherClasses)
        weigh(pairs.left.span.extracting(own), pairs.right.span.extracting(own), pairs.pattern.span.extracting(own), &likely, into: &weights)
        return weights
    }

    private func weigh(
        _ left: Span<Int32>, _ right: Span<Int32>, _ pattern: Span<Int32>, _ likely: inout [Double], into weights: inout [Float]
    ) {
        let (rows, factors, likelihoods, starts, terms) = (rows.span, factors.span, likelihoods.span, termStarts.span, termsOf.span)
        var likely = likely.mutableSpan
        var weights = weights.mutableSpan
        for pair in left.indices {
            let pattern = Int(pattern[pair])
            let own = starts[pattern]..<starts[pattern + 1]
            if own.isEmpty {
                weights[pair] = Float(plain[pattern])
                continue
            }
            for c in 0..<otherClasses { likely[c] = likelihoods[pattern &* otherClasses &+ c] }
            for place in own {
                let term = terms[place]
                let one = rows[Int(left[pair]) &* width &+ term.column]
                let other = rows[Int(right[pair]) &* width &+ term.column]
                if (one | other) < 0 { continue }
                let factor = max(factors[term.start &+ Int(one)], factors[term.start &+ Int(other)])
                for c in 0..<otherClasses where term.classes >> UInt16(c) & 1 == 1 { likely[c] *= factor }
            }
            var sum = 0.0
            for c in 0..<otherClasses { sum += likely[c] }
            weights[pair] = Float(base[pattern] - log2(sum))
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
