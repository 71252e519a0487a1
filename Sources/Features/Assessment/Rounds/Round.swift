package import Foundation
package import Maturity
package import Pages
package import People
package import Store

/// One council's assessment: who is asked what, until when, and how far it wants to get.
package struct Round: Sendable {
    package let id: ID<Round>
    package let councilID: ID<Council>
    package var title: String
    /// The whole framework as it was when the round was made; later versions do not touch it.
    package let framework: Framework
    package var isNamed: Bool
    /// The smallest number of people of which figures are shown.
    package var threshold: Int
    package var opensOn: Day
    package var closesOn: Day
    /// The day by which the targets should be met.
    package var ambitionOn: Day
    package var routeMix: RouteMix
    package var openedAt: Date?
    package var closedAt: Date?
    /// Since when everyone who answered can see the result.
    package var sharedAt: Date?
    package var groups: [RoundGroup]

    package enum State: Sendable {
        case draft, scheduled, open, closed
    }

    package func state(on moment: Date) -> State {
        guard openedAt != nil else { return .draft }
        let today = Day(moment)
        if closedAt != nil || today > closesOn { return .closed }
        return today < opensOn ? .scheduled : .open
    }

    /// The day on which it closed, or will.
    package var lastDay: Day { closedAt.map { min(Day($0), closesOn) } ?? closesOn }

    package func group(_ slug: String) -> RoundGroup? { groups.first { $0.slug == slug } }

    /// A group's name for the start of a sentence.
    package func name(of slug: String) -> String { (group(slug)?.name ?? slug).isolated }

    /// A group's name for the middle of a sentence: the framework's begin with a small letter there, the council's own stay as typed.
    package func said(_ slug: String) -> String {
        let isTyped = framework.groups.first { $0.id == slug }?.name != group(slug)?.name
        return isTyped ? name(of: slug) : Words.midSentence(name(of: slug))
    }

    /// The themes that a group is asked about, a page each; the short set comes in parts of four statements.
    package func themes(for group: RoundGroup) -> [Framework.Theme] {
        let themes = framework.themes(askedOf: group.slug, asks: group.asks)
        guard group.asks == .pulse else { return themes }
        let asked = themes.flatMap(\.characteristics)
        let starts = Array(stride(from: 0, to: asked.count, by: 4))
        return starts.enumerated().map { number, start in
            Framework.Theme(
                id: "part-\(number + 1)", title: "Statements \(start + 1) to \(min(start + 4, asked.count))", summary: "",
                characteristics: Array(asked[start..<min(start + 4, asked.count)]))
        }
    }

    package func isAsked(_ slug: String, _ characteristic: Characteristic) -> Bool {
        guard let group = group(slug) else { return false }
        return themes(for: group).contains { $0.characteristics.contains { $0.id == characteristic.id } }
    }
}

/// A kind of respondent in a round.
package struct RoundGroup: Hashable, Sendable {
    package let id: ID<RoundGroup>
    /// Stable within the round; the template's id where the group came from the framework.
    package var slug: String
    package var name: String
    package var voice: Voice
    package var asks: Asks
    /// Random; changing it makes the old link worthless.
    package var linkKey: String
}

/// What a facilitator fills in for a round.
package struct RoundDraft: Sendable {
    package var title: String
    package var isNamed: Bool
    package var threshold: Int
    package var opensOn: Day
    package var closesOn: Day
    package var ambitionOn: Day
    package var routeMix: RouteMix

    package init(
        title: String, isNamed: Bool = false, threshold: Int = 5, opensOn: Day, closesOn: Day, ambitionOn: Day, routeMix: RouteMix
    ) {
        self.title = title
        self.isNamed = isNamed
        self.threshold = threshold
        self.opensOn = opensOn
        self.closesOn = closesOn
        self.ambitionOn = ambitionOn
        self.routeMix = routeMix
    }
}

/// A group as the facilitator edits it, before or after it has an id.
package struct GroupDraft: Hashable, Sendable {
    package var slug: String
    package var name: String
    package var voice: Voice
    package var asks: Asks

    package init(slug: String, name: String, voice: Voice, asks: Asks) {
        self.slug = slug
        self.name = name
        self.voice = voice
        self.asks = asks
    }

    package init(_ template: Framework.GroupTemplate) {
        self.init(slug: template.id, name: template.name, voice: template.voice, asks: template.asks)
    }
}

/// Why a round refuses what is asked of it.
package enum RoundError: PageRefusal, Equatable {
    /// The round is not (or no longer) in the state that this needs.
    case wrongState
    case noSuchRound
    case noSuchGroup

    package var pageError: PageError {
        switch self {
        case .wrongState: .notYet("Results, figures, the workshop and the plan come from a closed round. This round is not closed yet.")
        case .noSuchRound, .noSuchGroup: .notFound
        }
    }
}
