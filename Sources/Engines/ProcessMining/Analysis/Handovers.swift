/// How cases pass between services (van der Aalst, Reijers and Song 2005): consecutive events in different services.
package struct Handovers: Sendable {
    package struct Passing: Sendable {
        /// Codes of services.
        package var from: Int32
        package var to: Int32
        package var count: Int
        package var cases: Int
        package var waits: Durations
        /// How often the case came straight back: from, to, from.
        package var returns: Int
    }

    /// By descending total wait.
    package private(set) var passings: [Passing] = []
    /// Waits of moves that stay within a service.
    package private(set) var within: Durations?
    package private(set) var between: Durations?
    /// For each case the number of hand-overs.
    package private(set) var perCase: [Int] = []
    /// For each case whether it went from one service to another and straight back.
    package private(set) var isPingPong: [Bool] = []

    package init(_ log: EventLog) {
        perCase = Array(repeating: 0, count: log.caseCount)
        isPingPong = Array(repeating: false, count: log.caseCount)
        guard log.hasServices else { return }
        let moves = Moves(log, \.services)
        let returns = countCases(log, moves)
        let cases = Roadblocks.cases(log, moves)
        func gap(_ event: Int) -> Int64 { max(0, log.start(event + 1) - log.times[event]) }
        let summaries = moves.summaries { gap($0) }
        var (inside, across): ([Int64], [Int64]) = ([], [])
        for event in moves.edgeOf.indices where moves.edgeOf[event] >= 0 {
            let edge = moves.edges[Int(moves.edgeOf[event])]
            if edge.from == edge.to { inside.append(gap(event)) } else { across.append(gap(event)) }
        }
        (within, between) = (Durations(inside), Durations(across))
        passings = moves.edges.indices.compactMap { index in
            let edge = moves.edges[index]
            guard edge.from != edge.to, let waits = summaries[index] else { return nil }
            return Passing(from: edge.from, to: edge.to, count: edge.count, cases: cases[index], waits: waits, returns: returns[index])
        }
        passings.sort { $0.waits.total > $1.waits.total }
    }

    /// Counts hand-overs case by case, and for each edge how often the case came straight back.
    private mutating func countCases(_ log: EventLog, _ moves: Moves) -> [Int] {
        var returns = Array(repeating: 0, count: moves.edges.count)
        for index in 0..<log.caseCount {
            var last = -1
            for event in log.events(of: index) {
                let number = Int(moves.edgeOf[event])
                guard number >= 0 else {
                    last = -1
                    continue
                }
                let edge = moves.edges[number]
                if edge.from != edge.to {
                    perCase[index] += 1
                    if last >= 0, moves.edges[last].from == edge.to, moves.edges[last].to == edge.from {
                        returns[last] += 1
                        isPingPong[index] = true
                    }
                    last = number
                } else {
                    last = -1
                }
            }
        }
        return returns
    }

    package var total: Int { perCase.reduce(0, +) }
}
