import Tables

/// Events as they were read, in the order of the file.
struct EventBatch: Sendable {
    var caseNames = CaseNames()
    /// For each event the number of its case.
    var cases: [Int32] = []
    var activities = CodedColumn()
    var services = CodedColumn()
    var resources = CodedColumn()
    var channels = CodedColumn()
    var demands = CodedColumn()
    /// What each row tells of its step: started, completed or something between. Empty where the log does not say.
    var lifecycles = CodedColumn()
    /// Microseconds since 1970 in UTC.
    var times: [Int64] = []
    /// Empty where the log has no starts.
    var starts: [Int64] = []
    /// In pence; empty where the log has no costs.
    var costs: [Int64] = []
    /// One number for each distinct event of an object-centric log; empty elsewhere.
    var origins: [Int32] = []
    var dropped = DroppedRows()
    var notes = ReadingNotes()

    var count: Int { times.count }

    /// Before its time is appended. An event without a start, in a log that has them, starts when it is complete.
    mutating func appendStart(_ start: Int64?, otherwise time: Int64) {
        guard start != nil || !starts.isEmpty else { return }
        if starts.count < count { starts.append(contentsOf: times[starts.count..<count]) }
        starts.append(start ?? time)
    }

    mutating func reserve(_ events: Int, roles: Set<EventRole>) {
        cases.reserveCapacity(events)
        activities.codes.reserveCapacity(events)
        times.reserveCapacity(events)
        if roles.contains(.start) { starts.reserveCapacity(events) }
        if roles.contains(.cost) { costs.reserveCapacity(events) }
        if roles.contains(.service) { services.codes.reserveCapacity(events) }
        if roles.contains(.resource) { resources.codes.reserveCapacity(events) }
        if roles.contains(.channel) { channels.codes.reserveCapacity(events) }
        if roles.contains(.demand) { demands.codes.reserveCapacity(events) }
        if roles.contains(.lifecycle) { lifecycles.codes.reserveCapacity(events) }
    }
}

/// Rows left out because they lack a case, an activity or a time.
package struct DroppedRows: Sendable, Hashable {
    package struct Row: Sendable, Hashable {
        /// Counted from 1.
        package var line: Int
        package var missing: EventRole
    }

    package var count = 0
    /// The first ten.
    package var rows: [Row] = []
    /// How many of them have a time such as 1970-01-01 or 0000-00-00, which stands for none.
    package var zeroDates = 0

    package init() {}

    /// Counts one that has no line, in a log of another kind than a table.
    package mutating func noteWithoutLine() { count += 1 }

    package mutating func note(line: Int, missing: EventRole) {
        count += 1
        if rows.count < 10 { rows.append(Row(line: line, missing: missing)) }
    }

    mutating func append(_ other: DroppedRows) {
        count += other.count
        zeroDates += other.zeroDates
        rows.append(contentsOf: other.rows.prefix(10 - rows.count))
    }
}
