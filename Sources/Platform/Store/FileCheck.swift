package import Foundation
import GRDB
import Synchronization

/// Whether the data file is sound, as far as SQLite can tell: asked once after each start, since it reads the whole file.
package final class FileCheck: Sendable {
    package enum Finding: Equatable, Sendable {
        case waiting
        case sound(at: Date)
        /// Lines of SQLite: they name tables, indexes and pages, never what is in them.
        case damaged(at: Date, lines: [String])
        /// The check itself came to nothing.
        case failed(at: Date, reason: String)
    }

    private let latest = Mutex<Finding>(.waiting)

    package init() {}

    package var finding: Finding { latest.withLock { $0 } }

    /// Reads the whole file beside the requests and keeps what it finds.
    @discardableResult
    package func run(on database: HubDatabase, now: @Sendable () -> Date) async -> Finding {
        let finding: Finding
        do {
            let lines = try await database.damage()
            finding = lines.isEmpty ? .sound(at: now()) : .damaged(at: now(), lines: lines)
        } catch {
            let fault = StorageFault(error)
            finding =
                fault == .damaged
                ? .damaged(at: now(), lines: ["a part of the file cannot be read at all"]) : .failed(at: now(), reason: StorageFault.words(error))
        }
        latest.withLock { $0 = finding }
        return finding
    }
}

extension HubDatabase {
    /// What SQLite finds wrong in the file, twenty lines at most; empty where all is well.
    package func damage() async throws -> [String] {
        try await writer.read { db in
            // A row may be several lines, the first a heading in stars.
            let found = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").flatMap { $0.split(separator: "\n").map(String.init) }
                .filter { $0 != "ok" && !$0.hasPrefix("***") }
            let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(20)
            return found
                + (try orphans.map { row in
                    "a row of \(try row.cell("table", as: String.self)) points at a row of \(try row.cell("parent", as: String.self)) that is not there"
                })
        }
    }
}
