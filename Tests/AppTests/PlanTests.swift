import App
import Assessment
import Content
import Delivery
import Foundation
import HTTPTypes
import Maturity
import Pages
import Store
import Support
import Testing

/// The plan keeps what was decided, whoever changes it.
struct PlanTests {
    private func sheet(_ test: TestHub) async throws -> (Round, String) {
        let round = try await test.closedRound(["senior-officers": [1, 1, 1, 1, 1]])
        return (round, "/plan/rounds/\(round.id)/safe-to-try")
    }

    @Test func `an action can be changed after its date has passed, but not be given a date in the past`() async throws {
        let test = try await TestHub()
        let (_, path) = try await sheet(test)
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get(path)
            try await browser.submit(["due-day": "10", "due-month": "11", "due-year": "2026"])
            test.clock.move(days: 30)
            let again = try await site.signedIn(TestHub.facilitator)
            #expect(try await again.get("/plan").contains("Late"))
            try await again.get(path)
            #expect(try await again.submit(["owner": "Head of people"]).status == .ok)
            try await again.get(path)
            #expect(try await again.submit(["due-day": "11"]).contains("The date must not be in the past"))
        }
    }

    @Test func `what was planned is still there after it was declined and taken up again`() async throws {
        let test = try await TestHub()
        let (_, path) = try await sheet(test)
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get(path)
            #expect(try await browser.submit(["decision": "decline"]).contains("Say why it is declined"))
            try await browser.get(path)
            try await browser.submit(["owner": "Head of people", "cost": "£12,500"])
            try await browser.get(path)
            try await browser.submit(["decision": "decline", "reason": "No money"])
            #expect(try await browser.get("/plan").contains("No money"))
            let again = try await browser.get(path)
            #expect(again.html.contains("value=\"Head of people\"") && again.html.contains("value=\"12500\""))
        }
        let decision = try #require(try await test.hub.delivery.plans.decisions(council: test.council).first)
        #expect(decision.choice == .declined(reason: "No money"))
        #expect(decision.version == 2)
    }

    @Test func `the later of two reporters is shown the other's word`() async throws {
        let test = try await TestHub()
        let (_, path) = try await sheet(test)
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get(path)
            try await browser.submit([:])
            let actions = try await browser.get("/actions")
            let action = try #require(actions.links.first { $0.hasPrefix("/actions/") })
            let other = try await site.signedIn(TestHub.contributor)
            try await browser.get(action)
            try await other.get(action)
            try await browser.submit(["progress": "under way", "note": "Begun in May"])
            let conflict = try await other.submit(["progress": "stopped", "note": "Nobody had time"])
            #expect(conflict.status == .conflict)
            #expect(conflict.contains("Begun in May") && conflict.contains("Nobody had time"))
            #expect(try await other.submit([:]).heading == "One action: none begun.")
        }
        #expect(try await test.hub.delivery.plans.decisions(council: test.council).first?.progress == .stopped)
    }

    @Test func `the plan as a file has a line for each decision`() async throws {
        let test = try await TestHub()
        let (_, path) = try await sheet(test)
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get(path)
            try await browser.submit(["owner": "=cmd()", "what": "Do it, soon"])
            let lines = try await browser.get("/plan/plan.csv").html.split(separator: "\r\n")
            #expect(lines.count == 2)
            #expect(lines[1].contains("\"Do it, soon\",'=cmd()"))
        }
    }

    @Test func `an action at the highest level keeps it, and no page speaks of a level above`() async throws {
        let test = try await TestHub()
        let round = try await test.closedRound(["senior-officers": [4, 4, 4, 4, 4]], target: 4)
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            let form = try await browser.get("/plan/rounds/\(round.id)/safe-to-try")
            #expect(form.contains("Level 4 is the highest. Say what keeps you there.") && !form.contains("level 5"))
            try await browser.submit(["what": "Go on", "decision": "plan"])
            let plan = try await browser.get("/plan")
            #expect(plan.contains("Keeps us at level 4") && !plan.contains("to 5"))
            let file = try CSVFile(name: "plan.csv", data: Data(try await browser.get("/plan/plan.csv").html.utf8))
            let at = try file.columns(["from level", "to level"])
            #expect(at.map { file.rows[0].fields[$0] } == ["4", "4"])
        }
    }
}
