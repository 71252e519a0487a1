/// What programs write where they know no time.
enum NoTime {
    /// Words for nothing, in small letters: of databases, spreadsheets, pivot tables and data frames.
    static let words: Set<String> = [
        "null", "(null)", "<null>", "\\n", "nil", "none", "nan", "nat", "n/a", "#n/a", "n.a.", "na", "<na>", "empty", "(empty)", "blank", "(blank)", "-", "--",
        "–", "—",
    ]

    /// The first of the moments that need a look: days before 1970-01-02, and the last day of 9999.
    @inline(__always)
    static func isSuspect(day: Int64) -> Bool { day <= 0 || day >= lastDay }

    /// Whether a text is a date of zeros such as 0000-00-00, or the zero of a spreadsheet, written as 1900-01-00.
    static func isNought(_ text: [UInt8]) -> Bool {
        var hasDigits = false
        var isNought = true
        for byte in text {
            if byte &- 48 < 10 {
                hasDigits = true
                if byte != 48 { isNought = false }
            } else if ![32, 45, 46, 47, 58, 116, 122, 43].contains(byte) {
                return false
            }
        }
        if hasDigits && isNought { return true }
        return zeros.contains { text.starts(with: $0.utf8) }
    }

    private static let zeros = ["1900-01-00", "1900-1-0 ", "1900/01/00", "00/01/1900", "0/1/1900", "01/00/1900", "1/0/1900", "00.01.1900", "00-jan-1900"]

    /// Whether a clock's reading is one that stands for none: the start of 1970 in local time or UTC, any time on the first day of the year 1, of 1753 and of 1900 and
    /// on the day before which spreadsheets count (SQL Server, .NET, Access, SAP), and on the last day of 9999.
    static func isNone(wall: Int64, time: Int64) -> Bool {
        if wall == 0 || time == 0 { return true }
        let day = wall.floorDivided(by: TimestampReader.microsecondsOfDay)
        return isSuspect(day: day) && days.contains(day)
    }

    private static let lastDay: Int64 = 2_932_896
    /// 0001-01-01, 1753-01-01, 1899-12-30, 1900-01-01 and 9999-12-31, in days since 1970.
    private static let days: Set<Int64> = [-719_162, -79_257, -25_569, -25_567, lastDay]
}
