import Foundation
import ProcessMining
import Tables
import Testing

/// Rows that cannot be read, amounts, repeated columns, line numbers and words for none.
@Suite("Bad rows and odd values")
struct BadRowTests {
    private func choices(_ change: (inout ReadingChoices) -> Void = { _ in }) -> ReadingChoices {
        var choices = ReadingChoices()
        change(&choices)
        return choices
    }

    private let head = "case_id,activity,timestamp,start_timestamp,cost\n"

    @Test("Rows that cannot be read are left out, counted and listed in the order of the file", arguments: [17, 60, 1 << 20])
    func skipped(size: Int) throws {
        let rows = [
            "1,a,2026-01-01,,2", "1,b,soon,,2", "1,c", "1,d,2026-01-02,later,2", "1,e,2026-01-03,,dear", "1,f,2026-01-04,2026-01-03,1", "1,g,soon,later,dear",
            ",h,soon,,", "2,a,2026-01-05,,",
        ]
        let data = Data((head + rows.map { $0 + "\n" }.joined()).utf8)
        let log = try TableLog.read(data, choices: choices { $0.skipsBadRows = true }, workers: 2, pieceSize: size)
        #expect(log.activities.codes.map(log.activities.word) == ["a", "f", "a"])
        #expect(log.costs == [200, 100, 0])
        #expect(log.starts.count == 3 && log.starts[1] < log.times[1])
        #expect(log.notes.bad.count == 5)
        #expect(log.notes.bad.rows.map(\.line) == [3, 4, 5, 6, 8])
        #expect(log.notes.bad.rows.map(\.column) == ["timestamp", nil, "start", "cost", "timestamp"])
        #expect(log.dropped.rows.map(\.line) == [9])

        let problems = try #require(throws: TableProblems.self) { try TableLog.read(data, workers: 2, pieceSize: size) }
        #expect(problems.problems.prefix(5).map(\.line).contains(3))
    }

    @Test func `Only the first ten are listed, and a log of bad rows alone is refused with them`() throws {
        let rows = (0..<40).map { "1,a,\($0 % 2 == 0 ? "soon" : "2026-01-01"),,\n" }.joined()
        let log = try TableLog.read(Data((head + rows).utf8), choices: choices { $0.skipsBadRows = true })
        #expect(log.count == 20 && log.notes.bad.count == 20)
        #expect(log.notes.bad.rows.map(\.line) == Array(stride(from: 2, through: 20, by: 2)))
        let problems = try #require(throws: TableProblems.self) {
            try TableLog.read(Data((head + "1,a,soon,,\n1\n").utf8), choices: choices { $0.skipsBadRows = true })
        }
        #expect(problems.problems.map(\.line) == [2, 3])
    }

    @Test("Line numbers are right for every line end", arguments: ["\n", "\r\n", "\r", "\n\r\n", "\r\r"])
    func lines(end: String) throws {
        let gap = end.count == 1 || end == "\r\n" ? 1 : 2
        let lines = ["case_id,activity,timestamp", "1,a,2026-01-01", ",b,2026-01-01", "1,c,soon", "1,d"]
        let data = Data(lines.joined(separator: end).utf8)
        let log = try TableLog.read(data, choices: choices { $0.skipsBadRows = true })
        #expect(log.dropped.rows.map(\.line) == [1 + 2 * gap])
        #expect(log.notes.bad.rows.map(\.line) == [1 + 3 * gap, 1 + 4 * gap])
    }

    @Test func `Line numbers are right where line ends are mixed`() throws {
        let data = Data("case_id,activity,timestamp\r1,a,2026-01-01\r\n1,b,2026-01-01\n\r1,c,soon\r".utf8)
        let problems = try #require(throws: TableProblems.self) { try TableLog.read(data) }
        #expect(problems.problems[0].line == 5)
    }

    @Test func `Two columns of one name do no harm unless they are used`() throws {
        let log = try TableLog.read(Data("case_id,notes,activity,timestamp,notes\n1,x,a,2026-01-01,y\n".utf8))
        #expect(log.count == 1)
        for table in ["case_id,activity,timestamp,timestamp\n1,a,2026-01-01,2026-01-01\n", "case_id,activity,timestamp,cost,cost\n1,a,2026-01-01,1,1\n"] {
            let problem = try #require(throws: TableProblem.self) { try TableLog.read(Data(table.utf8)) }
            #expect(problem.message.contains("stands twice"))
        }
        #expect(try TableLog.read(Data("case_id,activity,timestamp,cost,cost\n1,a,2026-01-01,1,1\n".utf8), roles: []).count == 1)
        #expect(throws: TableProblem.self) { try TableLog.read(Data("case_id,a,timestamp,a\n1,x,2026-01-01,y\n".utf8), names: [.activity: "a"]) }
    }

    private func pence(_ text: String, decimalComma: Bool = false) throws -> Int64? {
        let data = Data("case_id,activity,timestamp,cost\n1,a,2026-01-01,\"\(text)\"\n".utf8)
        return (try? TableLog.read(data, choices: choices { $0.hasDecimalComma = decimalComma }))?.costs.first
    }

    @Test(
        "Amounts are read as finance systems write them",
        arguments: [
            ("£1,234.50", 123_450), ("1,234", 123_400), ("1,234,567.891", 123_456_789), ("(12.50)", -1250), ("(£12.50)", -1250), ("£(12.50)", -1250),
            ("-£12.50", -1250),
            ("£-12.50", -1250), ("12.50-", -1250), ("1.234,50", 123_450), ("12,50", 1250), ("12,5", 1250), ("1.234.567", 123_456_700), ("12.50 GBP", 1250),
            ("GBP 12.50", 1250), ("£ 12", 1200), ("1 234,50", 123_450), ("\u{A0}12.50\u{A0}", 1250), ("N/A", 0), ("–", 0), ("-", 0), ("NULL", 0), ("+3", 300),
            (".5", 50), ("1.005", 101), ("\u{2212}2", -200),
        ])
    func amounts(text: String, expected: Int64) throws { #expect(try pence(text) == expected) }

    @Test(
        "What is no amount in pounds is refused",
        arguments: [
            "12.50 CR", "12.50 DR", "€12", "12.50 EUR", "1,23,456", "1,2345", "12..5", "((5))", "£", "--5", "1e9", "12.5.0", "(5", "£5 GBP", "1,234.5,6", ".",
        ])
    func noAmounts(text: String) throws { #expect(try pence(text) == nil) }

    @Test func `A decimal comma is taken where it is said, and one sign before three digits is not guessed beside it`() throws {
        #expect(try pence("1.234", decimalComma: true) == 123_400)
        #expect(try pence("1.234,5", decimalComma: true) == 123_450)
        #expect(try pence("1,234", decimalComma: true) == 123)
        #expect(try pence("1.234") == 123)
        let data = Data("case_id;activity;timestamp;cost\n1;a;2026-01-01;12,50\n1;b;2026-01-02;1.234\n".utf8)
        let problem = try #require(throws: TableProblem.self) { try TableLog.read(data) }
        #expect(problem.line == 3 && problem.message.contains("--decimal-comma"))
    }

    @Test func `Words for none are no service, resource or channel, and are counted`() throws {
        let words = ["NULL", "N/A", "EMPTY", "-", "(blank)", "none", " null ", "Housing", "Nonesuch"]
        let rows = words.map { "1,a,2026-01-01,\($0),\($0),\($0)\n" }.joined()
        let log = try TableLog.read(Data(("case_id,activity,timestamp,service,resource,channel\n" + rows).utf8)).leavingOutWordsForNone()
        #expect(log.services.allWords == ["Housing", "Nonesuch"])
        #expect(log.services.codes == [-1, -1, -1, -1, -1, -1, -1, 0, 1])
        #expect(log.notes.wordsForNone == [.service: 7, .resource: 7, .channel: 7])
    }

    @Test func `Events of one time are turned round where the file has the newest first, and only there`() throws {
        func order(_ rows: [String]) throws -> String {
            let text = "case_id,activity,timestamp\n" + rows.map { $0 + "\n" }.joined()
            let log = try TableLog.read(Data(text.utf8)).turningNewestFirst().ordered(by: .completion)
            return log.activities.codes.map(log.activities.word).joined() + (log.notes.isTurned ? " turned" : "")
        }
        #expect(try order(["1,d,2026-01-03", "1,c,2026-01-03", "1,b,2026-01-02", "1,a,2026-01-01", "1,z,2026-01-01"]) == "zabcd turned")
        #expect(try order(["1,d,2026-01-03", "1,c,2026-01-03", "1,b,2026-01-02"]) == "bdc")
        #expect(try order(["1,d,2026-01-03", "1,c,2026-01-03", "1,b,2026-01-02", "1,a,2026-01-01", "2,a,2026-01-01", "2,b,2026-01-02"]) == "abdcab")
        #expect(try order(["1,d,2026-01-03", "1,c,2026-01-02", "1,b,2026-01-01"]) == "bcd")
        let rows = (1...20).flatMap { ["\($0),b,2026-01-02", "\($0),a,2026-01-01"] } + ["21,a,2026-01-01", "21,b,2026-01-02", "21,c,2026-01-02"]
        let text = "case_id,activity,timestamp\n" + rows.map { $0 + "\n" }.joined()
        let mostly = try TableLog.read(Data(text.utf8)).turningNewestFirst()
        #expect(!mostly.notes.isTurned && mostly.notes.isMostlyNewestFirst)
    }

    @Test func `Moves within a day are counted where times are whole days`() throws {
        func moves(_ times: [String]) throws -> Int? {
            let rows = times.enumerated().map { "1,a\($0),\($1)\n" }.joined()
            return try TableLog.read(Data(("case_id,activity,timestamp\n" + rows).utf8)).movesWithinDays?.count
        }
        #expect(try moves(["2026-01-01", "2026-01-01", "2026-01-02"]) == 1)
        #expect(try moves(["2026-01-01T00:00:00+01:00", "2026-01-01T00:00:00+01:00", "2026-07-01T00:00:00+02:00"]) == 1)
        #expect(try moves(["2026-01-01T09:30", "2026-01-01T09:30"]) == nil)
        #expect(try moves(["2026-01-01", "2026-01-02"]) == nil)
        #expect(try moves(Array(repeating: "2026-01-01", count: 19) + ["2026-01-02T10:00"]) == 18)
        #expect(try moves(["2026-01-01", "2026-01-01", "2026-01-02T10:00", "2026-01-02T11:00"]) == nil)
    }

    @Test func `Names of cases that look like one are found, and none where none are`() throws {
        func pairs(_ names: [String]) throws -> [String] {
            let rows = names.map { "\"\($0)\",a,2026-01-01\n" }.joined()
            return try TableLog.read(Data(("case_id,activity,timestamp\n" + rows).utf8)).caseNames.alike().map { "\($0)|\($1)" }
        }
        let long = "a very long name of a case that goes on"
        #expect(try pairs(["A1", "A1 ", "a1"]) == ["A1|A1 ", "A1|a1"])
        #expect(try pairs(["12345", "12345.0", "00123", "123", "120", "12"]) == ["12345|12345.0", "00123|123"])
        #expect(try pairs([long, long.uppercased(), "x", long + " "]) == ["\(long)|\(long.uppercased())", "\(long)|\(long) "])
        #expect(try pairs(["CASE-000000001", "Case-000000001", "CASE-000000002"]) == ["CASE-000000001|Case-000000001"])
        #expect(try pairs(["1.0.0", "1.0", "10", "A10", "0A1", "A-1", "1.5", "1.50", "0", "00a"]) == [])
        #expect(try pairs((0..<3000).map { "C\($0)" } + (0..<3000).map { "d\($0)" }) == [])
    }

    @Test func `Numbers of cases that a spreadsheet has cut short are counted`() throws {
        let names = ["1.23457E+11", "1,23E+05", "9E+9", "A1E+5", "1.5", "E+", "1.23457e+12"]
        let rows = names.map { "\"\($0)\",a,2026-01-01\n" }.joined()
        let cut = try TableLog.read(Data(("case_id,activity,timestamp\n" + rows).utf8)).caseNames.cutShort()
        #expect(cut?.count == 4 && cut?.first == "1.23457E+11")
    }
}
