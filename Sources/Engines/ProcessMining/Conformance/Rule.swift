/// What cases have to keep to (after Declare: Pesic, Schonenberg and van der Aalst 2007; and deadlines).
package struct Rule: Sendable {
    package enum Kind: Sendable, Hashable {
        /// After each of the first comes the second, at any time.
        case response(from: String, to: String)
        /// Before each of the second came the first.
        case precedence(from: String, to: String)
        case absence(String)
        case exactlyOnce(String)
        /// The two are never done by the same person in one case.
        case fourEyes(String, String)
        /// After each of the first comes the second within so many days, the day itself not counted.
        case deadline(from: String, to: String, days: Int, isWorkingDays: Bool)
    }

    package var id: String
    package var title: String
    package var kind: Kind
    /// The law, policy or promise that asks for it; empty where none is named.
    package var duty: String

    package init(id: String, title: String, kind: Kind, duty: String = "") {
        self.id = id
        self.title = title
        self.kind = kind
        self.duty = duty
    }

    package var activities: [String] {
        switch kind {
        case .response(let a, let b), .precedence(let a, let b), .fourEyes(let a, let b), .deadline(let a, let b, _, _): [a, b]
        case .absence(let a), .exactlyOnce(let a): [a]
        }
    }
}

/// What one rule says of a log.
package struct RuleResult: Sendable {
    package struct Breach: Sendable, Hashable {
        package enum Kind: String, Sendable, CaseIterable {
            /// Done, after the deadline.
            case late
            /// Not done when the log was taken, after the deadline, in a case that is open.
            case overdue = "late and not done yet"
            /// The case is over without what was due.
            case neverDone = "never done"
            /// Done where the rule does not allow it: too often, before something else, by the same person.
            case notAllowed = "not allowed"
        }

        package var caseIndex: Int
        package var kind: Kind
        /// When what was due fell due, or when the rule was broken; microseconds.
        package var at: Int64
        /// Days begun beyond a deadline, at least one: working days where the deadline counts those. Nil where nothing is late.
        package var daysLate: Int?
    }

    /// An open case in which there is still time.
    package struct Pending: Sendable, Hashable {
        package var caseIndex: Int
        /// The day on which it falls due, in microseconds; nil where the rule has no deadline.
        package var due: Int64?
    }

    package var rule: Rule
    /// Cases that the rule concerns: those in which what it asks about happened.
    package var concerned = 0
    package var kept = 0
    package var inTime: [Pending] = []
    /// One for each case that breaks it, the worst of the case.
    package var breaches: [Breach] = []

    /// Open cases in which there is still time.
    package var pending: Int { inTime.count }

    package func count(_ kind: Breach.Kind) -> Int { breaches.count { $0.kind == kind } }

    package init(rule: Rule) { self.rule = rule }
}
