import Tables

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
    ///   - workers: threads; the figures are the same for any number.
    ///   - keepsNegativeGaps: whether gaps of overlapping steps stay below nought.
    package init(_ log: EventLog, movesFrom moveLog: EventLog, keepsNegativeGaps: Bool, withHandovers: Bool, workers: Int = 1) {
        let moves = Moves(moveLog, \.activities)
        self.moves = moves
        // Pieces of about the same size: gaps of moves on one side, what hangs on cases on the other.
        let parts = inOrder(pieces: 4, workers: workers) { piece -> Part in
            switch piece {
            case 0: return .gaps(Self.gaps(moveLog, moves, keepsNegative: keepsNegativeGaps))
            case 1: return .variants(Variants(log), Rework(log))
            case 2: return .handling(Handling.byActivity(log))
            default: return .handovers(withHandovers && log.hasServices ? Moves(moveLog, \.services) : nil)
            }
        }
        (gaps, overlaps, variants, rework, handling, handovers) = ([], 0, Variants(EventLog()), Rework(EventLog()), [], nil)
        for part in parts {
            switch part {
            case .gaps(let found): (gaps, overlaps) = found
            case .variants(let found, let again): (variants, rework) = (found, again)
            case .handling(let found): handling = found
            case .handovers(let found): handovers = found
            }
        }
        ends = Ends(log)
        durations = Durations(CaseTimes.betweenCompletions(log))
        lead = log.hasStarts ? Durations(CaseTimes.lead(log)) : nil
    }

    private enum Part: Sendable {
        case gaps(([Durations?], Int))
        case variants(Variants, Rework)
        case handling([Durations?])
        case handovers(Moves?)
    }

    private static func gaps(_ log: EventLog, _ moves: Moves, keepsNegative: Bool) -> ([Durations?], Int) {
        var overlaps = 0
        let starts = log.hasStarts ? log.starts : log.times
        let times = log.times
        let gaps = moves.summaries { event in
            let gap = starts[event + 1] - times[event]
            if gap < 0 { overlaps += 1 }
            return keepsNegative ? gap : max(0, gap)
        }
        return (gaps, overlaps)
    }
}
