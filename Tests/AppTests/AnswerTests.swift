import App
import Assessment
import Foundation
import HTTPTypes
import Maturity
import Pages
import Store
import Support
import Testing

/// A respondent loses nothing.
struct AnswerTests {
    private func link(_ test: TestHub, _ round: Round, _ slug: String) throws -> String {
        "/join/\(test.hub.assessment.rounds.linkToken(of: try #require(round.group(slug))))"
    }

    @Test func `what is good on a page is kept when something else on it is wrong`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        try await test.serve { site in
            let browser = site.browser()
            try await browser.get(try link(test, round, "managers"))
            let tasks = try await browser.submit([:])
            try await browser.get("\(tasks.path)/theme/leadership-and-direction")
            let refused = try await browser.submit([
                "now-shared-direction": "2", "target-shared-direction": "3", "now-visible-sponsorship": "na", "link-shared-direction": "javascript:alert(1)",
            ])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.title.hasPrefix("Error: "))
            #expect(refused.contains("There is a problem"))
            #expect(refused.contains("Visible sponsorship: say in a few words why it does not apply"))
            #expect(refused.contains("the link must start with https:// or http://"))

            let again = try await site.browser().get("\(tasks.path)/theme/leadership-and-direction")
            #expect(again.html.contains("name=\"now-shared-direction\" value=\"2\" checked"))
            #expect(again.html.contains("name=\"target-shared-direction\" value=\"3\" aria-label=\"Level 3, Practised\" checked"))
        }
    }

    @Test func `someone comes back by the same group link on the same device`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        try await test.serve { site in
            let path = try link(test, round, "staff")
            let browser = site.browser()
            try await browser.get(path)
            let tasks = try await browser.submit([:])
            let back = try await browser.get(path)
            #expect(back.links.contains(tasks.path))
            #expect(try await !site.browser().get(path).contains("Carry on"))
        }
        let progress = try await test.hub.assessment.rounds.progress(round.id, council: test.council)
        #expect(progress.values.map(\.invited) == [1])
    }

    @Test func `members and staff are asked the pulse of twelve`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        for slug in ["members", "staff"] {
            let group = try #require(round.group(slug))
            #expect(round.themes(for: group).flatMap(\.characteristics).count == 12)
        }
        #expect(round.themes(for: try #require(round.group("senior-officers"))).flatMap(\.characteristics).count == 36)
    }

    @Test func `an answer to a statement that the group is not asked is not kept`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        let token = try await test.answer(round, as: "staff", ["spend-to-save": GivenAnswer(now: .level(4)), "safe-to-try": GivenAnswer(now: .level(1))])
        let kept = try await test.hub.assessment.respondents.respondent(token: token)?.answers.keys.sorted()
        #expect(kept == ["safe-to-try"])
    }

    @Test func `a round with roles says so before the start and asks for the role`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound(isNamed: true)
        try await test.serve { site in
            let browser = site.browser()
            let page = try await browser.get(try link(test, round, "managers"))
            #expect(page.contains("Your answers carry your role."))
            #expect(try await browser.submit([:]).contains("Enter your role"))
            let tasks = try await browser.submit(["label": "Head of housing"])
            #expect(tasks.heading == "Your answers")
        }
    }

    @Test func `after closing the facilitator can read the answers with their roles, in a round that said so`() async throws {
        let test = try await TestHub()
        let named = try await test.openRound(isNamed: true)
        try await test.answer(named, as: "managers", ["shared-direction": GivenAnswer(now: .level(2), target: 3, note: "We say it often")])
        let anonymous = try await test.closedRound(["staff": [1]])
        try await test.serve { site in
            let facilitator = try await site.signedIn(TestHub.facilitator)
            let path = "/rounds/\(named.id)/answers.csv"
            #expect(try await facilitator.get(path).status == .notFound)
            try await test.hub.assessment.rounds.close(named.id, council: test.council, by: nil, now: test.clock.now)
            let page = try await facilitator.get("/rounds/\(named.id)")
            #expect(page.links.contains(path))
            #expect(try await facilitator.get(path).html.contains("r1,managers,shared-direction,2,3,Head of testing,,,We say it often,"))
            #expect(try await site.signedIn(TestHub.contributor).get(path).status == .forbidden)
            #expect(try await facilitator.get("/rounds/\(anonymous.id)/answers.csv").status == .notFound)
        }
    }

    @Test func `choosing that it does not apply without a reason keeps the level saved before`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        let token = try await test.answer(round, as: "managers", ["shared-direction": GivenAnswer(now: .level(3))])
        try await test.serve { site in
            let browser = site.browser()
            try await browser.get("/answer/\(token)/theme/leadership-and-direction")
            try await browser.submit(["now-shared-direction": "na"])
        }
        #expect(try await test.hub.assessment.respondents.respondent(token: token)?.answers["shared-direction"]?.now == .level(3))
    }

    @Test func `personal links are shown once and lead to one respondent each`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        try await test.serve { site in
            let facilitator = try await site.signedIn(TestHub.facilitator)
            try await facilitator.get("/rounds/\(round.id)/people")
            #expect(try await facilitator.submit(["group": "members", "count": "0"]).status == .unprocessableContent)
            let page = try await facilitator.submit(["group": "members", "count": "3"])
            let links = page.text.matches(of: /https:\/\/hub.example(\/answer\/\S+)/).map { String($0.1) }
            #expect(Set(links).count == 3)
            #expect(try await site.browser().get(links[0]).heading == "Your answers")
        }
    }

    @Test func `a link that is not one of ours is not found`() async throws {
        try await TestHub().serve { site in
            for path in ["/join/abc", "/answer/abc", "/answer/\(Token.make())", "/join/\(Token.make())", "/invitation/\(Token.make())"] {
                let page = try await site.browser().get(path)
                #expect(page.status == .notFound)
            }
        }
    }

    @Test func `a note with markup is shown as it was typed`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        for _ in 0..<5 { try await test.answer(round, as: "managers", ["shared-direction": GivenAnswer(now: .level(1), note: "<script>alert(1)</script>")]) }
        try await test.hub.assessment.rounds.close(round.id, council: test.council, by: nil, now: test.clock.now)
        try await test.serve { site in
            let page = try await site.signedIn(TestHub.facilitator).get("/rounds/\(round.id)/result/statement/shared-direction")
            #expect(page.html.contains("&lt;script&gt;alert(1)"))
            #expect(!page.html.contains("<script>alert"))
        }
    }

    @Test func `the group link leads to a shared result in the browser in which someone answered, and says where to look elsewhere`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        try await test.serve { site in
            let path = try link(test, round, "staff")
            let browser = site.browser()
            try await browser.get(path)
            let tasks = try await browser.submit([:])
            try await test.hub.assessment.rounds.close(round.id, council: test.council, by: nil, now: test.clock.now)
            try await test.hub.assessment.rounds.share(round.id, true, council: test.council, by: nil, now: test.clock.now)
            let own = try await browser.get(path)
            #expect(own.links.contains("\(tasks.path)/result"))
            let other = try await site.browser().get(path)
            #expect(other.contains("at the address of your own answers") && !other.links.contains { $0.hasSuffix("/result") })
        }
    }

    @Test(arguments: ["Https://example.gov.uk/a", "https://", "https://example.gov.uk/a b", "ftp://example.gov.uk"])
    func `a link is taken as a phone writes it, and one that leads nowhere is refused`(typed: String) async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        let token = try await test.answer(round, as: "staff", [:])
        try await test.serve { site in
            let browser = site.browser()
            let tasks = try await browser.get("/answer/\(token)")
            let theme = try #require(tasks.links.first { $0.contains("/theme/") })
            let page = try await browser.get(theme)
            let field = try #require(page.html.firstMatch(of: #/name="(link-[a-z-]+)"/#).map { String($0.1) })
            let sent = try await browser.submit([field: typed])
            #expect((sent.status == .unprocessableContent) == !typed.hasPrefix("Https"))
        }
    }
}
