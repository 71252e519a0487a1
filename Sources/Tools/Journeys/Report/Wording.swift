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

    /// "52 days", "6.2 days", "3 hours", "40 minutes", "1 second" or "no time".
    ///
    /// - Parameter rounding: `.up` for what something lies within, so that the sentence stays true of the figure it shows.
    static func time(_ microseconds: Double, _ rounding: FloatingPointRoundingRule = .toNearestOrAwayFromZero) -> String {
        let units: [(name: String, size: Double, places: Int, from: Double)] = [
            ("day", 86_400e6, 0, 10), ("day", 86_400e6, 1, 2), ("hour", 3600e6, 0, 10), ("hour", 3600e6, 1, 2), ("minute", 60e6, 0, 1), ("second", 1e6, 0, 0),
        ]
        guard microseconds > 0 else { return "no time" }
        for unit in units where microseconds / unit.size >= unit.from - 1e-9 {
            let scale = unit.places == 0 ? 1.0 : 10
            // A little above a whole is that whole: what was added up in floating point is not pushed on to the next.
            let value = (microseconds / unit.size * scale - (rounding == .up ? 1e-9 : 0)).rounded(rounding) / scale
            if value == 0 { return "under a second" }
            let text = value == value.rounded() ? count(Int(value)) : number(value, places: unit.places)
            return "\(text) \(unit.name)\(text == "1" ? "" : "s")"
        }
        return "under a second"
    }

    /// "half" or "62%".
    static func part(_ share: Double) -> String { abs(share - 0.5) < 0.005 ? "half" : Self.share(share) }

    static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// Short, for the map, in the same unit as `time` and rounded alike: "6.2 d", "31 h" or "4 min".
    static func short(_ microseconds: Double, _ rounding: FloatingPointRoundingRule = .toNearestOrAwayFromZero) -> String {
        let words = time(microseconds, rounding).split(separator: " ")
        guard words.count == 2, let unit = ["d": "d", "h": "h", "m": "min", "s": "s"][words[1].prefix(1)] else { return microseconds > 0 ? "1 s" : "0" }
        return "\(words[0]) \(unit)"
    }

    static func share(_ value: Double) -> String {
        let percent = value * 100
        if percent > 0 && percent < 1 { return "under 1%" }
        return percent > 99 && percent < 100 ? "over 99%" : number(percent, places: 0) + "%"
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
    static func inWorkingDays(
        _ microseconds: Double, _ calendar: WorkingCalendar, _ rounding: FloatingPointRoundingRule = .toNearestOrAwayFromZero
    ) -> String {
        let tenths = microseconds / Double(max(1, calendar.dayLength)) * 10 - (rounding == .up ? 1e-9 : 0)
        return number(tenths.rounded(rounding) / 10, places: 1)
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
