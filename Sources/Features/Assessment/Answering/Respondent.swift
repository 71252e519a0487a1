package import Maturity
package import Store

/// Someone who answers a round. In an anonymous round nothing is kept of them but a group and the hash of a link.
package struct Respondent: Sendable {
    package let id: ID<Respondent>
    package let invitation: RoundInvitation
    /// A role in a named round, such as "Head of housing"; nil in an anonymous one.
    package var label: String?
    package var isSubmitted: Bool
    /// By characteristic.
    package var answers: [String: GivenAnswer]

    package var round: Round { invitation.round }
    package var group: RoundGroup { invitation.group }
    package var themes: [Framework.Theme] { round.themes(for: group) }

    /// What a page of statements is called to this respondent.
    var pageWord: String { group.asks == .pulse ? "part" : "theme" }

    package func isDone(_ theme: Framework.Theme) -> Bool { theme.characteristics.allSatisfy { answers[$0.id]?.now != nil } }
    package func isBegun(_ theme: Framework.Theme) -> Bool { theme.characteristics.contains { answers[$0.id]?.now != nil } }
}

/// One answer with all that can come with it.
package struct GivenAnswer: Hashable, Sendable {
    package var now: Standing?
    /// Why it does not apply; there when `now` is `notApplicable`.
    package var reason: String?
    package var target: Int?
    package var confidence: Confidence?
    package var note: String?
    package var link: String?

    package init(
        now: Standing?, reason: String? = nil, target: Int? = nil, confidence: Confidence? = nil, note: String? = nil,
        link: String? = nil
    ) {
        self.now = now
        self.reason = reason
        self.target = target
        self.confidence = confidence
        self.note = note
        self.link = link
    }

    package var isEmpty: Bool { self == GivenAnswer(now: nil) }
}

/// How sure a respondent is of an answer.
package enum Confidence: String, CaseIterable, Sendable {
    case low, medium, high

    var words: String {
        switch self {
        case .low: "Not sure"
        case .medium: "Fairly sure"
        case .high: "Very sure"
        }
    }
}
