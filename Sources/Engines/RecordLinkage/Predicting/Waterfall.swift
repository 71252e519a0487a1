import Foundation

/// Why a pair has its weight: what each comparison adds.
package struct Waterfall: Sendable {
    package struct Step: Sendable {
        package let name: String
        /// The level that held, with its number from 1; nil for the prior.
        package let level: String?
        package let left: [String?]
        package let right: [String?]
        /// What the step adds to the match weight.
        package let weight: Double
        /// Whether it says how common the value is.
        package var isTermFrequency: Bool { level == Self.commonness }

        static let commonness = "how common the value is"
    }

    package let steps: [Step]
    package let weight: Double
    /// For each class how likely the pair is of it.
    package let classes: [(id: String, probability: Double)]

    package var probability: Double { probabilityOfWeight(weight) }
}

/// The probability that belongs to a match weight.
package func probabilityOfWeight(_ weight: Double) -> Double { 1 / (1 + exp2(-weight)) }

/// The match weight that belongs to a probability.
package func weightOfProbability(_ probability: Double) -> Double { log2(probability / (1 - probability)) }

extension Linkage {
    /// Takes the weight of two records apart. With more than two classes a step is what the comparison changes, those before it given.
    package func explain(_ left: String, _ right: String, parameters: Parameters) throws -> Waterfall {
        let one = try record(left)
        let other = try record(right)
        var comparer = PairComparer(prepared)
        let code = comparer.pattern(one, other)
        let levels = prepared.plan.levels(of: code)
        let terms = model.comparisons.indices.map { TermWeights.all(of: $0, model: model, parameters: parameters, table: table) }
        var sums = parameters.classes.map { log2(max($0.share, 1e-30)) }
        var weight = Scorer.weight(sums[...])
        var steps = [Waterfall.Step(name: "prior", level: nil, left: [], right: [], weight: weight)]
        for (k, comparison) in model.comparisons.enumerated() {
            let level = Int(levels[k])
            let columns = comparison.shownColumns
            if level > 0 { for c in sums.indices { sums[c] += log2(max(parameters.classes[c].levels[k][level - 1], 1e-30)) } }
            steps.append(
                Waterfall.Step(
                    name: comparison.name, level: level == 0 ? "nothing to compare" : comparison.levels[level - 1].name,
                    left: columns.map { table.text(one, $0) }, right: columns.map { table.text(other, $0) },
                    weight: Scorer.weight(sums[...]) - weight))
            weight = Scorer.weight(sums[...])
            for term in terms[k] where Int(term.level) == level && level > 0 {
                let value = term.value(Int32(one), Int32(other), table)
                for c in sums.indices where term.isByChance[c] { sums[c] += value }
                steps.append(
                    Waterfall.Step(
                        name: comparison.name, level: Waterfall.Step.commonness, left: [table.text(one, term.column)],
                        right: [table.text(other, term.column)], weight: Scorer.weight(sums[...]) - weight))
                weight = Scorer.weight(sums[...])
            }
        }
        let most = sums.max() ?? 0
        let all = sums.reduce(0) { $0 + exp2($1 - most) }
        return Waterfall(
            steps: steps, weight: weight, classes: zip(parameters.classes, sums).map { ($0.id, exp2($1 - most) / all) })
    }
}

extension Comparison {
    fileprivate var shownColumns: [Int] { ownColumns.sorted() }
}
