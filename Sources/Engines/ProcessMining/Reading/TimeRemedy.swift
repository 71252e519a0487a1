/// Which of the two numbers of a date comes first.
enum DateOrder: Hashable, Sendable { case dayFirst, monthFirst }

/// What to say of words that are no time.
enum TimeRemedy {
    static func words(_ value: String, _ wrong: WrongTime, _ choices: ReadingChoices, column: TimeKind?) -> String {
        switch wrong {
        case .format: return "is not a time as --time-format says, \(choices.format?.text ?? "")"
        case .kind(let kind):
            return "is not a time like the others: it is \(name(kind)), and the column began with \(name(column ?? .text)). Give the column one kind throughout"
        case .text: break
        }
        if let order = order(value, choices, shown: []) { return order.words }
        if Double(value.replacing(",", with: ".")) != nil {
            let isShort = value.lowercased().contains("e+")
            return "is a number, not a time; "
                + (isShort ? "the spreadsheet has cut it short: " : "those understood are seconds or milliseconds since 1970 and a spreadsheet's days: ")
                + "format the column as a date and time in the spreadsheet and save it again"
        }
        return choices.isDayFirst
            ? "is not a time; write it as 31/12/2026 09:30 or 2026-12-31T09:30:00Z, or say how it is written with --time-format \"dd/MM/yyyy HH:mm\""
            : "is not a time; write it as 2026-12-31T09:30:00Z, or say how it is written with --time-format \"dd/MM/yyyy HH:mm\""
    }

    private static func name(_ kind: TimeKind) -> String {
        switch kind {
        case .text: "a date in words or figures"
        case .seconds: "seconds since 1970"
        case .milliseconds: "milliseconds since 1970"
        case .microseconds: "microseconds since 1970"
        case .nanoseconds: "nanoseconds since 1970"
        case .serialDays: "a spreadsheet's number of days"
        }
    }

    /// For two numbers of which either may be the month: what to say, by which of them can be, and which order the text alone shows.
    ///
    /// - Parameter shown: orders that other dates of the file show.
    static func order(_ value: String, _ choices: ReadingChoices, shown: Set<DateOrder>) -> (words: String, shows: DateOrder?)? {
        let bytes = Array(value.utf8)
        var text = TimeText(bytes: TimeText.plain(bytes.span, 0, bytes.count))
        guard choices.format == nil, let first = text.number(1...2), "-/.".utf8.contains(text.next) else { return nil }
        let separator = Unicode.Scalar(text.next)
        guard text.skip(separator), let second = text.number(1...2), text.skip(separator) else { return nil }
        let digits = text.digitRun
        guard digits == 2 || digits == 4, let year = text.number(digits...digits) else { return nil }
        let full = digits == 2 ? TimeText.fullYear(year) : year
        let isDay = TimestampReader.days(year: full, month: second, day: first) != nil
        let isMonth = TimestampReader.days(year: full, month: first, day: second) != nil
        let mark = Character(separator)
        let pattern = "--time-format \"MM\(mark)dd\(mark)\(digits == 4 ? "yyyy" : "yy")\(clock(&text))\""
        if choices.isDayFirst {
            return isMonth && !isDay ? ("is not a time with the day first; say \(pattern) instead of --day-first if the month comes first", .monthFirst) : nil
        }
        guard isDay || isMonth else { return nil }
        let both = isDay && isMonth
        switch both && shown.count == 1 ? shown.first : both ? nil : isDay ? .dayFirst : .monthFirst {
        case .dayFirst where digits == 2 && !both && TimestampReader.days(year: 2000 + first, month: second, day: year) != nil:
            let yearFirst = pattern.replacing("MM\(mark)dd\(mark)yy", with: "yy\(mark)MM\(mark)dd")
            return ("is not a time until you say what comes first: --day-first, or \(yearFirst) if it is the year", .dayFirst)
        case .dayFirst: return ("is not a time until you say that the day comes first: --day-first", both ? nil : .dayFirst)
        case .monthFirst: return ("is not a time until you say that the month comes first: \(pattern)", both ? nil : .monthFirst)
        case nil: return ("is not a time until you say which number is the month: --day-first, or \(pattern) if the month comes first", nil)
        }
    }

    /// The pattern of what follows the date.
    private static func clock(_ text: inout TimeText) -> String {
        guard !text.isAtEnd, text.skip(" ") || text.skip("t") || text.skip(",") else { return "" }
        var out = text.bytes[text.i - 1] == 116 ? "T" : text.bytes[text.i - 1] == 44 ? ", " : " "
        text.skipAll(" ")
        let start = text.i
        guard text.clock() != nil else { return out }
        var clock = TimeText(bytes: Array(text.bytes[start..<text.i]))
        let isHalved = clock.bytes.last == UInt8(ascii: "m") || clock.bytes.last == UInt8(ascii: ".")
        out += isHalved ? "hh" : "HH"
        _ = clock.number(1...2)
        let separator = Unicode.Scalar(clock.next)
        if separator == ":" || separator == ".", clock.skip(separator) {
            out += "\(separator)mm"
            _ = clock.number(2...2)
            if clock.skip(separator) {
                out += "\(separator)ss"
                _ = clock.number(2...2)
                if !clock.isAtEnd, ".,:".utf8.contains(clock.next) { out += "\(Character(Unicode.Scalar(clock.next)))SSS" }
            }
        }
        if isHalved { out += clock.bytes.contains(32) ? " a" : "a" }
        text.skipAll(" ")
        return text.isAtEnd ? out : out + " X"
    }
}
