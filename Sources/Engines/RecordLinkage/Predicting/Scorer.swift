import Foundation

/// Turns patterns into match weights: log2 of the odds that two records are one person.
///
/// What can be known of a pattern is worked out once; a pair then needs a factor for each value whose frequency counts, and one logarithm.
package struct Scorer: Sendable {
    /// For each pattern the weight without term frequencies.
    private var plain: [Double] = []
    /// For each pattern log2 of the likelihood of the same person over that of the likeliest other class.
    private var base: [Double] = []
    /// For each pattern where its terms start in `terms`, and the end of the last.
    private var termStarts: [Int] = [0]
    private var terms: [Term] = []
    private var mostTerms = 0
    /// For each pattern where its shares start in `shares`, and the end of the last.
    private var shareStarts: [Int] = [0]
    private var shares: [Share] = []
    /// The factors of all terms, value by value.
    private var factors: [Double] = []
    private let rows: [Int32]
    private let width: Int

    /// What a pattern asks of a pair's values.
    private struct Term {
        let column: Int
        /// Where the factors of the column's values start.
        let start: Int
    }

    /// Classes but the first in which the same values agree by chance.
    private struct Share {
        /// A bit for each of the pattern's terms whose factor counts.
        let terms: UInt64
        /// Their likelihoods together, that of the likeliest class being 1.
        var likelihood: Double
    }

    init(_ parameters: Parameters, model: LinkModel, table: RecordTable, patterns: [CandidatePairs.Pattern]) {
        rows = table.rows
        width = table.width
        let weights = model.comparisons.indices.flatMap { TermWeights.all(of: $0, model: model, parameters: parameters, table: table) }
        var starts: [Int] = []
        for weight in weights {
            starts.append(factors.count)
            factors += weight.values.map { exp2($0) }
        }
        for pattern in patterns {
            let sums = parameters.logLikelihoods(pattern.levels)
            let most = sums.dropFirst().max() ?? 0
            base.append(sums[0] - most)
            plain.append(matchWeight(sums))
            let own = weights.indices.filter { pattern.levels[weights[$0].comparison] == weights[$0].level }
            terms += own.map { Term(column: weights[$0].column, start: starts[$0]) }
            termStarts.append(terms.count)
            mostTerms = max(mostTerms, own.count)
            for (number, sum) in sums.enumerated().dropFirst() {
                let byChance = own.indices.reduce(UInt64(0)) { weights[own[$1]].isByChance[number] ? $0 | 1 << UInt64($1) : $0 }
                add(exp2(sum - most), byChance)
            }
            shareStarts.append(shares.count)
        }
    }

    /// Adds the likelihood of a class to the last pattern's shares.
    private mutating func add(_ likelihood: Double, _ terms: UInt64) {
        if let same = shares[shareStarts[shareStarts.count - 1]...].firstIndex(where: { $0.terms == terms }) {
            shares[same].likelihood += likelihood
        } else {
            shares.append(Share(terms: terms, likelihood: likelihood))
        }
    }

    /// The match weights of some pairs.
    func weights(_ pairs: CandidatePairs, _ own: Range<Int>) -> [Float] {
        var weights = Array(repeating: Float(0), count: own.count)
        weigh(pairs.left.span.extracting(own), pairs.right.span.extracting(own), pairs.pattern.span.extracting(own), into: &weights)
        return weights
    }

    private func weigh(_ left: Span<Int32>, _ right: Span<Int32>, _ patterns: Span<Int32>, into weights: inout [Float]) {
        let (rows, factors, terms, termStarts, shares, shareStarts) = (
            rows.span, factors.span, terms.span, termStarts.span, shares.span, shareStarts.span
        )
        var found = Array(repeating: 1.0, count: mostTerms)
        var ofTerms = found.mutableSpan
        var weights = weights.mutableSpan
        for pair in left.indices {
            let pattern = Int(patterns[pair])
            let own = termStarts[pattern]..<termStarts[pattern + 1]
            if own.isEmpty {
                weights[pair] = Float(plain[pattern])
                continue
            }
            for place in own {
                let one = rows[Int(left[pair]) &* width &+ terms[place].column]
                let other = rows[Int(right[pair]) &* width &+ terms[place].column]
                let start = terms[place].start
                ofTerms[place &- own.lowerBound] = (one | other) < 0 ? 1 : max(factors[start &+ Int(one)], factors[start &+ Int(other)])
            }
            var sum = 0.0
            for place in shareStarts[pattern]..<shareStarts[pattern + 1] {
                var likelihood = shares[place].likelihood
                var counted = shares[place].terms
                while counted != 0 {
                    likelihood *= ofTerms[counted.trailingZeroBitCount]
                    counted &= counted &- 1
                }
                sum += likelihood
            }
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
