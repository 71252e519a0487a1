import Foundation
import ProcessMining
import Testing

@Suite("When cases are over")
struct ClosingTests {
    private typealias Row = (case: String, activity: String, hour: Double, handling: Double)

    private func closing(_ rows: [Row], _ settings: JourneySettings = JourneySettings()) throws -> (closing: Closing, log: EventLog) {
        let log = try Logs.table(rows)
        return (JourneyFlags(log, settings).closing, log)
    }

    private func names(_ found: (closing: Closing, log: EventLog)) -> [String] {
        found.closing.closingSteps.map { found.log.activities.word($0.activity) }
    }

    /// A case an hour, closed 40 minutes after it was asked; the last `open` are not closed.
    private func calls(_ count: Int, open: Int = 0, ends: [String] = ["Closed"]) -> [Row] {
        (0..<count).flatMap { number -> [Row] in
            let start = Double(number)
            let asked: Row = ("\(number)", "Asked", start, 0)
            return number < count - open ? [asked, ("\(number)", ends[number % ends.count], start + 0.66, 0)] : [asked]
        }
    }

    @Test func `A log of a week in which every case closes has no open case`() throws {
        let found = try closing(calls(100))
        #expect(found.closing.basis == .found)
        #expect(names(found) == ["Closed"])
        #expect(found.closing.isClosed.allSatisfy { $0 })
    }

    @Test func `Several closing steps are found, and the cases without one at the end of the log are open`() throws {
        let found = try closing(calls(100, open: 1, ends: ["Granted", "Refused", "Withdrawn"]))
        #expect(Set(names(found)) == ["Granted", "Refused", "Withdrawn"])
        #expect(found.closing.isClosed.count { !$0 } == 1)
    }

    @Test func `Cases that end in any way and have long been quiet are not called open`() throws {
        // Every second case ends with its first step, long before the log does.
        let rows = (0..<200).flatMap { number -> [Row] in
            let start = Double(number * 24)
            return number % 2 == 0 ? [("\(number)", "Asked", start, 0)] : [("\(number)", "Asked", start, 0), ("\(number)", "Answered", start + 1, 0)]
        }
        let found = try closing(rows)
        #expect(found.closing.basis == .unknown)
        #expect(names(found).isEmpty)
        #expect(found.closing.isClosed.allSatisfy { !$0 })
        let log = found.log
        #expect(JourneyFlags(log, JourneySettings()).isWhole.allSatisfy { $0 })
    }

    @Test func `A log in which cases end with whatever came last says nothing of open ones`() throws {
        let log = try Logs.random(seed: 5).log
        #expect(JourneyFlags(log, JourneySettings()).closing.basis == .unknown)
    }

    @Test func `A call after the end opens nothing`() throws {
        var settings = JourneySettings()
        settings.failureActivities = ["Called"]
        let rows = calls(50) + (0..<50).map { ("\($0)", "Called", Double($0) + 0.9, 0) }
        let found = try closing(rows, settings)
        #expect(found.closing.basis == .found && names(found) == ["Closed"])
        #expect(found.closing.isClosed.allSatisfy { $0 })
    }

    @Test func `What is said beats what is found, and silence counts only where it is asked for`() throws {
        var settings = JourneySettings()
        settings.closingActivities = ["Asked"]
        #expect(try closing(calls(20, open: 3), settings).closing.isClosed.count { $0 } == 3)
        settings = JourneySettings()
        settings.quietDays = 0
        #expect(try closing(calls(20, open: 3), settings).closing.basis == .quiet(days: 0))
        settings.quietDays = 90
        #expect(try closing(calls(20), settings).closing.isClosed.allSatisfy { !$0 })
    }

    @Test(arguments: 1...30)
    func `Last steps add up to the cases, and closed cases end with a closing step`(seed: UInt64) throws {
        let log = try Logs.random(seed: seed).log
        let closing = JourneyFlags(log, JourneySettings()).closing
        #expect(closing.lastSteps.reduce(0) { $0 + $1.cases } == log.caseCount)
        #expect(closing.lastSteps.allSatisfy { $0.cases <= $0.having })
        #expect(closing.closingSteps.reduce(0) { $0 + $1.cases } == closing.isClosed.count { $0 })
    }
}
