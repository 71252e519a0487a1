import Assessment
import Delivery
import Foundation
import Hummingbird
import Library
import Maturity
import Pages
import People
import Store

/// The start page: for a council the cycle and what needs it today, for visitors what this is.
struct HomePages: Sendable {
    let hub: Hub

    func addRoutes(to doors: Doors) { doors.open.get(use: show) }

    func show(_ request: Request, _ context: VisitorContext) async throws -> Page {
        if let user = context.visit.signedIn, let councilID = user.councilID {
            return HomeViews.council(try await state(ID(councilID), context), user: user, now: context.now)
        }
        if let user = context.visit.signedIn { return HomeViews.hub(user, hub.fileCheck.finding) }
        return HomeViews.visitor(needsSetUp: try await !hub.people.users.hasAdministrator())
    }

    /// Where one council is in the cycle.
    private func state(_ council: ID<Council>, _ context: VisitorContext) async throws -> CouncilState {
        let rounds = try await hub.assessment.rounds.rounds(council: council)
        var state = CouncilState(rounds: rounds, decisions: try await hub.delivery.plans.decisions(council: council))
        if let closed = rounds.first(where: { $0.state(on: context.now) == .closed }) {
            state.result = try await hub.assessment.results.result(closed.id, council: council, now: context.now)
        }
        for round in rounds where round.state(on: context.now) == .open {
            let progress = try await hub.assessment.rounds.progress(round.id, council: council)
            state.begun[round.id] = progress.values.reduce(0) { $0 + $1.begun }
        }
        if let result = state.result {
            let ids = Set(result.startPriorities.map(\.characteristic.id))
            state.resourcesForGaps = hub.library.shelf.resources.count { it in it.helps.contains { ids.contains($0.characteristicID) } }
        }
        return state
    }
}

/// What the start page says of a council.
struct CouncilState {
    var rounds: [Round]
    var decisions: [PlanDecision]
    var result: RoundResult?
    var begun: [ID<Round>: Int] = [:]
    var resourcesForGaps = 0

    var planned: [PlanDecision] { decisions.filter { $0.action != nil } }
    var unowned: [PlanDecision] { planned.filter { $0.action?.owner == nil } }

    func late(on today: Day) -> [PlanDecision] { planned.filter { $0.isLate(on: today) } }

    /// Priorities of the last closed round on which nothing has been decided.
    var undecided: [String] {
        guard let result else { return [] }
        let decided = Set(decisions.filter { $0.roundID == result.round.id.rawValue }.map(\.characteristicID))
        return result.startPriorities.map(\.characteristic).filter { !decided.contains($0.id) }.map(\.title)
    }

    /// The step of the cycle at which the council is now.
    func here(now: Date) -> CycleStep {
        guard let result, !rounds.contains(where: { $0.state(on: now) == .open && $0.closesOn > result.round.closesOn }) else { return .assess }
        if result.agreements.isEmpty && decisions.isEmpty { return .assess }
        if !undecided.isEmpty || !unowned.isEmpty { return .plan }
        return .deliver
    }
}
