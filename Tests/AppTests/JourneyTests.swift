import App
import Assessment
import Foundation
import HTTPTypes
import Pages
import Store
import Support
import Testing

/// The main job as people do it: across slices, by links and forms alone.
struct JourneyTests {
    @Test func `a council goes from an empty hub to a plan with owners`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            // Given a facilitator who makes and opens a round
            let facilitator = try await site.signedIn(TestHub.facilitator)
            #expect(try facilitator.page.heading == "Start with a round.")
            try await facilitator.get("/new-round/efficient-intelligent-council")
            let made = try await facilitator.submit(["title": "Spring 2027", "route-process": "40", "route-commercial": "10"])
            #expect(made.heading == "Spring 2027 is a draft.")
            let root = made.path
            try await facilitator.get("\(root)/open")
            let open = try await facilitator.submit([:])
            #expect(open.contains("Done The round is open."))

            // When six senior officers, six members and six staff answer by their group's link
            for (group, level) in [("senior-officers", 3), ("members", 2), ("staff", 1)] {
                let link = try #require(open.value(ofID: "link-\(group)"))
                for _ in 0..<6 { try await answerEverything(site.browser(), link, level: level, target: 4) }
            }
            try await facilitator.get("\(root)/close")
            try await facilitator.submit([:])

            // Then the result shows priorities, leaders beside staff, and resources
            let result = try await facilitator.get("\(root)/result")
            #expect(result.contains("people answered 18"))
            #expect(result.contains("Senior officers put us higher than staff do on 12 of the 12 statements that can be shown."))
            #expect(result.heading.contains("furthest to go"))

            // And the workshop records a level with its reason
            let workshop = try await facilitator.get("\(root)/workshop")
            let first = try #require(workshop.links.first { $0.hasPrefix("\(root)/workshop/") })
            try await facilitator.get(first)
            let refused = try await facilitator.submit(["level": "0", "target": "3", "importance": "3"])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.contains("Say why the room chose another level than the median"))
            try await facilitator.submit(["level": "0", "target": "3", "importance": "3", "reason": "Staff should decide this."])
            #expect(try facilitator.page.contains("agreed at 0 Not yet"))

            // And each priority is planned or declined
            let sheet = try await facilitator.get("/plan\(root)")
            let priorities = sheet.links.filter { $0.hasPrefix("/plan\(root)/") }
            try await facilitator.get(priorities[0])
            try await facilitator.submit(["decision": "plan", "owner": "Head of policy", "due-day": "1", "due-month": "6", "due-year": "2027"])
            try await facilitator.get(priorities[1])
            try await facilitator.submit(["decision": "decline", "reason": "Not this year"])
            let plan = try await facilitator.get("/plan")
            #expect(plan.heading == "One planned, one declined, three still to decide. Each has an owner.")
            #expect(plan.contains("Head of policy"))
            #expect(plan.contains("Not this year"))

            // And progress is reported by a contributor
            let contributor = try await site.signedIn(TestHub.contributor)
            let actions = try await contributor.get("/actions")
            try await contributor.get(try #require(actions.links.first { $0.hasPrefix("/actions/") }))
            try await contributor.submit(["progress": "done", "note": "Three teams took part."])
            #expect(try contributor.page.heading == "One action: 1 done.")

            // And the report can be printed, the figures downloaded
            #expect(try await facilitator.get("\(root)/report").contains("How this was done"))
            let csv = try await facilitator.get("\(root)/figures/statements.csv")
            #expect(csv.headers[.contentType]?.hasPrefix("text/csv") == true)
            #expect(csv.html.split(separator: "\r\n").count == 37)
        }
    }

    private func answerEverything(_ browser: TestBrowser, _ link: String, level: Int, target: Int) async throws {
        try await browser.get(link.replacing("https://hub.example", with: ""))
        var page = try await browser.submit([:])
        let start = try #require(page.links.first { $0.contains("/theme/") })
        page = try await browser.get(start)
        while page.path.contains("/theme/") {
            let names = Set(page.html.matches(of: /name="((?:now|target)-[^"]*)"/).map { String($0.1) })
            let fields = Dictionary(uniqueKeysWithValues: names.map { ($0, String($0.hasPrefix("now") ? level : target)) })
            page = try await browser.submit(fields, pressing: ("then", "next"))
        }
        #expect(page.heading == "Check your answers")
        page = try await browser.submit([:])
        #expect(page.heading == "Thank you. Your answers are in.")
    }

    @Test func `the first administrator sets the hub up with the printed code and invites a facilitator`() async throws {
        let test = try await TestHub(setupCode: "printed-code", withAccounts: false)
        try await test.serve { site in
            let browser = site.browser()
            #expect(try await browser.get("/").contains("Set up this hub"))
            try await browser.get("/setup")
            #expect(
                try await browser.submit(["code": "guess", "email": "a@b.example", "password": "four unrelated words here"]).status == .unprocessableContent)
            try await browser.submit(["code": "printed-code", "email": "it@hub.example", "password": "four unrelated words here"])
            #expect(try browser.page.heading == "This hub")
            #expect(try await site.browser().get("/setup").status == .notFound)

            try await browser.get("/people")
            let invited = try await browser.submit(["email": "lead@council.example", "role": "facilitator", "council": test.council.description])
            let link = try #require(invited.text.firstMatch(of: /https:\/\/hub.example(\/invitation\/\S+)/)).1
            let lead = site.browser()
            try await lead.get(String(link))
            try await lead.submit(["password": "another four plain words"])
            #expect(try lead.page.heading == "Start with a round.")
            #expect(try await site.browser().get(String(link)).status == .notFound)
        }
    }
}
