/// How many people gave each level; `counts[n]` is the number who said level n.
package struct Distribution: Hashable, Sendable {
    package var counts: [Int]

    /// - Parameter levels: the number of levels, at least 1.
    package init(levels: Int) { counts = Array(repeating: 0, count: levels) }

    package init(counts: [Int]) { self.counts = counts }

    /// - Parameter values: levels from 0 up to, but not including, `levels`.
    package init(_ values: some Sequence<Int>, levels: Int) {
        self.init(levels: levels)
        for value in values { counts[value] += 1 }
    }

    package var total: Int { counts.reduce(0, +) }

    /// The median level: the mean of the two middle values when their number is even; nil when nobody answered.
    package var median: Double? {
        let n = total
        guard n > 0 else { return nil }
        return Double(value(at: (n - 1) / 2) + value(at: n / 2)) / 2
    }

    /// The middle half: lower and upper quartile by averaging at ties (Hyndman and Fan 1996, definition 2).
    package var middleHalf: ClosedRange<Double>? {
        guard let low = quantile(1), let high = quantile(3) else { return nil }
        return low...high
    }

    /// The mean absolute difference over all pairs of people, divided by the highest level: 0 where all agree.
    ///
    /// Half the people at each end gives a little over 0.5 (Gini's mean difference, scaled). Nil under two people.
    package var spread: Double? {
        let n = total
        guard n > 1, counts.count > 1 else { return nil }
        var sum = 0
        for low in counts.indices {
            for high in counts.indices.dropFirst(low + 1) { sum += counts[low] * counts[high] * (high - low) }
        }
        return Double(sum) / (Double(n) * Double(n - 1) / 2) / Double(counts.count - 1)
    }

    private func quantile(_ quarter: Int) -> Double? {
        let n = total
        guard n > 0 else { return nil }
        let position = n * quarter
        if position.isMultiple(of: 4) {
            return Double(value(at: position / 4 - 1) + value(at: min(position / 4, n - 1))) / 2
        }
        return Double(value(at: position / 4))
    }

    private func value(at index: Int) -> Int {
        var seen = 0
        for (level, count) in counts.enumerated() {
            seen += count
            if index < seen { return level }
        }
        return counts.count - 1
    }
}
