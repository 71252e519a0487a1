/// Reads times as spreadsheets and databases write them, where `TimestampReader` cannot: single digits, slashes and dots, a blank before
/// the offset, UTC in letters. Never guesses which of two numbers is the month.
struct LooseTime {
    private let text: [UInt8]
    private var i = 0

    private init(_ text: [UInt8]) { self.text = text }

    /// Longer texts are no times.
    static let longest = 48

    /// Microseconds since 1970 in UTC; nil where the text is no time, or has the day first and that is not said.
    static func time(_ text: [UInt8], isDayFirst: Bool) -> Int64? {
        var reader = LooseTime(text)
        guard text.count <= longest, let day = reader.day(isDayFirst: isDayFirst) else { return nil }
        let base = day * TimestampReader.microsecondsOfDay
        if reader.isAtEnd { return base }
        guard reader.skip("T") || reader.skip(" "), let clock = reader.clock() else { return nil }
        let isApart = reader.skip(" ")
        if reader.isAtEnd { return isApart ? nil : base + clock }
        guard let offset = reader.offset(), reader.isAtEnd else { return nil }
        return base + clock - offset
    }

    private var isAtEnd: Bool { i == text.count }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard i < text.count, text[i] == UInt8(ascii: character) else { return false }
        i += 1
        return true
    }

    /// A whole number with so many digits.
    private mutating func number(_ digits: ClosedRange<Int>) -> Int? {
        let start = i
        var value = 0
        while i < text.count, i - start < digits.upperBound, text[i] &- 48 < 10 {
            value = value * 10 + Int(text[i] - 48)
            i += 1
        }
        return i - start >= digits.lowerBound ? value : nil
    }

    private mutating func day(isDayFirst: Bool) -> Int64? {
        guard let first = number(1...4) else { return nil }
        let isYearFirst = i == 4
        guard isYearFirst || (isDayFirst && i <= 2), i < text.count else { return nil }
        let separator = Unicode.Scalar(text[i])
        guard "-/.".unicodeScalars.contains(separator), skip(separator), let month = number(1...2), skip(separator) else { return nil }
        guard let last = isYearFirst ? number(1...2) : number(4...4) else { return nil }
        return TimestampReader.days(year: isYearFirst ? first : last, month: month, day: isYearFirst ? last : first)
    }

    /// Microseconds of 9:30, 09:30:15 or 09:30:15.5.
    private mutating func clock() -> Int64? {
        guard let hour = number(1...2), hour < 24, skip(":"), let minute = number(2...2), minute < 60 else { return nil }
        var micros = Int64(hour * 60 + minute) * 60_000_000
        guard skip(":") else { return micros }
        guard let second = number(2...2), second < 60 else { return nil }
        micros += Int64(second) * 1_000_000
        guard skip(".") || skip(",") else { return micros }
        let start = i
        var scale: Int64 = 100_000
        while let digit = number(1...1) {
            micros += Int64(digit) * scale
            scale /= 10
        }
        return i > start ? micros : nil
    }

    /// Microseconds ahead of UTC: Z, UTC, +01, +0100 or +01:00.
    private mutating func offset() -> Int64? {
        if skip("Z") { return 0 }
        if skip("U") { return skip("T") && skip("C") ? 0 : nil }
        let isMinus = skip("-")
        guard isMinus || skip("+"), let hours = number(2...2), hours < 24 else { return nil }
        if isAtEnd { return (isMinus ? -1 : 1) * Int64(hours) * 3_600_000_000 }
        _ = skip(":")
        guard let minutes = number(2...2), minutes < 60 else { return nil }
        return (isMinus ? -1 : 1) * Int64(hours * 60 + minutes) * 60_000_000
    }
}
