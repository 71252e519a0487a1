import ProcessMining

/// Numbers, times and money as people read them.
enum Wording {
    /// With commas between thousands.
    static func count(_ value: Int) -> String {
        var digits = String(value.magnitude)
        var out = ""
        while digits.count > 3 {
            out = "," + digits.suffix(3) + out
            digits.removeLast(3)
        }
        return (value < 0 ? "-" : "") + digits + out
    }

    static func number(_ value: Double, places: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "–" }
        let scale = [1.0, 10, 100, 1000][min(places, 3)]
        let whole = Int((value * scale).rounded())
        guard places > 0 else { return count(whole) }
        let (high, low) = whole.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
        let part = String(low)
        return (whole < 0 ? "-" : "") + count(Int(high)) + "." + String(repeating: "0", count: places - part.count) + part
    }

    static func days(_ microseconds: Double) -> Double { microseconds / Double(Timestamp.day) }

    /// "52 days", "6.2 days", "3 hours" or "under an hour".
    static func time(_ microseconds: Double) -> String {
        let days = days(microseconds)
        if days >= 9.95 { return number(days, places: 0) + " days" }
        if days >= 2 { return number(days, places: 1) + " days" }
        let hours = days * 24
        if hours >= 9.5 { return number(hours, places: 0) + " hours" }
        if hours >= 1 { return number(hours, places: 1) + " hours" }
        return microseconds <= 0 ? "none" : "under an hour"
    }

    /// Short, for the map: "6.2 d", "3.1 h" or "4 min".
    static func short(_ microseconds: Double) -> String {
        let days = days(microseconds)
        if days >= 9.95 { return number(days, places: 0) + " d" }
        if days >= 1 { return number(days, places: 1) + " d" }
        if days * 24 >= 1 { return number(days * 24, places: 1) + " h" }
        let minutes = days * 1440
        return minutes >= 0.5 ? number(minutes, places: 0) + " min" : "0 min"
    }

    static func share(_ value: Double) -> String {
        let percent = value * 100
        return (percent > 0 && percent < 1 ? "under 1" : number(percent, places: 0)) + "%"
    }

    static func pounds(_ pence: Int64) -> String { "£" + number(Double(pence) / 100, places: 0) }
    static func pounds(_ pence: Double) -> String { "£" + number(pence / 100, places: 2) }

    static func plural(_ count: Int, _ one: String, _ many: String? = nil) -> String {
        "\(Self.count(count)) \(count == 1 ? one : many ?? one + "s")"
    }

    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Such as 31 Mar 2026.
    static func date(_ microseconds: Int64) -> String {
        let (year, month, day) = Timestamp.civil(microseconds.floorDivided(by: Timestamp.day))
        return "\(day) \(months[month - 1]) \(year)"
    }

    /// Working days to one place, each as long as the calendar's working hours.
    static func inWorkingDays(_ microseconds: Double, _ calendar: WorkingCalendar) -> String {
        number(microseconds / Double(max(1, calendar.dayLength)), places: 1)
    }

    /// Days to one place, for tables.
    static func inDays(_ microseconds: Double) -> String { number(days(microseconds), places: 1) }

    /// What became of starts and completions in rows of their own.
    static func pairing(_ pairing: LifecyclePairing) -> String {
        var parts = ["\(plural(pairing.pairs, "start")) joined with \(pairing.pairs == 1 ? "its completion" : "their completions")"]
        if pairing.unfinished > 0 { parts.append("\(plural(pairing.unfinished, "start")) without completion left out") }
        if pairing.unstarted > 0 { parts.append("\(plural(pairing.unstarted, "completion")) without start kept") }
        if pairing.between > 0 { parts.append("\(plural(pairing.between, "row")) of neither, such as suspended, left out") }
        return parts.joined(separator: "; ") + "."
    }
}
