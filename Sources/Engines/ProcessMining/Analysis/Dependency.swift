/// How surely one activity leads to another, from -1 to 1 (Weijters, van der Aalst and Alves de Medeiros 2006).
package struct Dependency: Sendable {
    private var counts: [Int64: Int] = [:]
    private var twos: [Int64: Int] = [:]

    package init(_ log: EventLog, _ moves: Moves) {
        for edge in moves.edges { counts[Self.key(edge.from, edge.to)] = edge.count }
        let codes = log.activities.codes
        for index in 0..<log.caseCount {
            let range = log.events(of: index)
            guard range.count > 2 else { continue }
            for event in range.lowerBound..<range.upperBound - 2 where codes[event] == codes[event + 2] && codes[event] != codes[event + 1] {
                twos[Self.key(codes[event], codes[event + 1]), default: 0] += 1
            }
        }
    }

    private static func key(_ a: Int32, _ b: Int32) -> Int64 { Int64(a) << 32 | Int64(b) }

    /// How often b follows a.
    package func count(_ a: Int32, _ b: Int32) -> Int { counts[Self.key(a, b)] ?? 0 }

    /// (|a>b| − |b>a|) / (|a>b| + |b>a| + 1); of an activity on itself |a>a| / (|a>a| + 1).
    package func measure(_ a: Int32, _ b: Int32) -> Double {
        let there = Double(count(a, b))
        if a == b { return there / (there + 1) }
        let back = Double(count(b, a))
        return (there - back) / (there + back + 1)
    }

    /// (|a>b>a| + |b>a>b|) / (|a>b>a| + |b>a>b| + 1): loops of length two.
    package func loop(_ a: Int32, _ b: Int32) -> Double {
        let both = Double((twos[Self.key(a, b)] ?? 0) + (twos[Self.key(b, a)] ?? 0))
        return both / (both + 1)
    }

    /// Whether two activities run side by side: each follows the other often, neither leads, and it is no loop of two.
    package func isParallel(_ a: Int32, _ b: Int32, least: Int = 5) -> Bool {
        a != b && count(a, b) >= least && count(b, a) >= least && abs(measure(a, b)) < 0.6 && loop(a, b) < 0.9
    }
}

/// Waits from the event that made a step possible, where steps run side by side.
package struct EnabledWaits: Sendable {
    /// For each activity the wait from its enabling event: the latest before it that does not run side by side with it.
    package private(set) var waits: [Durations?]
    /// For each activity the wait from the event before it, whatever that is.
    package private(set) var plain: [Durations?]

    package init(_ log: EventLog, _ moves: Moves, _ dependency: Dependency) {
        let words = log.activities.wordCount
        let codes = log.activities.codes
        var parallel: Set<Int> = []
        for edge in moves.edges where dependency.isParallel(edge.from, edge.to) { parallel.insert(Int(edge.from) * words + Int(edge.to)) }
        var (enabled, direct) = (Array(repeating: [Int64](), count: words), Array(repeating: [Int64](), count: words))
        for index in 0..<log.caseCount {
            let range = log.events(of: index)
            for event in range.dropFirst() {
                let code = Int(codes[event])
                direct[code].append(max(0, log.start(event) - log.times[event - 1]))
                var before = event - 1
                while before > range.lowerBound, !parallel.isEmpty, parallel.contains(Int(codes[before]) * words + code) { before -= 1 }
                enabled[code].append(max(0, log.start(event) - log.times[before]))
            }
        }
        waits = enabled.map { Durations($0) }
        plain = direct.map { Durations($0) }
    }
}
