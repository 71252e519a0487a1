/// What some cases do and others do not, and what goes with it: for logs in which hardly two cases are the same.
package struct Behaviour: Sendable {
    package enum Kind: Sendable, Hashable {
        /// Does an activity more than once.
        case repeats(Int32)
        /// Leaves out an activity that most cases have.
        case skips(Int32)
        /// Goes to another service and straight back.
        case pingPong
        /// Somebody has to chase.
        case chased
    }

    package var kind: Kind
    package var cases: Int
    /// Share of all cases that are whole; see `JourneyFlags.isWhole`.
    package var share: Double
    /// Median lead time in microseconds of whole cases that do, and of those that do not.
    package var median: Double
    package var medianOfOthers: Double
    /// Mean pence of those that do, and of those that do not.
    package var cost: Double
    package var costOfOthers: Double
}

extension Behaviour {
    /// All behaviours of whole cases, by cases × added median time, descending.
    ///
    /// - Parameter fewest: behaviours of fewer cases, or of all but fewer, are left out.
    package static func all(
        _ log: EventLog, _ flags: JourneyFlags, leads: [Int64], costs: CaseCosts, handovers: Handovers, fewest: Int = 10
    ) -> [Behaviour] {
        let isWhole = flags.isWhole
        let closed = (0..<log.caseCount).filter { isWhole[$0] }
        guard closed.count >= 2 * fewest else { return [] }
        let words = log.activities.wordCount
        var occurrences = Array(repeating: UInt8(0), count: words * closed.count)
        var isChased = Array(repeating: false, count: closed.count)
        for (place, index) in closed.enumerated() {
            for event in log.events(of: index) {
                if flags.isFailure[event] {
                    isChased[place] = true
                    continue
                }
                let cell = place * words + Int(log.activities.codes[event])
                if occurrences[cell] < 2 { occurrences[cell] += 1 }
            }
        }
        func behaviour(_ kind: Kind, _ does: (Int) -> Bool) -> Behaviour? {
            var (own, others): ([Int64], [Int64]) = ([], [])
            var (cost, costOfOthers) = (0.0, 0.0)
            for (place, index) in closed.enumerated() {
                if does(place) {
                    own.append(leads[index])
                    cost += Double(costs.perCase[index])
                } else {
                    others.append(leads[index])
                    costOfOthers += Double(costs.perCase[index])
                }
            }
            guard own.count >= fewest, others.count >= fewest, let mine = Durations(own), let theirs = Durations(others) else { return nil }
            return Behaviour(
                kind: kind, cases: own.count, share: Double(own.count) / Double(closed.count), median: mine.median,
                medianOfOthers: theirs.median, cost: cost / Double(own.count), costOfOthers: costOfOthers / Double(others.count))
        }
        var found: [Behaviour?] = []
        for word in 0..<words {
            let having = closed.indices.count { occurrences[$0 * words + word] > 0 }
            found.append(behaviour(.repeats(Int32(word))) { occurrences[$0 * words + word] > 1 })
            if having * 2 > closed.count { found.append(behaviour(.skips(Int32(word))) { occurrences[$0 * words + word] == 0 }) }
        }
        found.append(behaviour(.pingPong) { handovers.isPingPong[closed[$0]] })
        found.append(behaviour(.chased) { isChased[$0] })
        return found.compactMap { $0 }.sorted {
            Double($0.cases) * ($0.median - $0.medianOfOthers) > Double($1.cases) * ($1.median - $1.medianOfOthers)
        }
    }
}
