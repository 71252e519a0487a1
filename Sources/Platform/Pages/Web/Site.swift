package import Foundation

/// The hub as every page sees it: how it is set up, its navigation, the clock.
package struct Site: Sendable {
    package var isDemo: Bool
    /// Whether browsers reach the hub by https; decides cookie names and HSTS.
    package var isSecure: Bool
    /// Such as `https://hub.example.gov.uk`, without a slash at the end, for links that people are sent.
    package var address: String
    package var key: Data
    package var navigation: [NavigationItem]
    package var publicNavigation: [NavigationItem]
    package var stylesheets: [String]
    package var script: String?
    package var banners: Banners
    package var now: @Sendable () -> Date

    package init(
        isDemo: Bool, isSecure: Bool, address: String, key: Data, navigation: [NavigationItem] = [],
        publicNavigation: [NavigationItem] = [], stylesheets: [String] = [], script: String? = nil,
        now: @escaping @Sendable () -> Date
    ) {
        self.isDemo = isDemo
        self.isSecure = isSecure
        self.address = address
        self.key = key
        self.navigation = navigation
        self.publicNavigation = publicNavigation
        self.stylesheets = stylesheets
        self.script = script
        self.now = now
        banners = Banners()
    }

    static let bare = Site(isDemo: false, isSecure: true, address: "", key: Data(), now: { Date() })
}

/// The eight steps of the improvement cycle, in order.
package enum CycleStep: String, CaseIterable, Sendable {
    case assess, learn, listen, evidence, plan, deliver, measure, share

    package var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

/// A page that the navigation leads to.
package struct NavigationItem: Sendable {
    package let title: String
    package let path: String
    package let step: CycleStep?

    /// Other places that belong to the step.
    private let also: [String]

    package init(_ step: CycleStep, path: String, also: [String] = []) {
        title = step.name
        self.path = path
        self.step = step
        self.also = also
    }

    package init(title: String, path: String) {
        self.title = title
        self.path = path
        step = nil
        also = []
    }

    /// Whether a page at `path` belongs under this item.
    package func leads(to path: String) -> Bool {
        ([self.path] + also).contains { path == $0 || path.hasPrefix($0 + "/") }
    }
}
