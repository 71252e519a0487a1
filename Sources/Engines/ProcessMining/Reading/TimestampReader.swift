/// Reads times as ISO 8601 writes them; with `isDayFirst` also 31/12/2026 and 31.12.2026.
///
/// What it cannot read it leaves to `LooseTime`. A time without an offset is taken as UTC. Digits beyond the microsecond are dropped. The last date is remembered: most rows repeat it.
struct TimestampReader: Sendable {
    let isDayFirst: Bool
    /// No text at first: these bytes are never UTF-8.
    private var lastDate = UInt64.max
    private var lastDateEnd = UInt16.max
    private var lastDay: Int64 = 0

    init(isDayFirst: Bool) { self.isDayFirst = isDayFirst }

    static let microsecondsOfDay: Int64 = 86_400_000_000

    /// Microseconds since 1970 in UTC; nil where the bytes are no time.
    mutating func time(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? { time(bytes, range.lowerBound, range.count) }

    /// The same, of `length` bytes from a start on.
    @inline(__always)
    mutating func time(_ bytes: Span<UInt8>, _ start: Int, _ length: Int) -> Int64? {
        if length >= 10, let day = day(bytes, start) {
            let base = day &* Self.microsecondsOfDay
            if let seconds = Self.plainClock(bytes, start, length) { return base &+ seconds &* 1_000_000 }
            if let time = Self.time(bytes, start..<start + length, base) { return time }
        }
        return looseTime(bytes, start, length)
    }

    @inline(never)
    private func looseTime(_ bytes: Span<UInt8>, _ start: Int, _ length: Int) -> Int64? {
        guard length <= LooseTime.longest else { return nil }
        let blank = UInt8(ascii: " ")
        let text = (start..<start + length).map { bytes[$0] }.trimmingPrefix { $0 == blank }
        return LooseTime.time(Array(text[...(text.lastIndex { $0 != blank } ?? text.startIndex - 1)]), isDayFirst: isDayFirst)
    }

    private static func time(_ bytes: Span<UInt8>, _ range: Range<Int>, _ base: Int64) -> Int64? {
        var i = range.lowerBound + 10
        let end = range.upperBound
        guard i < end else { return base }
        guard bytes[i] == UInt8(ascii: "T") || bytes[i] == UInt8(ascii: " ") || bytes[i] == UInt8(ascii: "t"), i + 6 <= end else { return nil }
        guard let hour = two(bytes, i + 1), bytes[i + 3] == UInt8(ascii: ":"), let minute = two(bytes, i + 4), hour < 24, minute < 60
        else { return nil }
        i += 6
        var micros = (Int64(hour) * 60 + Int64(minute)) * 60_000_000
        if i + 3 <= end, bytes[i] == UInt8(ascii: ":") {
            guard let second = two(bytes, i + 1), second < 60 else { return nil }
            micros += Int64(second) * 1_000_000
            i += 3
            if i < end, bytes[i] == UInt8(ascii: ".") || bytes[i] == UInt8(ascii: ",") {
                guard let (fraction, next) = fraction(bytes, i + 1, end) else { return nil }
                micros += fraction
                i = next
            }
        }
        guard let offset = offset(bytes, i, end) else { return nil }
        return base + micros - offset
    }

    /// Seconds of THH:MM:SS or THH:MM:SSZ after the date, worked out at once; nil where something else stands there.
    @inline(__always)
    private static func plainClock(_ bytes: Span<UInt8>, _ start: Int, _ length: Int) -> Int64? {
        guard length == 19 || (length == 20 && bytes[start + 19] == UInt8(ascii: "Z")) else { return nil }
        guard bytes[start + 10] == UInt8(ascii: "T") || bytes[start + 10] == UInt8(ascii: " ") else { return nil }
        // Digits become their values and colons nought; what is neither leaves one of the upper bits behind.
        let text = UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: start + 11, as: UInt64.self))
        let values = text ^ 0x3030_3A30_303A_3030
        guard (values | (values &+ 0x0606_0006_0600_0606)) & 0xF0F0_FFF0_F0FF_F0F0 == 0 else { return nil }
        let pairs = values &* 10 &+ (values >> 8)
        let (hour, minute, second) = (pairs & 0xFF, pairs >> 24 & 0xFF, pairs >> 48 & 0xFF)
        guard hour < 24, minute < 60, second < 60 else { return nil }
        return Int64(truncatingIfNeeded: (hour &* 60 &+ minute) &* 60 &+ second)
    }

    @inline(__always)
    private mutating func day(_ bytes: Span<UInt8>, _ at: Int) -> Int64? {
        let raw = bytes.bytes
        let head = raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
        let tail = raw.unsafeLoadUnaligned(fromByteOffset: at + 8, as: UInt16.self)
        if head == lastDate && tail == lastDateEnd { return lastDay }
        guard let found = Self.day(bytes, at, isDayFirst: isDayFirst) else { return nil }
        (lastDate, lastDateEnd, lastDay) = (head, tail, found)
        return found
    }

    private static func day(_ bytes: Span<UInt8>, _ at: Int, isDayFirst: Bool) -> Int64? {
        let dash = UInt8(ascii: "-")
        if bytes[at + 4] == dash, bytes[at + 7] == dash, let century = two(bytes, at), let year = two(bytes, at + 2),
            let month = two(bytes, at + 5), let day = two(bytes, at + 8)
        {
            return days(year: century * 100 + year, month: month, day: day)
        }
        guard isDayFirst, bytes[at + 2] == bytes[at + 5], [UInt8(ascii: "/"), UInt8(ascii: "."), dash].contains(bytes[at + 2]),
            let day = two(bytes, at), let month = two(bytes, at + 3), let century = two(bytes, at + 6), let year = two(bytes, at + 8)
        else { return nil }
        return days(year: century * 100 + year, month: month, day: day)
    }

    private static func two(_ bytes: Span<UInt8>, _ at: Int) -> Int? {
        let tens = bytes[at] &- 48
        let ones = bytes[at + 1] &- 48
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }

    private static func fraction(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (Int64, Int)? {
        var i = start
        var value: Int64 = 0
        var scale: Int64 = 100_000
        while i < end, bytes[i] &- 48 < 10 {
            value += Int64(bytes[i] - 48) * scale
            scale /= 10
            i += 1
        }
        return i > start ? (value, i) : nil
    }

    /// Microseconds ahead of UTC: nothing, Z, +01, +0100 or +01:00.
    private static func offset(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int64? {
        guard start < end else { return 0 }
        if bytes[start] == UInt8(ascii: "Z") || bytes[start] == UInt8(ascii: "z") { return start + 1 == end ? 0 : nil }
        let isMinus = bytes[start] == UInt8(ascii: "-")
        guard isMinus || bytes[start] == UInt8(ascii: "+"), start + 3 <= end, let hours = two(bytes, start + 1), hours < 24 else { return nil }
        var i = start + 3
        var minutes = 0
        if i < end {
            if bytes[i] == UInt8(ascii: ":") { i += 1 }
            guard i + 2 == end, let found = two(bytes, i), found < 60 else { return nil }
            minutes = found
        }
        let micros = Int64(hours * 60 + minutes) * 60_000_000
        return isMinus ? -micros : micros
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant's `days_from_civil`); nil where there is no such day.
    static func days(year: Int, month: Int, day: Int) -> Int64? {
        guard year > 0, (1...12).contains(month), day > 0, day <= monthLength(year: year, month: month) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468)
    }

    static func monthLength(year: Int, month: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
