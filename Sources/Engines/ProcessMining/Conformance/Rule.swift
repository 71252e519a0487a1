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
    package enum Verdict: Sendable, Hashable { case kept, broken, pending, notConcerned }

    package struct Breach: Sendable, Hashable {
        package var caseIndex: Int
        /// When what was due fell due, or when the rule was broken; microseconds.
        package var at: Int64
        /// Days begun beyond a deadline, at least one: working days where the deadline counts those. Nil for other rules, and where
        /// the case closed without what was due.
        package var daysLate: Int?
    }

    package var rule: Rule
    /// Cases that the rule concerns: those in which what it asks about happened.
    package var concerned = 0
    package var kept = 0
    /// Open cases in which there is still time.
    package var pending = 0
    /// One for each case that breaks it, the worst of the case.
    package var breaches: [Breach] = []

    package init(rule: Rule) { self.rule = rule }
}
