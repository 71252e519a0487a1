package import Foundation
import GRDB
package import Maturity
import Pages
package import People
package import Store

/// All SQL about rounds and their groups.
package struct RoundStore: Sendable {
    let writer: any DatabaseWriter
    /// The hub's key, from which group links are derived.
    private let key: Data

    package init(_ database: HubDatabase, key: Data) {
        writer = database.writer
        self.key = key
    }

    // MARK: Reading

    package func rounds(council: ID<Council>) async throws -> [Round] {
        try await writer.read { try Self.fetch($0, "WHERE councilID = ? ORDER BY closesOn DESC, id DESC", [council]) }
    }

    package func round(_ id: ID<Round>, council: ID<Council>) async throws -> Round {
        try await writer.read { try Self.round($0, id, council: council) }
    }

    static func round(_ db: Database, _ id: ID<Round>, council: ID<Council>) throws -> Round {
        guard let round = try fetch(db, "WHERE id = ? AND councilID = ?", [id, council]).first else { throw RoundError.noSuchRound }
        return round
    }

    /// The round and group that a group link leads to, with the council's name.
    package func invitation(linkToken token: String) async throws -> RoundInvitation? {
        try await writer.read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT id, roundID FROM roundGroup WHERE linkHash = ?", arguments: [Token.hash(token)])
            guard let row else { return nil }
            return try Self.invitation(db, round: try row.cell("roundID"), group: try row.cell("id"))
        }
    }

    static func invitation(_ db: Database, round id: ID<Round>, group groupID: ID<RoundGroup>) throws -> RoundInvitation? {
        guard let round = try fetch(db, "WHERE id = ?", [id]).first, let group = round.groups.first(where: { $0.id == groupID }) else {
            return nil
        }
        let council = try String.fetchOne(db, sql: "SELECT officialName FROM council WHERE id = ?", arguments: [round.councilID])
        return RoundInvitation(round: round, group: group, councilName: council ?? "")
    }

    /// How many of each group have a link, have begun and have sent their answers. Counts only: never what they say.
    package func progress(_ id: ID<Round>, council: ID<Council>) async throws -> [ID<RoundGroup>: GroupProgress] {
        try await writer.read { db in
            _ = try Self.round(db, id, council: council)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT groupID, COUNT(*) AS invited, SUM(isSubmitted) AS submitted,
                        SUM(EXISTS (SELECT 1 FROM answer WHERE answer.respondentID = respondent.id)) AS begun
                    FROM respondent WHERE roundID = ? GROUP BY groupID
                    """, arguments: [id])
            return Dictionary(
                uniqueKeysWithValues: try rows.map { row in
                    (
                        try row.cell("groupID", as: ID<RoundGroup>.self),
                        GroupProgress(invited: try row.cell("invited"), begun: try row.cell("begun"), submitted: try row.cell("submitted"))
                    )
                })
        }
    }

    /// The address of a group's link; it can be shown again because it is derived, not stored.
    package func linkToken(of group: RoundGroup) -> String { Self.linkToken(key: key, linkKey: group.linkKey) }

    private static func linkToken(key: Data, linkKey: String) -> String { Token.derived(from: key, for: "group-link:" + linkKey) }

    // MARK: Writing

    /// Makes a round as a draft with the framework frozen into it.
    package func create(
        _ draft: RoundDraft, framework: Framework, groups: [GroupDraft], council: ID<Council>, by userID: Int64?, now: Date
    ) async throws -> ID<Round> {
        let frozen = String(decoding: try JSONEncoder().encode(framework), as: UTF8.self)
        let mix = String(decoding: try JSONEncoder().encode(draft.routeMix), as: UTF8.self)
        return try await writer.write { [key] db in
            try db.execute(
                sql: """
                    INSERT INTO round (councilID, title, framework, isNamed, threshold, opensOn, closesOn, ambitionOn, routeMix)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    council, draft.title, frozen, draft.isNamed, draft.threshold, draft.opensOn, draft.closesOn, draft.ambitionOn, mix,
                ])
            let id = ID<Round>(db.lastInsertedRowID)
            try Self.save(db, groups, round: id, key: key)
            try AuditTrail.note(db, by: userID, council: council, "create round", draft.title, at: now)
            return id
        }
    }

    /// Changes a draft; of an open round only the title, closing day, ambition and mix, since people were told the rest.
    package func update(_ id: ID<Round>, _ draft: RoundDraft, council: ID<Council>, by userID: Int64?, now: Date) async throws {
        let mix = String(decoding: try JSONEncoder().encode(draft.routeMix), as: UTF8.self)
        try await writer.write { db in
            let round = try Self.round(db, id, council: council)
            let state = round.state(on: now)
            guard state != .closed else { throw RoundError.wrongState }
            let isDraft = state == .draft
            try db.execute(
                sql: """
                    UPDATE round SET title = ?, isNamed = ?, threshold = ?, opensOn = ?, closesOn = ?, ambitionOn = ?, routeMix = ?
                    WHERE id = ?
                    """,
                arguments: [
                    draft.title, isDraft ? draft.isNamed : round.isNamed, isDraft ? draft.threshold : round.threshold,
                    isDraft ? draft.opensOn : round.opensOn, draft.closesOn, draft.ambitionOn, mix, id,
                ])
            try AuditTrail.note(db, by: userID, council: council, "change round", draft.title, at: now)
        }
    }

    package func setGroups(_ id: ID<Round>, _ groups: [GroupDraft], council: ID<Council>, by userID: Int64?, now: Date) async throws {
        try await writer.write { [key] db in
            let round = try Self.round(db, id, council: council)
            guard round.state(on: now) == .draft else { throw RoundError.wrongState }
            try Self.save(db, groups, round: id, key: key)
            try AuditTrail.note(db, by: userID, council: council, "change groups", round.title, at: now)
        }
    }

    package func open(_ id: ID<Round>, council: ID<Council>, by userID: Int64?, now: Date) async throws {
        try await writer.write { db in
            let round = try Self.round(db, id, council: council)
            guard round.state(on: now) == .draft, Day(now) <= round.closesOn, !round.groups.isEmpty,
                round.groups.allSatisfy({ !round.themes(for: $0).isEmpty })
            else { throw RoundError.wrongState }
            try db.execute(sql: "UPDATE round SET openedAt = ? WHERE id = ?", arguments: [Int64(now.timeIntervalSince1970), id])
            try AuditTrail.note(db, by: userID, council: council, "open round", round.title, at: now)
        }
    }

    package func close(_ id: ID<Round>, council: ID<Council>, by userID: Int64?, now: Date) async throws {
        try await writer.write { db in
            let round = try Self.round(db, id, council: council)
            guard [.open, .scheduled].contains(round.state(on: now)) else { throw RoundError.wrongState }
            try db.execute(sql: "UPDATE round SET closedAt = ? WHERE id = ?", arguments: [Int64(now.timeIntervalSince1970), id])
            try AuditTrail.note(db, by: userID, council: council, "close round", round.title, at: now)
        }
    }

    /// Writes down that rounds whose last day has passed are closed, so that a clock set back opens none of them again.
    package func keepClosings(now: Date) async throws {
        let passed = "WHERE openedAt IS NOT NULL AND closedAt IS NULL AND closesOn < ?"
        let today = Day(now)
        guard try await writer.read({ try !Self.fetch($0, passed, [today]).isEmpty }) else { return }
        try await writer.write { db in
            for round in try Self.fetch(db, passed, [today]) {
                let end = round.closesOn.adding(days: 1).start
                try db.execute(sql: "UPDATE round SET closedAt = ? WHERE id = ?", arguments: [Int64(end.timeIntervalSince1970), round.id])
                try AuditTrail.note(db, by: nil, council: round.councilID, "close round", "\(round.title): last day passed", at: now)
            }
        }
    }

    /// Shows the result of a closed round to everyone who answered, or stops showing it.
    package func share(_ id: ID<Round>, _ isShared: Bool, council: ID<Council>, by userID: Int64?, now: Date) async throws {
        try await writer.write { db in
            let round = try Self.round(db, id, council: council)
            guard round.state(on: now) == .closed else { throw RoundError.wrongState }
            let moment = isShared ? Int64(now.timeIntervalSince1970) : nil
            try db.execute(sql: "UPDATE round SET sharedAt = ? WHERE id = ?", arguments: [moment, id])
            try AuditTrail.note(db, by: userID, council: council, isShared ? "share result" : "stop sharing result", round.title, at: now)
        }
    }

    /// Throws a draft away. A round that people were asked to answer stays.
    package func discard(_ id: ID<Round>, council: ID<Council>, by userID: Int64?, now: Date) async throws {
        try await writer.write { db in
            let round = try Self.round(db, id, council: council)
            guard round.state(on: now) == .draft else { throw RoundError.wrongState }
            try db.execute(sql: "DELETE FROM round WHERE id = ?", arguments: [id])
            try AuditTrail.note(db, by: userID, council: council, "discard round", round.title, at: now)
        }
    }

    private static func save(_ db: Database, _ groups: [GroupDraft], round id: ID<Round>, key: Data) throws {
        let known = Set(try String.fetchAll(db, sql: "SELECT slug FROM roundGroup WHERE roundID = ?", arguments: [id]))
        for gone in known.subtracting(groups.map(\.slug)) {
            try db.execute(sql: "DELETE FROM roundGroup WHERE roundID = ? AND slug = ?", arguments: [id, gone])
        }
        for (position, group) in groups.enumerated() {
            if known.contains(group.slug) {
                try db.execute(
                    sql: "UPDATE roundGroup SET position = ?, name = ?, voice = ?, asks = ? WHERE roundID = ? AND slug = ?",
                    arguments: [position, group.name, group.voice.rawValue, group.asks.rawValue, id, group.slug])
            } else {
                let linkKey = Token.make()
                try db.execute(
                    sql: """
                        INSERT INTO roundGroup (roundID, position, slug, name, voice, asks, linkKey, linkHash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        id, position, group.slug, group.name, group.voice.rawValue, group.asks.rawValue, linkKey,
                        Token.hash(linkToken(key: key, linkKey: linkKey)),
                    ])
            }
        }
    }

    // MARK: Rows

    private static func fetch(_ db: Database, _ rest: String, _ arguments: StatementArguments) throws -> [Round] {
        try Row.fetchAll(db, sql: "SELECT * FROM round \(rest)", arguments: arguments).map { row in
            let id: ID<Round> = try row.cell("id")
            let groups = try Row.fetchAll(db, sql: "SELECT * FROM roundGroup WHERE roundID = ? ORDER BY position", arguments: [id])
            let round = Round(
                id: id, councilID: try row.cell("councilID"), title: try row.cell("title"), framework: try framework(row),
                isNamed: try row.cell("isNamed"), threshold: try row.cell("threshold", in: 3...50), opensOn: try row.cell("opensOn"),
                closesOn: try row.cell("closesOn"), ambitionOn: try row.cell("ambitionOn"), routeMix: try row.json("routeMix"),
                openedAt: try row.moment("openedAt"), closedAt: try row.moment("closedAt"), sharedAt: try row.moment("sharedAt"),
                groups: try groups.map { group in
                    RoundGroup(
                        id: try group.cell("id"), slug: try group.cell("slug"), name: try group.cell("name"), voice: try group.cell("voice"),
                        asks: try group.cell("asks"), linkKey: try group.cell("linkKey"))
                })
            guard round.routeMix.weights.values.allSatisfy((0...100).contains) else { throw DamagedCell(column: "routeMix") }
            guard Set(round.groups.map(\.slug)).count == groups.count else { throw DamagedCell(column: "slug") }
            return round
        }
    }

    /// The frozen framework. One that lacks a text for a level or a step, or has two of one id, cannot be shown.
    private static func framework(_ row: Row) throws -> Framework {
        let framework: Framework = try row.json("framework")
        let count = framework.levels.count
        let statements = framework.characteristics
        let isWhole = count > 1 && statements.allSatisfy { $0.levels.count == count && $0.steps.count == count - 1 }
        let isUnique = Set(statements.map(\.id)).count == statements.count && Set(framework.themes.map(\.id)).count == framework.themes.count
        guard isWhole && isUnique && !statements.isEmpty else { throw DamagedCell(column: "framework") }
        return framework
    }
}

/// What someone with a link is invited to.
package struct RoundInvitation: Sendable {
    package let round: Round
    package let group: RoundGroup
    package let councilName: String
}

package struct GroupProgress: Hashable, Sendable {
    package var invited = 0
    package var begun = 0
    package var submitted = 0
}
