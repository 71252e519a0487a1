import App
import Assessment
import Foundation
import HTTPTypes
import Maturity
import Pages
import Store
import Support
import Testing

/// Making a round: every mistake is named at once, and what people were told stays true.
struct RoundTests {
    @Test func `all mistakes in the form are shown together and nothing typed is lost`() async throws {
        try await TestHub().serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get("/new-round/efficient-intelligent-council")
            let page = try await browser.submit([
                "title": "", "threshold": "two", "closes-day": "31", "closes-month": "2", "route-process": "90", "route-customer": "25",
            ])
            #expect(page.status == .unprocessableContent)
            for message in [
                "Enter a title, such as Spring 2027", "Enter a whole number from 3 to 50", "Enter a real date, such as 27 3 2027",
                "The four weights must add to 100; these add to 165",
            ] { #expect(page.contains(message)) }
            #expect(page.html.contains("value=\"two\""))
            #expect(page.html.contains("href=\"#closes\"") && page.html.contains("id=\"closes\""))
        }
    }

    @Test(arguments: [(17, false), (18, true), (24, true), (25, false)])
    func `the ambition lies 18 to 24 months after the round closes`(months: Int, isTaken: Bool) async throws {
        try await TestHub().serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get("/new-round/quick-check")
            let closes = try #require(Day("2026-11-30"))
            let ambition = closes.adding(months: months)
            let page = try await browser.submit([
                "closes-day": "30", "closes-month": "11", "closes-year": "2026", "ambition-day": "\(ambition.day)", "ambition-month": "\(ambition.month)",
                "ambition-year": "\(ambition.year)",
            ])
            #expect((page.status == .ok) == isTaken)
        }
    }

    @Test func `what people were told cannot be changed once the round is open`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get("/rounds/\(round.id)/edit")
            try await browser.submit(["named": "yes", "threshold": "3", "title": "New title"])
            let groups = try await browser.get("/rounds/\(round.id)/groups")
            #expect(groups.status == .ok)
            try await browser.submit(["name-staff": "Everyone"])
        }
        let after = try await test.hub.assessment.rounds.round(round.id, council: test.council)
        #expect(after.title == "New title")
        #expect(!after.isNamed)
        #expect(after.threshold == 5)
        #expect(after.group("staff")?.name == "Staff")
    }

    @Test func `an open round is not closed by a date in the past`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        test.clock.move(days: 5)
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get("/rounds/\(round.id)/edit")
            let page = try await browser.submit([
                "closes-day": "4", "closes-month": "11", "closes-year": "2026", "ambition-day": "4", "ambition-month": "8", "ambition-year": "2028",
            ])
            #expect(page.contains("Choose today or a later day."))
        }
    }

    @Test func `nobody gets a personal link of a draft`() async throws {
        let test = try await TestHub()
        let id = try await test.hub.assessment.rounds.create(
            try test.draft(isNamed: true), framework: try test.framework, groups: try test.framework.groups.map(GroupDraft.init), council: test.council,
            by: nil,
            now: test.clock.now)
        await #expect(throws: RoundError.wrongState) {
            try await test.hub.assessment.respondents.invite(["A role"], to: "staff", round: id, council: test.council, by: nil, now: test.clock.now)
        }
    }

    @Test func `groups are renamed, removed and added while the round is a draft`() async throws {
        let test = try await TestHub()
        let id = try await test.hub.assessment.rounds.create(
            try test.draft(), framework: try test.framework, groups: try test.framework.groups.map(GroupDraft.init), council: test.council, by: nil,
            now: test.clock.now)
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get("/rounds/\(id)/groups")
            try await browser.submit([
                "name-staff": "Front line", "remove-partners": "yes", "name-new": "Trade unions", "voice-new": "staff", "asks-new": "pulse",
            ])
        }
        let round = try await test.hub.assessment.rounds.round(id, council: test.council)
        #expect(round.groups.map(\.name) == ["Senior officers", "Managers", "Members", "Front line", "Trade unions"])
        let unions = try #require(round.groups.last)
        #expect(round.themes(for: unions).flatMap(\.characteristics).count == 12)
    }

    @Test func `a later version of the framework does not touch a round`() async throws {
        let test = try await TestHub()
        var framework = try test.framework
        let round = try await test.openRound(framework: framework)
        framework.themes[0].characteristics[0].title = "Changed later"
        let kept = try await test.hub.assessment.rounds.round(round.id, council: test.council)
        #expect(kept.framework.characteristics[0].title == "Shared direction")
        #expect(kept.framework == round.framework)
    }

    @Test(arguments: ["quick-check", "service-review"])
    func `every framework that ships can be answered and shown`(id: String) async throws {
        let test = try await TestHub()
        let framework = try #require(test.hub.assessment.shelf.framework(id))
        let round = try await test.openRound(framework: framework)
        for group in round.groups {
            for level in [0, 1, 1, 2, 2, 2] {
                let asked = round.themes(for: group).flatMap(\.characteristics)
                try await test.answer(
                    round, as: group.slug, Dictionary(uniqueKeysWithValues: asked.map { ($0.id, GivenAnswer(now: .level(level), target: 2)) }))
            }
        }
        try await test.hub.assessment.rounds.close(round.id, council: test.council, by: nil, now: test.clock.now)
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            for path in [
                "result", "result/all", "report", "workshop", "workshop/\(framework.characteristics[0].id)",
                "result/statement/\(framework.characteristics[0].id)",
            ] {
                #expect(try await browser.get("/rounds/\(round.id)/\(path)").status == .ok)
            }
        }
    }

    @Test(arguments: [("opens", "2020"), ("opens", "2099"), ("closes", "2020"), ("closes", "2099")])
    func `a round of another age is refused`(field: String, year: String) async throws {
        try await TestHub().serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get("/new-round/quick-check")
            let page = try await browser.submit(["\(field)-year": year])
            #expect(page.status == .unprocessableContent)
            #expect(page.html.contains("href=\"#\(field)\""))
        }
    }

    @Test func `a double click makes one round, a second round made on purpose counts`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get("/new-round/quick-check")
            let form = try browser.page.form(nil)
            async let first = browser.post(form.action, form.fields)
            async let second = browser.post(form.action, form.fields)
            #expect(try await [first.path, second.path].allSatisfy { $0.hasPrefix("/rounds/") })
            #expect(try await test.hub.assessment.rounds.rounds(council: test.council).count == 1)
            try await browser.post(form.action, form.fields.map { $0.name == "title" ? ($0.name, "Another") : $0 })
            try await browser.post(form.action, form.fields)
        }
        #expect(try await test.hub.assessment.rounds.rounds(council: test.council).count == 3)
    }

    @Test func `a round that closed by its date stays closed when the clock is set back`() async throws {
        let test = try await TestHub()
        let (ended, running) = (try await test.openRound(), try await test.openRound())
        let rounds = test.hub.assessment.rounds
        var draft = try test.draft()
        draft.closesOn = draft.closesOn.adding(days: 60)
        try await rounds.update(running.id, draft, council: test.council, by: nil, now: test.clock.now)
        test.clock.move(days: 15)
        try await rounds.keepClosings(now: test.clock.now)
        test.clock.move(days: -10)
        let after = try await rounds.round(ended.id, council: test.council)
        #expect(after.state(on: test.clock.now) == .closed)
        #expect(after.lastDay == ended.closesOn)
        #expect(try await rounds.round(running.id, council: test.council).state(on: test.clock.now) == .open)
    }

    @Test func `a banner says whether something was done`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            let refused = try await browser.get("/rounds/\(round.id)/result")
            #expect(refused.contains("Not done Results can be seen once the round has closed."))
            #expect(!refused.html.contains("govuk-notification-banner--success"))
            try await browser.get("/rounds/\(round.id)/edit")
            let done = try await browser.submit(["title": "Newer title"])
            #expect(done.contains("Done Round changed.") && done.html.contains("govuk-notification-banner--success"))
        }
    }

    @Test func `a letter with three hundred thousand marks is not one character`() async throws {
        try await TestHub().serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get("/new-round/quick-check")
            let page = try await browser.submit(["title": "a" + String(repeating: "\u{301}", count: 150_000)])
            #expect(page.contains("Use 80 characters or fewer; this has 150001"))
        }
    }

    @Test func `a group's name keeps its capital in a sentence where the council typed it`() async throws {
        let test = try await TestHub()
        let rounds = test.hub.assessment.rounds
        var groups = try test.framework.groups.map(GroupDraft.init) + [GroupDraft(slug: "own-x", name: "Welsh speakers", voice: .staff, asks: .all)]
        groups[groups.count - 2].name = "الموظفون"
        let id = try await rounds.create(test.draft(), framework: test.framework, groups: groups, council: test.council, by: nil, now: test.clock.now)
        let round = try await rounds.round(id, council: test.council)
        #expect(round.said("own-x") == "Welsh speakers")
        #expect(round.said("senior-officers") == "senior officers" && round.name(of: "senior-officers") == "Senior officers")
        #expect(round.said(groups[groups.count - 2].slug) == "\u{2068}الموظفون\u{2069}")
        try await test.serve { site in
            let page = try await site.signedIn(TestHub.facilitator).get("/rounds/\(id)")
            #expect(page.html.contains("<bdi dir=\"auto\">الموظفون</bdi>: "))
            #expect(page.contains("Welsh speakers: 36 of 36 statements"))
        }
    }
}
