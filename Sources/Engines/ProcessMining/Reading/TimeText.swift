/// Walks through the text of a time: small letters, plain blanks.
struct TimeText {
    let bytes: [UInt8]
    var i = 0

    /// Longer texts are no times.
    static let longest = 80

    /// The text without blanks at its ends, with small letters, and with a plain blank for each that is not (U+00A0, U+2009, U+202F).
    static func plain(_ bytes: Span<UInt8>, _ start: Int, _ length: Int) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(length)
        var i = start
        let end = start + length
        while i < end {
            let byte = bytes[i]
            let isWide = byte == 0xE2 && i + 2 < end && bytes[i + 1] == 0x80 && (bytes[i + 2] == 0xAF || bytes[i + 2] == 0x89)
            let isHard = byte == 0xC2 && i + 1 < end && bytes[i + 1] == 0xA0
            out.append(isWide || isHard || byte == 9 ? 32 : byte &- 65 < 26 ? byte | 32 : byte)
            i += isWide ? 3 : isHard ? 2 : 1
        }
        guard out.first == 32 || out.last == 32 else { return out }
        guard let first = out.firstIndex(where: { $0 != 32 }), let last = out.lastIndex(where: { $0 != 32 }) else { return [] }
        return Array(out[first...last])
    }

    var isAtEnd: Bool { i >= bytes.count }

    var next: UInt8 { i < bytes.count ? bytes[i] : 0 }

    var isAtDigit: Bool { next &- 48 < 10 }

    var isAtLetter: Bool { next &- 97 < 26 }

    @discardableResult
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        i += 1
        return true
    }

    @discardableResult
    mutating func skip(word: String) -> Bool {
        guard bytes[min(i, bytes.count)...].starts(with: word.utf8) else { return false }
        i += word.utf8.count
        return true
    }

    /// Skips as many of these as there are.
    mutating func skipAll(_ characters: String) { while !isAtEnd, characters.utf8.contains(next) { i += 1 } }

    /// How many digits stand here one after the other.
    var digitRun: Int { bytes[min(i, bytes.count)...].prefix { $0 &- 48 < 10 }.count }

    /// A whole number with so many digits.
    mutating func number(_ digits: ClosedRange<Int>) -> Int? {
        let run = min(digitRun, digits.upperBound)
        guard run >= digits.lowerBound else { return nil }
        let value = bytes[i..<i + run].reduce(0) { $0 * 10 + Int($1 - 48) }
        i += run
        return value
    }

    /// The letters that stand here.
    private var letters: ArraySlice<UInt8> { bytes[min(i, bytes.count)...].prefix { $0 &- 97 < 26 } }

    /// Which of some names stands here, by its first three letters or whole, from 1 on; a full stop after it goes with it.
    mutating func name(of names: [String], also short: [String: Int] = [:]) -> Int? {
        let letters = String(decoding: letters, as: UTF8.self)
        guard letters.count >= 3 else { return nil }
        let place = names.firstIndex { $0 == letters || (letters.count == 3 && $0.hasPrefix(letters)) }.map { $0 + 1 } ?? short[letters]
        guard let place else { return nil }
        i += letters.utf8.count
        skip(".")
        return place
    }

    mutating func month() -> Int? { name(of: Self.months, also: ["sept": 9]) }

    mutating func weekday() -> Int? { name(of: Self.weekdays, also: ["tues": 2, "thur": 4, "thurs": 4]) }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ]
    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// A year of two digits is from 1970 to 2069.
    static func fullYear(_ year: Int) -> Int { year < 70 ? 2000 + year : 1900 + year }

    // MARK: Clocks

    /// Microseconds of 9:30, 09:30:15.5, 9:30 PM, 9PM, 09.30.00.000000 PM or 09:30:15:500; nil where no clock stands here.
    mutating func clock() -> Int64? {
        guard let hour = number(1...2) else { return nil }
        let separator = Unicode.Scalar(next)
        guard separator == ":" || separator == "." else { return half().flatMap { Self.micros(hour, 0, 0, $0) } }
        skip(separator)
        guard let minute = number(2...2) else { return nil }
        var (second, part) = (0, Int64(0))
        if skip(separator) {
            guard let found = number(2...2) else { return nil }
            second = found
            if next == UInt8(ascii: ".") || next == UInt8(ascii: ",") || (next == UInt8(ascii: ":") && separator == ":") {
                i += 1
                guard let found = fraction() else { return nil }
                part = found
            }
        }
        return Self.micros(hour, minute, second, half()).map { $0 + part }
    }

    /// Microseconds of digits below a second.
    mutating func fraction() -> Int64? {
        guard isAtDigit else { return nil }
        var (value, scale) = (Int64(0), Int64(100_000))
        while isAtDigit {
            value += Int64(next - 48) * scale
            scale /= 10
            i += 1
        }
        return value
    }

    /// Whether AM (false) or PM (true) stands here, after blanks.
    mutating func half() -> Bool? {
        let start = i
        skipAll(" ")
        for (word, isAfternoon) in [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)] where skip(word: word) {
            if !isAtLetter { return isAfternoon }
        }
        i = start
        return nil
    }

    /// Of a clock of 24 hours, also where it says AM or PM as well and agrees, and of one of twelve.
    static func micros(_ hour: Int, _ minute: Int, _ second: Int, _ isAfternoon: Bool?) -> Int64? {
        guard hour < 24, minute < 60, second < 60 else { return nil }
        var hour = hour
        if let isAfternoon {
            guard isAfternoon || hour <= 12 else { return nil }
            if hour == 12 { hour = 0 }
            if isAfternoon, hour < 12 { hour += 12 }
        }
        return Int64((hour * 60 + minute) * 60 + second) * 1_000_000
    }

    /// Microseconds ahead of UTC: Z, UTC, GMT, GMT+1, BST, +01, +0100 or +01:00; nil where none stands here.
    mutating func offset() -> Int64? {
        if skip("z") { return isAtLetter ? nil : 0 }
        if skip(word: "bst") { return isAtLetter ? nil : 3_600_000_000 }
        let isNamed = skip(word: "utc") || skip(word: "gmt")
        if isNamed && next != UInt8(ascii: "+") && next != UInt8(ascii: "-") { return isAtLetter ? nil : 0 }
        let isMinus = skip("-")
        guard isMinus || skip("+"), let hours = number((isNamed ? 1 : 2)...2), hours < 24 else { return nil }
        let hasColon = skip(":")
        var minutes = 0
        if hasColon || isAtDigit {
            guard let found = number(2...2), found < 60 else { return nil }
            minutes = found
        }
        return (isMinus ? -1 : 1) * Int64(hours * 60 + minutes) * 60_000_000
    }
}
