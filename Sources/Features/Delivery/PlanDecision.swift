package import Maturity
import Pages
package import People
package import Store

/// What the council decided about one priority: an action, or a refusal with its reason.
package struct PlanDecision: Hashable, Sendable {
    package let id: ID<PlanDecision>
    package let roundID: Int64
    package let characteristicID: String
    /// The characteristic's title when it was decided.
    package let title: String
    package var fromLevel: Int
    package var toLevel: Int
    package var choice: Choice
    package var progress: Progress
    package var progressNote: String?
    /// Counts changes, so that two people editing at once cannot overwrite each other unseen.
    package var version: Int

    /// The action as it was last planned; still there while the priority is declined.
    package var kept: Action?

    package enum Choice: Hashable, Sendable {
        case planned(Action)
        case declined(reason: String)
    }

    package var action: Action? {
        if case .planned(let action) = choice { action } else { nil }
    }

    package func isLate(on today: Day) -> Bool {
        guard let due = action?.dueOn, progress == .notStarted || progress == .underWay else { return false }
        return due < today
    }
}

/// Something that will be done, by whom and when, and what will show it.
package struct Action: Hashable, Sendable {
    package var what: String
    /// A role, never a name; nil until someone has taken it on.
    package var owner: String?
    package var dueOn: Day?
    package var effort: Effort?
    package var cost: Pence?
    package var measure: String?

    package init(what: String, owner: String?, dueOn: Day?, effort: Effort? = nil, cost: Pence? = nil, measure: String? = nil) {
        self.what = what
        self.owner = owner
        self.dueOn = dueOn
        self.effort = effort
        self.cost = cost
        self.measure = measure
    }
}

package enum Effort: String, CaseIterable, Sendable {
    case days, weeks, months

    var words: String {
        switch self {
        case .days: "Some days of one team"
        case .weeks: "Some weeks of one team"
        case .months: "Months, or several teams"
        }
    }
}

package enum Progress: String, CaseIterable, Sendable {
    case notStarted = "not started"
    case underWay = "under way"
    case done
    case stopped

    var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

/// Money in whole pence.
package struct Pence: Hashable, Sendable {
    package let value: Int64

    package init(_ value: Int64) { self.value = value }

    /// From "1,250" or "£1250.50"; nil where it is not an amount.
    package init?(pounds text: String) {
        let plain = text.replacing("£", with: "").replacing(",", with: "").replacing(" ", with: "")
        let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let pounds = Int64(parts[0]), (0...1_000_000_000).contains(pounds) else { return nil }
        guard parts.count == 2 else {
            value = pounds * 100
            return
        }
        guard parts[1].count == 2, let pence = Int64(parts[1]), pence >= 0 else { return nil }
        value = pounds * 100 + pence
    }

    /// "£1,250" or "£1,250.50".
    package var words: String {
        var digits = String(value / 100)
        var grouped = ""
        while digits.count > 3 {
            grouped = "," + digits.suffix(3) + grouped
            digits.removeLast(3)
        }
        let pence = value % 100
        return "£\(digits)\(grouped)" + (pence == 0 ? "" : ".\(pence < 10 ? "0" : "")\(pence)")
    }

    /// "1250.50", for a form or CSV.
    package var plain: String {
        let pence = value % 100
        return "\(value / 100)" + (pence == 0 ? "" : ".\(pence < 10 ? "0" : "")\(pence)")
    }
}

/// A closed round's priorities, as App hands them over from the assessment.
package struct PrioritySheet: Sendable {
    package var roundID: Int64
    package var title: String
    package var ambitionOn: Day
    package var levels: [String]
    /// Ranked.
    package var priorities: [Priority]
    /// Every characteristic with a level and a target, also those that no longer have a gap.
    package var standings: [Priority]
    /// How many to decide first.
    package var startCount: Int

    package init(roundID: Int64, title: String, ambitionOn: Day, levels: [String], priorities: [Priority], standings: [Priority], startCount: Int) {
        self.roundID = roundID
        self.title = title
        self.ambitionOn = ambitionOn
        self.levels = levels
        self.priorities = priorities
        self.standings = standings
        self.startCount = startCount
    }
}

/// Where priorities and resources come from. App fills it.
package struct Sources: Sendable {
    /// Nil where the council has no such closed round.
    package var sheet: @Sendable (_ council: ID<Council>, _ roundID: Int64) async throws -> PrioritySheet?
    /// The council's closed rounds, newest first.
    package var closedRounds: @Sendable (_ council: ID<Council>) async throws -> [(id: Int64, title: String)]

    package init(
        sheet: @escaping @Sendable (ID<Council>, Int64) async throws -> PrioritySheet?,
        closedRounds: @escaping @Sendable (ID<Council>) async throws -> [(id: Int64, title: String)]
    ) {
        self.sheet = sheet
        self.closedRounds = closedRounds
    }
}
