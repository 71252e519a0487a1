/// Reads times as ISO 8601 writes them; with `isDayFirst` also 31/12/2026 and 31.12.2026.
///
/// What `time` cannot read it leaves to `slowTime`. A time without an offset is one of the clock that was chosen. Digits beyond the microsecond
/// are dropped. The last date is remembered: most rows repeat it.
struct TimestampReader: Sendable {
    private let choices: ReadingChoices
    private let isDayFirst: Bool
    private let isUTC: Bool
    private var own = TimesSeen()
    /// Whether `time` may be asked first: no one way of writing is given, and the column is not one of numbers.
    private(set) var isFast: Bool
    /// No text at first: these bytes are never UTF-8.
    private var lastDate = UInt64.max
    private var lastDateEnd = UInt16.max
    private var lastDay: Int64 = 0

    /// - Parameter kind: of the column, where it is known already.
    init(_ choices: ReadingChoices, kind: TimeKind? = nil) {
        self.choices = choices
        isDayFirst = choices.isDayFirst
        isUTC = choices.clock == .utc
        isFast = choices.format == nil && (kind ?? .text) == .text
        own.kind = kind
    }

    /// What was seen on the way.
    var seen: TimesSeen {
        var seen = own
        if seen.kind == nil, lastDate != .max { seen.kind = .text }
        return seen
    }

    static let microsecondsOfDay: Int64 = 86_400_000_000

    /// What bytes say, whichever way it is written.
    mutating func reading(_ bytes: Span<UInt8>, _ range: Range<Int>) -> TimeReading {
        if isFast, let time = time(bytes, range.lowerBound, range.count) { return .time(time) }
        return slowTime(bytes, range.lowerBound, range.count)
    }

    /// Microseconds since 1970 in UTC of `length` bytes from a start on; nil where `slowTime` is to be asked.
    @inline(__always)
    mutating func time(_ bytes: Span<UInt8>, _ start: Int, _ length: Int) -> Int64? {
        guard length >= 10, let day = day(bytes, start) else { return nil }
        let base = day &* Self.microsecondsOfDay
        if let seconds = Self.plainClock(bytes, start, length) {
            let time = base &+ seconds &* 1_000_000
            return length == 20 ? time : atOwnClock(time)
        }
        guard let (time, isLocal) = Self.time(bytes, start..<start + length, base) else { return nil }
        return isLocal ? atOwnClock(time) : time
    }

    @inline(__always)
    private mutating func atOwnClock(_ wall: Int64) -> Int64 {
        own.local &+= 1
        return isUTC ? wall : choices.clock.time(atWall: wall)
    }

    /// What bytes say that `time` could not read.
    @inline(never)
    mutating func slowTime(_ bytes: Span<UInt8>, _ start: Int, _ length: Int) -> TimeReading {
        guard length <= TimeText.longest else { return .wrong(.text) }
        let text = TimeText.plain(bytes, start, length)
        if text.isEmpty || NoTime.isNought(text) || NoTime.words.contains(String(decoding: text, as: UTF8.self)) { return .none }
        if lastDate != .max, own.kind == nil { own.kind = .text }
        if let format = choices.format {
            guard let found = format.read(text) else { return .wrong(.format) }
            return reading(found)
        }
        if let (kind, time) = TimeKind.number(text) { return reading(kind, time, text) }
        guard let found = LooseTime.read(text, isDayFirst: isDayFirst) else { return .wrong(.text) }
        guard (own.kind ?? .text) == .text else { return .wrong(.kind(.text)) }
        own.kind = .text
        return reading(found)
    }

    private mutating func reading(_ found: LooseTime.Found) -> TimeReading {
        let time = found.offset.map { found.wall - $0 } ?? choices.clock.time(atWall: found.wall)
        guard !NoTime.isNone(wall: found.wall, time: time) else { return .none }
        if found.offset == nil { own.local += 1 }
        if let day = found.orderedDay { own.note(orderedDay: day) }
        return .time(time)
    }

    private mutating func reading(_ kind: TimeKind, _ time: Int64, _ text: [UInt8]) -> TimeReading {
        guard (own.kind ?? kind) == kind else { return .wrong(.kind(kind)) }
        let isLocal = kind == .serialDays
        let moment = isLocal ? choices.clock.time(atWall: time) : time
        own.kind = kind
        isFast = false
        if own.firstNumber == nil { own.firstNumber = TimesSeen.Number(kind: kind, text: String(decoding: text, as: UTF8.self), time: moment) }
        if isLocal { own.local += 1 }
        return .time(moment)
    }

    private static func time(_ bytes: Span<UInt8>, _ range: Range<Int>, _ base: Int64) -> (time: Int64, isLocal: Bool)? {
        var i = range.lowerBound + 10
        let end = range.upperBound
        guard i < end else { return (base, true) }
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
        return (base + micros - offset, i == end)
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
        guard let found = Self.day(bytes, at, isDayFirst: isDayFirst), !NoTime.isSuspect(day: found) else { return nil }
        if isDayFirst, bytes[at + 4] != UInt8(ascii: "-"), let day = Self.two(bytes, at) { own.note(orderedDay: day) }
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
