/// How long the work on each activity takes: completion less start.
package enum Handling {
    /// For each activity; nil where the log has no starts or the activity does not occur. An event that starts after its end counts as given.
    package static func byActivity(_ log: EventLog) -> [Durations?] {
        let words = log.activities.wordCount
        guard log.hasStarts else { return Array(repeating: nil, count: words) }
        var next = Array(repeating: 0, count: words + 1)
        for code in log.activities.codes { next[Int(code) + 1] += 1 }
        for code in 0..<words { next[code + 1] += next[code] }
        let starts = next
        var values = Array(repeating: Int64(0), count: log.count)
        for event in 0..<log.count {
            let code = Int(log.activities.codes[event])
            values[next[code]] = log.times[event] - log.starts[event]
            next[code] += 1
        }
        return (0..<words).map { Durations(&values, starts[$0]..<starts[$0 + 1]) }
    }
}
