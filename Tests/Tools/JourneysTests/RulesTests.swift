import Content
import Foundation
import ProcessMining
import Testing

@testable import Journeys

@Suite("Rules and calendars in files")
struct RulesTests {
    @Test func `Rules of every kind are read`() throws {
        let rules = try RulesReader.read(
            text: """
                schema: 1
                calendar: scotland
                rules:
                  - { id: a, title: A, kind: response, from: x, to: y }
                  - { id: b, title: B, kind: precedence, from: x, to: y }
                  - { id: c, title: C, kind: absence, activity: x }
                  - { id: d, title: D, kind: exactly-once, activity: x }
                  - { id: e, title: E, kind: four-eyes, from: x, to: y }
                  - { id: f, title: F, kind: deadline, from: x, to: y, within: 20, unit: working-days, duty: Freedom of Information (Scotland) Act 2002, section 10 }
                """.replacing("Act 2002, section 10", with: "Act 2002 section 10"), name: "rules.yaml")
        #expect(rules.rules.map(\.kind).last == .deadline(from: "x", to: "y", days: 20, isWorkingDays: true))
        #expect(rules.rules.count == 6)
    }

    @Test(
        "What is wrong with rules is said with its line",
        arguments: [
            ("rules: []", "schema"), ("schema: 1\nrules:\n  - { id: a, title: A, kind: never, activity: x }", "is not one of"),
            ("schema: 1\nrules:\n  - { id: a, title: A, kind: absence }", "is missing"),
            ("schema: 1\nrules:\n  - { id: a, title: A, kind: absence, activity: x, from: y }", "unknown key"),
            ("schema: 1\nrules:\n  - { id: a, title: A, kind: deadline, from: x, to: y, within: 5, unit: working-days }", "need a calendar"),
            ("schema: 1\ncalendar: france\nrules:\n  - { id: a, title: A, kind: absence, activity: x }", "is not one of"),
            ("schema: 1\nrules:\n  - { id: a, title: A, kind: absence, activity: x }\n  - { id: a, title: B, kind: absence, activity: x }", "used twice"),
        ])
    func broken(text: String, message: String) throws {
        let found = try #require(throws: FileProblems.self) { try RulesReader.read(text: text, name: "rules.yaml") }
        #expect(found.description.contains(message))
    }

    /// One-off holidays: the wedding of 2011, the jubilees of 2012 and 2022 for which the spring holiday moved, VE day in 2020 to which that of early
    /// May moved, the funeral of 2022 and the coronation of 2023 everywhere, and the World Cup of 2026 in Scotland.
    @Test("Bank holidays are those of the rules, substitute days and one-off holidays included", arguments: BankHolidays.Part.allCases)
    func calendars(part: BankHolidays.Part) throws {
        let calendar = try CalendarReader.read(Files.root.appending(path: "Content/calendars/\(part.rawValue).yaml"))
        var expected = Set(calendar.years.flatMap { BankHolidays.usual(part, year: $0) })
        func day(_ year: Int, _ month: Int, _ day: Int) throws -> Int64 { try #require(Timestamp.days(year: year, month: month, day: day)) }
        expected.subtract([try day(2012, 5, 28), try day(2020, 5, 4), try day(2022, 5, 30)])
        expected.formUnion([try day(2011, 4, 29), try day(2012, 6, 4), try day(2012, 6, 5), try day(2020, 5, 8), try day(2022, 6, 2)])
        expected.formUnion([try day(2022, 6, 3), try day(2022, 9, 19), try day(2023, 5, 8)])
        if part == .scotland { expected.insert(try day(2026, 6, 15)) }

        #expect(calendar.holidays == expected)
        #expect(calendar.years == 2010...2028)
        #expect(calendar.holidays.allSatisfy { WorkingCalendar.weekday($0) < 5 })
    }
}
