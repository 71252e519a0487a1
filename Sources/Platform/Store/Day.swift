package import Foundation
package import GRDB

/// A calendar day in the United Kingdom, without a time.
package struct Day: Hashable, Comparable, Codable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Nil unless the three make a day that exists.
    package init?(year: Int, month: Int, day: Int) {
        let parts = DateComponents(year: year, month: month, day: day)
        guard (1900...2999).contains(year), let date = Self.calendar.date(from: parts),
            Self.calendar.dateComponents([.year, .month, .day], from: date) == parts
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day on which a moment falls in London.
    package init(_ moment: Date) {
        let parts = Self.calendar.dateComponents([.year, .month, .day], from: moment)
        year = parts.year ?? 1970
        month = parts.month ?? 1
        day = parts.day ?? 1
    }

    /// From `2026-11-21`.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package func adding(months: Int = 0, days: Int = 0) -> Day {
        let moved = Self.calendar.date(byAdding: DateComponents(month: months, day: days), to: start) ?? start
        return Day(moved)
    }

    /// The first moment of the day.
    package var start: Date { Self.calendar.date(from: DateComponents(year: year, month: month, day: day)) ?? .distantPast }

    package func days(until other: Day) -> Int {
        Self.calendar.dateComponents([.day], from: start, to: other.start).day ?? 0
    }

    /// `2026-11-21`.
    package var iso: String { "\(year)-\(Self.two(month))-\(Self.two(day))" }

    /// "21 November 2026".
    package var inWords: String { "\(day) \(Self.months[month - 1]) \(year)" }

    /// "November 2026".
    package var monthInWords: String { "\(Self.months[month - 1]) \(year)" }

    /// "Saturday 21 November 2026".
    package var withWeekday: String {
        let weekday = Self.calendar.component(.weekday, from: start)
        return "\(Self.weekdays[weekday - 1]) \(inWords)"
    }

    package static func < (a: Day, b: Day) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }

    package static let london = TimeZone(identifier: "Europe/London") ?? .gmt

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = london
        return calendar
    }()

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    private static func two(_ n: Int) -> String { n < 10 ? "0\(n)" : String(n) }
}

extension Day: DatabaseValueConvertible {
    package var databaseValue: DatabaseValue { iso.databaseValue }

    package static func fromDatabaseValue(_ value: DatabaseValue) -> Day? { String.fromDatabaseValue(value).flatMap(Day.init) }
}

extension Date {
    /// "10:42", London time.
    package var clockTime: String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = Day.london
        let parts = calendar.dateComponents([.hour, .minute], from: self)
        let minute = parts.minute ?? 0
        return "\(parts.hour ?? 0):\(minute < 10 ? "0" : "")\(minute)"
    }
}
