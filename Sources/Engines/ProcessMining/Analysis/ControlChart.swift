/// Lead times month by month with the limits of usual variation: individuals and moving ranges (Shewhart; Wheeler 1993).
package struct ControlChart: Sendable {
    package struct Point: Sendable, Hashable {
        package var year: Int
        package var month: Int
        /// Cases closed in the month.
        package var cases: Int
        /// Mean lead time in days.
        package var mean: Double
        package var isSignal: Bool
    }

    package private(set) var points: [Point] = []
    package private(set) var mean = 0.0
    package private(set) var lower = 0.0
    package private(set) var upper = 0.0

    /// Under this many months there are no limits worth drawing.
    package static let fewestMonths = 8

    /// Months in which no case can yet have lasted as long as nine in ten do are left out: only quick cases close in them, which would look
    /// like a rise afterwards.
    ///
    /// - Parameter fewest: months with fewer closed cases are left out.
    package init(_ log: EventLog, _ flags: JourneyFlags, leads: [Int64], fewest: Int = 5) {
        var sums: [Int: (cases: Int, total: Double)] = [:]
        let isWhole = flags.isWhole
        let closed = Durations((0..<log.caseCount).filter { isWhole[$0] }.map { leads[$0] })
        let settled = (log.first ?? 0) + Int64(closed?.p90 ?? 0)
        for index in 0..<log.caseCount where isWhole[index] {
            let end = log.times[log.caseOffsets[index + 1] - 1]
            guard end >= settled else { continue }
            let (year, month, _) = Timestamp.civil(log.notes.clock.wall(at: end).floorDivided(by: Timestamp.day))
            sums[year * 12 + month - 1, default: (0, 0)].cases += 1
            sums[year * 12 + month - 1, default: (0, 0)].total += Double(leads[index]) / Double(Timestamp.day)
        }
        points = sums.keys.sorted().compactMap { key in
            guard let (cases, total) = sums[key], cases >= fewest else { return nil }
            return Point(year: key / 12, month: key % 12 + 1, cases: cases, mean: total / Double(cases), isSignal: false)
        }
        setLimits()
    }

    /// Of means as they are, a month each.
    package init(values: [Double]) {
        points = values.enumerated().map { Point(year: 2000 + $0 / 12, month: $0 % 12 + 1, cases: 1, mean: $1, isSignal: false) }
        setLimits()
    }

    package var hasLimits: Bool { points.count >= Self.fewestMonths }

    private mutating func setLimits() {
        guard points.count > 1 else { return }
        mean = points.reduce(0) { $0 + $1.mean } / Double(points.count)
        let ranges = zip(points, points.dropFirst()).map { abs($1.mean - $0.mean) }
        // 2.66 = 3 / d2 with d2 = 1.128 for ranges of two.
        let width = 2.66 * ranges.reduce(0, +) / Double(ranges.count)
        lower = max(0, mean - width)
        upper = mean + width
        guard hasLimits else { return }
        var run = 0
        for index in points.indices {
            let value = points[index].mean
            let side = value > mean ? 1 : value < mean ? -1 : 0
            run = side != 0 && (run > 0) == (side > 0) && run != 0 ? run + side : side
            points[index].isSignal = value < lower || value > upper
            if abs(run) >= 8 { for back in 0..<8 { points[index - back].isSignal = true } }
        }
    }
}
