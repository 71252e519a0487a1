import App
package import Assessment
import Foundation
package import Maturity
import Pages
import People
import Store

extension TestHub {
    package func draft(title: String = "Test round", isNamed: Bool = false, threshold: Int = 5) throws -> RoundDraft {
        let today = Day(clock.now)
        return RoundDraft(
            title: title, isNamed: isNamed, threshold: threshold, opensOn: today, closesOn: today.adding(days: 14),
            ambitionOn: today.adding(days: 14).adding(months: 18),
            routeMix: RouteMix(weights: ["process": 25, "customer": 25, "commercial": 25, "community": 25]))
    }

    /// An open round of the test's council.
    package func openRound(isNamed: Bool = false, threshold: Int = 5, framework: Framework? = nil) async throws -> Round {
        let framework = try framework ?? self.framework
        let rounds = hub.assessment.rounds
        let id = try await rounds.create(
            try draft(isNamed: isNamed, threshold: threshold), framework: framework, groups: framework.groups.map(GroupDraft.init),
            council: council, by: nil, now: clock.now)
        try await rounds.open(id, council: council, by: nil, now: clock.now)
        return try await rounds.round(id, council: council)
    }

    /// Someone of a group who answers some statements; gives the token of the way back.
    @discardableResult
    package func answer(_ round: Round, as slug: String, _ answers: [String: GivenAnswer]) async throws -> String {
        guard let group = round.group(slug),
            let invitation = try await hub.assessment.rounds.invitation(linkToken: hub.assessment.rounds.linkToken(of: group))
        else { throw TestFailure("no group \(slug)") }
        let token = try await hub.assessment.respondents.join(invitation, label: "Head of testing", now: clock.now)
        guard let respondent = try await hub.assessment.respondents.respondent(token: token) else { throw TestFailure("no respondent") }
        try await hub.assessment.respondents.save(answers, of: respondent, now: clock.now)
        return token
    }

    /// A closed round in which `counts` people of each group gave a level to every statement they were asked.
    package func closedRound(_ levels: [String: [Int]], target: Int = 3, threshold: Int = 5) async throws -> Round {
        let round = try await openRound(threshold: threshold)
        for group in round.groups {
            for level in levels[group.slug] ?? [] {
                let asked = round.themes(for: group).flatMap(\.characteristics)
                try await answer(
                    round, as: group.slug,
                    Dictionary(uniqueKeysWithValues: asked.map { ($0.id, GivenAnswer(now: .level(level), target: max(level, target))) }))
            }
        }
        try await hub.assessment.rounds.close(round.id, council: council, by: nil, now: clock.now)
        return try await hub.assessment.rounds.round(round.id, council: council)
    }
}
