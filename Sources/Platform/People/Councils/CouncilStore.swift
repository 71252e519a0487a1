import GRDB
package import Store

/// All SQL about councils.
package struct CouncilStore: Sendable {
    private let writer: any DatabaseWriter

    package init(_ database: HubDatabase) { writer = database.writer }

    package struct ImportCount: Sendable, Equatable {
        package var added = 0
        package var updated = 0
        package var unchanged = 0

        package init(added: Int = 0, updated: Int = 0, unchanged: Int = 0) {
            self.added = added
            self.updated = updated
            self.unchanged = unchanged
        }
    }

    /// Adds and updates councils by their code, all or nothing. Councils that are not in the file stay.
    package func importRegister(_ register: CouncilRegister) async throws -> ImportCount {
        try await writer.write { db in
            var count = ImportCount()
            for row in register.rows {
                let values: StatementArguments = [
                    row.code, row.name, row.officialName, row.gssCode, row.type, row.typeName, row.nation, row.region,
                    row.startedOn, row.endedOn,
                ]
                let isKnown = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM council WHERE code = ?)", arguments: [row.code]) ?? false
                try db.execute(
                    sql: """
                        INSERT INTO council (code, name, officialName, gssCode, type, typeName, nation, region, startedOn, endedOn)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (code) DO UPDATE SET name = excluded.name, officialName = excluded.officialName,
                            gssCode = excluded.gssCode, type = excluded.type, typeName = excluded.typeName,
                            nation = excluded.nation, region = excluded.region, startedOn = excluded.startedOn,
                            endedOn = excluded.endedOn
                        WHERE (name, officialName, type, typeName, nation) <>
                              (excluded.name, excluded.officialName, excluded.type, excluded.typeName, excluded.nation)
                           OR gssCode IS NOT excluded.gssCode OR region IS NOT excluded.region
                           OR startedOn IS NOT excluded.startedOn OR endedOn IS NOT excluded.endedOn
                        """, arguments: values)
                if !isKnown {
                    count.added += 1
                } else if db.changesCount > 0 {
                    count.updated += 1
                } else {
                    count.unchanged += 1
                }
            }
            for row in register.rows {
                try db.execute(
                    sql: "DELETE FROM councilSuccession WHERE predecessorID = (SELECT id FROM council WHERE code = ?)",
                    arguments: [row.code])
                for successor in row.successors {
                    try db.execute(
                        sql: """
                            INSERT INTO councilSuccession (predecessorID, successorID)
                            SELECT a.id, b.id FROM council a, council b WHERE a.code = ? AND b.code = ?
                            """, arguments: [row.code, successor])
                }
            }
            return count
        }
    }

    /// Makes a council that is not in the register, such as a demo's; updates it where its code is known.
    package func add(code: String, name: String, type: String, typeName: String, nation: String, region: String?) async throws -> ID<Council> {
        try await writer.write { db in
            try db.execute(
                sql: """
                    INSERT INTO council (code, name, officialName, type, typeName, nation, region) VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (code) DO UPDATE SET name = excluded.name
                    """, arguments: [code, name, name, type, typeName, nation, region])
            guard let id = try ID<Council>.fetchOne(db, sql: "SELECT id FROM council WHERE code = ?", arguments: [code]) else {
                throw DatabaseError(message: "council not stored")
            }
            return id
        }
    }

    package func council(_ id: ID<Council>) async throws -> Council? {
        try await writer.read { try Self.fetch($0, "WHERE id = ?", [id]).first }
    }

    package func council(code: String) async throws -> Council? {
        try await writer.read { try Self.fetch($0, "WHERE code = ?", [code]).first }
    }

    /// Current councils for a list to choose from.
    package func current() async throws -> [Council] {
        try await writer.read { try Self.fetch($0, "WHERE endedOn IS NULL ORDER BY name", []) }
    }

    /// The register, by name, with what is searched for anywhere in the name or at the start of a code.
    package func page(_ page: Int, search: String) async throws -> Slice<Council> {
        try await writer.read { db in
            let escaped = search.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
            let condition = "WHERE (name LIKE ? ESCAPE '\\' OR officialName LIKE ? ESCAPE '\\' OR gssCode LIKE ? ESCAPE '\\' OR code = ?)"
            let arguments: StatementArguments = ["%\(escaped)%", "%\(escaped)%", "\(escaped)%", search.uppercased()]
            let total = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM council \(condition)", arguments: arguments) ?? 0
            let size = 50
            let last = max(1, (total + size - 1) / size)
            let number = min(max(1, page), last)
            let items = try Self.fetch(
                db, condition + " ORDER BY endedOn IS NOT NULL, name LIMIT ? OFFSET ?", arguments + [size, (number - 1) * size])
            return Slice(items: items, page: number, size: size, total: total)
        }
    }

    /// The councils that this one came from, and those it became part of.
    package func lineage(of id: ID<Council>) async throws -> (predecessors: [Council], successors: [Council]) {
        try await writer.read { db in
            (
                try Self.fetch(db, "JOIN councilSuccession s ON s.predecessorID = council.id WHERE s.successorID = ? ORDER BY name", [id]),
                try Self.fetch(db, "JOIN councilSuccession s ON s.successorID = council.id WHERE s.predecessorID = ? ORDER BY name", [id])
            )
        }
    }

    private static func fetch(_ db: Database, _ rest: String, _ arguments: StatementArguments) throws -> [Council] {
        try Row.fetchAll(db, sql: "SELECT council.* FROM council \(rest)", arguments: arguments).map { row in
            Council(
                id: row["id"], code: row["code"], name: row["name"], officialName: row["officialName"], gssCode: row["gssCode"],
                type: row["type"], typeName: row["typeName"], nation: row["nation"], region: row["region"],
                startedOn: row["startedOn"], endedOn: row["endedOn"])
        }
    }
}
