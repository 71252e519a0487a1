import ArgumentParser
import Content
import Foundation
import ProcessMining
import Testing

@testable import Journeys

@Suite("How a log is said to be read")
struct ReadingOptionTests {
    private func log(_ text: String, _ arguments: [String] = [], hasCalendar: Bool = false) throws -> EventLog {
        let files = try Files()
        defer { files.remove() }
        let path = try files.write("log.csv", text)
        return try AnalyseCommand.parse([path] + arguments).options.read(hasCalendar: hasCalendar).events
    }

    private let rows = "case_id,activity,timestamp\n1,a,2026-07-01 10:00\n1,b,2026-12-01 10:00\n"

    @Test func `Without a zone times are UTC, with a calendar those of the United Kingdom, and with a zone its own`() throws {
        func hours(_ arguments: [String] = [], hasCalendar: Bool = false) throws -> [String] {
            try log(rows, arguments, hasCalendar: hasCalendar).times.map { String(Timestamp.text($0).dropFirst(11).prefix(2)) }
        }
        #expect(try hours() == ["10", "10"])
        #expect(try hours(hasCalendar: true) == ["09", "10"])
        #expect(try hours(["--zone", "UTC"], hasCalendar: true) == ["10", "10"])
        #expect(try hours(["--zone", "America/New_York"]) == ["14", "15"])
        #expect(try hours(["--zone", "Asia/Kathmandu"]) == ["04", "04"])
    }

    @Test func `The clock of a zone agrees with the one of the calendar for a hundred years`() throws {
        let clock = try #require(Zones.clock(of: "Europe/London"))
        for day in stride(from: Int64(9862), to: 47_482, by: 3) {
            for hour in [Int64(0), 3, 23] {
                let time = day * Timestamp.day + hour * 3_600_000_000
                #expect(clock.wall(at: time) == time + WorkingCalendar.offset(time), "\(Timestamp.text(time))")
                #expect(clock.time(atWall: clock.wall(at: time)) == time)
            }
        }
    }

    @Test func `The day and the hour at which clocks change are found to the second`() throws {
        let clock = try #require(Zones.clock(of: "Europe/London"))
        let change: Int64 = 1_774_746_000_000_000
        #expect(clock.wall(at: change - 1_000_000) == change - 1_000_000)
        #expect(clock.wall(at: change) == change + 3_600_000_000)
        #expect(clock.time(atWall: change + 1_800_000_000) == change + 1_800_000_000)
    }

    @Test("Names that are none are refused", arguments: ["BST", "GMT+1", "London", "Nowhere/City", "", "+01:00"])
    func zones(name: String) throws {
        let error = try #require(throws: (any Error).self) { try AnalyseCommand.parse(["x.csv", "--zone", name]) }
        #expect(AnalyseCommand.message(for: error).contains("Europe/London"))
    }

    @Test(
        "Options that contradict each other or mean nothing are refused",
        arguments: [
            ["--time-format", "dd/mm/yyyy"], ["--time-format", "%d/%m/%Y"], ["--time-format", "dd/MM/yyyy", "--day-first"],
        ])
    func patterns(arguments: [String]) throws {
        let error = try #require(throws: (any Error).self) { try AnalyseCommand.parse(["x.csv"] + arguments) }
        #expect(AnalyseCommand.exitCode(for: error).rawValue == 64)
    }

    @Test func `What was taken is said in sentences`() throws {
        func said(_ text: String, _ arguments: [String] = []) throws -> [String] { LogWarnings(try log(text, arguments).ordered(by: .completion)).lines }
        let head = "case_id,activity,timestamp\n"
        #expect(try said(head + "1,a,2026-07-01T10:00Z\n") == [])
        #expect(
            try said(head + "1,a,2026-07-01T10:00\n", ["--zone", "Europe/London"])
                == ["1 time without an offset from UTC is taken as a local time of Europe/London; say --zone if it is not."])
        #expect(
            try said(head + "1,a,46112.5\n", ["--zone", "UTC"]).last
                == "Times are numbers and taken as days as spreadsheets count them (from 30 December 1899): the first, 46112.5, is 2026-03-31T12:00:00+00:00.")
        #expect(
            try said(head + "1,a,1/2/2026 10:00Z\n", ["--day-first"])
                == ["Dates are read with the day first, as in 31/12/2026; no day above 12 shows that this is right."])
        #expect(
            try said(head + "1,a,1/2/2026\n", ["--time-format", "M/d/yyyy"]).last
                == "Dates are read in the order of --time-format; no day above 12 shows that this is right.")
        #expect(
            try said(head + "A1,a,2026-07-01T10:00Z\na1,a,2026-07-01T10:00Z\n1.23457E+11,a,2026-07-01T10:00Z\n") == [
                "The cases \"A1\" and \"a1\" look like one; are they?",
                "1 case has a number that a spreadsheet has cut short, such as 1.23457E+11: several cases may have become one. Format the column as text "
                    + "and export it again.",
            ])
        #expect(
            try said("case_id,activity,timestamp,lifecycle\n1,a,2026-07-01T10:00Z,Foo\n1,a,2026-07-01T11:00Z,Bar\n") == [
                "\"Bar\", \"Foo\" in the lifecycle mean nothing here, so such rows are steps like any other; does each step stand twice? Start and complete are "
                    + "understood."
            ])
    }

    @Test func `A report says which rows are not in its figures`() throws {
        let files = try Files()
        defer { files.remove() }
        let rows = (1...12).flatMap { ["\($0),a,2026-01-01T10:00Z\n", "\($0),b,2026-01-03T10:00Z\n"] }.joined()
        let path = try files.write("log.csv", "case_id,activity,timestamp\n" + rows + "1,c,soon\n2,d\n3,e,0000-00-00\n")
        let command = try ReportCommand.parse([path, "--out", "x", "--skip-bad-rows"])
        let (journeys, _) = try command.journey.journeys(command.options)
        let page = ReportPage(journeys: journeys, name: "x").files[0].text
        #expect(page.contains("<li>2 rows could not be read and are left out: line 26, line 27.</li>"))
        #expect(page.contains("<li>1 row had no case, activity or time and is left out.</li>"))
    }

    @Test func `Days of a comparison and of a report are those of the clock that was chosen`() throws {
        let files = try Files()
        defer { files.remove() }
        let path = try files.write("log.csv", "case_id,activity,timestamp\n1,a,2026-06-30\n2,a,2026-07-01\n3,a,2026-07-02\n")
        let compare = try CompareCommand.parse([path, "--day", "2026-07-01", "--zone", "Europe/London"])
        let sides = try compare.sides()
        #expect(sides.0.1.caseCount == 1 && sides.1.1.caseCount == 2)
        let report = try ReportCommand.parse([path, "--out", "x", "--zone", "Europe/London"])
        let (journeys, _) = try report.journey.journeys(report.options)
        #expect(ReportPage(journeys: journeys, name: "x").files[0].text.contains("30 Jun 2026 to 2 Jul 2026"))
    }

    @Test func `Rows cannot be left out of an object-centric log`() throws {
        let files = try Files()
        defer { files.remove() }
        let path = try files.write("log.json", "{\"objects\":[{\"id\":\"o\",\"type\":\"t\"}],\"events\":[]}")
        #expect(try problems(["analyse", path, "--object", "t", "--skip-bad-rows"])?.description.contains("take --skip-bad-rows away") == true)
    }
}
