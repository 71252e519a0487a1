import Foundation
import ProcessMining
import Tables
import Testing

@Suite("Reading event logs")
struct ReadingTests {
    private func xes(_ text: String, piece: Int = 7, names: RoleNames = [:]) throws -> EventLog {
        var reader = XESLog(names: names)
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: piece) {
            let part = Array(bytes[start..<min(start + piece, bytes.count)])
            try reader.feed(part.span)
        }
        return try reader.finish()
    }

    private func choices(_ dayFirst: Bool) -> ReadingChoices {
        var choices = ReadingChoices()
        choices.isDayFirst = dayFirst
        return choices
    }

    private func micros(_ text: String, dayFirst: Bool = false) throws -> Int64? {
        try TableLog.read(Data("case_id,activity,timestamp\n1,a,\"\(text)\"\n".utf8), choices: choices(dayFirst)).first
    }

    @Test(
        "Times are read with offsets and fractions",
        arguments: [
            ("2026-03-29T00:30:00Z", "2026-03-29T00:30:00+00:00"), ("2026-03-29 01:30:00.5+01:00", "2026-03-29T00:30:00.500000+00:00"),
            ("2011-10-11 13:45:40.276000+02:00", "2011-10-11T11:45:40.276000+00:00"), ("2024-02-29", "2024-02-29T00:00:00+00:00"),
            ("2026-01-01T00:00-0530", "2026-01-01T05:30:00+00:00"), ("2026-01-01T23:59:58", "2026-01-01T23:59:58+00:00"),
            ("1969-12-31T23:59:59.999999999+00", "1969-12-31T23:59:59.999999+00:00"),
        ])
    func times(text: String, expected: String) throws {
        #expect(Timestamp.text(try #require(try micros(text))) == expected)
    }

    @Test(
        "Times are read as spreadsheets and databases write them",
        arguments: [
            ("2012/04/02 16:55:38.000", "2012-04-02T16:55:38+00:00"), ("2026-1-5 9:05", "2026-01-05T09:05:00+00:00"),
            ("2026-03-29 01:50:00 +0100", "2026-03-29T00:50:00+00:00"), ("2026-03-29 01:55:00 UTC", "2026-03-29T01:55:00+00:00"),
            (" 2026-03-29 01:55 ", "2026-03-29T01:55:00+00:00"), ("5/1/2026 9:05", "2026-01-05T09:05:00+00:00"),
            ("31.12.2025 09:30:15.5", "2025-12-31T09:30:15.500000+00:00"), ("01/02/2026", "2026-02-01T00:00:00+00:00"),
        ])
    func looseTimes(text: String, expected: String) throws {
        #expect(Timestamp.text(try #require(try micros(text, dayFirst: true))) == expected)
    }

    @Test func `Dates may be day first where that is said`() throws {
        #expect(Timestamp.text(try #require(try micros("31/12/2026 09:30", dayFirst: true))) == "2026-12-31T09:30:00+00:00")
        #expect(throws: TableProblems.self) { try micros("31/12/2026 09:30") }
    }

    @Test(
        "What is no time is refused with its line",
        arguments: [
            "2026-02-29", "2026-13-01", "2026-01-01T25:00:00Z", "2026-01-01T10:00:00+1", "yesterday at noon", "2026-01-01T10:00:00.Z", "2026-01-01T1a:00:00Z",
            "2026-01-01T10:60:00Z", "2026-01-01T10:00:60", "2026-01-01T10-00:00Z", "1/2/2026 10:00", "2026/13/01", "2026-01/01", "2026-01-01 9:5",
            "2026-01-01 13:00 AM", "26-01-01", String(repeating: "\0", count: 10), "2026-01-01T10:0/:00Z",
            "01/02/2026",
        ])
    func wrongTimes(text: String) throws {
        let problems = try #require(throws: TableProblems.self) { try micros(text) }
        #expect(problems.problems.first?.line == 2)
        #expect(problems.problems.first?.message.contains("is not a time") == true)
    }

    @Test func `Rows without case, activity or time are left out and listed by line`() throws {
        let log = try TableLog.read(Data("case_id,activity,timestamp\n1,a,2026-01-01\n,a,2026-01-01\n1, ,2026-01-01\n1,b,\n1,c,2026-01-02\n".utf8))
        #expect(log.count == 2)
        #expect(log.dropped.count == 3)
        #expect(log.dropped.rows.map(\.line) == [3, 4, 5])
        #expect(log.dropped.rows.map(\.missing) == [.case, .activity, .timestamp])
    }

    @Test func `A word for no time is no time, and a number is told apart from a time`() throws {
        let log = try TableLog.read(Data("case_id,activity,start_timestamp,timestamp\n1,a,,NULL\n1,b,NaT,2026-01-01\n".utf8))
        #expect(log.dropped.rows.map(\.line) == [2] && log.dropped.rows.map(\.missing) == [.timestamp])
        #expect(log.count == 1 && log.starts == log.times)
        for number in ["12.5", "460235", "4.6E+4", "0,5", "-1"] {
            let problems = try #require(throws: TableProblems.self) { try micros(number) }
            #expect(problems.problems[0].message.contains("is a number, not a time"))
        }
    }

    @Test func `Columns are found without regard to capital letters and blanks, where only one is meant`() throws {
        let log = try TableLog.read(Data("Case ID;Activity;Complete Timestamp;Service\n1;a;2026-01-01;s\n".utf8))
        #expect(log.count == 1 && log.services.allWords == ["s"])
        #expect(throws: TableProblem.self) { try TableLog.read(Data("Case ID,CASE_ID,activity,timestamp\n1,2,a,2026-01-01\n".utf8)) }
        let own = try TableLog.read(Data("CASE_ID,case_id,activity,timestamp\n1,2,a,2026-01-01\n".utf8))
        #expect(own.caseName(0) == "2")
        let named = try #require(throws: TableProblem.self) { try TableLog.read(Data("sep=;\ncase_id;activity;timestamp\n".utf8)) }
        #expect(named.message.contains("take that line out"))
    }

    @Test func `Traces without events are no cases`() throws {
        let event = "<event><string key=\"concept:name\" value=\"a\"/><date key=\"time:timestamp\" value=\"2026-01-01\"/></event>"
        func trace(_ name: String, _ content: String) -> String { "<trace><string key=\"concept:name\" value=\"\(name)\"/>\(content)</trace>" }
        let undated = event.replacing("time:timestamp", with: "when")
        let log = try xes("<log>" + trace("1", "") + trace("2", event) + trace("3", undated) + trace("4", event) + trace("5", "") + "</log>")
        #expect((0..<log.caseCount).map(log.caseName) == ["2", "4"])
        #expect(log.caseOffsets == [0, 1, 2])
        #expect(log.dropped.count == 1)
    }

    @Test func `The same columns come out for any size of piece and number of workers`() throws {
        var text = "case_id,activity,timestamp,cost\n"
        var random = Seeded(1)
        for row in 0..<400 {
            text += "c\(Int.random(in: 0..<40, using: &random)),\"step \"\"\(row % 7)\"\",\nx\",2026-01-0\(1 + row % 9)T10:00Z,\(row).\(row % 100)\n"
                .replacing(",\nx\"", with: "\nx\"")
        }
        let data = Data(text.utf8)
        let whole = try TableLog.read(data, pieceSize: 1 << 20)
        for size in [64, 300, 5000] {
            let pieces = try TableLog.read(data, workers: 2, pieceSize: size)
            #expect(pieces.activities.codes == whole.activities.codes)
            #expect(pieces.activities.allWords == whole.activities.allWords)
            #expect(pieces.times == whole.times)
            #expect(pieces.costs == whole.costs)
            #expect(pieces.caseOffsets == whole.caseOffsets)
        }
    }

    @Test func `Case names of any length stay apart and come out as they were`() throws {
        let letters = (0..<40).map { String("abcdefghijklmnopqrstuvwxyzäöüABCDEFGHIJK".prefix($0 + 1)) }
        let names =
            letters + letters.map { String($0.reversed()) } + ["1", "01", "001", "a\u{1}", "a\u{1}\u{1}", "12345678", "123456789012345", "1234567890123456"]
        let distinct = names.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let rows = (distinct + distinct.reversed()).map { "\($0),a,2026-01-01\n" }.joined()
        for (workers, size) in [(1, 1 << 20), (2, 50)] {
            let log = try TableLog.read(Data(("case_id,activity,timestamp\n" + rows).utf8), workers: workers, pieceSize: size)
            #expect((0..<log.caseCount).map(log.caseName) == distinct)
            #expect((0..<log.caseCount).allSatisfy { log.events(of: $0).count == 2 })
        }
    }

    @Test func `Columns that are not wanted are not read, unless they are named`() throws {
        let data = Data("case_id,activity,timestamp,cost,resource\n1,a,2026-01-01,dear,Ann\n".utf8)
        let log = try TableLog.read(data, roles: [.start])
        #expect(log.costs.isEmpty && log.resources.isEmpty && log.count == 1)
        #expect(throws: TableProblems.self) { try TableLog.read(data, names: [.cost: "cost"], roles: []) }
    }

    @Test func `Ties within a case keep the order of the file`() throws {
        let log = try TableLog.read(Data("case_id,activity,timestamp\n1,b,2026-01-01\n1,a,2026-01-01\n1,c,2025-12-31\n".utf8)).ordered(by: .completion)
        #expect(log.activities.codes.map { log.activities.word($0) } == ["c", "b", "a"])
    }

    private let trace = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- a comment > with signs -->
        <log xes.version="1.0"><global scope="event"><string key="concept:name" value="x"/></global>
        <classifier name="c" keys="concept:name"/>
        <trace><string key="concept:name" value="A &amp; B"/><string key='channel' value='phone'/>
        <event><string key="concept:name" value="ask"><string key="concept:name" value="nested"/></string>
        <date key="time:timestamp" value="2026-01-01T10:00:00.000+01:00"/><float key="cost:total" value="12.5"/></event>
        <event><string key="concept:name" value="caf&#xe9;"/><date key="time:timestamp" value="2026-01-02T10:00:00Z"/></event>
        <event><string key="concept:name" value="no time"/></event></trace></log>
        """

    @Test("XES is read the same in pieces of any size", arguments: [1, 2, 3, 7, 64, 100_000])
    func xesPieces(piece: Int) throws {
        let log = try xes(trace, piece: piece)
        #expect(log.count == 2)
        #expect(log.caseName(0) == "A & B")
        #expect(log.activities.codes.map { log.activities.word($0) } == ["ask", "café"])
        #expect(log.channels.codes.map { log.channels.word($0) } == ["phone", "phone"])
        #expect(log.costs == [1250, 0])
        #expect(log.first.map(Timestamp.text) == "2026-01-01T09:00:00+00:00")
        #expect(log.dropped.count == 1)
        #expect(log.dropped.rows.first?.missing == .timestamp)
    }

    @Test(
        "Broken XES is refused with its line and a remedy",
        arguments: [
            ("", "is empty"), ("<log>", "cut short"), ("<log><trace></log>", "not open"), ("<html></html>", "not XES"),
            ("<!DOCTYPE log [<!ENTITY a \"aa\">]><log/>", "document type"), ("<log a=1></log>", "without quotes"),
            ("<log a></log>", "without a value"), ("<log></log><log></log>", "second outermost"), ("<log>\n<trace>\n<event", "never closed"),
            ("<log><trace x=\"<\"/></log>", "in a value"), ("hello", "text outside"), ("<log/>trailing", "text outside"),
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><log/>", "iso-8859-1"), ("<log/>", "no events"), ("< log/>", "without a name"),
            (String(repeating: "<log>", count: 300), "within each other"), ("<log><!ELEMENT a></log>", "not XML"),
            ("<log><trace><event><date key=\"time:timestamp\" value=\"soon\"/></event></trace></log>", "is not a time"),
            ("<log><trace><event><string key=\"concept:name\" value=\"&lol;\"/></event></trace></log>", "a reference"),
        ])
    func brokenXES(text: String, message: String) throws {
        var found = ""
        do {
            _ = try xes(text)
        } catch let problem as TableProblem {
            found = problem.message
        } catch let problems as TableProblems {
            found = problems.problems.map(\.message).joined()
        }
        #expect(found.contains(message))
    }

    @Test func `A tag of more than a mebibyte is refused before it fills the memory`() throws {
        var reader = XESLog()
        try reader.feed(Array("<log a=\"".utf8).span)
        let piece = [UInt8](repeating: 97, count: 256 << 10)
        #expect(throws: TableProblem.self) { for _ in 0..<100 { try reader.feed(piece.span) } }
    }

    @Test func `An attribute that is named but not there is an error`() throws {
        #expect(throws: TableProblem.self) { try xes(trace, names: [.service: "team"]) }
    }
}
