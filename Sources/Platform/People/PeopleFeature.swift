import Pages
package import Store

/// Councils, users, signing in and the audit trail: what every slice stands on.
package struct PeopleFeature: Sendable {
    package static let migrations = PeopleSchema.migrations

    package let users: UserStore
    package let councils: CouncilStore
    package let hasher: PasswordHasher
    private let setupCode: String?

    /// - Parameter setupCode: what the first administrator must know; nil where there is one already.
    package init(database: HubDatabase, setupCode: String?) {
        users = UserStore(database)
        councils = CouncilStore(database)
        hasher = PasswordHasher()
        self.setupCode = setupCode
    }

    package func addRoutes(to doors: Doors) {
        SignInPages(users: users, hasher: hasher, setupCode: setupCode).addRoutes(to: doors)
        TeamPages(users: users, councils: councils).addRoutes(to: doors)
    }

    /// Pages that anyone may ask for; every other route of the slice wants a sign-in.
    package static let openPaths = ["/sign-in", "/setup", "/invitation/{token}"]
}
