/// What a reader took the words of a log for, and what it left out; to be told, never mended in silence.
package struct ReadingNotes: Sendable, Hashable {
    /// Of the completions, and of the starts.
    package internal(set) var times = TimesSeen()
    package internal(set) var starts = TimesSeen()
    /// The clock that times without an offset were taken from.
    package internal(set) var clock = LocalClock.utc
    package internal(set) var isDayFirst = false
    package internal(set) var bad = BadRows()
    /// Traces without a name, each a case of its own.
    package internal(set) var unnamedTraces = 0
    /// Events that stand in no trace.
    package internal(set) var strayEvents = 0
    /// Rows and events whose words for none were taken as none, by what they would have said.
    package internal(set) var wordsForNone: [EventRole: Int] = [:]
    package internal(set) var lifecycle = LifecycleWords()
    /// Events that had no time, in an object-centric log.
    package internal(set) var undatedEvents = 0
    /// Whether events of one time were turned round, since the file has the newest first.
    package internal(set) var isTurned = false
    /// Whether most cases, yet not all, have the newest first.
    package internal(set) var isMostlyNewestFirst = false

    package init() {}

    /// How many times have no offset.
    package var local: Int { times.local + starts.local }

    mutating func append(_ other: ReadingNotes) {
        times.append(other.times)
        starts.append(other.starts)
        (clock, isDayFirst) = (other.clock, other.isDayFirst)
        bad.append(other.bad)
        unnamedTraces += other.unnamedTraces
        strayEvents += other.strayEvents
        undatedEvents += other.undatedEvents
    }
}

/// Rows that cannot be read and were left out, where that was asked for.
package struct BadRows: Sendable, Hashable {
    package struct Row: Sendable, Hashable {
        /// Counted from 1.
        package var line: Int
        package var column: String?
        package var message: String
    }

    package internal(set) var count = 0
    /// The first ten.
    package internal(set) var rows: [Row] = []

    mutating func note(_ row: Row) {
        count += 1
        if rows.count < 10 { rows.append(row) }
    }

    mutating func append(_ other: BadRows) {
        count += other.count
        rows.append(contentsOf: other.rows.prefix(10 - rows.count))
    }
}
