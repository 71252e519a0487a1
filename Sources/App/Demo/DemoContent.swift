import Assessment
package import Foundation
import Maturity
import Pages
import People
import Store

/// Invented councils with invented answers, to try the hub with. Made through the same stores as everything else.
package struct DemoContent: Sendable {
    private let hub: Hub
    private let now: Date

    /// The password of every demo account; a hub with demo content is not served beyond this machine.
    package static let password = "try waymark today"

    package init(hub: Hub, now: Date = Date()) {
        self.hub = hub
        self.now = now
    }

    /// Why demo content cannot be made.
    package enum Refusal: Error, CustomStringConvertible {
        case hubInUse
        case noFramework

        package var description: String {
            switch self {
            case .hubInUse: "This hub already holds rounds or accounts. Demo content goes into an empty folder: choose another with --data."
            case .noFramework: "There is no framework \"efficient-intelligent-council\" in Content/frameworks."
            }
        }
    }

    /// What was made, to be told to whoever tries it.
    package struct Summary: Sendable {
        package var signIns: [(email: String, what: String)]
    }

    package static let signIns: [(email: String, what: String)] = [
        ("facilitator@aldermoor.example", "Aldermoor: a closed round, workshop done, plan under way"),
        ("contributor@aldermoor.example", "Aldermoor: sees results, reports progress"),
        ("facilitator@wenbrook.example", "Wenbrook: a round that is open, links to try"),
        ("facilitator@castlefold.example", "Castlefold: nothing yet; make the first round"),
        ("administrator@hub.example", "the hub: invites people, sees no answers"),
    ]

    /// Makes the content once; does nothing where it is there already.
    package func make() async throws -> Summary {
        if try hub.settings.isDemo { return Summary(signIns: Self.signIns) }
        guard try await hub.people.users.allUsers().isEmpty else { throw Refusal.hubInUse }
        guard let framework = hub.assessment.shelf.framework("efficient-intelligent-council") else { throw Refusal.noFramework }
        try hub.settings.set("demo", to: "yes")
        let councils = hub.people.councils
        let aldermoor = try await councils.add(
            code: "DEMO-A", name: "Aldermoor District Council", type: "NMD", typeName: "Invented district", nation: "England", region: nil)
        let wenbrook = try await councils.add(
            code: "DEMO-W", name: "Wenbrook County Council", type: "CTY", typeName: "Invented county", nation: "England", region: nil)
        let castlefold = try await councils.add(
            code: "DEMO-C", name: "Castlefold City Council", type: "UA", typeName: "Invented unitary", nation: "England", region: nil)
        let hash = try await hub.people.hasher.hash(Self.password)
        for (email, role, council) in [
            (Self.signIns[0].email, Role.facilitator, Optional(aldermoor)), (Self.signIns[1].email, .contributor, aldermoor),
            (Self.signIns[2].email, .facilitator, wenbrook), (Self.signIns[3].email, .facilitator, castlefold),
            (Self.signIns[4].email, .administrator, nil),
        ] {
            try await hub.people.users.add(email: email, role: role, council: council, passwordHash: hash, now: now)
        }
        try await makeClosedRound(framework, aldermoor)
        try await makeOpenRound(framework, wenbrook)
        return Summary(signIns: Self.signIns)
    }

    // MARK: Rounds

    /// Answers, a workshop and a plan, in the order in which a council would make them, with the clock moved back.
    private func makeClosedRound(_ framework: Framework, _ council: ID<Council>) async throws {
        let today = Day(now)
        let draft = RoundDraft(
            title: "Autumn \(today.year)", opensOn: today.adding(days: -42), closesOn: today.adding(days: -14),
            ambitionOn: today.adding(days: -14).adding(months: 18),
            routeMix: RouteMix(weights: ["process": 30, "customer": 30, "commercial": 10, "community": 30]))
        let round = try await open(draft, framework, council)
        var people = DemoAnswers(hub: hub, seed: 2026)
        try await people.fill(round, counts: DemoAnswers.full, now: draft.opensOn.start.addingTimeInterval(9 * 3600))
        try await makeWorkshop(round.id, council)
        try await DemoPlan(hub: hub, now: now).make(round: round.id, council: council)
        try await hub.assessment.rounds.share(round.id, true, council: council, by: nil, now: now)
    }

    private func makeOpenRound(_ framework: Framework, _ council: ID<Council>) async throws {
        let today = Day(now)
        let closes = today.adding(days: 20)
        let draft = RoundDraft(
            title: "First round", opensOn: today.adding(days: -8), closesOn: closes, ambitionOn: closes.adding(months: 24),
            routeMix: RouteMix(weights: ["process": 25, "customer": 25, "commercial": 0, "community": 50]))
        let round = try await open(draft, framework, council)
        var people = DemoAnswers(hub: hub, seed: 7)
        try await people.fill(round, counts: DemoAnswers.begun, now: now)
    }

    private func open(_ draft: RoundDraft, _ framework: Framework, _ council: ID<Council>) async throws -> Round {
        let rounds = hub.assessment.rounds
        let start = draft.opensOn.start.addingTimeInterval(9 * 3600)
        let id = try await rounds.create(
            draft, framework: framework, groups: framework.groups.map(GroupDraft.init), council: council, by: nil, now: start)
        try await rounds.open(id, council: council, by: nil, now: start)
        return try await rounds.round(id, council: council)
    }

    /// The room takes the most disputed statements one by one and agrees the median on most of the rest.
    private func makeWorkshop(_ id: ID<Round>, _ council: ID<Council>) async throws {
        let result = try await hub.assessment.results.result(id, council: council, now: now)
        for (number, it) in result.workshopOrder.enumerated() {
            guard let figures = result.score[it.id]?.figures, number < 30 else { continue }
            let words = DemoWords.agreements[it.id]
            let level = max(0, Int(figures.median.rounded(.down)) + (words?.change ?? 0))
            let target = max(level, Int((figures.targetMedian ?? figures.median).rounded(.down)))
            let agreement = Agreement(
                level: level, target: target, importance: words?.importance ?? .medium, reason: words?.reason ?? "The room agreed the median.",
                dissent: words?.dissent)
            _ = try await hub.assessment.agreements.save(
                agreement, of: it.id, over: 0, round: id, council: council, by: nil, now: now.addingTimeInterval(-5 * 86_400))
        }
    }
}
