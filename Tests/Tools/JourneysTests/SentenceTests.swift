import ArgumentParser
import Content
import Foundation
import ProcessMining
import Testing

@testable import Journeys

/// Every sentence of a report is true of the events, which are looked at here one by one, without the engine.
@Suite("Sentences of the report")
struct SentenceTests {
    @Test(arguments: 1...60)
    func `each sentence agrees with the events that it speaks of`(seed: UInt64) throws {
        let made = MadeLog(seed: seed)
        let files = try Files()
        defer { files.remove() }
        let path = try files.write("log.csv", made.text)
        let command = try ReportCommand.parse([path, "--out", "x"] + (made.closedIsNamed ? ["--closed", "Closed"] : []))
        let (journeys, loaded) = try command.journey.journeys(command.options)
        let page = ReportPage(journeys: journeys, name: loaded.name).files[0].text
        let sentences = Sentences(page: page, made: made, isKnown: journeys.flags.closing.isKnown, isClosed: isClosed(journeys))
        try sentences.check()
    }

    /// By name, since the report counts cases in another order.
    private func isClosed(_ journeys: Journeys) -> [String: Bool] {
        Dictionary(uniqueKeysWithValues: (0..<journeys.log.caseCount).map { (journeys.log.caseName($0), journeys.flags.isWhole[$0]) })
    }

    @Test func `few cases are counted and not called one in twenty, and shares say of which cases they are`() throws {
        let files = try Files()
        defer { files.remove() }
        // Half of the cases are closed; of those every second one does a step again.
        let rows = (0..<80).flatMap { number -> [String] in
            var steps = ["Asked", "Seen"]
            if number % 4 == 0 { steps.append("Seen") }
            if number % 2 == 0 { steps.append("Closed") }
            let cost = number == 0 ? 50 : 1
            return steps.enumerated().map { day, step in "\(number),\(step),2026-03-0\(day + 1)T09:00:00Z,\(cost)\n" }
        }
        func page(_ cases: Int, _ arguments: [String]) throws -> String {
            let own = rows.filter { (Int($0.prefix { $0 != "," }) ?? 99) < cases }
            let path = try files.write("log.csv", "case_id,activity,timestamp,cost\n" + own.joined())
            let command = try ReportCommand.parse([path, "--out", "x"] + arguments)
            let (journeys, loaded) = try command.journey.journeys(command.options)
            return ReportPage(journeys: journeys, name: loaded.name).files[0].text
        }
        let whole = try page(80, ["--closed", "Closed"])
        #expect(whole.contains("50% of closed cases: “Seen” happens again."))
        #expect(whole.contains("Of 80 cases the most expensive 4 take"))
        #expect(try page(80, ["--closed", "Asked"]).contains("A case counts as closed when its last step is “Asked”, as you said."))
        #expect(try page(4, []).contains("Of 4 cases the most expensive one takes"))
    }

    static let real: [(file: String, arguments: [String])] = [
        ("receipt.xes.gz", []), ("receipt.csv.gz", []), ("roadtraffic100traces.xes", []), ("BPIC15_1.xes.gz", []), ("running-example.xes", []),
    ]

    @Test("A real log is not said to be open where it only fell silent", .enabled(if: Files.hasLogs, "the real logs are not on this machine"), arguments: real)
    func realLogs(file: String, arguments: [String]) throws {
        let command = try ReportCommand.parse([Files.logs.appending(path: file).path, "--out", "x"] + arguments)
        let (journeys, loaded) = try command.journey.journeys(command.options)
        let page = ReportPage(journeys: journeys, name: loaded.name).files[0].text
        let lengths = (0..<journeys.log.caseCount).map { index -> Double in
            let times: [Int64] = journeys.log.events(of: index).map { journeys.log.times[$0] }
            return Double((times.max() ?? 0) - (times.min() ?? 0))
        }
        let title = try #require(page.firstMatch(of: #/<h1>(.*?)<\/h1>/#).map { String($0.1) })
        let within = try #require(Sentences.length(in: title), "\(title)")
        let share = Double(lengths.count { $0 <= within }) / Double(lengths.count)
        // None of these has an open case by its last steps, or most of them would be.
        #expect(share >= 0.5 && (share < 0.56 || lengths.count < 50), "\(file): \(title), \(share)")
        #expect(!page.contains("not closed yet</dt>") || journeys.flags.closing.isKnown)
    }
}

/// A log of which everything is known: steps, contacts, services, closed cases and open ones.
struct MadeLog {
    struct Event { var activity: String, service: String, time: Double, isContact: Bool }

    /// Microseconds since the first.
    var cases: [[Event]] = []
    var closedIsNamed = false
    let start = Timestamp.days(year: 2026, month: 1, day: 5).map { Double($0 * Timestamp.day) } ?? 0

    init(seed: UInt64) {
        var random = Seeded(seed)
        let scale = [1e6, 60e6, 3600e6, 86_400e6, 20 * 86_400e6].randomElement(using: &random) ?? 1e6
        let steps = (0..<Int.random(in: 1...6, using: &random)).map { "Step \($0)" }
        let closes = Double.random(in: 0...1, using: &random) < 0.7
        let open: Double = [0.0, 0.05, 0.4].randomElement(using: &random) ?? 0
        closedIsNamed = closes && Bool.random(using: &random)
        for number in 0..<Int.random(in: 1...80, using: &random) {
            var time = Double(number) * scale * 2
            var events: [Event] = []
            func add(_ activity: String, isContact: Bool = false) {
                events.append(Event(activity: activity, service: "S\(Int.random(in: 0...2, using: &random))", time: time, isContact: isContact))
                time += Bool.random(using: &random) ? (Double.random(in: 0...1, using: &random) * scale / 1e6).rounded() * 1e6 : scale
            }
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                add(steps.randomElement(using: &random) ?? "Step 0")
                if Int.random(in: 0..<5, using: &random) == 0 { add("Call", isContact: true) }
            }
            if closes && Double.random(in: 0...1, using: &random) >= open { add("Closed") }
            cases.append(events)
        }
        if closedIsNamed && !cases.contains(where: { $0.contains { $0.activity == "Closed" } }) { closedIsNamed = false }
    }

    var text: String {
        "case_id,activity,service,demand,timestamp\n"
            + cases.enumerated().map { number, events in
                events.map { "\(number),\($0.activity),\($0.service),\($0.isContact ? "failure" : ""),\(Timestamp.text(Int64($0.time + start)))\n" }.joined()
            }.joined()
    }

    var last: Double { cases.flatMap { $0.map(\.time) }.max() ?? 0 }

    /// Of each move between steps the waits, contacts left out.
    var waits: [[String]: [Double]] {
        var found: [[String]: [Double]] = [:]
        for events in cases {
            let steps = events.filter { !$0.isContact }
            for (one, next) in zip(steps, steps.dropFirst()) { found[[one.activity, next.activity], default: []].append(next.time - one.time) }
        }
        return found
    }

    var handovers: Int {
        cases.reduce(0) { sum, events in
            let steps = events.filter { !$0.isContact }
            return sum + zip(steps, steps.dropFirst()).count { $0.service != $1.service }
        }
    }
}

struct Sentences {
    let page: String
    let made: MadeLog
    let isKnown: Bool
    let isClosed: [String: Bool]

    /// "40 minutes" in microseconds.
    static func length(in text: String) -> Double? {
        if text.contains("in one moment") || text.contains("no time") { return 0 }
        guard let match = text.firstMatch(of: #/within ([\d,.]+) (day|hour|minute|second)s?/#) else {
            return text.contains("under a second") ? 1e6 : nil
        }
        let sizes = ["day": 86_400e6, "hour": 3600e6, "minute": 60e6, "second": 1e6]
        return Double(match.1.replacing(",", with: "")).map { $0 * (sizes[String(match.2)] ?? 0) }
    }

    private func share(_ text: String) -> Double? {
        if text.lowercased().hasPrefix("half") { return 0.495 }
        if text.hasPrefix("All ") { return 0.999_99 }
        if text.hasPrefix("under 1%") { return 0 }
        if text.hasPrefix("over 99%") { return 0.99 }
        return text.firstMatch(of: #/^(\d+)%/#).flatMap { Double($0.1) }.map { $0 / 100 - 0.0051 }
    }

    /// The share of cases that have ended after a time (Kaplan and Meier 1958), worked out case by case.
    private func ended(within time: Double) -> Double {
        let lengths = made.cases.enumerated().map { number, events -> (Double, Bool) in
            let (first, last) = (events.map(\.time).min() ?? 0, events.map(\.time).max() ?? 0)
            let isWhole = isClosed[String(number)] ?? false
            return (isWhole ? last - first : max(last, made.last) - first, isWhole)
        }
        var going = 1.0
        for moment in Set(lengths.filter { $0.1 && $0.0 <= time + 0.5 }.map(\.0)).sorted() {
            let atRisk = lengths.count { $0.0 >= moment }
            going *= 1 - Double(lengths.count { $0.1 && $0.0 == moment }) / Double(atRisk)
        }
        return 1 - going
    }

    func check() throws {
        let title = try #require(page.firstMatch(of: #/<h1>(.*?)<\/h1>/#).map { String($0.1) })
        let open = isClosed.values.count { !$0 }
        if let within = Self.length(in: title) {
            let part = try #require(share(title), "\(title)")
            #expect(ended(within: within) >= part, "\(title): \(ended(within: within))")
        } else if title.contains("More than half") {
            #expect(open * 2 > isClosed.count)
        } else {
            #expect(title == "Too few cases have closed to say how long half of them take" && ended(within: .infinity) < 0.5)
        }
        if let nine = page.firstMatch(of: #/nine in ten end within (.*?)</#).map({ "within \($0.1)" }), let within = Self.length(in: nine) {
            #expect(ended(within: within) >= 0.899_99, "\(nine)")
        }
        if !isKnown {
            for claim in ["not closed yet", "have not closed", "has not closed", "still open", "closed cases", "Cases closed", "Closed then"] {
                #expect(!page.contains(claim), "\(claim)")
            }
        } else if let told = page.firstMatch(of: #/not closed yet<\/dt><dd>([\d,]+)/#).map({ Int($0.1.replacing(",", with: "")) }) {
            #expect(told == open)
        }
        try checkLead()
        try checkHandovers()
        for wrong in ["more than under", "under an hour", " none ", "NaN", "inf ", " nil"] { #expect(!page.contains(wrong), "\(wrong)") }
    }

    private func checkLead() throws {
        let waits = made.waits
        let total = waits.values.joined().reduce(0, +)
        guard
            let match = page.firstMatch(
                of: #/after “(.*?)”, waiting for “(.*?)” on .*?: (.*?) of all waiting\. Half of these waits last (.*?)\./#.dotMatchesNewlines())
        else {
            #expect(total == 0)
            return
        }
        let own = try #require(waits[[String(match.1), String(match.2)]])
        let longest = waits.values.map { $0.reduce(0, +) }.max() ?? 0
        #expect(longest - own.reduce(0, +) < 1, "not the longest")
        let told = String(match.3)
        let part = try #require(share(told))
        let difference = abs(own.reduce(0, +) / total - (part + 0.0051))
        #expect(difference < 0.0102 || told.contains("1%") || told.contains("99%"))
        let within = try #require(Self.length(in: String(match.4).replacing("at most", with: "within")))
        #expect(Double(own.count { $0 <= within + 0.5 }) >= Double(own.count) / 2, "\(match.4)")
    }

    private func checkHandovers() throws {
        guard let told = page.firstMatch(of: #/On average a case changes hands ([\d.]+) times/#).flatMap({ Double($0.1) }) else { return }
        #expect(abs(told - Double(made.handovers) / Double(made.cases.count)) <= 0.0501)
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers everywhere.
private struct Seeded: RandomNumberGenerator {
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

/// "Café" with the accent in its letter and beside it: equal to Swift, two words to a log.
@Suite("Two spellings that look alike")
struct SpellingTests {
    private static let rows = (0..<12).flatMap { number in
        ["Caf\u{e9} call", "Cafe\u{301} call", "Closed"].enumerated().map { "\(number),\($1),\($1),2026-01-\($0 < 0 ? "" : "0")\($0 + 2)\n" }
    }
    private static let text = "case_id,activity,service,timestamp\n" + rows.joined()

    @Test func `no command ends with them, each keeps its figures, and they are named`() throws {
        let files = try Files()
        defer { files.remove() }
        let path = try files.write("log.csv", Self.text)
        let out = files.folder.appending(path: "out").path
        for arguments in [
            ["analyse", path, "--json"], ["publish", path, "--out", out, "--threshold", "3"], ["report", path, "--out", out],
            ["discover", path, "--out", out], ["compare", path, "--with", path],
        ] {
            var command = try JourneysCommand.parseAsRoot(arguments)
            try command.run()
        }
        let steps = try CSVFile(name: "steps.csv", data: Data(contentsOf: URL(filePath: out + "/steps.csv")))
        #expect(steps.rows.map { $0.fields[1] } == ["12", "12", "12"])
        let loaded = try AnalyseCommand.parse([path]).options.read()
        let json = Figures(loaded, isCompatible: false, withHandovers: true).json.bytes
        #expect(String(decoding: json, as: UTF8.self).utf8.count { $0 == UInt8(ascii: "{") } >= 3)
        #expect(LogWarnings(loaded.events).lines.contains { $0.contains("look alike") && $0.contains("activity") })
    }
}
