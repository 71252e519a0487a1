/// The figures that every process-mining tool gives of a log, in one struct.
package struct Overview: Sendable {
    package var moves: Moves
    /// Of each edge: from the completion of one event to the start of the next; nil where there is none.
    package var gaps: [Durations?]
    /// How many gaps were below nought, because steps overlap.
    package var overlaps: Int
    package var ends: Ends
    package var variants: Variants
    package var durations: Durations?
    package var lead: Durations?
    package var rework: Rework
    package var handling: [Durations?]
    package var handovers: Moves?

    /// - Parameters:
    ///   - log: in the order that holds everywhere.
    ///   - moveLog: the same log in another order for the moves, to agree with tools that use two orders.
    ///   - keepsNegativeGaps: whether gaps of overlapping steps stay below nought.
    package init(_ log: EventLog, movesFrom moveLog: EventLog, keepsNegativeGaps: Bool, withHandovers: Bool) {
        let moves = Moves(moveLog, \.activities)
        self.moves = moves
        var overlaps = 0
        let starts = moveLog.hasStarts ? moveLog.starts : moveLog.times
        let times = moveLog.times
        gaps = moves.summaries { event in
            let gap = starts[event + 1] - times[event]
            if gap < 0 { overlaps += 1 }
            return keepsNegativeGaps ? gap : max(0, gap)
        }
        self.overlaps = overlaps
        ends = Ends(log)
        variants = Variants(log)
        durations = Durations(CaseTimes.betweenCompletions(log))
        lead = log.hasStarts ? Durations(CaseTimes.lead(log)) : nil
        rework = Rework(log)
        handling = Handling.byActivity(log)
        handovers = withHandovers && log.hasServices ? Moves(moveLog, \.services) : nil
    }
}
