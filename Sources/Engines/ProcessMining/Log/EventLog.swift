/// An event log in columns: the events of a case stand together, cases in the order in which they first appear.
///
/// Times are microseconds since 1970 in UTC, costs are pence.
package struct EventLog: Sendable {
    package internal(set) var caseNames = CaseNames()
    /// `cases + 1` places in the columns: where each case starts.
    package internal(set) var caseOffsets: [Int] = [0]
    package internal(set) var activities = CodedColumn()
    package internal(set) var services = CodedColumn()
    package internal(set) var resources = CodedColumn()
    package internal(set) var channels = CodedColumn()
    package internal(set) var demands = CodedColumn()
    /// As read; empty once starts and completions are paired, or where the log does not say.
    package internal(set) var lifecycles = CodedColumn()
    /// What became of rows that tell of one step; nil where there were none.
    package internal(set) var pairing: LifecyclePairing?
    package internal(set) var times: [Int64] = []
    /// Empty where the log has no starts.
    package internal(set) var starts: [Int64] = []
    /// Empty where the log has no costs.
    package internal(set) var costs: [Int64] = []
    /// One number for each distinct event of an object-centric log; empty elsewhere.
    package internal(set) var origins: [Int32] = []
    package internal(set) var dropped = DroppedRows()
    package internal(set) var notes = ReadingNotes()
    /// The order within a case that holds now.
    package internal(set) var order = EventOrder.file

    init() {}

    package var count: Int { times.count }
    package var caseCount: Int { caseOffsets.count - 1 }
    package var hasStarts: Bool { !starts.isEmpty }
    package var hasCosts: Bool { !costs.isEmpty }
    package var hasServices: Bool { !services.isEmpty }

    package func events(of index: Int) -> Range<Int> { caseOffsets[index]..<caseOffsets[index + 1] }

    package func caseName(_ index: Int) -> String { caseNames.text(index) }

    /// When handling starts; the completion where the log has no starts.
    package func start(_ event: Int) -> Int64 { starts.isEmpty ? times[event] : starts[event] }

    package func cost(_ event: Int) -> Int64 { costs.isEmpty ? 0 : costs[event] }

    package var first: Int64? { times.min() }
    package var last: Int64? { times.max() }
}

/// How the events of one case are ordered; ties keep the order of the file.
package enum EventOrder: Sendable {
    case file, completion, startThenCompletion
}
