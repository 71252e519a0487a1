/// What the times of one column are; a column is of one kind throughout.
package enum TimeKind: Sendable, Hashable {
    case text
    case seconds, milliseconds, microseconds, nanoseconds
    /// Days since 30 December 1899, as spreadsheets count them, of a local clock.
    case serialDays

    /// The kind of a number by its digits, where it then says a plausible time: seconds from 2001 on have ten digits, and days from 1990
    /// to 2099 five.
    static func number(_ text: [UInt8]) -> (kind: TimeKind, micros: Int64)? {
        var digits = 0
        var whole: Int64 = 0
        while digits < text.count, text[digits] &- 48 < 10 {
            guard digits < 19, let next = whole.extended(by: text[digits]) else { return nil }
            whole = next
            digits += 1
        }
        guard let part = fraction(text, digits) else { return nil }
        switch digits {
        case 5 where (32_874...73_050).contains(whole):
            // To the millisecond, which is as fine as spreadsheets are: 0.395833 of a day is 09:30.
            let milliseconds = ((Double(whole - 25_569) + part) * 86_400_000).rounded()
            return (.serialDays, Int64(milliseconds) * 1000)
        case 10: return plausible(.seconds, whole * 1_000_000 + Int64((part * 1_000_000).rounded()))
        case 13: return plausible(.milliseconds, whole * 1000 + Int64((part * 1000).rounded()))
        case 16: return plausible(.microseconds, whole)
        case 19: return plausible(.nanoseconds, whole / 1000)
        default: return nil
        }
    }

    private static func plausible(_ kind: TimeKind, _ micros: Int64) -> (TimeKind, Int64)? {
        micros < 4_102_444_800_000_000 ? (kind, micros) : nil
    }

    /// What follows the whole part, below one; nil where that is no fraction.
    private static func fraction(_ text: [UInt8], _ start: Int) -> Double? {
        guard start < text.count else { return 0 }
        guard text[start] == UInt8(ascii: ".") || text[start] == UInt8(ascii: ","), start + 1 < text.count else { return nil }
        var (value, scale) = (0.0, 1.0)
        for byte in text[(start + 1)...] {
            guard byte &- 48 < 10 else { return nil }
            scale *= 10
            value += Double(byte - 48) / scale
        }
        return value
    }
}

extension Int64 {
    /// Ten times this and a digit; nil where that is too much.
    fileprivate func extended(by digit: UInt8) -> Int64? {
        let (ten, isOver) = multipliedReportingOverflow(by: 10)
        let (sum, isFull) = ten.addingReportingOverflow(Int64(digit - 48))
        return isOver || isFull ? nil : sum
    }
}
