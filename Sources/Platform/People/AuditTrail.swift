package import Foundation
package import GRDB
package import Store

/// Who did what, when: written in the same transaction as the deed. Subjects are ids and titles, never answers.
package enum AuditTrail {
    package static func note(
        _ db: Database, by userID: Int64?, council: ID<Council>?, _ action: String, _ subject: String, at moment: Date
    ) throws {
        try db.execute(
            sql: "INSERT INTO auditEntry (at, userID, councilID, action, subject) VALUES (?, ?, ?, ?, ?)",
            arguments: [Int64(moment.timeIntervalSince1970), userID, council, action, subject])
    }
}
