package import Foundation
import GRDB
package import Maturity
package import People
package import Store

/// All SQL of the plan.
package struct PlanStore: Sendable {
    private let writer: any DatabaseWriter

    package init(_ database: HubDatabase) { writer = database.writer }

    package func decisions(council: ID<Council>) async throws -> [PlanDecision] {
        try await writer.read { try Self.fetch($0, "WHERE councilID = ? ORDER BY dueOn IS NULL, dueOn, id", [council]) }
    }

    package func decisions(council: ID<Council>, roundID: Int64) async throws -> [String: PlanDecision] {
        let found = try await writer.read { try Self.fetch($0, "WHERE councilID = ? AND roundID = ?", [council, roundID]) }
        return Dictionary(found.map { ($0.characteristicID, $0) }) { first, _ in first }
    }

    package func decision(_ id: ID<PlanDecision>, council: ID<Council>) async throws -> PlanDecision? {
        try await writer.read { try Self.fetch($0, "WHERE councilID = ? AND id = ?", [council, id]).first }
    }

    /// Keeps a decision. What was planned is still there when a declined priority is taken up again.
    ///
    /// - Parameter version: the one that the editor had before them, 0 for none.
    /// - Returns: nil when kept, else the decision that someone else has kept meanwhile.
    package func save(
        _ choice: PlanDecision.Choice, for priority: Priority, roundID: Int64, over version: Int, council: ID<Council>, by userID: Int64?,
        now: Date
    ) async throws -> PlanDecision? {
        try await writer.write { db in
            let id = priority.characteristic.id
            let current = try Self.fetch(db, "WHERE councilID = ? AND roundID = ? AND characteristicID = ?", [council, roundID, id]).first
            if let current, current.version != version { return current }
            var action: Action?
            var reason: String?
            switch choice {
            case .planned(let planned): action = planned
            case .declined(let why): reason = why
            }
            try db.execute(
                sql: """
                    INSERT INTO decision (councilID, roundID, characteristicID, title, isPlanned, what, fromLevel, toLevel, owner, dueOn,
                        effort, costPence, measure, reason)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (councilID, roundID, characteristicID) DO UPDATE SET isPlanned = excluded.isPlanned, version = version + 1,
                        reason = excluded.reason, fromLevel = excluded.fromLevel, toLevel = excluded.toLevel,
                        what = iif(excluded.isPlanned, excluded.what, what), owner = iif(excluded.isPlanned, excluded.owner, owner),
                        dueOn = iif(excluded.isPlanned, excluded.dueOn, dueOn), effort = iif(excluded.isPlanned, excluded.effort, effort),
                        costPence = iif(excluded.isPlanned, excluded.costPence, costPence),
                        measure = iif(excluded.isPlanned, excluded.measure, measure)
                    """,
                arguments: [
                    council, roundID, id, priority.characteristic.title, action != nil, action?.what, priority.fromLevel,
                    priority.toLevel, action?.owner, action?.dueOn, action?.effort?.rawValue, action?.cost?.value, action?.measure,
                    reason,
                ])
            try AuditTrail.note(db, by: userID, council: council, action == nil ? "decline" : "plan", id, at: now)
            return nil
        }
    }

    /// Keeps how far an action is.
    ///
    /// - Returns: false, with nothing changed, where someone else has changed it since `version`.
    package func report(
        _ progress: Progress, note: String?, on id: ID<PlanDecision>, over version: Int, council: ID<Council>, by userID: Int64?, now: Date
    ) async throws -> Bool {
        try await writer.write { db in
            try db.execute(
                sql: """
                    UPDATE decision SET progress = ?, progressNote = ?, version = version + 1
                    WHERE id = ? AND councilID = ? AND isPlanned = 1 AND version = ?
                    """, arguments: [progress.rawValue, note, id, council, version])
            guard db.changesCount == 1 else { return false }
            try AuditTrail.note(db, by: userID, council: council, "report progress", "\(id): \(progress.rawValue)", at: now)
            return true
        }
    }

    private static func fetch(_ db: Database, _ rest: String, _ arguments: StatementArguments) throws -> [PlanDecision] {
        try Row.fetchAll(db, sql: "SELECT * FROM decision \(rest)", arguments: arguments).map { row in
            let action = try (row.cell("what") as String?).map { what in
                Action(
                    what: what, owner: try row.cell("owner"), dueOn: try row.cell("dueOn"), effort: try row.cell("effort"),
                    cost: try row.cell("costPence", as: Int64?.self).map { Pence($0) }, measure: try row.cell("measure"))
            }
            let choice: PlanDecision.Choice
            if try row.cell("isPlanned"), let action {
                choice = .planned(action)
            } else {
                choice = .declined(reason: try row.cell("reason") ?? "")
            }
            return PlanDecision(
                id: try row.cell("id"), roundID: try row.cell("roundID"), characteristicID: try row.cell("characteristicID"),
                title: try row.cell("title"), fromLevel: try row.cell("fromLevel", in: 0...99), toLevel: try row.cell("toLevel", in: 0...99),
                choice: choice, progress: try row.cell("progress"), progressNote: try row.cell("progressNote"),
                version: try row.cell("version", in: 0...Int(Int32.max)), kept: action)
        }
    }
}
