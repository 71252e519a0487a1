package import Foundation
import GRDB
package import Pages
package import Store

/// All SQL about users and their sessions; that about invitations is in `UserStore+Invitations.swift`.
package struct UserStore: Sendable {
    let writer: any DatabaseWriter

    package init(_ database: HubDatabase) { writer = database.writer }

    private static let columns = """
        SELECT user.id, user.email, user.role, user.councilID, council.officialName AS councilName, user.passwordHash
        FROM user LEFT JOIN council ON council.id = user.councilID
        """

    // MARK: Users

    package func hasAdministrator() async throws -> Bool {
        try await writer.read { try Self.hasAdministrator($0) }
    }

    private static func hasAdministrator(_ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM user WHERE role = 'administrator')") ?? false
    }

    /// The user and the hash of the password, for signing in.
    package func account(email: String) async throws -> (user: User, passwordHash: String)? {
        try await writer.read { db in
            let row = try Row.fetchOne(db, sql: Self.columns + " WHERE user.email = ?", arguments: [email])
            return try row.map { (try Self.user($0), try $0.cell("passwordHash")) }
        }
    }

    package func users(council: ID<Council>) async throws -> [User] {
        try await writer.read { db in
            try Row.fetchAll(db, sql: Self.columns + " WHERE user.councilID = ? ORDER BY user.email", arguments: [council])
                .map(Self.user)
        }
    }

    package func allUsers() async throws -> [User] {
        try await writer.read { db in
            try Row.fetchAll(db, sql: Self.columns + " ORDER BY council.officialName, user.email LIMIT 1000").map(Self.user)
        }
    }

    /// Makes the first administrator; refused once there is one.
    package func setUp(email: String, passwordHash: String, now: Date) async throws {
        try await writer.write { db in
            guard try !Self.hasAdministrator(db) else { throw UserError.alreadySetUp }
            try Self.checkNoOtherAccount(db, Invitation(email: email, role: .administrator, councilID: nil), within: nil)
            try Self.save(db, email: email, role: .administrator, council: nil, passwordHash: passwordHash, now: now)
            try Self.endInvitations(db, to: email)
            try AuditTrail.note(db, by: nil, council: nil, "set up hub", "first administrator", at: now)
        }
    }

    /// Makes an account directly, for demo content and tests.
    package func add(email: String, role: Role, council: ID<Council>?, passwordHash: String, now: Date) async throws {
        try await writer.write { db in
            try Self.save(db, email: email, role: role, council: council, passwordHash: passwordHash, now: now)
        }
    }

    static func save(
        _ db: Database, email: String, role: Role, council: ID<Council>?, passwordHash: String, now: Date
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO user (email, role, councilID, passwordHash, createdAt) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (email) DO UPDATE SET passwordHash = excluded.passwordHash
                """, arguments: [email, role.rawValue, council, passwordHash, Int64(now.timeIntervalSince1970)])
    }

    /// Removes an account with its sessions and the open invitations that it made or that were sent to its address; what it
    /// did stays in the audit trail, without the person.
    ///
    /// - Returns: whether there was one.
    package func remove(email: String, now: Date) async throws -> Bool {
        try await writer.write { db in
            let row = try Row.fetchOne(db, sql: "SELECT id, role, councilID FROM user WHERE email = ?", arguments: [email])
            guard let row else { return false }
            let administrators = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM user WHERE role = 'administrator'") ?? 0
            if try row.cell("role") == Role.administrator && administrators == 1 { throw UserError.lastAdministrator }
            try db.execute(sql: "DELETE FROM invitation WHERE invitedBy = ?", arguments: [try row.cell("id", as: ID<User>.self)])
            try Self.endInvitations(db, to: email)
            try db.execute(sql: "DELETE FROM user WHERE email = ?", arguments: [email])
            try AuditTrail.note(db, by: nil, council: try row.cell("councilID"), "remove account", email, at: now)
            return true
        }
    }

    // MARK: Sessions

    /// - Parameter old: the token of the session that the browser had before, which ends with this.
    package func startSession(user: ID<User>, inPlaceOf old: String? = nil, now: Date) async throws -> String {
        let token = Token.make()
        let seconds = Int64(now.timeIntervalSince1970)
        try await writer.write { db in
            if let old { try db.execute(sql: "DELETE FROM session WHERE tokenHash = ?", arguments: [Token.hash(old)]) }
            try db.execute(
                sql: "INSERT INTO session (tokenHash, userID, startedAt, seenAt) VALUES (?, ?, ?, ?)",
                arguments: [Token.hash(token), user, seconds, seconds])
            try db.execute(
                sql: "DELETE FROM session WHERE startedAt < ? OR seenAt < ?",
                arguments: [seconds - SessionLimit.absoluteSeconds, seconds - SessionLimit.idleSeconds])
        }
        return token
    }

    package func endSession(token: String) async throws {
        try await writer.write { try $0.execute(sql: "DELETE FROM session WHERE tokenHash = ?", arguments: [Token.hash(token)]) }
    }

    static func user(_ row: Row) throws -> User {
        User(
            id: try row.cell("id"), email: try row.cell("email"), role: try row.cell("role"), councilID: try row.cell("councilID"),
            councilName: try row.cell("councilName"))
    }
}

/// How long someone stays signed in.
package enum SessionLimit {
    /// A workshop may pause for lunch.
    package static let idleSeconds: Int64 = 2 * 3600
    package static let absoluteSeconds: Int64 = 12 * 3600
    /// `seenAt` is written at most this often, so that reading a page is not a write.
    static let touchSeconds: Int64 = 60
}

extension UserStore: SessionFinder {
    package func signedIn(tokenHash: Data, now: Date) async throws -> SignedIn? {
        let seconds = Int64(now.timeIntervalSince1970)
        let found = try await writer.read { db -> (user: SignedIn, seenAt: Int64)? in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT user.id, user.email, user.role, user.councilID, council.officialName, session.seenAt FROM session
                    JOIN user ON user.id = session.userID LEFT JOIN council ON council.id = user.councilID
                    WHERE tokenHash = ? AND startedAt >= ? AND seenAt >= ?
                    """,
                arguments: [tokenHash, seconds - SessionLimit.absoluteSeconds, seconds - SessionLimit.idleSeconds])
            guard let row else { return nil }
            let role: Role = try row.cell("role")
            let user = SignedIn(
                userID: try row.cell("id"), email: try row.cell("email"), roleName: role.name, role: role,
                councilID: try row.cell("councilID"), councilName: try row.cell("officialName"))
            return (user, try row.cell("seenAt"))
        }
        guard let found else { return nil }
        if found.seenAt < seconds - SessionLimit.touchSeconds { try await touch(tokenHash, seconds) }
        return found.user
    }

    /// Notes that the session is in use. Where the disk is full or cannot be written to, reading goes on without.
    private func touch(_ tokenHash: Data, _ seconds: Int64) async throws {
        do {
            try await writer.write {
                try $0.execute(sql: "UPDATE session SET seenAt = ? WHERE tokenHash = ?", arguments: [seconds, tokenHash])
            }
        } catch {
            guard StorageFault(error) != nil else { throw error }
        }
    }
}
