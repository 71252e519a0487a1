package import Foundation
import GRDB
package import Pages
package import Store

/// All SQL about users, their sessions and invitations.
package struct UserStore: Sendable {
    private let writer: any DatabaseWriter

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
            try Row.fetchOne(db, sql: Self.columns + " WHERE user.email = ?", arguments: [email]).flatMap { row in
                Self.user(row).map { ($0, row["passwordHash"]) }
            }
        }
    }

    package func users(council: ID<Council>) async throws -> [User] {
        try await writer.read { db in
            try Row.fetchAll(db, sql: Self.columns + " WHERE user.councilID = ? ORDER BY user.email", arguments: [council])
                .compactMap(Self.user)
        }
    }

    package func allUsers() async throws -> [User] {
        try await writer.read { db in
            try Row.fetchAll(db, sql: Self.columns + " ORDER BY council.officialName, user.email LIMIT 1000").compactMap(Self.user)
        }
    }

    /// Makes the first administrator; refused once there is one.
    package func setUp(email: String, passwordHash: String, now: Date) async throws {
        try await writer.write { db in
            guard try !Self.hasAdministrator(db) else { throw UserError.alreadySetUp }
            try Self.checkNoOtherAccount(db, Invitation(email: email, role: .administrator, councilID: nil))
            try Self.save(db, email: email, role: .administrator, council: nil, passwordHash: passwordHash, now: now)
            try AuditTrail.note(db, by: nil, council: nil, "set up hub", "first administrator", at: now)
        }
    }

    /// Makes an account directly, for demo content and tests.
    package func add(email: String, role: Role, council: ID<Council>?, passwordHash: String, now: Date) async throws {
        try await writer.write { db in
            try Self.save(db, email: email, role: role, council: council, passwordHash: passwordHash, now: now)
        }
    }

    private static func save(
        _ db: Database, email: String, role: Role, council: ID<Council>?, passwordHash: String, now: Date
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO user (email, role, councilID, passwordHash, createdAt) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (email) DO UPDATE SET passwordHash = excluded.passwordHash
                """, arguments: [email, role.rawValue, council, passwordHash, Int64(now.timeIntervalSince1970)])
    }

    /// Removes an account with its sessions; what it did stays in the audit trail, without the person.
    ///
    /// - Returns: whether there was one.
    package func remove(email: String, now: Date) async throws -> Bool {
        try await writer.write { db in
            let row = try Row.fetchOne(db, sql: "SELECT role, councilID FROM user WHERE email = ?", arguments: [email])
            guard let row else { return false }
            let administrators = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM user WHERE role = 'administrator'") ?? 0
            if row["role"] == Role.administrator.rawValue && administrators == 1 { throw UserError.lastAdministrator }
            try db.execute(sql: "DELETE FROM user WHERE email = ?", arguments: [email])
            try db.execute(sql: "DELETE FROM invitation WHERE email = ?", arguments: [email])
            try AuditTrail.note(db, by: nil, council: row["councilID"], "remove account", email, at: now)
            return true
        }
    }

    // MARK: Invitations

    /// - Returns: the token of the link, which is kept only as a hash.
    package func invite(_ invitation: Invitation, by userID: Int64?, now: Date) async throws -> String {
        let token = Token.make()
        try await writer.write { db in
            try Self.checkNoOtherAccount(db, invitation)
            let expiry = now.addingTimeInterval(Double(Invitation.validDays) * 86_400)
            try db.execute(
                sql: "INSERT INTO invitation (tokenHash, email, role, councilID, expiresAt) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    Token.hash(token), invitation.email, invitation.role.rawValue, invitation.councilID,
                    Int64(expiry.timeIntervalSince1970),
                ])
            try AuditTrail.note(db, by: userID, council: invitation.councilID, "invite", "\(invitation.email) as \(invitation.role.rawValue)", at: now)
        }
        return token
    }

    package func invitation(token: String, now: Date) async throws -> Invitation? {
        try await writer.read { try Self.invitation($0, token: token, now: now) }
    }

    /// Makes the account, or sets its password, and spends the invitation. Sessions under an old password end.
    package func accept(token: String, passwordHash: String, now: Date) async throws -> Invitation {
        try await writer.write { db in
            guard let invitation = try Self.invitation(db, token: token, now: now) else { throw UserError.invitationSpent }
            try Self.checkNoOtherAccount(db, invitation)
            try Self.save(
                db, email: invitation.email, role: invitation.role, council: invitation.councilID, passwordHash: passwordHash, now: now)
            try db.execute(
                sql: "DELETE FROM session WHERE userID = (SELECT id FROM user WHERE email = ?)", arguments: [invitation.email])
            try db.execute(
                sql: "UPDATE invitation SET usedAt = ? WHERE tokenHash = ?",
                arguments: [Int64(now.timeIntervalSince1970), Token.hash(token)])
            let account = try Int64.fetchOne(db, sql: "SELECT id FROM user WHERE email = ?", arguments: [invitation.email])
            try AuditTrail.note(db, by: account, council: invitation.councilID, "accept invitation", invitation.role.rawValue, at: now)
            return invitation
        }
    }

    private static func checkNoOtherAccount(_ db: Database, _ invitation: Invitation) throws {
        let other = try Row.fetchOne(db, sql: "SELECT role, councilID FROM user WHERE email = ?", arguments: [invitation.email])
        guard let other else { return }
        let council: ID<Council>? = other["councilID"]
        if other["role"] != invitation.role.rawValue || council != invitation.councilID {
            throw UserError.otherAccount(email: invitation.email)
        }
    }

    private static func invitation(_ db: Database, token: String, now: Date) throws -> Invitation? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT email, role, councilID, council.officialName FROM invitation LEFT JOIN council ON council.id = councilID
                WHERE tokenHash = ? AND usedAt IS NULL AND expiresAt > ?
                """, arguments: [Token.hash(token), Int64(now.timeIntervalSince1970)])
        guard let row, let role = Role(rawValue: row["role"]) else { return nil }
        return Invitation(email: row["email"], role: role, councilID: row["councilID"], councilName: row["officialName"])
    }

    // MARK: Sessions

    package func startSession(user: ID<User>, now: Date) async throws -> String {
        let token = Token.make()
        let seconds = Int64(now.timeIntervalSince1970)
        try await writer.write { db in
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

    private static func user(_ row: Row) -> User? {
        guard let role = Role(rawValue: row["role"]) else { return nil }
        return User(id: row["id"], email: row["email"], role: role, councilID: row["councilID"], councilName: row["councilName"])
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
            guard let row, let role = Role(rawValue: row["role"]) else { return nil }
            let user = SignedIn(
                userID: row["id"], email: row["email"], roleName: role.name, role: role, councilID: row["councilID"],
                councilName: row["officialName"])
            return (user, row["seenAt"])
        }
        guard let found else { return nil }
        if found.seenAt < seconds - SessionLimit.touchSeconds {
            try await writer.write {
                try $0.execute(sql: "UPDATE session SET seenAt = ? WHERE tokenHash = ?", arguments: [seconds, tokenHash])
            }
        }
        return found.user
    }
}
