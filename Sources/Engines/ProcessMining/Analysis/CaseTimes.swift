/// How long cases take, from one end to the other; microseconds.
package enum CaseTimes {
    /// Last completion less first completion, of each case in its order.
    package static func betweenCompletions(_ log: EventLog) -> [Int64] {
        (0..<log.caseCount).map { log.times[log.caseOffsets[$0 + 1] - 1] - log.times[log.caseOffsets[$0]] }
    }

    /// Latest completion less earliest start: the time as the citizen lives through it.
    package static func lead(_ log: EventLog) -> [Int64] {
        (0..<log.caseCount).map { index in
            var (first, last) = (Int64.max, Int64.min)
            for event in log.events(of: index) {
                first = min(first, log.start(event))
                last = max(last, log.times[event])
            }
            return last - first
        }
    }
}

extension EventLog {
    /// Working hours from the earliest start of a case to its latest completion, in microseconds.
    package func workingLead(_ index: Int, _ calendar: WorkingCalendar) -> Int64 {
        var (first, last) = (Int64.max, Int64.min)
        for event in events(of: index) {
            first = min(first, start(event))
            last = max(last, times[event])
        }
        return calendar.workingTime(from: first, to: last)
    }
}

/// Which activities begin and end cases: for each activity the number of cases.
package struct Ends: Sendable {
    package private(set) var starts: [Int]
    package private(set) var ends: [Int]

    package init(_ log: EventLog) {
        starts = Array(repeating: 0, count: log.activities.wordCount)
        ends = starts
        for index in 0..<log.caseCount {
            starts[Int(log.activities.codes[log.caseOffsets[index]])] += 1
            ends[Int(log.activities.codes[log.caseOffsets[index + 1] - 1])] += 1
        }
    }
}
