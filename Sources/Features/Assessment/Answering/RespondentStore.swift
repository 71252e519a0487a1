package import Foundation
import GRDB
import Maturity
import Pages
package import People
package import Store

/// All SQL about respondents and their answers.
package struct RespondentStore: Sendable {
    private let writer: any DatabaseWriter

    package init(_ database: HubDatabase) { writer = database.writer }

    // MARK: Coming in

    /// A new respondent by a group link; the token of the way back is returned once and kept only as a hash.
    package func join(_ invitation: RoundInvitation, label: String?, now: Date) async throws -> String {
        let token = Token.make()
        try await writer.write { db in
            let round = try RoundStore.round(db, invitation.round.id, council: invitation.round.councilID)
            guard round.state(on: now) == .open else { throw RoundError.wrongState }
            try Self.insert(db, round: round, group: invitation.group.id, label: round.isNamed ? label : nil, token: token)
        }
        return token
    }

    /// Personal links made ahead, one a label, in the order given.
    package func invite(
        _ labels: [String?], to slug: String, round id: ID<Round>, council: ID<Council>, by userID: Int64?, now: Date
    ) async throws -> [String] {
        let tokens = labels.map { _ in Token.make() }
        try await writer.write { db in
            let round = try RoundStore.round(db, id, council: council)
            guard [.scheduled, .open].contains(round.state(on: now)) else { throw RoundError.wrongState }
            guard let group = round.group(slug) else { throw RoundError.noSuchGroup }
            for (label, token) in zip(labels, tokens) {
                try Self.insert(db, round: round, group: group.id, label: round.isNamed ? label : nil, token: token)
            }
            try AuditTrail.note(db, by: userID, council: council, "make personal links", "\(labels.count) for \(group.name)", at: now)
        }
        return tokens
    }

    private static func insert(_ db: Database, round: Round, group: ID<RoundGroup>, label: String?, token: String) throws {
        // A random id: one that counts up would tell who came when, beside the times in the server's log.
        try db.execute(
            sql: "INSERT INTO respondent (id, roundID, groupID, tokenHash, label) VALUES (?, ?, ?, ?, ?)",
            arguments: [Int64.random(in: 1...Int64.max), round.id, group, Token.hash(token), label])
    }

    /// The respondent whose link this is, with everything said so far.
    package func respondent(token: String) async throws -> Respondent? {
        try await writer.read { db in
            let row = try Row.fetchOne(db, sql: "SELECT * FROM respondent WHERE tokenHash = ?", arguments: [Token.hash(token)])
            guard let row, let invitation = try RoundStore.invitation(db, round: try row.cell("roundID"), group: try row.cell("groupID")) else { return nil }
            let id: ID<Respondent> = try row.cell("id")
            let answers = try Row.fetchAll(db, sql: "SELECT * FROM answer WHERE respondentID = ?", arguments: [id])
            let top = invitation.round.framework.highestLevel
            return Respondent(
                id: id, invitation: invitation, label: try row.cell("label"), isSubmitted: try row.cell("isSubmitted"),
                answers: Dictionary(try answers.map { (try $0.cell("characteristicID"), try Self.answer($0, upTo: top)) }) { first, _ in first })
        }
    }

    // MARK: Answering

    /// Keeps a page of answers; only of characteristics that the respondent's group is asked, and only while the round is open.
    package func save(_ answers: [String: GivenAnswer], of respondent: Respondent, now: Date) async throws {
        let asked = Set(respondent.themes.flatMap(\.characteristics).map(\.id))
        try await writer.write { db in
            try Self.checkOpen(db, respondent, now)
            for (id, answer) in answers where asked.contains(id) { try Self.write(db, answer, id, respondent.id) }
        }
    }

    package func submit(_ respondent: Respondent, now: Date) async throws {
        try await writer.write { db in
            try Self.checkOpen(db, respondent, now)
            try db.execute(sql: "UPDATE respondent SET isSubmitted = 1 WHERE id = ?", arguments: [respondent.id])
        }
    }

    private static func checkOpen(_ db: Database, _ respondent: Respondent, _ now: Date) throws {
        let round = try RoundStore.round(db, respondent.round.id, council: respondent.round.councilID)
        guard round.state(on: now) == .open else { throw RoundError.wrongState }
    }

    private static func write(_ db: Database, _ answer: GivenAnswer, _ id: String, _ respondent: ID<Respondent>) throws {
        if answer.isEmpty {
            try db.execute(sql: "DELETE FROM answer WHERE respondentID = ? AND characteristicID = ?", arguments: [respondent, id])
            return
        }
        let (standing, level): (String?, Int?) =
            switch answer.now {
            case .level(let level): ("level", level)
            case .dontKnow: ("dontKnow", nil)
            case .notApplicable: ("notApplicable", nil)
            case nil: (nil, nil)
            }
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO answer
                    (respondentID, characteristicID, standing, level, reason, target, confidence, note, link)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                respondent, id, standing, level, answer.reason, answer.target, answer.confidence?.rawValue, answer.note, answer.link,
            ])
    }

    private static func answer(_ row: Row, upTo top: Int) throws -> GivenAnswer {
        GivenAnswer(
            now: try standing(row, upTo: top), reason: try row.cell("reason"), target: try row.optionalCell("target", in: 0...top),
            confidence: try row.cell("confidence"), note: try row.cell("note"), link: try row.cell("link"))
    }

    private static func standing(_ row: Row, upTo top: Int) throws -> Standing? {
        switch try row.cell("standing") as String? {
        case "level": .level(try row.cell("level", in: 0...top))
        case "dontKnow": .dontKnow
        case "notApplicable": .notApplicable
        case nil: nil
        default: throw DamagedCell(column: "standing")
        }
    }

    // MARK: After closing

    /// A closed round's answers. Before it closes nobody sees any, the facilitator included.
    static func closedAnswers(_ db: Database, _ round: Round, now: Date) throws -> [Answer] {
        guard round.state(on: now) == .closed else { throw RoundError.wrongState }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT respondentID, slug, characteristicID, standing, level, target FROM answer
                JOIN respondent ON respondent.id = respondentID JOIN roundGroup ON roundGroup.id = respondent.groupID
                WHERE respondent.roundID = ? ORDER BY roundGroup.position, respondentID, characteristicID
                """, arguments: [round.id])
        let top = round.framework.highestLevel
        return try rows.map { row in
            Answer(
                respondent: String(try row.cell("respondentID", as: Int64.self)), group: try row.cell("slug"),
                characteristic: try row.cell("characteristicID"), now: try standing(row, upTo: top),
                target: try row.optionalCell("target", in: 0...top))
        }
    }

    /// A closed round's answers one a row, with role, for a round in which people were told so; in the form that
    /// `waymark assessment score` reads, with what else was said behind.
    static func namedAnswers(_ db: Database, _ round: Round, now: Date) throws -> [[String]] {
        guard round.isNamed else { throw RoundError.noSuchRound }
        guard round.state(on: now) == .closed else { throw RoundError.wrongState }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT answer.*, label, slug FROM answer JOIN respondent ON respondent.id = respondentID
                JOIN roundGroup ON roundGroup.id = groupID WHERE respondent.roundID = ?
                ORDER BY roundGroup.position, label, respondentID, characteristicID
                """, arguments: [round.id])
        var codes: [Int64: String] = [:]
        let head = ["respondent", "group", "characteristic", "now", "target", "role", "because", "confidence", "note", "link"]
        return [head]
            + (try rows.map { row in
                let id: Int64 = try row.cell("respondentID")
                let code = codes[id] ?? "r\(codes.count + 1)"
                codes[id] = code
                let answer = try Self.answer(row, upTo: round.framework.highestLevel)
                let now =
                    switch answer.now {
                    case .level(let level): String(level)
                    case .dontKnow: "dk"
                    case .notApplicable: "na"
                    case nil: ""
                    }
                return [
                    code, try row.cell("slug"), try row.cell("characteristicID"), now, answer.target.map(String.init) ?? "",
                    try row.cell("label") ?? "", answer.reason ?? "", answer.confidence?.rawValue ?? "", answer.note ?? "", answer.link ?? "",
                ]
            })
    }

    /// What people wrote of each characteristic, without saying who or of which group, in an order that tells nothing.
    static func remarks(_ db: Database, _ round: Round, now: Date) throws -> [String: [Remark]] {
        guard round.state(on: now) == .closed else { throw RoundError.wrongState }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT characteristicID, note, link, reason FROM answer JOIN respondent ON respondent.id = respondentID
                WHERE roundID = ? AND (note IS NOT NULL OR link IS NOT NULL OR reason IS NOT NULL)
                ORDER BY characteristicID, length(note), note, length(reason), reason, length(link), link
                """, arguments: [round.id])
        return try Dictionary(grouping: rows) { try $0.cell("characteristicID", as: String.self) }.mapValues { rows in
            try rows.map { Remark(note: try $0.cell("note"), link: try $0.cell("link"), notApplicableBecause: try $0.cell("reason")) }
        }
    }
}

/// Something a respondent wrote.
package struct Remark: Hashable, Sendable {
    package var note: String?
    package var link: String?
    package var notApplicableBecause: String?
}
