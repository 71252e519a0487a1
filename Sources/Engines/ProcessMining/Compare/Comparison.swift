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
        /// The same waits in working hours; nil without a calendar.
        package var workingMedian: Double?
        package var otherWorkingMedian: Double?
        /// Corrected for all lines together; nil without a wait test.
        package var waitP: Double?
        package var casesP = 1.0
    }

    package let lead: RankTest?
    package let leads: Durations?
    package let otherLeads: Durations?
    /// The same cases of both sides in working hours; nil without a calendar.
    package let workingLeads: (first: Durations?, second: Durations?)
    /// Moves by the total of the difference that they make, largest first.
    package private(set) var lines: [Line] = []

    /// - Parameters:
    ///   - first: ordered by completion, as is the other.
    ///   - fewest: waits are compared where both sides have so many.
    ///   - calendar: for medians in working hours besides; what is tested is the time that goes by.
    package init(_ first: EventLog, _ second: EventLog, fewest: Int = 10, calendar: WorkingCalendar? = nil) {
        let (own, other) = (CaseTimes.lead(first), CaseTimes.lead(second))
        lead = RankTest(own, other)
        (leads, otherLeads) = (Durations(own), Durations(other))
        workingLeads = (Self.workingLeads(first, calendar), Self.workingLeads(second, calendar))
        let (a, b) = (Self.sides(first, calendar), Self.sides(second, calendar))
        let keys = Set(a.keys).union(b.keys).sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
        lines = keys.compactMap { key in
            let (x, y) = (a[key] ?? Side(), b[key] ?? Side())
            guard let share = ShareTest(x.cases, of: first.caseCount, against: y.cases, of: second.caseCount) else { return nil }
            var line = Line(from: key[0], to: key[1], cases: share, wait: nil)
            (line.median, line.otherMedian) = (Durations(x.waits)?.median, Durations(y.waits)?.median)
            (line.workingMedian, line.otherWorkingMedian) = (Durations(x.working)?.median, Durations(y.working)?.median)
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

    private static func workingLeads(_ log: EventLog, _ calendar: WorkingCalendar?) -> Durations? {
        calendar.flatMap { calendar in Durations((0..<log.caseCount).map { log.workingLead($0, calendar) }) }
    }

    /// What one log has of a move.
    private struct Side {
        var cases = 0
        var waits: [Int64] = []
        /// Empty without a calendar.
        var working: [Int64] = []
    }

    private static func sides(_ log: EventLog, _ calendar: WorkingCalendar?) -> [[String]: Side] {
        let moves = Moves(log, \.activities)
        let cases = Roadblocks.cases(log, moves)
        var found = cases.map { Side(cases: $0) }
        for event in moves.edgeOf.indices where moves.edgeOf[event] >= 0 {
            let (edge, from, to) = (Int(moves.edgeOf[event]), log.times[event], log.start(event + 1))
            found[edge].waits.append(max(0, to - from))
            if let calendar { found[edge].working.append(calendar.workingTime(from: from, to: to)) }
        }
        let keys = moves.edges.map { [log.activities.word($0.from), log.activities.word($0.to)] }
        return Dictionary(uniqueKeysWithValues: zip(keys, found))
    }
}
