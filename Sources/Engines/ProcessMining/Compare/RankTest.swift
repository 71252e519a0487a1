import Foundation

/// Whether values of one group tend to be larger than those of another (Mann and Whitney 1947), with ties.
package struct RankTest: Sendable, Hashable {
    /// How often a value of the first group beats one of the second, ties counting half.
    package var u: Double
    /// Two-sided, from the normal approximation with continuity correction; 1 where all values are the same.
    package var p: Double
    /// Cliff's delta, from -1 to 1: above 0 where the first group tends to be larger.
    package var delta: Double
    /// Shares of all pairs, one value from each group, in which the first is larger, and in which the second is; the rest are the same.
    package var firstLarger: Double
    package var secondLarger: Double

    /// - Returns: nil where a group is empty.
    package init?(_ first: [Int64], _ second: [Int64]) {
        guard !first.isEmpty, !second.isEmpty else { return nil }
        let all = (first.map { ($0, true) } + second.map { ($0, false) }).sorted { $0.0 < $1.0 }
        var rankSum = 0.0
        var ties = 0.0
        var same = 0.0
        var place = 0
        while place < all.count {
            var end = place
            var own = 0
            while end < all.count, all[end].0 == all[place].0 {
                if all[end].1 { own += 1 }
                end += 1
            }
            rankSum += Double(own) * (Double(place + end + 1) / 2)
            let size = Double(end - place)
            same += Double(own) * (size - Double(own))
            ties += size * size * size - size
            place = end
        }
        let (a, b) = (Double(first.count), Double(second.count))
        u = rankSum - a * (a + 1) / 2
        delta = 2 * u / (a * b) - 1
        firstLarger = (u - same / 2) / (a * b)
        secondLarger = 1 - (u + same / 2) / (a * b)
        let variance = a * b / 12 * ((a + b + 1) - ties / ((a + b) * max(1, a + b - 1)))
        let distance = max(0, abs(u - a * b / 2) - 0.5)
        p = variance > 0 ? erfc(distance / variance.squareRoot() / 2.0.squareRoot()) : 1
    }
}

/// Whether a share differs between two groups.
package struct ShareTest: Sendable, Hashable {
    package var first: Double
    package var second: Double
    /// Two-sided, pooled z test; 1 where both shares are 0 or 1.
    package var p: Double
    /// Cohen's h: difference of the arcsines (Cohen 1988); 0.2 is small, 0.5 medium, 0.8 large.
    package var h: Double

    /// - Returns: nil where a group is empty.
    package init?(_ count: Int, of cases: Int, against other: Int, of otherCases: Int) {
        guard cases > 0, otherCases > 0 else { return nil }
        let (a, b) = (Double(cases), Double(otherCases))
        (first, second) = (Double(count) / a, Double(other) / b)
        let pooled = Double(count + other) / (a + b)
        let error = (pooled * (1 - pooled) * (1 / a + 1 / b)).squareRoot()
        p = error > 0 ? erfc(abs(first - second) / error / 2.0.squareRoot()) : 1
        h = 2 * asin(first.squareRoot()) - 2 * asin(second.squareRoot())
    }
}

package enum Corrected {
    /// Holm 1979: p values made fit for many tests at once, in the order given.
    package static func holm(_ values: [Double]) -> [Double] {
        var out = values
        var highest = 0.0
        for (rank, index) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
            highest = max(highest, min(1, values[index] * Double(values.count - rank)))
            out[index] = highest
        }
        return out
    }
}
