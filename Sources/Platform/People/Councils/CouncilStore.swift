import Content
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
    ///
    /// - Throws: `FileProblems` where a successor is neither in the file nor in the hub, or another council has a row's GSS code.
    package func importRegister(_ register: CouncilRegister) async throws -> ImportCount {
        try await writer.write { db in
            var count = ImportCount()
            for row in register.rows { try Self.save(db, row, &count) }
            try Self.refuseForeign(db, register)
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

    private static func save(_ db: Database, _ row: CouncilRegister.Row, _ count: inout ImportCount) throws {
        let values: StatementArguments = [
            row.code, row.name, row.officialName, row.gssCode, row.type, row.typeName, row.nation, row.region,
            row.startedOn, row.endedOn,
        ]
        let known = try ID<Council>.fetchOne(db, sql: "SELECT id FROM council WHERE code = ?", arguments: [row.code])
        let names = try known.map { try otherNames(db, of: $0) } ?? []
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
        let isChanged = db.changesCount > 0 || names != row.otherNames
        if known == nil { count.added += 1 } else if isChanged { count.updated += 1 } else { count.unchanged += 1 }
        guard names != row.otherNames else { return }
        try db.execute(sql: "DELETE FROM councilName WHERE councilID = (SELECT id FROM council WHERE code = ?)", arguments: [row.code])
        for (position, name) in row.otherNames.enumerated() {
            try db.execute(
                sql: "INSERT INTO councilName (councilID, position, name) SELECT id, ?, ? FROM council WHERE code = ?",
                arguments: [position, name, row.code])
        }
    }

    private static func otherNames(_ db: Database, of id: ID<Council>) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM councilName WHERE councilID = ? ORDER BY position", arguments: [id])
    }

    /// What can only be seen beside the councils that the hub has already.
    private static func refuseForeign(_ db: Database, _ register: CouncilRegister) throws {
        var problems: [FileProblem] = []
        func refuse(_ row: CouncilRegister.Row, _ column: String, _ message: String) {
            problems.append(FileProblem(file: register.name, line: row.line, path: column, message: message))
        }
        for row in register.rows {
            for successor in row.successors
            where try !(Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM council WHERE code = ?)", arguments: [successor]) ?? false) {
                refuse(row, "replaced-by", "there is no council \"\(successor)\" in the file or in the hub")
            }
            let other = try Row.fetchOne(
                db, sql: "SELECT code, officialName FROM council WHERE gssCode = ? AND code <> ?", arguments: [row.gssCode, row.code])
            if let other, let code = row.gssCode {
                let owner = "\(try other.cell("code", as: String.self)), \(try other.cell("officialName", as: String.self))"
                refuse(row, "gss-code", "the GSS code \(code) is that of \(owner), in the hub; correct it, or give both councils in one file")
            }
        }
        guard problems.isEmpty else { throw FileProblems(problems) }
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

    /// Councils that are current on a day, for a list to choose from.
    package func current(on day: Day) async throws -> [Council] {
        try await writer.read { try Self.fetch($0, "ORDER BY name", []) }.filter { $0.state(on: day) == .current }
    }

    /// The register: current councils, those still to start, then those that ended, by name. What is searched for stands anywhere
    /// in one of a council's names, or at the start of a code.
    package func page(_ page: Int, search: String, on day: Day) async throws -> Slice<Council> {
        let found = try await writer.read { db in
            let all = try Self.fetch(db, "ORDER BY name", [])
            return search.allSatisfy(\.isWhitespace) ? all : try Self.matching(db, all, search)
        }
        let ordered = [Council.State.current, .toStart, .ended].flatMap { state in found.filter { $0.state(on: day) == state } }
        let size = 50
        let number = min(max(1, page), max(1, (ordered.count + size - 1) / size))
        return Slice(items: Array(ordered.dropFirst((number - 1) * size).prefix(size)), page: number, size: size, total: ordered.count)
    }

    /// In Swift, since SQLite knows neither accents nor apostrophes; a register has some hundred councils.
    private static func matching(_ db: Database, _ councils: [Council], _ search: String) throws -> [Council] {
        let wanted = CouncilName.folded(search)
        let code = search.trimmingSpaces.uppercased()
        var others: [ID<Council>: [String]] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT councilID, name FROM councilName") {
            others[try row.cell("councilID"), default: []].append(try row.cell("name"))
        }
        return councils.filter { council in
            if council.code.uppercased() == code || council.gssCode?.hasPrefix(code) == true { return true }
            let names = [council.name, council.officialName] + (others[council.id] ?? [])
            return !wanted.isEmpty && names.contains { CouncilName.matches(wanted, in: CouncilName.folded($0)) }
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
                id: try row.cell("id"), code: try row.cell("code"), name: try row.cell("name"), officialName: try row.cell("officialName"),
                gssCode: try row.cell("gssCode"), type: try row.cell("type"), typeName: try row.cell("typeName"),
                nation: try row.cell("nation"), region: try row.cell("region"), startedOn: try row.cell("startedOn"),
                endedOn: try row.cell("endedOn"))
        }
    }
}

extension String {
    fileprivate var trimmingSpaces: String { String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
}
