/// Reads times as spreadsheets, databases and mail write them, where `TimestampReader` cannot: single digits, names of months and weekdays,
/// AM and PM, two-digit years (1970 to 2069), offsets in words. Never guesses which of two numbers is the month.
struct LooseTime {
    /// What a time says.
    struct Found: Hashable {
        /// What the clock showed, in microseconds.
        var wall: Int64
        /// Microseconds ahead of UTC; nil where the text does not say.
        var offset: Int64?
        /// The day of the month, where only the option says which of two numbers it is.
        var orderedDay: Int?
    }

    private struct Date {
        var year: Int?
        var month: Int
        var day: Int
        var orderedDay: Int?
        var isCompact = false
    }

    private var text: TimeText
    private let isDayFirst: Bool

    private init(_ text: [UInt8], _ isDayFirst: Bool) {
        self.text = TimeText(bytes: text)
        self.isDayFirst = isDayFirst
    }

    /// - Parameter text: as `TimeText.plain` leaves it.
    /// - Returns: nil where the text is no time, or has two numbers for day and month and it is not said that the day comes first.
    static func read(_ text: [UInt8], isDayFirst: Bool) -> Found? {
        var reader = LooseTime(text, isDayFirst)
        return reader.read()
    }

    private mutating func read() -> Found? {
        if text.weekday() != nil { text.skipAll(", ") }
        guard var date = date() else { return nil }
        var clock: Int64 = 0
        var offset: Int64?
        if !text.isAtEnd {
            guard skipToClock(date), let found = date.isCompact ? compactClock() : text.clock() else { return nil }
            clock = found
            text.skipAll(" ")
            if !text.isAtEnd, !text.isAtDigit {
                offset = text.offset()
                guard offset != nil else { return nil }
                text.skipAll(" ")
            }
            if date.year == nil { date.year = text.number(4...4) }
            skipRemark()
        }
        guard text.isAtEnd, let year = date.year, let day = TimestampReader.days(year: year, month: date.month, day: date.day) else { return nil }
        return Found(wall: day * TimestampReader.microsecondsOfDay + clock, offset: offset, orderedDay: date.orderedDay)
    }

    /// Skips what stands between a date and its clock: T, blanks, a comma, "at", or a colon as in the logs of web servers.
    private mutating func skipToClock(_ date: Date) -> Bool {
        let start = text.i
        if text.skip("t") || text.skip(":") { return true }
        text.skipAll(", ")
        if text.i > start, text.skip(word: "at ") { text.skipAll(" ") }
        return text.i > start || date.isCompact
    }

    /// Skips the name of a zone that follows an offset, as in +01:00[Europe/London] or GMT+0100 (British Summer Time).
    private mutating func skipRemark() {
        text.skipAll(" ")
        for (open, close) in [("(", ")"), ("[", "]")] where text.next == open.utf8.first && text.bytes.last == close.utf8.first {
            text.i = text.bytes.count
        }
    }

    // MARK: Dates

    private mutating func date() -> Date? {
        guard text.isAtDigit else { return monthFirst() }
        let run = text.digitRun
        if run == 8 || run == 14 { return compact() }
        guard run <= 2 || run == 4, let first = text.number(1...4) else { return nil }
        if run == 4 { return yearFirst(first) }
        return dayFirst(first)
    }

    /// 20260331, also with 093000 after it.
    private mutating func compact() -> Date? {
        guard let year = text.number(4...4), (1900...2200).contains(year), let month = text.number(2...2), let day = text.number(2...2) else { return nil }
        return Date(year: year, month: month, day: day, isCompact: true)
    }

    private mutating func compactClock() -> Int64? {
        guard text.digitRun == 6 || text.digitRun == 4 else { return text.clock() }
        guard let hour = text.number(2...2), let minute = text.number(2...2) else { return nil }
        return TimeText.micros(hour, minute, text.isAtDigit ? text.number(2...2) ?? 60 : 0, nil)
    }

    /// 2026-3-31, 2026/03/31, 2026-Mar-31.
    private mutating func yearFirst(_ year: Int) -> Date? {
        let separator = Unicode.Scalar(text.next)
        guard "-/. ".unicodeScalars.contains(separator), text.skip(separator) else { return nil }
        guard let month = text.month() ?? (separator == " " ? nil : text.number(1...2)), text.skip(separator), let day = text.number(1...2) else { return nil }
        return Date(year: year, month: month, day: day)
    }

    /// 31 March 2026, 31-Mar-26, 31st of nothing else; with `isDayFirst` 31/3/2026.
    private mutating func dayFirst(_ day: Int) -> Date? {
        for suffix in ["st", "nd", "rd", "th"] where text.skip(word: suffix) { break }
        let start = text.i
        text.skipAll(" -/.,")
        if text.isAtLetter {
            guard let month = text.month() else { return nil }
            text.skipAll(" -/.,")
            return year().map { Date(year: $0, month: month, day: day) }
        }
        let separator = start < text.bytes.count ? Unicode.Scalar(text.bytes[start]) : " "
        guard isDayFirst, "-/.".unicodeScalars.contains(separator), text.i == start + 1, let month = text.number(1...2), text.skip(separator) else {
            return nil
        }
        return year().map { Date(year: $0, month: month, day: day, orderedDay: day) }
    }

    /// Mar 31 2026, March 31st, 2026; Mar 31 09:30:00 2026 has its year at the end.
    private mutating func monthFirst() -> Date? {
        guard let month = text.month() else { return nil }
        text.skipAll(" -/.,")
        guard let day = text.number(1...2) else { return nil }
        for suffix in ["st", "nd", "rd", "th"] where text.skip(word: suffix) { break }
        let start = text.i
        text.skipAll(" -/.,")
        if text.digitRun == 4, let year = year() { return Date(year: year, month: month, day: day) }
        guard text.digitRun == 2 else { return nil }
        let year = year()
        guard text.next != UInt8(ascii: ":") else {
            text.i = start
            return Date(year: nil, month: month, day: day)
        }
        return Date(year: year, month: month, day: day)
    }

    private mutating func year() -> Int? {
        switch text.digitRun {
        case 4: text.number(4...4)
        case 2: text.number(2...2).map(TimeText.fullYear)
        default: nil
        }
    }
}
