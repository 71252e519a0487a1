/// The working days of a part of the United Kingdom: Monday to Friday without bank holidays, in local time.
package struct WorkingCalendar: Sendable {
    /// Days since 1970-01-01.
    package let holidays: Set<Int64>
    /// Minutes after local midnight at which work starts and ends.
    package let opens: Int
    package let closes: Int
    /// Holidays from Monday to Friday, ascending.
    private let weekdayHolidays: [Int64]
    /// The years for which the holidays are known.
    package let years: ClosedRange<Int>

    package init(holidays: Set<Int64>, years: ClosedRange<Int>, opens: Int = 9 * 60, closes: Int = 17 * 60) {
        self.holidays = holidays
        weekdayHolidays = holidays.filter { Self.weekday($0) < 5 }.sorted()
        self.years = years
        self.opens = opens
        self.closes = closes
    }

    /// 0 is Monday; 1970-01-01 was a Thursday.
    package static func weekday(_ day: Int64) -> Int { Int(((day + 3) % 7 + 7) % 7) }

    package func isWorkingDay(_ day: Int64) -> Bool { Self.weekday(day) < 5 && !holidays.contains(day) }

    /// The local day on which a moment falls.
    package static func localDay(_ time: Int64) -> Int64 { (time + offset(time)).floorDivided(by: Timestamp.day) }

    /// Microseconds that clocks in the United Kingdom are ahead of UTC: an hour from 01:00 UTC on the last Sunday of March to
    /// 01:00 UTC on the last Sunday of October (Summer Time Order 2002).
    package static func offset(_ time: Int64) -> Int64 {
        let (year, month, _) = Timestamp.civil(time.floorDivided(by: Timestamp.day))
        guard (3...10).contains(month) else { return 0 }
        guard month == 3 || month == 10 else { return hour }
        let change = lastSunday(year: year, month: month) * Timestamp.day + hour
        return (time >= change) == (month == 3) ? hour : 0
    }

    private static let hour: Int64 = 3_600_000_000

    private static func lastSunday(year: Int, month: Int) -> Int64 {
        let last = Timestamp.days(year: year, month: month, day: 31) ?? 0
        return last - Int64((weekday(last) + 1) % 7)
    }

    /// The day that is so many working days after a day, which itself does not count.
    package func day(_ workingDays: Int, after day: Int64) -> Int64 {
        var (left, current) = (workingDays, day)
        while left > 0 {
            current += 1
            if isWorkingDay(current) { left -= 1 }
        }
        return current
    }

    /// Working days after one day, up to and with another; below nought never.
    package func workingDays(after first: Int64, through last: Int64) -> Int {
        guard last > first else { return 0 }
        var count = Int((last - first) / 7) * 5
        for day in stride(from: last - (last - first) % 7 + 1, through: last, by: 1) where Self.weekday(day) < 5 { count += 1 }
        return count - (holidays(through: last) - holidays(through: first))
    }

    /// How many holidays from Monday to Friday there are up to and with a day.
    private func holidays(through day: Int64) -> Int {
        var (low, high) = (0, weekdayHolidays.count)
        while low < high {
            let middle = (low + high) / 2
            if weekdayHolidays[middle] <= day { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Microseconds of working hours between two moments; nought where the second is not later.
    package func workingTime(from start: Int64, to end: Int64) -> Int64 {
        guard end > start else { return 0 }
        let (first, last) = (Self.localDay(start), Self.localDay(end))
        let (from, to) = (clock(start, first), clock(end, last))
        if first == last { return isWorkingDay(first) ? max(0, to - from) : 0 }
        var total = isWorkingDay(first) ? Int64(closes) * Self.minute - from : 0
        if isWorkingDay(last) { total += to - Int64(opens) * Self.minute }
        return total + Int64(workingDays(after: first, through: last - 1)) * dayLength
    }

    /// Microseconds of working hours in a working day.
    package var dayLength: Int64 { Int64(closes - opens) * Self.minute }

    private static let minute: Int64 = 60_000_000

    /// The local time of day within working hours.
    private func clock(_ time: Int64, _ day: Int64) -> Int64 {
        let local = time + Self.offset(time) - day * Timestamp.day
        return min(max(local, Int64(opens) * Self.minute), Int64(closes) * Self.minute)
    }
}

/// The bank holidays of a year by their rules, with substitute days, to check data files against.
package enum BankHolidays {
    package enum Part: String, CaseIterable, Sendable {
        case englandAndWales = "england-and-wales"
        case scotland
        case northernIreland = "northern-ireland"
    }

    /// The usual holidays of a year, ascending, in days since 1970. One-off holidays are not among them.
    ///
    /// Banking and Financial Dealings Act 1971, schedule 1, with the proclamations that have become usual. A holiday that falls on a
    /// weekend moves to the next weekday that is not a holiday already.
    package static func usual(_ part: Part, year: Int) -> [Int64] {
        let easter = easter(year)
        var fixed = [date(year, 1, 1)]
        var others = [easter - 2, firstMonday(year, 5), lastMonday(year, 5)]
        switch part {
        case .englandAndWales: others += [easter + 1, lastMonday(year, 8)]
        case .scotland:
            fixed += [date(year, 1, 2), date(year, 11, 30)]
            others += [firstMonday(year, 8)]
        case .northernIreland:
            fixed += [date(year, 3, 17), date(year, 7, 12)]
            others += [easter + 1, lastMonday(year, 8)]
        }
        fixed += [date(year, 12, 25), date(year, 12, 26)]
        var days = Set(others)
        for day in fixed where WorkingCalendar.weekday(day) < 5 { days.insert(day) }
        for day in fixed where WorkingCalendar.weekday(day) >= 5 {
            var moved = day
            while WorkingCalendar.weekday(moved) >= 5 || days.contains(moved) { moved += 1 }
            days.insert(moved)
        }
        return days.sorted()
    }

    private static func date(_ year: Int, _ month: Int, _ day: Int) -> Int64 { Timestamp.days(year: year, month: month, day: day) ?? 0 }

    private static func firstMonday(_ year: Int, _ month: Int) -> Int64 {
        let first = date(year, month, 1)
        return first + Int64((7 - WorkingCalendar.weekday(first)) % 7)
    }

    private static func lastMonday(_ year: Int, _ month: Int) -> Int64 {
        let last = date(year, month, 31)
        return last - Int64(WorkingCalendar.weekday(last))
    }

    /// Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher).
    static func easter(_ year: Int) -> Int64 {
        let (a, b, c) = (year % 19, year / 100, year % 100)
        let (d, e, f) = (b / 4, b % 4, (b + 8) / 25)
        let g = (b - f + 1) / 3
        let h = (19 * a + b - d - g + 15) % 30
        let (i, k) = (c / 4, c % 4)
        let l = (32 + 2 * e + 2 * i - h - k) % 7
        let m = (a + 11 * h + 22 * l) / 451
        let month = (h + l - 7 * m + 114) / 31
        return date(year, month, (h + l - 7 * m + 114) % 31 + 1)
    }
}
