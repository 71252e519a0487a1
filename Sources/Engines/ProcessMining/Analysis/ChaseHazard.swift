/// How the rate of chasing rises while a step is awaited.
package struct ChaseHazard: Sendable {
    package struct Band: Sendable, Hashable {
        /// Days of waiting, from the first up to but not including the second.
        package var days: Range<Int>
        package var chases: Int
        /// Citizen-days waited in this band.
        package var exposure: Double
        /// Citizens who wait on a day of this band, on average.
        package var waiting: Double { exposure / Double(days.count) }
        /// Chases a citizen-day; nil without exposure.
        package var rate: Double? { exposure > 0 ? Double(chases) / exposure : nil }
    }

    package static let edges = [0, 1, 2, 3, 5, 7, 10, 14, 21, 28, 42, 56, 84, 182, 3650]

    /// For each activity waited for, band by band; empty where nobody chased.
    package private(set) var bands: [[Band]]

    package init(_ log: EventLog, _ flags: JourneyFlags) {
        let words = log.activities.wordCount
        let width = Self.edges.count - 1
        var chases = Array(repeating: 0, count: words * width)
        var exposure = Array(repeating: 0.0, count: words * width)
        for index in 0..<log.caseCount {
            var last: Int64?
            var waiting: [Int64] = []
            for event in log.events(of: index) {
                if flags.isFailure[event] {
                    waiting.append(log.start(event))
                    continue
                }
                if let last {
                    let base = Int(log.activities.codes[event]) * width
                    for chase in waiting { chases[base + Self.band(Self.days(chase - last))] += 1 }
                    Self.expose(Self.days(log.start(event) - last), base, &exposure)
                }
                waiting.removeAll(keepingCapacity: true)
                last = log.times[event]
            }
        }
        bands = (0..<words).map { word in
            let own = word * width..<(word + 1) * width
            guard chases[own].contains(where: { $0 > 0 }) else { return [] }
            return own.map { Band(days: Self.edges[$0 - own.lowerBound]..<Self.edges[$0 - own.lowerBound + 1], chases: chases[$0], exposure: exposure[$0]) }
        }
    }

    /// The band with the highest rate, and how many times the rate of the first band in which anyone chased it is.
    ///
    /// Bands count in which at least `citizenDays` were waited, by at least a tenth as many citizens a day as in the fullest band: the few
    /// who wait longest say little of when most lose patience.
    package func steepest(_ activity: Int32, citizenDays: Double = 30) -> (band: Band, times: Double)? {
        let own = bands[Int(activity)]
        let most = own.map(\.waiting).max() ?? 0
        let enough = own.filter { $0.exposure >= citizenDays && $0.waiting >= most / 10 }
        guard let first = enough.first(where: { $0.chases > 0 })?.rate, first > 0,
            let steepest = enough.max(by: { ($0.rate ?? 0) < ($1.rate ?? 0) }), let rate = steepest.rate
        else { return nil }
        return (steepest, rate / first)
    }

    private static func days(_ microseconds: Int64) -> Double { max(0, Double(microseconds) / Double(Timestamp.day)) }

    private static func band(_ days: Double) -> Int {
        for index in 1..<edges.count where days < Double(edges[index]) { return index - 1 }
        return edges.count - 2
    }

    private static func expose(_ days: Double, _ base: Int, _ exposure: inout [Double]) {
        for index in 0..<edges.count - 1 {
            guard days > Double(edges[index]) else { return }
            exposure[base + index] += min(days, Double(edges[index + 1])) - Double(edges[index])
        }
    }
}
