package import Foundation
import GRDB
import Pages
package import Store

/// All SQL about invitations.
///
/// One is open until it is used, too old, withdrawn, or another one for the same address is accepted, and only as long as
/// whoever made it may still invite: whoever loses account, role or council takes their open invitations along.
extension UserStore {
    private static let openInvitations = """
        SELECT invitation.id, invitation.email, invitation.role, invitation.councilID, invitation.expiresAt, council.officialName,
            inviter.email AS invitedBy
        FROM invitation LEFT JOIN council ON council.id = invitation.councilID LEFT JOIN user inviter ON inviter.id = invitation.invitedBy
        WHERE usedAt IS NULL AND expiresAt > ? AND (invitation.invitedBy IS NULL OR inviter.role = 'administrator'
            OR (inviter.role = 'facilitator' AND inviter.councilID = invitation.councilID
                AND invitation.role IN ('facilitator', 'contributor')))
        """

    /// - Parameter userID: who invites; nil for a command. A facilitator invites for their own council and learns nothing of
    ///   accounts elsewhere: whether an address has one comes out when the invitation is accepted.
    /// - Returns: the token of the link, which is kept only as a hash.
    package func invite(_ invitation: Invitation, by userID: Int64?, now: Date) async throws -> String {
        let token = Token.make()
        try await writer.write { db in
            let horizon = try Self.horizon(db, of: userID, inviting: invitation)
            try Self.checkNoOtherAccount(db, invitation, within: horizon)
            let expiry = now.addingTimeInterval(Double(Invitation.validDays) * 86_400)
            try db.execute(
                sql: "INSERT INTO invitation (tokenHash, email, role, councilID, expiresAt, invitedBy) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    Token.hash(token), invitation.email, invitation.role.rawValue, invitation.councilID,
                    Int64(expiry.timeIntervalSince1970), userID,
                ])
            try AuditTrail.note(db, by: userID, council: invitation.councilID, "invite", invitation.subject, at: now)
        }
        return token
    }

    package func invitation(token: String, now: Date) async throws -> Invitation? {
        try await writer.read { try Self.openInvitation($0, token: token, now: now)?.invitation }
    }

    /// The open invitations of one council or, where it is nil, of the whole hub.
    package func openInvitations(council: ID<Council>?, now: Date) async throws -> [OpenInvitation] {
        try await writer.read { db in
            let condition = " AND (? IS NULL OR invitation.councilID = ?) ORDER BY invitation.expiresAt, invitation.email LIMIT 1000"
            let rows = try Row.fetchAll(
                db, sql: Self.openInvitations + condition, arguments: [Int64(now.timeIntervalSince1970), council, council])
            return try rows.map(Self.openInvitation)
        }
    }

    /// Ends an open invitation of one council or, where it is nil, of the whole hub.
    ///
    /// - Returns: what it offered; nil where there is none any more, or it is another council's.
    package func withdraw(_ id: ID<Invitation>, council: ID<Council>?, by userID: Int64, now: Date) async throws -> Invitation? {
        try await writer.write { db in
            let condition = " AND invitation.id = ? AND (? IS NULL OR invitation.councilID = ?)"
            let row = try Row.fetchOne(
                db, sql: Self.openInvitations + condition, arguments: [Int64(now.timeIntervalSince1970), id, council, council])
            guard let invitation = try row.map(Self.openInvitation)?.invitation else { return nil }
            try db.execute(sql: "DELETE FROM invitation WHERE id = ?", arguments: [id])
            try AuditTrail.note(db, by: userID, council: invitation.councilID, "withdraw invitation", invitation.subject, at: now)
            return invitation
        }
    }

    /// Makes the account, or sets its password, and ends this and every other invitation for the address. Sessions under an
    /// old password end. Where the address has another account, only the audit trail of the hub is told.
    package func accept(token: String, passwordHash: String, now: Date) async throws -> Invitation {
        let (invitation, refusal) = try await writer.write { db -> (Invitation, UserError?) in
            guard let open = try Self.openInvitation(db, token: token, now: now) else { throw UserError.invitationSpent }
            let invitation = open.invitation
            do {
                try Self.checkNoOtherAccount(db, invitation, within: nil)
            } catch let error as UserError {
                try AuditTrail.note(
                    db, by: nil, council: nil, "refuse invitation", "\(invitation.subject): the address has another account", at: now)
                return (invitation, error)
            }
            try Self.save(
                db, email: invitation.email, role: invitation.role, council: invitation.councilID, passwordHash: passwordHash, now: now)
            try db.execute(
                sql: "DELETE FROM session WHERE userID = (SELECT id FROM user WHERE email = ?)", arguments: [invitation.email])
            try db.execute(
                sql: "UPDATE invitation SET usedAt = ? WHERE id = ?", arguments: [Int64(now.timeIntervalSince1970), open.id])
            try Self.endInvitations(db, to: invitation.email)
            let account = try Int64.fetchOne(db, sql: "SELECT id FROM user WHERE email = ?", arguments: [invitation.email])
            try AuditTrail.note(db, by: account, council: invitation.councilID, "accept invitation", invitation.role.rawValue, at: now)
            return (invitation, nil)
        }
        if let refusal { throw refusal }
        return invitation
    }

    /// Ends every invitation for an address that has not been used.
    static func endInvitations(_ db: Database, to email: String) throws {
        try db.execute(sql: "DELETE FROM invitation WHERE email = ? AND usedAt IS NULL", arguments: [email])
    }

    // MARK: Checks

    /// Which accounts whoever invites may learn of: those of one council, or all where it is nil.
    private static func horizon(_ db: Database, of userID: Int64?, inviting invitation: Invitation) throws -> ID<Council>? {
        guard let userID else { return nil }
        let row = try Row.fetchOne(db, sql: "SELECT role, councilID FROM user WHERE id = ?", arguments: [userID])
        guard let row else { throw UserError.mayNotInvite }
        switch try row.cell("role") as Role {
        case .administrator: return nil
        case .facilitator:
            let council: ID<Council>? = try row.cell("councilID")
            guard let council, council == invitation.councilID, invitation.role.belongsToCouncil else { throw UserError.mayNotInvite }
            return council
        case .contributor, .curator: throw UserError.mayNotInvite
        }
    }

    static func checkNoOtherAccount(_ db: Database, _ invitation: Invitation, within council: ID<Council>?) throws {
        let other = try Row.fetchOne(
            db, sql: "SELECT role, councilID FROM user WHERE email = ? AND (? IS NULL OR councilID = ?)",
            arguments: [invitation.email, council, council])
        guard let other else { return }
        let (role, council): (Role, ID<Council>?) = (try other.cell("role"), try other.cell("councilID"))
        if role != invitation.role || council != invitation.councilID { throw UserError.otherAccount(email: invitation.email) }
    }

    // MARK: Rows

    private static func openInvitation(_ db: Database, token: String, now: Date) throws -> OpenInvitation? {
        let condition = " AND tokenHash = ?"
        let row = try Row.fetchOne(
            db, sql: Self.openInvitations + condition, arguments: [Int64(now.timeIntervalSince1970), Token.hash(token)])
        return try row.map(openInvitation)
    }

    private static func openInvitation(_ row: Row) throws -> OpenInvitation {
        guard let expiresAt = try row.moment("expiresAt") else { throw DamagedCell(column: "expiresAt") }
        return OpenInvitation(
            id: try row.cell("id"),
            invitation: Invitation(
                email: try row.cell("email"), role: try row.cell("role"), councilID: try row.cell("councilID"),
                councilName: try row.cell("officialName")),
            invitedBy: try row.cell("invitedBy"), expiresAt: expiresAt)
    }
}
