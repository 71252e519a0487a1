import Foundation
import ProcessMining
import Tables
import Testing

/// Times as systems write them, and the choices that say how they are meant.
@Suite("Reading times")
struct TimeReadingTests {
    private func log(_ times: [String], _ change: (inout ReadingChoices) -> Void = { _ in }) throws -> EventLog {
        var choices = ReadingChoices()
        change(&choices)
        let rows = times.map { "1,a,\"\($0)\"\n" }.joined()
        return try TableLog.read(Data(("case_id,activity,timestamp\n" + rows).utf8), choices: choices)
    }

    private func texts(_ times: [String], _ change: (inout ReadingChoices) -> Void = { _ in }) throws -> [String] {
        try log(times, change).times.map { String(Timestamp.text($0).dropLast(6)) }
    }

    private func problem(_ times: [String], _ change: (inout ReadingChoices) -> Void = { _ in }) throws -> TableProblem {
        try #require(#require(throws: TableProblems.self) { try log(times, change) }.problems.first)
    }

    /// 01:00 UTC on 29 March 2026 and on 25 October 2026.
    private let london = LocalClock(
        name: "Europe/London", offset: 0, changes: [(1_774_746_000_000_000, 3_600_000_000), (1_792_890_000_000_000, 0)])

    @Test(
        "Times are told apart without an option, as systems write them",
        arguments: [
            ("31 March 2026 09:30", "2026-03-31T09:30:00"), ("31-Mar-2026", "2026-03-31T00:00:00"), ("31/Mar/2026:09:30:00 +0100", "2026-03-31T08:30:00"),
            ("Mar 31 2026  9:30AM", "2026-03-31T09:30:00"), ("Mar 31 2026  9:30:15:500PM", "2026-03-31T21:30:15.500000"),
            ("31 Mar 2026 09:30:15:123", "2026-03-31T09:30:15.123000"), ("31-MAR-26 09.30.00.000000 PM", "2026-03-31T21:30:00"),
            ("31-MAR-26 09.30.00.000000000 PM +01:00", "2026-03-31T20:30:00"), ("01-JAN-69", "2069-01-01T00:00:00"), ("01-JAN-70 10:00", "1970-01-01T10:00:00"),
            ("Tue, 31 Mar 2026 09:30:00 GMT", "2026-03-31T09:30:00"), ("Tuesday 31st March, 2026 at 9:30 p.m.", "2026-03-31T21:30:00"),
            ("Tue Mar 31 09:30:00 BST 2026", "2026-03-31T08:30:00"), ("Tue Mar 31 09:30:00 2026", "2026-03-31T09:30:00"),
            ("Tue Mar 31 2026 09:30:00 GMT+0100 (British Summer Time)", "2026-03-31T08:30:00"),
            ("2026-03-31T09:30+01:00[Europe/London]", "2026-03-31T08:30:00"),
            ("March 31, 2026 12:00 AM", "2026-03-31T00:00:00"), ("2026-03-31 12:05 PM", "2026-03-31T12:05:00"),
            ("2026-03-31 9\u{202F}PM", "2026-03-31T21:00:00"),
            ("2026-03-31 13:05 PM", "2026-03-31T13:05:00"), ("2026-Mar-31 9:30", "2026-03-31T09:30:00"), ("20260331", "2026-03-31T00:00:00"),
            ("20260331T093000Z", "2026-03-31T09:30:00"), ("20260331093015", "2026-03-31T09:30:15"), ("20260331 09:30", "2026-03-31T09:30:00"),
            ("2026-03-31 09:30:00.0000000 +01:00", "2026-03-31T08:30:00"), ("3 Sept 2026", "2026-09-03T00:00:00"),
        ])
    func words(text: String, expected: String) throws { #expect(try texts([text]) == [expected]) }

    @Test(
        "Numbers are told apart by their digits",
        arguments: [
            ("1767225600", "2026-01-01T00:00:00", TimeKind.seconds), ("1767225600.25", "2026-01-01T00:00:00.250000", .seconds),
            ("1767225600000", "2026-01-01T00:00:00", .milliseconds), ("1767225600000000", "2026-01-01T00:00:00", .microseconds),
            ("1767225600000000000", "2026-01-01T00:00:00", .nanoseconds), ("46112", "2026-03-31T00:00:00", .serialDays),
            ("46112.3958333333", "2026-03-31T09:30:00", .serialDays), ("46112,5", "2026-03-31T12:00:00", .serialDays),
        ])
    func numbers(text: String, expected: String, kind: TimeKind) throws {
        let log = try log([text, text])
        #expect(log.times.map { String(Timestamp.text($0).dropLast(6)) } == [expected, expected])
        #expect(log.notes.times.firstNumber?.kind == kind)
        #expect(log.notes.times.firstNumber?.text == text)
        #expect(log.notes.times.local == (kind == .serialDays ? 2 : 0))
    }

    @Test(
        "A column of two kinds is refused on the line of the second, in pieces of any size",
        arguments: [["2026-01-01", "46112"], ["46112", "2026-01-01T10:00:00Z"], ["1767225600", "1767225600000"], ["31 March 2026", "1767225600"]])
    func mixed(times: [String]) throws {
        let many = Array(repeating: times[0], count: 30) + [times[1]] + Array(repeating: times[0], count: 5)
        let data = Data(("case_id,activity,timestamp\n" + many.map { "1,a,\($0)\n" }.joined()).utf8)
        for size in [20, 100, 1 << 20] {
            let problems = try #require(throws: TableProblems.self) { try TableLog.read(data, workers: 2, pieceSize: size) }
            #expect(problems.problems.compactMap(\.line) == [32])
            #expect(problems.problems[0].message.contains("is not a time like the others"))
        }
    }

    @Test func `Local times are those of the zone, and times with an offset are as they say`() throws {
        let times = [
            "2026-07-29 23:30:00", "2026-01-29 23:30", "2026-07-29", "29 July 2026 9:30 PM", "2026-07-29 23:30:00+01:00", "2026-07-29 23:30:00Z",
            "29-JUL-26 09.30.00 PM",
        ]
        let log = try log(times) { $0.clock = london }
        #expect(
            log.times.map { Timestamp.text($0).prefix(16) } == [
                "2026-07-29T22:30", "2026-01-29T23:30", "2026-07-28T23:00", "2026-07-29T20:30", "2026-07-29T22:30", "2026-07-29T23:30", "2026-07-29T20:30",
            ])
        #expect(log.notes.local == 5)
        #expect(log.notes.clock == london)
        #expect(try texts(["46112.5"]) { $0.clock = london } == ["2026-03-31T11:00:00"])
        #expect(try texts(["1774953000"]) { $0.clock = london } == ["2026-03-31T10:30:00"])
    }

    @Test func `An hour that is missing goes forward, and one that comes twice is the first`() throws {
        let times = ["2026-03-29 00:59:59", "2026-03-29 01:30:00", "2026-03-29 02:00:00", "2026-10-25 00:59:59", "2026-10-25 01:30:00", "2026-10-25 02:00:00"]
        #expect(
            try texts(times) { $0.clock = london } == [
                "2026-03-29T00:59:59", "2026-03-29T01:30:00", "2026-03-29T01:00:00", "2026-10-24T23:59:59", "2026-10-25T00:30:00", "2026-10-25T02:00:00",
            ])
    }

    @Test func `What stands for no time leaves its row out, and a log without any is refused`() throws {
        let none = [
            "0000-00-00 00:00:00", "0000-00-00", "00/00/0000", "0", "1970-01-01T00:00:00Z", "1970-01-01 00:00:00", "1970-01-01T01:00:00+01:00", "1900-01-00",
            "0001-01-01T00:00:00", "9999-12-31", "9999-12-31 23:59:59.999", "1753-01-01", "1900-01-01 00:00:00.000", "1899-12-30", "1 Jan 1970",
        ]
        let words = ["-", "–", "(blank)", "N/A", "NULL", "EMPTY", "NaT"]
        let log = try log(none + words + ["2026-01-01", "1970-01-01T10:00:00", "1999-12-31"])
        #expect(log.count == 3)
        #expect(log.dropped.count == none.count + words.count)
        #expect(log.dropped.zeroDates == none.count)
        #expect(log.dropped.rows.map(\.line) == Array(2...11))
        let problem = try #require(throws: TableProblem.self) { try self.log(none) }
        #expect(problem.message.contains("has no events") && problem.message.contains("which stand for none: 15"))
    }

    @Test(
        "The remedy for two numbers is the one that can be right",
        arguments: [
            ("31/03/2026 09:30", "--day-first", "--time-format"), ("03/31/2026 09:30", "--time-format \"MM/dd/yyyy HH:mm\"", "--day-first"),
            ("3/31/26 9:30:15 PM", "--time-format \"MM/dd/yy hh:mm:ss a\"", "--day-first"),
            ("03/04/2026", "--day-first, or --time-format \"MM/dd/yyyy\"", "spreadsheet"), ("1.7672256E+12", "cut it short", "--day-first"),
            ("soon", "--time-format", "--day-first"), ("26/03/31 10:00", "--day-first, or --time-format \"yy/MM/dd HH:mm\" if it is the year", "MM/dd/yy"),
        ])
    func remedy(text: String, wanted: String, unwanted: String) throws {
        let message = try problem([text]).message
        #expect(message.contains(wanted))
        #expect(!message.contains(unwanted))
    }

    @Test func `A file that shows the order elsewhere is told by it throughout`() throws {
        func messages(_ times: [String]) throws -> [String] {
            try #require(throws: TableProblems.self) { try log(times) }.problems.map(\.message)
        }
        #expect(try messages(["03/04/2026", "03/31/2026"]).allSatisfy { $0.contains("--time-format \"MM/dd/yyyy\"") && !$0.contains("--day-first") })
        #expect(try messages(["03/04/2026", "31/03/2026"]).allSatisfy { $0.contains("--day-first") && !$0.contains("--time-format") })
        let late = try messages(Array(repeating: "03/04/2026", count: 300) + ["03/31/2026"])
        #expect(late.count == 20 && late.allSatisfy { !$0.contains("--day-first") })
    }

    @Test func `The pattern of a remedy reads what it was offered for`() throws {
        for text in [
            "03/31/2026 09:30", "3/31/26 9:30:15 PM", "03.31.2026", "3-31-2026T09:30", "03/31/2026 9:30PM", "03/31/2026 09.30.15.5", "03/31/2026, 09:30",
        ] {
            let message = try problem([text]).message
            let pattern = try #require(message.split(separator: "\"").last { $0.contains("MM") })
            #expect(try texts([text]) { $0.format = try? TimePattern(String(pattern)) }[0].hasPrefix("2026-03-31"))
        }
    }

    @Test func `A day that only the option tells from the month is told, unless a day above 12 shows it`() throws {
        func isOpen(_ times: [String], _ pattern: String?) throws -> Bool {
            let seen = try log(times) {
                $0.isDayFirst = pattern == nil
                $0.format = try? pattern.map(TimePattern.init)
            }.notes.times
            return seen.isOrderOpen && !seen.isOrderShown
        }
        #expect(try isOpen(["03/04/2026", "12/04/2026 10:00"], nil))
        #expect(try isOpen(["3/4/2026"], nil))
        #expect(try !isOpen(["03/04/2026", "13/04/2026"], nil))
        #expect(try !isOpen(["2026-04-03"], nil))
        #expect(try isOpen(["03/04/2026"], "MM/dd/yyyy"))
        #expect(try !isOpen(["03/14/2026"], "MM/dd/yyyy"))
        #expect(try !isOpen(["2026-04-03"], "yyyy-MM-dd"))
        #expect(try !isOpen(["3 Apr 2026"], "d MMM yyyy"))
    }
}
