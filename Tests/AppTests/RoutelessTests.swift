import App
import Assessment
import Foundation
import HTTPTypes
import Maturity
import Pages
import Store
import Support
import Testing

/// A framework that weighs no routes works from the first form to the report.
struct RoutelessTests {
    private static let framework = """
        schema: 1
        id: tiny
        version: 1
        title: Tiny
        language: en
        licence: EUPL-1.2
        summary: A framework without routes.
        levels: [{name: Zero, meaning: Z.}, {name: One, meaning: O.}, {name: Two, meaning: T.}]
        routes: []
        groups: [{id: staff, name: Staff, voice: staff, asks: all}]
        themes:
          - id: t
            title: Theme
            summary: S.
            characteristics:
              - {id: a, title: First thing, statement: We do it., why: W., levels: [x, y, z], steps: [p, q], routes: []}
              - {id: b, title: Second thing, statement: We do that., why: W., levels: [x, y, z], steps: [p, q], routes: all}
        """

    private func withContent(_ test: (URL) async throws -> Void) async throws {
        let content = FileManager.default.temporaryDirectory.appending(path: "waymark-content-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: TestHub.root.appending(path: "Content"), to: content)
        try Data(Self.framework.utf8).write(to: content.appending(path: "frameworks/tiny.yaml"))
        defer { try? FileManager.default.removeItem(at: content) }
        try await test(content)
    }

    @Test func `a round without routes is made, answered, ranked and reported, and no page speaks of a mix`() async throws {
        try await withContent { content in
            let test = try await TestHub(content: content)
            try await test.serve { site in
                let browser = try await site.signedIn(TestHub.facilitator)
                let form = try await browser.get("/new-round/tiny")
                #expect(!form.contains("How do you want to improve?"))
                let made = try await browser.submit([:])
                #expect(made.status == .ok && made.contains("Round made") && made.contains("Route mix none"))
                let edit = try await browser.get("\(made.path)/edit")
                #expect(edit.status == .ok)
                #expect(try await browser.submit(["title": "Routeless"]).contains("Routeless"))
                #expect(try await browser.get("/good/tiny/a").status == .ok)
                #expect(try await !browser.get("/good/tiny/a").contains("Routes"))
            }
            let rounds = test.hub.assessment.rounds
            let id = try #require(try await rounds.rounds(council: test.council).first).id
            try await rounds.open(id, council: test.council, by: nil, now: test.clock.now)
            let round = try await rounds.round(id, council: test.council)
            for level in [0, 0, 1, 1, 2, 2] {
                try await test.answer(round, as: "staff", ["a": GivenAnswer(now: .level(level), target: 2), "b": GivenAnswer(now: .level(1), target: 2)])
            }
            try await rounds.close(id, council: test.council, by: nil, now: test.clock.now)
            let result = try await test.hub.assessment.results.result(id, council: test.council, now: test.clock.now)
            #expect(result.priorities.map(\.characteristic.id) == ["a", "b"] && result.priorities.allSatisfy { $0.fit == 1 })
            try await test.serve { site in
                let browser = try await site.signedIn(TestHub.facilitator)
                for page in ["result", "result/all", "result/statement/a", "report", "workshop", "workshop/a"] {
                    let page = try await browser.get("/rounds/\(id)/\(page)")
                    #expect(page.status == .ok && !page.contains("Your mix is") && !page.contains("your routes"), "\(page)")
                }
                #expect(try await browser.get("/rounds/\(id)/report").contains("1 for all statements, since this framework has no routes."))
                #expect(try await browser.get("/rounds/\(id)/figures/priorities.csv").html.contains("1,a,First thing,1,2,1,2,1.00,2.00"))
                #expect(try await browser.get("/plan/rounds/\(id)").status == .ok)
            }
        }
    }

    @Test func `a group that would be asked nothing is refused when groups are saved and when a round is opened`() async throws {
        let test = try await TestHub()
        var framework = try test.framework
        for t in framework.themes.indices { for c in framework.themes[t].characteristics.indices { framework.themes[t].characteristics[c].isPulse = false } }
        let rounds = test.hub.assessment.rounds
        let id = try await rounds.create(
            try test.draft(), framework: framework, groups: framework.groups.map(GroupDraft.init), council: test.council, by: nil, now: test.clock.now)
        await #expect(throws: RoundError.wrongState) { try await rounds.open(id, council: test.council, by: nil, now: test.clock.now) }
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get("/rounds/\(id)/groups")
            let page = try await browser.submit([:])
            #expect(page.status == .unprocessableContent && page.contains("Staff would be asked nothing: choose all statements, or remove the group"))
            try await browser.get("/rounds/\(id)/groups")
            #expect(try await browser.submit(["asks-staff": "all", "asks-members": "all"]).contains("Groups saved"))
        }
        try await rounds.open(id, council: test.council, by: nil, now: test.clock.now)
    }
}
