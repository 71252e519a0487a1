/// What a threshold costs, as the model itself expects it: no labels are needed, but a model that errs errs here too.
package struct ExpectedQuality: Sendable, Equatable, Codable {
    package let probability: Double
    /// Candidate pairs at or above it.
    package let pairs: Int
    /// The share of them that are one person's.
    package let precision: Double
    /// The share of one-person pairs among all candidates that they are.
    package let recall: Double

    package static let usualThresholds = [0.1, 0.25, 0.5, 0.6, 0.75, 0.9, 0.95, 0.99, 0.999]

    /// The usual ones and another.
    package static func thresholds(with own: Double) -> [Double] { Set(usualThresholds + [own]).sorted() }

    package static func table(weights: [Float], thresholds: [Double] = usualThresholds) -> [ExpectedQuality] {
        let limits = thresholds.map { Float(weightOfProbability($0)) }
        var kept = Array(repeating: 0, count: thresholds.count)
        // Pairs by steps of a hundredth of a bit, so that millions of pairs need no power each, and few a comparison with the limits.
        func step(_ weight: Float) -> Int { Int((max(-20, min(20, weight)) + 20) * 100) }
        var steps = Array(repeating: 0, count: 4001)
        var hasLimit = Array(repeating: false, count: 4001)
        for limit in limits { hasLimit[step(limit)] = true }
        for weight in weights {
            let own = step(weight)
            steps[own] += 1
            if hasLimit[own] { for (i, limit) in limits.enumerated() where step(limit) == own && weight >= limit { kept[i] += 1 } }
        }
        for (i, limit) in limits.enumerated() { kept[i] += steps[(step(limit) + 1)...].reduce(0, +) }
        var matches = Array(repeating: 0.0, count: thresholds.count)
        var all = 0.0
        for (step, count) in steps.enumerated() where count > 0 {
            let weight = Double(step) / 100 - 20 + 0.005
            all += Double(count) * probabilityOfWeight(weight)
            for (i, limit) in limits.enumerated() where weight >= Double(limit) { matches[i] += Double(count) * probabilityOfWeight(weight) }
        }
        return thresholds.indices.map {
            ExpectedQuality(
                probability: thresholds[$0], pairs: kept[$0], precision: kept[$0] > 0 ? min(1, matches[$0] / Double(kept[$0])) : 1,
                recall: all > 0 ? matches[$0] / all : 0)
        }
    }
}
