import Foundation
import ProcessMining

/// What is odd about a log and may bend its figures: told on standard error, never mended in silence.
struct LogWarnings {
    private let log: EventLog

    /// - Parameter log: in the order of its events' completion.
    init(_ log: EventLog) { self.log = log }

    var lines: [String] {
        [pairing, dropped, years, backwards, repeated].compactMap { $0 } + spellings(log.activities, "activity") + spellings(log.services, "service")
    }

    private var pairing: String? { log.pairing.map { Wording.pairing($0) } }

    private var dropped: String? {
        let dropped = log.dropped
        guard dropped.count > 0 else { return nil }
        let are = dropped.count == 1 ? "is" : "are"
        guard !dropped.rows.isEmpty else { return "\(Wording.plural(dropped.count, "event")) without an object of this type \(are) left out." }
        let rows = dropped.rows.map { "line \($0.line) has no \($0.missing.rawValue)" }
        return "\(Wording.plural(dropped.count, "row")) \(are) left out: \(rows.joined(separator: ", "))\(dropped.count > rows.count ? " and more" : "")."
    }

    /// Years such as 1900 and 9999 stand for "not known" in many systems.
    private var years: String? {
        guard let first = log.first, let last = log.last else { return nil }
        let (from, to) = (Timestamp.date(first), Timestamp.date(last))
        guard first < 0 || to > "2100" else { return nil }
        return "The log goes from \(from) to \(to). Are those times, or what the system writes when it does not know one?"
    }

    private var backwards: String? {
        guard log.hasStarts else { return nil }
        var count = 0
        for event in 0..<log.count where log.starts[event] > log.times[event] { count += 1 }
        guard count > 0 else { return nil }
        return "\(Wording.plural(count, "event")) \(count == 1 ? "starts" : "start") after being complete; are the two columns the wrong way round?"
    }

    private var repeated: String? {
        let (times, activities) = (log.times, log.activities.codes)
        var count = 0
        for index in 0..<log.caseCount {
            let range = log.events(of: index)
            for event in range.dropFirst() where times[event] == times[event - 1] && activities[event] == activities[event - 1] { count += 1 }
        }
        guard count > 0 else { return nil }
        return "\(Wording.plural(count, "event")) \(count == 1 ? "repeats" : "repeat") case, activity and time of the one before; were rows exported twice?"
    }

    /// Words that people would take for one.
    private func spellings(_ column: CodedColumn, _ what: String) -> [String] {
        guard column.wordCount <= JourneyOptions.mostActivities else { return [] }
        let groups = Dictionary(grouping: column.allWords) { $0.lowercased().split(separator: " ").joined(separator: " ") }
        return groups.values.filter { $0.count > 1 }.map { $0.sorted() }.sorted { $0[0] < $1[0] }.prefix(3).map { words in
            let list = words.prefix(4).map { "\"\($0)\"" }.joined(separator: " and ")
            return "\(list) look alike: they differ in blanks, capital letters or the way accents are stored alone; is that one \(what)?"
        }
    }
}
