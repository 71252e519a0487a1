/// A wait between two steps: how long, who is waited for, and what it costs in contacts that need not be.
package struct Roadblock: Sendable {
    /// Codes of activities.
    package var from: Int32
    package var to: Int32
    package var cases: Int
    package var overlaps: Int
    package var waits: Durations
    /// The same waits in working hours; nil without a calendar.
    package var working: Durations?
    package var isOnCitizen: Bool
    /// Code of the service that most often does the awaited step; -1 where the log has none.
    package var owner: Int32
    /// Contacts of failure demand made while this step was awaited, and their pence.
    package var failures: Int
    package var failureCost: Int64
}

/// Where the days go: every wait, ranked by its total over all cases.
///
/// Contacts of failure demand are taken out first, so that a wait runs from the last real step to the next one however often somebody
/// chases, and each chase is charged to the step that was awaited (van der Aalst 2019 warns that edges must be recomputed on what is left).
package struct Roadblocks: Sendable {
    /// By descending total wait, ties by words.
    package private(set) var waits: [Roadblock] = []
    /// Contacts after which no step came, and their pence.
    package private(set) var failuresUnanswered = 0
    package private(set) var failureCostUnanswered: Int64 = 0
    package private(set) var failures = 0
    package private(set) var failureCost: Int64 = 0

    package init(_ log: EventLog, _ flags: JourneyFlags, calendar: WorkingCalendar? = nil) {
        let steps = log.keepingEvents { !flags.isFailure[$0] }
        let moves = Moves(steps, \.activities)
        let charges = charge(log, flags, moves)
        let overlaps = Self.overlaps(steps, moves)
        let cases = Self.cases(steps, moves)
        let owners = Self.owners(steps, moves)
        let summaries = moves.summaries { event in max(0, steps.start(event + 1) - steps.times[event]) }
        let working = calendar.map { calendar in
            moves.summaries { calendar.workingTime(from: steps.times[$0], to: steps.start($0 + 1)) }
        }
        let ranks = log.activities.ranks
        waits = moves.edges.indices.compactMap { index in
            let edge = moves.edges[index]
            return summaries[index].map {
                Roadblock(
                    from: edge.from, to: edge.to, cases: cases[index], overlaps: overlaps[index], waits: $0, working: working?[index],
                    isOnCitizen: flags.isCitizens[Int(edge.to)], owner: owners[index], failures: charges[index].count,
                    failureCost: charges[index].cost)
            }
        }
        waits.sort { a, b in
            if a.waits.total != b.waits.total { return a.waits.total > b.waits.total }
            return (ranks[Int(a.from)], ranks[Int(a.to)]) < (ranks[Int(b.from)], ranks[Int(b.to)])
        }
    }

    /// For each edge between real steps the contacts made while it was open.
    private mutating func charge(_ log: EventLog, _ flags: JourneyFlags, _ moves: Moves) -> [(count: Int, cost: Int64)] {
        var charges = Array(repeating: (count: 0, cost: Int64(0)), count: moves.edges.count)
        var step = -1
        for index in 0..<log.caseCount {
            let range = log.events(of: index)
            var isOpen = false
            for event in range {
                guard flags.isFailure[event] else {
                    step += 1
                    isOpen = true
                    continue
                }
                let cost = log.cost(event)
                failures += 1
                failureCost += cost
                let edge = isOpen ? moves.edgeOf[step] : -1
                if edge >= 0 {
                    charges[Int(edge)].count += 1
                    charges[Int(edge)].cost += cost
                } else {
                    failuresUnanswered += 1
                    failureCostUnanswered += cost
                }
            }
        }
        return charges
    }

    private static func overlaps(_ log: EventLog, _ moves: Moves) -> [Int] {
        var overlaps = Array(repeating: 0, count: moves.edges.count)
        for event in moves.edgeOf.indices where moves.edgeOf[event] >= 0 && log.start(event + 1) < log.times[event] {
            overlaps[Int(moves.edgeOf[event])] += 1
        }
        return overlaps
    }

    /// For each edge the number of cases with it.
    static func cases(_ log: EventLog, _ moves: Moves) -> [Int] {
        var cases = Array(repeating: 0, count: moves.edges.count)
        var lastCase = Array(repeating: -1, count: moves.edges.count)
        guard !moves.edges.isEmpty else { return cases }
        for index in 0..<log.caseCount {
            for event in log.events(of: index) {
                let edge = Int(moves.edgeOf[event])
                guard edge >= 0, lastCase[edge] != index else { continue }
                lastCase[edge] = index
                cases[edge] += 1
            }
        }
        return cases
    }

    private static func owners(_ log: EventLog, _ moves: Moves) -> [Int32] {
        guard log.hasServices else { return Array(repeating: -1, count: moves.edges.count) }
        let services = log.services.wordCount
        var counts = Array(repeating: Int32(0), count: moves.edges.count * services)
        for event in moves.edgeOf.indices {
            let edge = Int(moves.edgeOf[event])
            guard edge >= 0 else { continue }
            let service = Int(log.services.codes[event + 1])
            if service >= 0 { counts[edge * services + service] += 1 }
        }
        return moves.edges.indices.map { edge in
            let own = counts[edge * services..<(edge + 1) * services]
            guard let most = own.max(), most > 0 else { return -1 }
            return Int32((own.firstIndex(of: most) ?? own.startIndex) - own.startIndex)
        }
    }
}
