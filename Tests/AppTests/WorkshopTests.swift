import App
import Assessment
import Foundation
import HTTPTypes
import Maturity
import Pages
import Store
import Support
import Testing

/// Two people may record what the room agrees; neither loses anything.
struct WorkshopTests {
    @Test func `the later of two facilitators is shown the other's value and keeps their own`() async throws {
        let test = try await TestHub()
        let round = try await test.closedRound(["senior-officers": [2, 2, 2, 2, 2]])
        try await test.serve { site in
            let path = "/rounds/\(round.id)/workshop/safe-to-try"
            let first = try await site.signedIn(TestHub.facilitator)
            let second = try await site.signedIn(TestHub.secondFacilitator)
            try await first.get(path)
            try await second.get(path)
            try await first.submit(["level": "1", "target": "3", "importance": "3", "reason": "The first reason"])
            let conflict = try await second.submit(["level": "3", "target": "4", "importance": "2", "reason": "The second reason"])
            #expect(conflict.status == .conflict)
            #expect(conflict.contains("Someone else saved this meanwhile"))
            #expect(conflict.contains("they agreed 1 Aware"))
            #expect(conflict.contains("The first reason"))
            #expect(conflict.contains("The second reason"))
            #expect(conflict.html.contains("name=\"level\" value=\"3\" aria-label=\"Level 3, Practised\" checked"))

            try await second.submit([:])
            let result = try await test.hub.assessment.results.result(round.id, council: test.council, now: test.clock.now)
            #expect(result.agreements["safe-to-try"]?.agreement.reason == "The second reason")
            #expect(result.agreements["safe-to-try"]?.version == 2)
        }
    }

    @Test func `agree the median is one click`() async throws {
        let test = try await TestHub()
        let round = try await test.closedRound(["senior-officers": [2, 2, 2, 3, 3, 3]], target: 4)
        try await test.serve { site in
            let facilitator = try await site.signedIn(TestHub.facilitator)
            let page = try await facilitator.get("/rounds/\(round.id)/workshop/safe-to-try")
            #expect(page.contains("Agree 2 Planned, target 4, below the median of 2½"))
            try await facilitator.submit([:], pressing: ("median", "2"))
        }
        let result = try await test.hub.assessment.results.result(round.id, council: test.council, now: test.clock.now)
        #expect(result.agreements["safe-to-try"]?.agreement.level == 2)
        #expect(result.agreements["safe-to-try"]?.agreement.target == 4)
    }

    @Test func `the most disputed statement comes first, by spread times gap`() async throws {
        // Given one statement on which people are split and one on which they agree
        let test = try await TestHub()
        let round = try await test.openRound()
        for level in [0, 0, 0, 4, 4, 4] {
            try await test.answer(
                round, as: "managers",
                ["smart-buying": GivenAnswer(now: .level(level), target: 4), "spend-to-save": GivenAnswer(now: .level(2), target: 4)])
        }
        try await test.hub.assessment.rounds.close(round.id, council: test.council, by: nil, now: test.clock.now)
        let result = try await test.hub.assessment.results.result(round.id, council: test.council, now: test.clock.now)
        #expect(result.workshopOrder.prefix(2).map(\.id) == ["smart-buying", "spend-to-save"])
    }

    @Test func `what the workshop agrees decides the priorities`() async throws {
        let test = try await TestHub()
        let round = try await test.closedRound(["senior-officers": [2, 2, 2, 2, 2]], target: 3)
        _ = try await test.hub.assessment.agreements.save(
            Agreement(level: 0, target: 4, importance: .high), of: "learn-and-share", over: 0, round: round.id, council: test.council, by: nil,
            now: test.clock.now)
        let result = try await test.hub.assessment.results.result(round.id, council: test.council, now: test.clock.now)
        let first = try #require(result.priorities.first)
        #expect(first.characteristic.id == "learn-and-share")
        #expect(first.score == 12)
        #expect((5...7).contains(result.startPriorities.count))
    }
}
