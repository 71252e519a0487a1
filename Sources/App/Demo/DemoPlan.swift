import Assessment
import Delivery
import Foundation
import Maturity
import People
import Store

/// The invented council's plan: most priorities taken on, one without an owner, one declined.
struct DemoPlan {
    let hub: Hub
    let now: Date

    private static let owners = [
        "Chief executive", "Director of customer services", "Head of policy", "Head of people", "Section 151 officer", "Head of digital",
    ]

    func make(round: ID<Round>, council: ID<Council>) async throws {
        let result = try await hub.assessment.results.result(round, council: council, now: now)
        let today = Day(now)
        let start = result.startPriorities
        for (number, priority) in start.enumerated() {
            let isUnowned = number == 3
            let choice: PlanDecision.Choice =
                number == start.count - 1 && start.count > 4
                ? .declined(reason: "Not this year: it waits until the first two priorities free people for it.")
                : .planned(
                    Action(
                        what: priority.nextStep ?? "", owner: isUnowned ? nil : Self.owners[number % Self.owners.count],
                        dueOn: number == 1 ? today.adding(days: 60) : today.adding(months: 3 + number), effort: number == 0 ? .days : .weeks,
                        cost: number == 2 ? Pence(450_000) : nil,
                        measure: priority.characteristic.id == "safe-to-try" ? "The share of staff who say they can raise a problem, in the next pulse" : nil))
            _ = try await hub.delivery.plans.save(choice, for: priority, roundID: round.rawValue, over: 0, council: council, by: nil, now: now)
        }
        let decisions = try await hub.delivery.plans.decisions(council: council, roundID: round.rawValue)
        if let first = start.first.flatMap({ decisions[$0.characteristic.id] }) {
            _ = try await hub.delivery.plans.report(
                .underWay, note: "Two of three teams chosen.", on: first.id, over: first.version, council: council, by: nil, now: now)
        }
    }
}
