package import Foundation
import GRDB
package import People
package import Store

/// Reads all that a result page needs in one consistent look.
package struct ResultStore: Sendable {
    private let writer: any DatabaseWriter

    package init(_ database: HubDatabase) { writer = database.writer }

    /// Answers with their roles, of a closed round in which people were told that they carry one.
    package func namedAnswers(_ id: ID<Round>, council: ID<Council>, now: Date) async throws -> [[String]] {
        try await writer.read { try RespondentStore.namedAnswers($0, try RoundStore.round($0, id, council: council), now: now) }
    }

    /// - Throws: `RoundError.wrongState` while the round is not closed.
    package func result(_ id: ID<Round>, council: ID<Council>, now: Date) async throws -> RoundResult {
        try await writer.read { db in
            let round = try RoundStore.round(db, id, council: council)
            let answers = try RespondentStore.closedAnswers(db, round, now: now)
            return RoundResult(
                round: round, answers: answers, agreements: try AgreementStore.latest(db, round),
                remarks: try RespondentStore.remarks(db, round, now: now))
        }
    }
}
