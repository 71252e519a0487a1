import Foundation
import ProcessMining

/// What is odd about a log and may bend its figures: told on standard error, never mended in silence.
struct LogWarnings {
    private let log: EventLog

    /// - Parameter log: in the order of its events' completion.
    init(_ log: EventLog) { self.log = log }

    var lines: [String] {
        ReadingWording(log.notes).lines + bad + [pairing, undone, dropped, undated, years, backwards, repeated, withinDays].compactMap { $0 }
            + spellings(log.activities, "activity") + spellings(log.services, "service") + cases
    }

    /// What a report says of rows that are not in its figures.
    var limits: [String] {
        var lines: [String] = []
        if log.dropped.count > 0 {
            let are = log.dropped.count == 1 ? "is" : "are"
            lines.append("\(Wording.plural(log.dropped.count, "row")) had no case, activity or time and \(are) left out.")
        }
        let bad = log.notes.bad
        if bad.count > 0 {
            let rows = bad.rows.map { "line \($0.line)" }.joined(separator: ", ")
            lines.append(
                "\(Wording.plural(bad.count, "row")) could not be read and \(bad.count == 1 ? "is" : "are") left out: \(rows)\(bad.count > bad.rows.count ? " and more" : "")."
            )
        }
        return lines + [undone, undated, withinDays].compactMap { $0 } + ReadingWording(log.notes).limits
    }

    private var pairing: String? { log.pairing.flatMap { $0.pairs + $0.unfinished + $0.unstarted + $0.between > 0 ? Wording.pairing($0) : nil } }

    private var undone: String? {
        guard let count = log.pairing?.undone, count > 0 else { return nil }
        return "\(Wording.plural(count, "row")) \(count == 1 ? "tells" : "tell") of a step that was withdrawn, given up or skipped, and "
            + "\(count == 1 ? "is" : "are") left out."
    }

    private var bad: [String] {
        let bad = log.notes.bad
        guard bad.count > 0 else { return [] }
        let head = "\(Wording.plural(bad.count, "row")) that cannot be read \(bad.count == 1 ? "is" : "are") left out"
        return ["\(head)\(bad.count > bad.rows.count ? "; the first \(bad.rows.count)" : ""):"]
            + bad.rows.map { "  line \($0.line): \($0.column.map { $0 + ": " } ?? "")\($0.message)" }
    }

    private var dropped: String? {
        let dropped = log.dropped
        guard dropped.count > 0 else { return nil }
        let are = dropped.count == 1 ? "is" : "are"
        guard !dropped.rows.isEmpty else { return "\(Wording.plural(dropped.count, "event")) without an object of this type \(are) left out." }
        let rows = dropped.rows.map { "line \($0.line) has no \($0.missing.rawValue)" }
        let zero = dropped.zeroDates
        return "\(Wording.plural(dropped.count, "row")) \(are) left out: \(rows.joined(separator: ", "))\(dropped.count > rows.count ? " and more" : "")."
            + (zero > 0 ? " \(Wording.count(zero)) of them \(zero == 1 ? "has" : "have") a time such as 1970-01-01 or 0000-00-00, which stands for none." : "")
    }

    private var undated: String? {
        let count = log.notes.undatedEvents
        guard count > 0 else { return nil }
        return "\(Wording.plural(count, "event")) \(count == 1 ? "has" : "have") a time that stands for none, and \(count == 1 ? "is" : "are") left out."
    }

    /// Years such as 1900 and 9999 stand for "not known" in many systems.
    private var years: String? {
        guard let first = log.first, let last = log.last else { return nil }
        let (from, to) = (Timestamp.date(log.notes.clock.wall(at: first)), Timestamp.date(log.notes.clock.wall(at: last)))
        guard from < "1971" || to > "2100" else { return nil }
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

    private var withinDays: String? {
        guard let moves = log.movesWithinDays else { return nil }
        return "\(moves.isThroughout ? "Times" : "Most times") are whole days: the order of steps within a day is that of the file, which bears on "
            + "\(Wording.count(moves.count)) of \(Wording.plural(moves.all, "move"))."
    }

    /// Case numbers that a spreadsheet or two systems have damaged.
    private var cases: [String] {
        var lines = log.caseNames.alike().map { "The cases \"\($0)\" and \"\($1)\" look like one; are they?" }
        if let cut = log.caseNames.cutShort() {
            lines.append(
                "\(Wording.plural(cut.count, "case")) \(cut.count == 1 ? "has" : "have") a number that a spreadsheet has cut short, such as \(cut.first): several "
                    + "cases may have become one. Format the column as text and export it again.")
        }
        return lines
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
