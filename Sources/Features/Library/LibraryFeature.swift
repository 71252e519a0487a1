package import Maturity
package import Pages
package import People

/// Slice 2, starter size: curated resources tied to the steps they help with.
package struct LibraryFeature: Sendable {
    package static let navigation = NavigationItem(.learn, path: "/library", also: ["/good"])
    package static let publicNavigation = NavigationItem(title: "Library", path: "/library")
    package static let openPaths = LibraryPages.openPaths

    package let shelf: ResourceShelf
    private let frameworks: [Framework]

    /// - Parameter frameworks: the main one first; its characteristics are offered for narrowing down.
    package init(resources: [Resource], frameworks: [Framework]) {
        shelf = ResourceShelf(resources)
        self.frameworks = frameworks
    }

    package func addRoutes(to doors: Doors) { LibraryPages(shelf: shelf, frameworks: frameworks).addRoutes(to: doors) }

    /// The best few for a characteristic as cards, and how many there are in all.
    package func cards(characteristicID: String, limit: Int = 3) -> (cards: HTML, total: Int) {
        let total = shelf.find(.init(characteristicID: characteristicID)).count
        let best = shelf.recommend(characteristicID: characteristicID, fromLevel: nil, councilType: nil, limit: limit)
        return (best.map { LibraryViews.card($0, heading: "h3") }.joined(), total)
    }
}
