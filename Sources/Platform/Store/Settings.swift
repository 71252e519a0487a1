package import Foundation
import GRDB

/// The hub's own few settings: its secret key, and whether it holds demo content.
package struct Settings: Sendable {
    package static let migration = Migration(
        "store-001-setting",
        "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;")

    private let writer: any DatabaseWriter

    package init(_ database: HubDatabase) { writer = database.writer }

    package func value(_ name: String) throws -> String? {
        try writer.read { try String.fetchOne($0, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name]) }
    }

    package func set(_ name: String, to value: String) throws {
        try writer.write {
            try $0.execute(
                sql: "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                arguments: [name, value])
        }
    }

    package var isDemo: Bool { get throws { try value("demo") == "yes" } }

    /// The key under which tokens are signed; made on first use and kept in the data file.
    package func secretKey() throws -> Data {
        if let text = try value("secretKey") {
            // A new key in place of a damaged one would end every group link in silence.
            guard let kept = Data(base64Encoded: text), kept.count == 32 else { throw DamagedCell(column: "secretKey") }
            return kept
        }
        let made = Data((0..<32).map { _ in UInt8.random(in: .min ... .max) })
        try set("secretKey", to: made.base64EncodedString())
        return made
    }
}
