import Foundation
import ProcessMining
import Testing

@Suite("Rules and working days")
struct ConformanceTests {
    private func day(_ year: Int, _ month: Int, _ day: Int) -> Int64 { Timestamp.days(year: year, month: month, day: day) ?? 0 }

    private func calendar() -> WorkingCalendar {
        WorkingCalendar(holidays: Set(BankHolidays.usual(.englandAndWales, year: 2026)), years: 2026...2026)
    }

    private func result(_ kind: Rule.Kind, _ rows: String, closing: Set<String> = ["end"]) throws -> RuleResult {
        let log = try TableLog.read(Data(("case_id,activity,resource,timestamp\n" + rows).utf8)).ordered(by: .completion)
        var settings = JourneySettings()
        settings.closingActivities = closing
        return RuleCheck(log, JourneyFlags(log, settings), calendar: calendar()).result(of: Rule(id: "r", title: "r", kind: kind))
    }

    @Test func `Working days leave out weekends and bank holidays`() {
        let calendar = calendar()
        // Thursday 2 April 2026; Good Friday is the 3rd, Easter Monday the 6th.
        #expect(calendar.day(1, after: day(2026, 4, 2)) == day(2026, 4, 7))
        #expect(calendar.workingDays(after: day(2026, 4, 2), through: day(2026, 4, 8)) == 2)
        #expect(!calendar.isWorkingDay(day(2026, 12, 28)))
    }

    @Test func `Counting working days day by day gives the same as counting whole weeks`() {
        let calendar = calendar()
        var random = Seeded(3)
        for _ in 0..<300 {
            let first = day(2026, 1, 1) + Int64.random(in: 0...300, using: &random)
            let last = first + Int64.random(in: 0...60, using: &random)
            let plain = first < last ? (first + 1...last).count { calendar.isWorkingDay($0) } : 0
            #expect(calendar.workingDays(after: first, through: last) == plain)
        }
    }

    @Test func `Working hours run by the local clock, also in summer`() {
        let calendar = calendar()
        let hour: Int64 = 3_600_000_000
        // Monday 5 January 08:00 to Tuesday 6 January 10:00, winter: eight hours and one.
        let monday = day(2026, 1, 5) * Timestamp.day
        #expect(calendar.workingTime(from: monday + 8 * hour, to: monday + 34 * hour) == 9 * hour)
        // Monday 6 July, 08:00 UTC is 09:00 in summer time.
        let summer = day(2026, 7, 6) * Timestamp.day
        #expect(calendar.workingTime(from: summer + 8 * hour, to: summer + 16 * hour) == 8 * hour)
        #expect(calendar.workingTime(from: summer + 16 * hour, to: summer + 8 * hour) == 0)
    }

    @Test func `Clocks change on the last Sundays of March and October`() {
        let hour: Int64 = 3_600_000_000
        let spring = day(2026, 3, 29) * Timestamp.day + hour
        let autumn = day(2026, 10, 25) * Timestamp.day + hour
        #expect([spring - 1, spring, autumn - 1, autumn].map(WorkingCalendar.offset) == [0, hour, hour, 0])
    }

    @Test func `Working time adds up when a stretch is cut in two`() {
        let calendar = calendar()
        var random = Seeded(9)
        let start = day(2026, 3, 1) * Timestamp.day
        for _ in 0..<300 {
            let times = (0..<3).map { _ in start + Int64.random(in: 0...90 * Timestamp.day, using: &random) }.sorted()
            let whole = calendar.workingTime(from: times[0], to: times[2])
            #expect(calendar.workingTime(from: times[0], to: times[1]) + calendar.workingTime(from: times[1], to: times[2]) == whole)
        }
    }

    @Test func `What must follow is broken in closed cases and pending in open ones`() throws {
        let result = try result(
            .response(from: "a", to: "b"),
            "1,a,x,2026-01-05\n1,b,x,2026-01-06\n1,end,x,2026-01-07\n2,a,x,2026-01-05\n2,end,x,2026-01-06\n3,a,x,2026-01-05\n4,b,x,2026-01-05\n")
        #expect((result.concerned, result.kept, result.pending, result.breaches.count) == (3, 1, 1, 1))
    }

    @Test func `What must come before is broken where it came after`() throws {
        let result = try result(
            .precedence(from: "a", to: "b"), "1,a,x,2026-01-05\n1,b,x,2026-01-06\n2,b,x,2026-01-05\n2,a,x,2026-01-06\n3,c,x,2026-01-05\n")
        #expect((result.concerned, result.kept, result.breaches.count) == (2, 1, 1))
    }

    @Test func `Absence, once and four eyes`() throws {
        let rows = "1,a,x,2026-01-05\n1,b,x,2026-01-06\n1,a,y,2026-01-07\n1,end,y,2026-01-08\n2,a,x,2026-01-05\n2,b,y,2026-01-06\n2,end,z,2026-01-07\n"
        #expect(try result(.absence("b"), rows).breaches.count == 2)
        #expect(try result(.exactlyOnce("a"), rows).breaches.map(\.caseIndex) == [0])
        let eyes = try result(.fourEyes("a", "b"), rows)
        #expect(eyes.breaches.map(\.caseIndex) == [0])
        #expect(eyes.kept == 1)
    }

    @Test func `A deadline in working days passes over Easter and says how late`() throws {
        let rows = "1,a,x,2026-04-02\n1,b,x,2026-04-08\n1,end,x,2026-04-08\n2,a,x,2026-04-02\n2,b,x,2026-04-10\n2,end,x,2026-04-20\n3,a,x,2026-04-20\n"
        let result = try result(.deadline(from: "a", to: "b", days: 2, isWorkingDays: true), rows)
        #expect(result.kept == 1)
        #expect(result.breaches.map(\.daysLate) == [2])
        #expect(result.pending == 1)
    }

    /// Due on Friday 17 April 2026: nothing, done on Saturday, done on Sunday, done on Monday; the log is taken on the day of "end".
    @Test("A deadline that passed on the eve of days off is missed on the first of them", arguments: ["2026-04-18", "2026-04-19", "2026-04-20"])
    func weekends(taken: String) throws {
        let open = try result(.deadline(from: "a", to: "b", days: 1, isWorkingDays: true), "1,a,x,2026-04-16\n2,c,x,\(taken)\n")
        #expect(open.breaches.map(\.daysLate) == [1] && open.kept == 0 && open.pending == 0)
        let done = try result(.deadline(from: "a", to: "b", days: 1, isWorkingDays: true), "1,a,x,2026-04-16\n1,b,x,\(taken)\n1,end,x,\(taken)\n")
        #expect(done.breaches.map(\.daysLate) == [1] && done.kept == 0)
    }

    /// The log is taken on 20 January: 1 is done late, 2 is over without it, 3 is open past its day, 4 is open in time, 5 keeps it.
    @Test func `Breaches are told apart: late, not done yet, never done; what is open in time is none`() throws {
        let rows =
            "1,a,x,2026-01-05\n1,b,x,2026-01-15\n1,end,x,2026-01-16\n2,a,x,2026-01-05\n2,end,x,2026-01-06\n3,a,x,2026-01-08\n"
            + "4,a,x,2026-01-19\n5,a,x,2026-01-05\n5,b,x,2026-01-06\n5,end,x,2026-01-07\n6,c,x,2026-01-20\n"
        let result = try result(.deadline(from: "a", to: "b", days: 7, isWorkingDays: false), rows)
        #expect(result.breaches.map(\.kind) == [.late, .neverDone, .overdue])
        #expect(result.breaches.map(\.daysLate) == [3, nil, 5])
        #expect(result.inTime.map(\.caseIndex) == [3] && result.inTime.map(\.due) == [day(2026, 1, 26) * Timestamp.day])
        #expect((result.concerned, result.kept) == (5, 1))
        #expect(try self.result(.response(from: "a", to: "b"), rows).breaches.map(\.kind) == [.neverDone])
        #expect(try self.result(.absence("b"), rows).breaches.map(\.kind) == [.notAllowed, .notAllowed])
    }

    @Test func `Keeping, breaking and waiting agree with counting days one by one`() throws {
        let calendar = calendar()
        var random = Seeded(11)
        for _ in 0..<200 {
            let begun = day(2026, 3, 1) + Int64.random(in: 0...60, using: &random)
            let done = Bool.random(using: &random) ? begun + Int64.random(in: 0...30, using: &random) : nil
            let taken = max(done ?? begun, begun + Int64.random(in: 0...30, using: &random))
            let days = Int.random(in: 0...10, using: &random)
            var rows = "1,a,x,\(Timestamp.date(begun * Timestamp.day + Timestamp.day / 2))\n"
            if let done { rows += "1,b,x,\(Timestamp.date(done * Timestamp.day + Timestamp.day / 2))\n" }
            rows += "2,c,x,\(Timestamp.date(taken * Timestamp.day + Timestamp.day / 2))\n"
            let found = try result(.deadline(from: "a", to: "b", days: days, isWorkingDays: true), rows)
            let due = (begun...begun + 60).first { last in days == 0 || (begun + 1..<last + 1).count { calendar.isWorkingDay($0) } == days } ?? begun
            let isLate = (done ?? taken) > due
            #expect(found.concerned == 1)
            #expect((found.breaches.count, found.pending) == (isLate ? 1 : 0, !isLate && done == nil ? 1 : 0), "\(rows) \(days)")
        }
    }
}
