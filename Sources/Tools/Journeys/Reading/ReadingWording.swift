import ProcessMining

/// What a log's words were taken for, in sentences.
struct ReadingWording {
    private let notes: ReadingNotes

    init(_ notes: ReadingNotes) { self.notes = notes }

    var lines: [String] { [zone, number(notes.times), startNumber, days].compactMap { $0 } + limits + words }

    /// What also bears on a report.
    var limits: [String] {
        var lines: [String] = []
        if notes.unnamedTraces > 0 {
            lines.append(
                "\(Wording.plural(notes.unnamedTraces, "trace")) \(notes.unnamedTraces == 1 ? "has" : "have") no name (concept:name); each is a case of its own, "
                    + "numbered by its place in the file.")
        }
        if notes.strayEvents > 0 {
            lines.append(
                "\(Wording.plural(notes.strayEvents, "event")) \(notes.strayEvents == 1 ? "stands" : "stand") outside of traces and "
                    + "\(notes.strayEvents == 1 ? "is" : "are") left out: nothing says whose case it is.")
        }
        if notes.isTurned { lines.append("The file has the newest events first, so events of one time are taken in reverse.") }
        if notes.isMostlyNewestFirst {
            lines.append(
                "Most cases, yet not all, stand in the file with the newest event first; the order of events of one time is that of the file and may be reversed."
            )
        }
        return lines
    }

    private var zone: String? {
        guard notes.local > 0 else { return nil }
        let isOne = notes.local == 1
        let taken = "\(Wording.plural(notes.local, "time")) without an offset from UTC \(isOne ? "is" : "are") taken as "
        if notes.clock == .utc { return taken + "UTC; say --zone Europe/London if \(isOne ? "it is a local time" : "they are local times") of this country." }
        return taken + "\(isOne ? "a local time" : "local times") of \(notes.clock.name); say --zone if \(isOne ? "it is" : "they are") not."
    }

    private var startNumber: String? { notes.times.firstNumber?.kind == notes.starts.firstNumber?.kind ? nil : number(notes.starts) }

    private func number(_ seen: TimesSeen) -> String? {
        guard let first = seen.firstNumber else { return nil }
        let kind =
            switch first.kind {
            case .seconds: "seconds since 1970"
            case .milliseconds: "milliseconds since 1970"
            case .microseconds: "microseconds since 1970"
            case .nanoseconds: "nanoseconds since 1970"
            case .serialDays: "days as spreadsheets count them (from 30 December 1899)"
            case .text: "dates"
            }
        return "Times are numbers and taken as \(kind): the first, \(first.text), is \(Timestamp.text(first.time))."
    }

    private var days: String? {
        let seen = [notes.times, notes.starts].filter(\.isOrderOpen)
        guard !seen.isEmpty, !seen.contains(where: \.isOrderShown) else { return nil }
        return notes.isDayFirst
            ? "Dates are read with the day first, as in 31/12/2026; no day above 12 shows that this is right."
            : "Dates are read in the order of --time-format; no day above 12 shows that this is right."
    }

    private var words: [String] {
        var lines = EventRole.allCases.compactMap { role -> String? in
            guard let count = notes.wordsForNone[role], count > 0 else { return nil }
            return
                "\(Wording.plural(count, "event")) \(count == 1 ? "has" : "have") a word for none, such as NULL or N/A, as \(role.rawValue); it is taken as none."
        }
        let lifecycle = notes.lifecycle
        for (words, what) in [(lifecycle.starts, "a start"), (lifecycle.ends, "a completion")] where !words.isEmpty {
            lines.append("\(Self.list(words)) in the lifecycle \(words.count == 1 ? "is" : "are") taken for \(what).")
        }
        if !lifecycle.unknown.isEmpty {
            lines.append(
                "\(Self.list(lifecycle.unknown)) in the lifecycle \(lifecycle.unknown.count == 1 ? "means" : "mean") nothing here, so such rows are steps like any "
                    + "other; does each step stand twice? Start and complete are understood.")
        }
        return lines
    }

    private static func list(_ words: [String]) -> String {
        let shown = words.sorted().prefix(6).map { "\"\($0)\"" }
        return shown.joined(separator: ", ") + (words.count > shown.count ? " and \(words.count - shown.count) more" : "")
    }
}
