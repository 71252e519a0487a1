import Tables

/// Two logs, or two parts of one, side by side: how long cases take, where they go and where they wait.
package struct Comparison: Sendable {
    package struct Line: Sendable {
        package var from: String
        package var to: String
        /// Share of cases with the move.
        package var cases: ShareTest
        /// Nil where a side has too few waits.
        package var wait: RankTest?
        /// Median waits in microseconds.
        package var median: Double?
        package var otherMedian: Double?
        /// Corrected for all lines together; nil without a wait test.
        package var waitP: Double?
        package var casesP = 1.0
    }

    package let lead: RankTest?
    package let leads: Durations?
    package let otherLeads: Durations?
    /// Moves by the total of the difference that they make, largest first.
    package private(set) var lines: [Line] = []

    /// - Parameters:
    ///   - first: ordered by completion, as is the other.
    ///   - fewest: waits are compared where both sides have so many.
    package init(_ first: EventLog, _ second: EventLog, fewest: Int = 10) {
        let (own, other) = (CaseTimes.lead(first), CaseTimes.lead(second))
        lead = RankTest(own, other)
        (leads, otherLeads) = (Durations(own), Durations(other))
        let (a, b) = (Self.sides(first), Self.sides(second))
        let keys = Set(a.keys).union(b.keys).sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
        lines = keys.compactMap { key in
            let (x, y) = (a[key] ?? (0, []), b[key] ?? (0, []))
            guard let share = ShareTest(x.cases, of: first.caseCount, against: y.cases, of: second.caseCount) else { return nil }
            var line = Line(from: key[0], to: key[1], cases: share, wait: nil)
            (line.median, line.otherMedian) = (Durations(x.waits)?.median, Durations(y.waits)?.median)
            if x.waits.count >= fewest, y.waits.count >= fewest { line.wait = RankTest(x.waits, y.waits) }
            return line
        }
        correct()
        lines.sort { Self.weight($0) > Self.weight($1) }
    }

    private mutating func correct() {
        for (index, p) in Corrected.holm(lines.map(\.cases.p)).enumerated() { lines[index].casesP = p }
        let tested = lines.indices.filter { lines[$0].wait != nil }
        for (index, p) in zip(tested, Corrected.holm(tested.map { lines[$0].wait?.p ?? 1 })) { lines[index].waitP = p }
    }

    /// How much a line matters: difference of medians × share of cases, else the difference of shares.
    private static func weight(_ line: Line) -> Double {
        guard let median = line.median, let other = line.otherMedian else { return abs(line.cases.first - line.cases.second) }
        return abs(median - other) * max(line.cases.first, line.cases.second) + abs(line.cases.first - line.cases.second)
    }

    private static func sides(_ log: EventLog) -> [[String]: (cases: Int, waits: [Int64])] {
        let moves = Moves(log, \.activities)
        let cases = Roadblocks.cases(log, moves)
        var waits: [[Int64]] = Array(repeating: [], count: moves.edges.count)
        for event in moves.edgeOf.indices where moves.edgeOf[event] >= 0 {
            waits[Int(moves.edgeOf[event])].append(max(0, log.start(event + 1) - log.times[event]))
        }
        var sides: [[String]: (cases: Int, waits: [Int64])] = [:]
        for (index, edge) in moves.edges.enumerated() {
            sides[[log.activities.word(edge.from), log.activities.word(edge.to)]] = (cases[index], waits[index])
        }
        return sides
    }
}
