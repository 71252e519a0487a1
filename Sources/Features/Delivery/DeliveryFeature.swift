package import Pages
package import People
package import Store

/// Slice 6, starter size: priorities become actions with an owner and a date, or are declined with a reason.
package struct DeliveryFeature: Sendable {
    package static let migrations = DeliverySchema.migrations
    package static let navigation = [NavigationItem(.plan, path: "/plan"), NavigationItem(.deliver, path: "/actions")]

    package let plans: PlanStore

    package init(database: HubDatabase) { plans = PlanStore(database) }

    package func addRoutes(to doors: Doors, sources: Sources) {
        PlanPages(store: plans, sources: sources).addRoutes(to: doors)
    }
}
