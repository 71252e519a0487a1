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

/// What a threshold costs by pairs that clerks judged.
package struct LabelledQuality: Sendable, Equatable, Codable {
    package let probability: Double
    package let truePositives: Int
    package let falsePositives: Int
    package let falseNegatives: Int

    package var precision: Double? { truePositives + falsePositives > 0 ? Double(truePositives) / Double(truePositives + falsePositives) : nil }
    package var recall: Double? { truePositives + falseNegatives > 0 ? Double(truePositives) / Double(truePositives + falseNegatives) : nil }
}

extension Linkage {
    /// Compares the weights of judged pairs with the judgements. A pair that no rule brings together counts as not found.
    package func quality(_ labels: [Label], _ pairs: CandidatePairs, weights: [Float]) throws -> [LabelledQuality] {
        let keys = try labels.map { Self.key(Int32(try record($0.left)), Int32(try record($0.right))) }
        var weightOf = Dictionary(keys.map { ($0, -Float.infinity) }) { one, _ in one }
        for pair in 0..<pairs.count {
            let key = Self.key(pairs.left[pair], pairs.right[pair])
            if weightOf[key] != nil { weightOf[key] = weights[pair] }
        }
        let found = keys.map { weightOf[$0] ?? -.infinity }
        return ExpectedQuality.usualThresholds.map { threshold in
            let weight = Float(weightOfProbability(threshold))
            let kept = labels.indices.filter { found[$0] >= weight }
            let truePositives = kept.filter { labels[$0].isSamePerson }.count
            return LabelledQuality(
                probability: threshold, truePositives: truePositives, falsePositives: kept.count - truePositives,
                falseNegatives: labels.filter(\.isSamePerson).count - truePositives)
        }
    }

    private static func key(_ one: Int32, _ other: Int32) -> UInt64 { UInt64(min(one, other)) << 32 | UInt64(max(one, other)) }
}
