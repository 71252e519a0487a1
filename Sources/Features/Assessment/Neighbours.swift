package import Pages
package import People
package import Store

/// What the other slices show on this one's pages. App fills it; a feature never imports a feature.
package struct Neighbours: Sendable {
    /// The best few resources for a step of a characteristic.
    package var resources: @Sendable (_ characteristicID: String, _ fromLevel: Int?, _ council: ID<Council>?) async throws -> [ResourceLink]
    /// The same as cards with dials, and how many there are in all.
    package var resourceCards: @Sendable (_ characteristicID: String) async throws -> (cards: HTML, total: Int)
    /// What the council decided about a round's characteristics.
    package var decisions: @Sendable (_ council: ID<Council>, _ roundID: Int64) async throws -> [String: Decision]

    package init(
        resources: @escaping @Sendable (String, Int?, ID<Council>?) async throws -> [ResourceLink],
        resourceCards: @escaping @Sendable (String) async throws -> (cards: HTML, total: Int),
        decisions: @escaping @Sendable (ID<Council>, Int64) async throws -> [String: Decision]
    ) {
        self.resources = resources
        self.resourceCards = resourceCards
        self.decisions = decisions
    }
}

package struct ResourceLink: Hashable, Sendable {
    package var title: String
    package var path: String
    /// "guidance", "case study".
    package var type: String

    package init(title: String, path: String, type: String) {
        self.title = title
        self.path = path
        self.type = type
    }
}

/// A line of the plan, as the result page shows it.
package enum Decision: Hashable, Sendable {
    case planned(owner: String?, due: String?)
    case declined(reason: String)
}
