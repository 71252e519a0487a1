import Foundation
import ProcessMining
import Tables
import Testing

/// XES as systems really write it.
@Suite("Odd XES")
struct XESReadingTests {
    private func read(_ text: String, piece: Int = 64, names: RoleNames = [:], _ change: (inout ReadingChoices) -> Void = { _ in }) throws -> EventLog {
        var choices = ReadingChoices()
        change(&choices)
        var reader = XESLog(names: names, choices: choices)
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: piece) { try reader.feed(Array(bytes[start..<min(start + piece, bytes.count)]).span) }
        return try reader.finish()
    }

    private func event(_ activity: String, _ time: String, more: String = "") -> String {
        "<event><string key=\"concept:name\" value=\"\(activity)\"/><date key=\"time:timestamp\" value=\"\(time)\"/>\(more)</event>"
    }

    private func trace(_ name: String?, _ events: String) -> String {
        "<trace>" + (name.map { "<string key=\"concept:name\" value=\"\($0)\"/>" } ?? "") + events + "</trace>"
    }

    @Test("Any prefix of a namespace is read", arguments: ["xes:", "x:", "log:", "event:"], [1, 5, 4096])
    func prefixes(prefix: String, piece: Int) throws {
        let plain = "<log>" + trace("1", event("a", "2026-01-01") + event("b", "2026-01-02")) + "</log>"
        let text = plain.replacing("</", with: "\u{1}").replacing("<", with: "<\(prefix)").replacing("\u{1}", with: "</\(prefix)")
        #expect(try read(text, piece: piece).activities.codes == [0, 1])
    }

    @Test func `Traces without a name are numbered by their place`() throws {
        let log = try read(
            "<log>" + trace(nil, event("a", "2026-01-01")) + trace("x", event("a", "2026-01-01")) + trace("", event("b", "2026-01-01")) + trace(nil, "")
                + "</log>")
        #expect((0..<log.caseCount).map(log.caseName) == ["trace 1", "x", "trace 3"])
        #expect(log.notes.unnamedTraces == 2)
    }

    @Test func `Where the wanted attributes are missing those that are there are named`() throws {
        let other =
            "<log><trace><string key=\"id\" value=\"1\"/><event><string key=\"step\" value=\"a\"/><date key=\"when\" value=\"2026-01-01\"/></event></trace></log>"
        let problem = try #require(throws: TableProblem.self) { try read(other) }
        #expect(problem.message.contains("Its attributes are id, step, when"))
        #expect(problem.message.contains("--activity"))
        let named = try #require(throws: TableProblem.self) { try read(other, names: [.activity: "task", .timestamp: "when"]) }
        #expect(named.message.contains("no attribute \"task\" for the activity; check --activity. It has id, step, when"))
        #expect(try read(other, names: [.activity: "step", .timestamp: "when", .case: "id"]).count == 1)
    }

    @Test func `Events outside of traces are counted`() throws {
        let log = try read("<log>" + event("a", "2026-01-01") + trace("1", event("b", "2026-01-01")) + event("c", "2026-01-01") + "</log>")
        #expect(log.count == 1 && log.notes.strayEvents == 2)
        let problem = try #require(throws: TableProblem.self) { try read("<log>" + event("a", "2026-01-01") + "</log>") }
        #expect(problem.message.contains("outside of traces"))
    }

    @Test("A large attribute is called large, with its size", arguments: [64 << 10, 512 << 10, 8 << 20])
    func large(piece: Int) throws {
        let value = String(repeating: "x", count: 1_600_000)
        let text = "<log>\n" + trace("1", event("a", "2026-01-01", more: "<string key=\"photo\" value=\"\(value)\"/>")) + "</log>"
        let problem = try #require(throws: TableProblem.self) { try read(text, piece: piece) }
        #expect(problem.line == 2)
        #expect(problem.message.contains("a large attribute, of 1.5 MiB"))
        #expect(!problem.message.contains("never closed"))
    }

    @Test func `A quote that is missing is told from a large attribute`() throws {
        let value = String(repeating: "x", count: 1_600_000)
        let open = "<log>\n" + trace("1", "<event><string key=\"photo\" value=\"\(value)/>" + event("a", "2026-01-01")) + "</log>"
        #expect(try #require(throws: TableProblem.self) { try read(open, piece: 512 << 10) }.message.contains("close the quote before it"))
        #expect(try #require(throws: TableProblem.self) { try read("<log a=\"\(value)", piece: 512 << 10) }.message.contains("never closed"))
        #expect(try #require(throws: TableProblem.self) { try read("<log><!--\(value)", piece: 512 << 10) }.message.contains("has a comment"))
    }

    @Test("Line numbers are right for every line end and size of piece", arguments: ["\n", "\r\n", "\r"], [1, 2, 3, 7, 4096])
    func lines(end: String, piece: Int) throws {
        let text = ["<log>", trace("1", event("a", "2026-01-01")), "<!-- two", "lines -->", trace("2", event("b", "soon")), "</log>"].joined(separator: end)
        let problems = try #require(throws: TableProblems.self) { try read(text, piece: piece) }
        #expect(problems.problems.map(\.line) == [5])
    }

    @Test func `Events that cannot be read are left out where that is asked for`() throws {
        let cost = "<string key=\"cost:total\" value=\"dear\"/>"
        let text =
            "<log>\n" + trace("1", event("a", "2026-01-01") + "\n" + event("b", "soon", more: cost) + "\n" + event("c", "2026-01-02", more: cost)) + "</log>"
        let log = try read(text) { $0.skipsBadRows = true }
        #expect(log.count == 1 && log.notes.bad.count == 2)
        #expect(log.notes.bad.rows.map(\.line) == [3, 4])
        #expect(log.notes.bad.rows.map(\.column) == ["timestamp", "cost"])
    }

    @Test func `Times that stand for none leave their events out, in XES and in object-centric logs`() throws {
        let log = try read("<log>" + trace("1", event("a", "1970-01-01T00:00:00.000+00:00") + event("b", "2026-01-01T10:00:00")) + "</log>")
        #expect(log.count == 1 && log.dropped.count == 1 && log.dropped.zeroDates == 1 && log.notes.local == 1)

        let events = [("1970-01-01T00:00:00Z", "a"), ("2026-07-01T10:00:00", "b")].map { time, id in
            "{\"id\": \"\(id)\", \"type\": \"\(id)\", \"time\": \"\(time)\", \"relationships\": [{\"objectId\": \"o\"}]}"
        }
        let json = "{\"objects\": [{\"id\": \"o\", \"type\": \"t\"}], \"events\": [\(events.joined(separator: ","))]}"
        var choices = ReadingChoices()
        choices.clock = LocalClock(name: "Europe/Paris", offset: 7_200_000_000, changes: [])
        let flat = try ObjectLog(json: Data(json.utf8), choices: choices).flattened(on: "t")
        #expect(flat.count == 1 && flat.notes.undatedEvents == 1 && flat.notes.local == 1)
        #expect(Timestamp.text(flat.times[0]) == "2026-07-01T08:00:00+00:00")
    }
}
