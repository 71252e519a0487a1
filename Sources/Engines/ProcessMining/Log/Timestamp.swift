/// Writes times and dates; microseconds since 1970 in UTC.
package enum Timestamp {
    package static let day: Int64 = 86_400_000_000

    /// Such as 2026-03-31T09:30:00+00:00, with six more digits where there are microseconds.
    package static func text(_ time: Int64) -> String {
        let micros = time - (time.floorDivided(by: day) * day)
        let seconds = micros / 1_000_000
        let part = micros % 1_000_000
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
        return date(time) + "T" + clock + (part > 0 ? "." + padded(part, 6) : "") + "+00:00"
    }

    /// Such as 2026-03-31.
    package static func date(_ time: Int64) -> String {
        let (year, month, day) = civil(time.floorDivided(by: day))
        return padded(Int64(year), 4) + "-" + padded(Int64(month), 2) + "-" + padded(Int64(day), 2)
    }

    /// Year, month and day of days since 1970 (Howard Hinnant's `civil_from_days`).
    package static func civil(_ days: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = Int(days) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// Days since 1970-01-01; nil where there is no such day.
    package static func days(year: Int, month: Int, day: Int) -> Int64? { TimestampReader.days(year: year, month: month, day: day) }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

extension Int64 {
    /// Divides rounding down, also below nought.
    package func floorDivided(by divisor: Int64) -> Int64 { self >= 0 ? self / divisor : (self + 1) / divisor - 1 }
}
