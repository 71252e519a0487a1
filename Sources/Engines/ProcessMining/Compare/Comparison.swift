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

        /// Whether the waits differ by more than chance brings, all tests taken together; nil where there are too few of them.
        package var isWaitDifferent: Bool? { waitP.map { $0 < Comparison.level } }
        package var isShareDifferent: Bool { casesP < Comparison.level }
    }

    /// The share of comparisons without any difference in which chance alone would still find one.
    package static let level = 0.05

    /// Waits are compared where both sides have so many.
    package let fewest: Int
    package let lead: RankTest?
    package let leads: Durations?
    package let otherLeads: Durations?
    /// The same cases of both sides in working hours; nil without a calendar.
    package let workingLeads: (first: Durations?, second: Durations?)
    /// Moves by the difference that they make beyond chance, largest first; those without any stand last, by name.
    package private(set) var lines: [Line] = []

    /// - Parameters:
    ///   - first: ordered by completion, as is the other.
    ///   - fewest: of waits that are compared.
    ///   - calendar: for medians in working hours besides; what is tested is the time that goes by.
    package init(_ first: EventLog, _ second: EventLog, fewest: Int = 10, calendar: WorkingCalendar? = nil) {
        self.fewest = fewest
        let (own, other) = (CaseTimes.lead(first), CaseTimes.lead(second))
        lead = RankTest(own, other)
        (leads, otherLeads) = (Durations(own), Durations(other))
        workingLeads = (Self.workingLeads(first, calendar), Self.workingLeads(second, calendar))
        let (a, b) = (Self.sides(first, calendar), Self.sides(second, calendar))
        let keys = Set(a.keys).union(b.keys).sorted()
        lines = keys.compactMap { key in
            let (x, y) = (a[key] ?? Side(), b[key] ?? Side())
            guard let share = ShareTest(x.cases, of: first.caseCount, against: y.cases, of: second.caseCount) else { return nil }
            var line = Line(from: String(decoding: key.from, as: UTF8.self), to: String(decoding: key.to, as: UTF8.self), cases: share, wait: nil)
            (line.median, line.otherMedian) = (Durations(x.waits)?.median, Durations(y.waits)?.median)
            (line.workingMedian, line.otherWorkingMedian) = (Durations(x.working)?.median, Durations(y.working)?.median)
            if x.waits.count >= fewest, y.waits.count >= fewest { line.wait = RankTest(x.waits, y.waits) }
            return line
        }
        correct()
        let weights = lines.map(Self.weight)
        lines = lines.indices.sorted { (weights[$1], $0) < (weights[$0], $1) }.map { lines[$0] }
    }

    private mutating func correct() {
        for (index, p) in Corrected.holm(lines.map(\.cases.p)).enumerated() { lines[index].casesP = p }
        let tested = lines.indices.filter { lines[$0].wait != nil }
        for (index, p) in zip(tested, Corrected.holm(tested.map { lines[$0].wait?.p ?? 1 })) { lines[index].waitP = p }
    }

    /// How much a line matters: difference of medians × share of cases, and the difference of shares, each where it is more than chance.
    private static func weight(_ line: Line) -> Double {
        let share = line.isShareDifferent ? abs(line.cases.first - line.cases.second) : 0
        guard line.isWaitDifferent == true, let median = line.median, let other = line.otherMedian else { return share }
        return abs(median - other) * max(line.cases.first, line.cases.second) + share
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

    /// A move by the bytes of its steps: two spellings that look alike are two steps.
    private struct Key: Hashable, Comparable {
        var from: [UInt8]
        var to: [UInt8]

        static func < (a: Key, b: Key) -> Bool {
            a.from == b.from ? a.to.lexicographicallyPrecedes(b.to) : a.from.lexicographicallyPrecedes(b.from)
        }
    }

    private static func sides(_ log: EventLog, _ calendar: WorkingCalendar?) -> [Key: Side] {
        let moves = Moves(log, \.activities)
        let cases = Roadblocks.cases(log, moves)
        var found = cases.map { Side(cases: $0) }
        for event in moves.edgeOf.indices where moves.edgeOf[event] >= 0 {
            let (edge, from, to) = (Int(moves.edgeOf[event]), log.times[event], log.start(event + 1))
            found[edge].waits.append(max(0, to - from))
            if let calendar { found[edge].working.append(calendar.workingTime(from: from, to: to)) }
        }
        let keys = moves.edges.map { Key(from: Array(log.activities.word($0.from).utf8), to: Array(log.activities.word($0.to).utf8)) }
        return Dictionary(uniqueKeysWithValues: zip(keys, found))
    }
}
