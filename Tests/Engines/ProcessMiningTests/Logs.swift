import Foundation
import ProcessMining

/// Small logs, and random ones from a seed.
enum Logs {
    /// One row an event: case, activity, completion in hours since 2026-01-05 00:00, and hours of handling.
    static func table(_ rows: [(case: String, activity: String, hour: Double, handling: Double)]) throws -> EventLog {
        var text = "case_id,activity,start_timestamp,timestamp\n"
        for row in rows { text += "\(row.case),\(row.activity),\(time(row.hour - row.handling)),\(time(row.hour))\n" }
        return try TableLog.read(Data(text.utf8)).ordered(by: .completion)
    }

    /// A case for each word, an event for each letter, an hour apart.
    static func letters(_ words: [String]) throws -> EventLog {
        var rows: [(case: String, activity: String, hour: Double, handling: Double)] = []
        for (index, word) in words.enumerated() {
            for (hour, letter) in word.enumerated() { rows.append(("case \(index)", String(letter), Double(hour), 0)) }
        }
        return try table(rows)
    }

    static func time(_ hour: Double) -> String {
        let monday: Int64 = 20_458 * Timestamp.day
        return Timestamp.text(monday + Int64((hour * 3_600_000_000).rounded()))
    }

    static let hour: Int64 = 3_600_000_000

    /// Overlapping steps, ties and repeated activities.
    static func random(seed: UInt64, cases: Int = 60) throws -> (log: EventLog, rows: [(case: String, activity: String, hour: Double, handling: Double)]) {
        var random = Seeded(seed)
        var rows: [(case: String, activity: String, hour: Double, handling: Double)] = []
        for index in 0..<cases {
            for _ in 0..<Int.random(in: 1...9, using: &random) {
                rows.append(
                    (
                        "c\(index)", ["ask", "check", "visit", "pay", "é,\"x\""][Int.random(in: 0..<4, using: &random)],
                        Double(Int.random(in: 0...40, using: &random)), Double(Int.random(in: 0...6, using: &random))
                    ))
            }
        }
        rows.shuffle(using: &random)
        return (try table(rows), rows)
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers everywhere.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
