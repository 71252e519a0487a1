/// Order statistics of numbers in part of an array, which is rearranged on the way.
enum Order {
    /// The value that would stand at `place` if the range were sorted; afterwards nothing before it is larger and nothing after it smaller.
    ///
    /// Quickselect (Hoare 1961) with the middle of three; a range on which it goes badly is sorted.
    static func select(_ values: inout [Int64], _ range: Range<Int>, place: Int) -> Int64 {
        if !narrow(&values, range, place: place) { values[range].sort() }
        return values[place]
    }

    /// Whether it came to an end within a bounded number of rounds.
    private static func narrow(_ values: inout [Int64], _ range: Range<Int>, place: Int) -> Bool {
        var values = values.mutableSpan
        var low = range.lowerBound
        var high = range.upperBound - 1
        var rounds = 0
        while low < high {
            rounds += 1
            if rounds > 64 { return false }
            let pivot = middle(values[low], values[low + (high - low) / 2], values[high])
            var i = low
            var j = high
            while i <= j {
                while values[i] < pivot { i += 1 }
                while values[j] > pivot { j -= 1 }
                guard i <= j else { break }
                values.swapAt(i, j)
                i += 1
                j -= 1
            }
            if place <= j { high = j } else if place >= i { low = i } else { return true }
        }
        return true
    }

    private static func middle(_ a: Int64, _ b: Int64, _ c: Int64) -> Int64 { max(min(a, b), min(max(a, b), c)) }

    /// The quantile by linear interpolation between the two nearest values (Hyndman and Fan 1996, definition 7).
    ///
    /// - Parameter from: the place from which on values need to be looked at, where those before it are known to be no larger.
    static func quantile(_ values: inout [Int64], _ range: Range<Int>, _ share: Double, from: Int? = nil) -> Double {
        let position = Double(range.count - 1) * share
        let low = Int(position)
        let value = select(&values, (from ?? range.lowerBound)..<range.upperBound, place: range.lowerBound + low)
        let part = position - Double(low)
        guard part > 0, low + 1 < range.count else { return Double(value) }
        var next = values[range.lowerBound + low + 1]
        for i in range.lowerBound + low + 1..<range.upperBound where values[i] < next { next = values[i] }
        return Double(value) + part * Double(next - value)
    }
}

/// How long something took, over all times that it happened; microseconds.
package struct Durations: Hashable, Sendable {
    package var count: Int
    package var total: Int64
    package var mean: Double
    /// The mean of the two middle values where their number is even.
    package var median: Double
    /// Nine in ten took no longer; by linear interpolation.
    package var p90: Double
    package var shortest: Int64
    package var longest: Int64

    /// - Returns: nil for an empty range, which has no middle. The range of `values` is rearranged.
    init?(_ values: inout [Int64], _ range: Range<Int>) {
        guard !range.isEmpty else { return nil }
        count = range.count
        var total: Int64 = 0
        var shortest = Int64.max
        var longest = Int64.min
        for i in range {
            let value = values[i]
            total &+= value
            shortest = min(shortest, value)
            longest = max(longest, value)
        }
        (self.total, self.shortest, self.longest) = (total, shortest, longest)
        mean = Double(total) / Double(range.count)
        median = Order.quantile(&values, range, 0.5)
        // What is not below the lower middle stands behind it now, and holds the ninth of ten.
        let middle = range.lowerBound + (range.count - 1) / 2
        p90 = Order.quantile(&values, range, 0.9, from: middle)
    }

    package init?(_ values: [Int64]) {
        var values = values
        self.init(&values, 0..<values.count)
    }
}
