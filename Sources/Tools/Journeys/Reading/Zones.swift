import Foundation
import ProcessMining

/// The clocks of places by their names in the time zone database of IANA.
enum Zones {
    /// Whose calendars there are.
    static let home = "Europe/London"

    /// The clock of a place from 1970 to 2100; nil for an unknown name. Abbreviations such as BST are no names: they mean several zones.
    static func clock(of name: String) -> LocalClock? {
        if name == "UTC" { return .utc }
        let isAbbreviation = name.hasPrefix("GMT") || TimeZone.abbreviationDictionary[name] != nil
        guard let zone = TimeZone(identifier: name), !isAbbreviation || name == "GMT" else { return nil }
        var changes: [(at: Int64, offset: Int64)] = []
        var (before, offset) = (0.0, seconds(zone, 0))
        // A week at a time, and where the offset is another one at the end of a week, the second at which it changed.
        for after in stride(from: week, through: lastSecond, by: week) {
            defer { before = after }
            guard seconds(zone, after) != offset else { continue }
            var (low, high) = (before, after)
            while high - low > 1 {
                let middle = ((low + high) / 2).rounded(.down)
                if seconds(zone, middle) == offset { low = middle } else { high = middle }
            }
            offset = seconds(zone, high)
            changes.append((Int64(high) * 1_000_000, Int64(offset) * 1_000_000))
        }
        return LocalClock(name: name, offset: Int64(seconds(zone, 0)) * 1_000_000, changes: changes)
    }

    private static let week = 604_800.0
    /// The start of 2100.
    private static let lastSecond = 4_102_444_800.0

    private static func seconds(_ zone: TimeZone, _ time: Double) -> Int { zone.secondsFromGMT(for: Date(timeIntervalSince1970: time)) }
}
