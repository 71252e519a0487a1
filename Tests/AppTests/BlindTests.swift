import App
import Assessment
import Foundation
import GRDB
import HTTPTypes
import Maturity
import Pages
import Store
import Support
import Testing

/// Nobody sees an answer before the round closes, and nobody can be worked out afterwards.
struct BlindTests {
    @Test func `results are closed to everyone while the round is open`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        try await test.answer(round, as: "staff", ["shared-direction": GivenAnswer(now: .level(4), note: "A note that nobody may see yet")])
        await #expect(throws: RoundError.wrongState) {
            try await test.hub.assessment.results.result(round.id, council: test.council, now: test.clock.now)
        }
        try await test.serve { site in
            let facilitator = try await site.signedIn(TestHub.facilitator)
            for path in ["result", "result/all", "report", "workshop", "result/disagreement"] {
                let page = try await facilitator.get("/rounds/\(round.id)/\(path)")
                #expect(page.path == "/rounds/\(round.id)", "\(path)")
                #expect(!page.contains("nobody may see"))
            }
            #expect(try await facilitator.get("/rounds/\(round.id)/figures/statements.csv").status.code != 200)
            #expect(try await facilitator.get("/rounds/\(round.id)/workshop/safe-to-try").status == .notFound)
        }
    }

    @Test func `a round closes by itself after its last day, and takes no more answers`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        let token = try await test.answer(round, as: "managers", ["shared-direction": GivenAnswer(now: .level(2))])
        let respondent = try #require(try await test.hub.assessment.respondents.respondent(token: token))
        test.clock.move(days: 15)
        await #expect(throws: RoundError.wrongState) {
            try await test.hub.assessment.respondents.save(["shared-direction": GivenAnswer(now: .level(4))], of: respondent, now: test.clock.now)
        }
        try await test.serve { site in
            let page = try await site.browser().get("/answer/\(token)")
            #expect(page.heading == "This round has closed")
        }
        let result = try await test.hub.assessment.results.result(round.id, council: test.council, now: test.clock.now)
        #expect(result.score["shared-direction"]?.answered == 1)
    }

    @Test func `a small group is hidden on every page and in every file, and so is the one that would give it away`() async throws {
        // Given two members beside eight senior officers and six staff
        let test = try await TestHub()
        let round = try await test.closedRound(["senior-officers": Array(repeating: 3, count: 8), "members": [0, 4], "staff": Array(repeating: 1, count: 6)])
        let result = try await test.hub.assessment.results.result(round.id, council: test.council, now: test.clock.now)

        // Then members and the smallest other group are hidden; the largest is shown
        let groups = try #require(result.score["shared-direction"]?.figures?.groups)
        #expect(groups.filter(\.isSuppressed).map(\.group) == ["members", "staff"])
        let theme = try #require(result.themes.first)
        #expect(theme.groups.filter { $0.figures == nil }.map(\.group) == ["members", "staff"])
        try await test.serve { site in
            let facilitator = try await site.signedIn(TestHub.facilitator)
            let csv = try await facilitator.get("/rounds/\(round.id)/figures/groups.csv").html
            let line = try #require(csv.split(separator: "\r\n").first { $0.contains("shared-direction") && $0.contains("Members") })
            #expect(line.hasSuffix("[c],[c],[c],[c],[c],[c],[c]"))
            let page = try await facilitator.get("/rounds/\(round.id)/result/statement/shared-direction")
            #expect(page.contains("Members [c] hidden"))
            #expect(page.contains("Staff [c] hidden"))
        }
    }

    @Test func `what people wrote is shown without group, and only where enough answered`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        try await test.answer(round, as: "staff", ["safe-to-try": GivenAnswer(now: .level(1), note: "One voice alone")])
        for _ in 0..<5 { try await test.answer(round, as: "managers", ["shared-direction": GivenAnswer(now: .level(1), note: "One of five")]) }
        try await test.hub.assessment.rounds.close(round.id, council: test.council, by: nil, now: test.clock.now)
        try await test.serve { site in
            let facilitator = try await site.signedIn(TestHub.facilitator)
            #expect(try await !facilitator.get("/rounds/\(round.id)/result/statement/safe-to-try").contains("One voice alone"))
            #expect(try await facilitator.get("/rounds/\(round.id)/result/statement/shared-direction").contains("One of five"))
        }
    }

    @Test func `those who answered see the result only when it is shared, with small groups hidden`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        let all = round.framework.characteristics.map(\.id)
        func answers(_ level: Int) -> [String: GivenAnswer] { Dictionary(uniqueKeysWithValues: all.map { ($0, GivenAnswer(now: .level(level), target: 4)) }) }
        let token = try await test.answer(round, as: "managers", answers(2))
        for _ in 0..<5 { try await test.answer(round, as: "managers", answers(2)) }
        try await test.answer(round, as: "members", answers(0))
        try await test.hub.assessment.rounds.close(round.id, council: test.council, by: nil, now: test.clock.now)
        try await test.serve { site in
            let respondent = site.browser()
            #expect(try await respondent.get("/answer/\(token)/result").status == .notFound)
            #expect(try await !respondent.get("/answer/\(token)").contains("See the result"))
            let facilitator = try await site.signedIn(TestHub.facilitator)
            try await facilitator.get("/rounds/\(round.id)/share")
            try await facilitator.submit([:])
            #expect(try await respondent.get("/answer/\(token)").contains("See the result"))
            let result = try await respondent.get("/answer/\(token)/result")
            #expect(result.contains("What we mean to do"))
            #expect(!result.links.contains { $0.hasPrefix("/rounds") || $0.hasPrefix("/plan") })
            try await facilitator.get("/rounds/\(round.id)/unshare")
            try await facilitator.submit([:])
            #expect(try await respondent.get("/answer/\(token)/result").status == .notFound)
        }
    }

    @Test func `an anonymous round keeps no label, no time and no address of a respondent`() async throws {
        let test = try await TestHub()
        let round = try await test.openRound()
        let token = try await test.answer(round, as: "staff", ["shared-direction": GivenAnswer(now: .level(1))])
        #expect(try await test.hub.assessment.respondents.respondent(token: token)?.label == nil)
        let columns = try await test.hub.database.writer.read { db in
            try db.columns(in: "respondent").map(\.name) + db.columns(in: "answer").map(\.name)
        }
        #expect(
            Set(columns) == [
                "id", "roundID", "groupID", "tokenHash", "label", "isSubmitted", "respondentID", "characteristicID", "standing", "level", "reason", "target",
                "confidence", "note", "link",
            ])
    }

    @Test func `remarks stand in an order that does not follow the people who wrote them`() async throws {
        // Given people who each say the same kind of thing of two statements, in opposite orders of the alphabet
        let test = try await TestHub()
        let round = try await test.openRound()
        for (one, other) in [("a", "f"), ("b", "e"), ("c", "d"), ("d", "c"), ("e", "b"), ("f", "a")] {
            try await test.answer(
                round, as: "staff",
                [
                    "shared-direction": GivenAnswer(now: .level(2), link: "https://example.gov.uk/\(one)"),
                    "safe-to-try": GivenAnswer(now: .notApplicable, reason: "Since \(other)", link: "https://example.gov.uk/same"),
                    "known-needs": GivenAnswer(now: .notApplicable, reason: "Same", link: "https://example.gov.uk/\(other)"),
                ])
        }
        try await test.hub.assessment.rounds.close(round.id, council: test.council, by: nil, now: test.clock.now)
        let result = try await test.hub.assessment.results.result(round.id, council: test.council, now: test.clock.now)
        let sorted = ["a", "b", "c", "d", "e", "f"]
        #expect(result.remarks["shared-direction"]?.compactMap(\.link).map { String($0.suffix(1)) } == sorted)
        #expect(result.remarks["safe-to-try"]?.compactMap(\.notApplicableBecause).map { String($0.suffix(1)) } == sorted)
        #expect(result.remarks["known-needs"]?.compactMap(\.link).map { String($0.suffix(1)) } == sorted)
    }
}
