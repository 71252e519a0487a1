package import Foundation
import GRDB
import Maturity
package import People
package import Store

/// All SQL about what workshops agreed.
package struct AgreementStore: Sendable {
    private let writer: any DatabaseWriter

    package init(_ database: HubDatabase) { writer = database.writer }

    /// Keeps an agreement as the next version.
    ///
    /// - Parameter version: the version that the facilitator had before them, 0 where there was none. If another one has been
    ///   saved since, nothing is written and that one is handed back.
    package func save(
        _ agreement: Agreement, of characteristicID: String, over version: Int, round id: ID<Round>, council: ID<Council>,
        by userID: Int64?, now: Date
    ) async throws -> AgreementOutcome {
        try await writer.write { db in
            let round = try RoundStore.round(db, id, council: council)
            guard round.state(on: now) == .closed else { throw RoundError.wrongState }
            let current = try Self.latest(db, round)[characteristicID]
            if let current, current.version != version {
                if current.agreement == agreement { return .saved }
                return .conflict(current)
            }
            try db.execute(
                sql: """
                    INSERT INTO agreement
                        (roundID, characteristicID, version, level, target, importance, reason, dissent, savedBy, savedAt)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, characteristicID, (current?.version ?? 0) + 1, agreement.level, agreement.target, agreement.importance.rawValue,
                    agreement.reason, agreement.dissent, userID, Int64(now.timeIntervalSince1970),
                ])
            try AuditTrail.note(db, by: userID, council: council, "agree level", "\(round.title): \(characteristicID)", at: now)
            return .saved
        }
    }

    static func latest(_ db: Database, _ round: Round) throws -> [String: StoredAgreement] {
        let top = round.framework.highestLevel
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM agreement WHERE roundID = ? ORDER BY characteristicID, version", arguments: [round.id])
        var latest: [String: StoredAgreement] = [:]
        for row in rows {
            guard let savedAt = try row.moment("savedAt") else { throw DamagedCell(column: "savedAt") }
            latest[try row.cell("characteristicID")] = StoredAgreement(
                agreement: Agreement(
                    level: try row.cell("level", in: 0...top), target: try row.optionalCell("target", in: 0...top),
                    importance: try row.cell("importance"), reason: try row.cell("reason"), dissent: try row.cell("dissent")),
                version: try row.cell("version"), savedAt: savedAt)
        }
        return latest
    }
}
