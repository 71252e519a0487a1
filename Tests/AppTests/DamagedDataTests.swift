import App
import Assessment
import Delivery
import Foundation
import GRDB
import HTTPTypes
import Maturity
import Pages
import People
import Store
import Support
import Synchronization
import Testing

/// A cell that does not hold what its column is for costs the pages that need it, never the process, and is in no log.
struct DamagedDataTests {
    private static let mark = "Mark7f3a"

    /// Every column of the hub with values that do not belong there, whatever the tables' constraints say.
    private static let damages: [Damage] = ((try? HubDatabase(inMemory: Hub.migrations).writer.read(Damage.all)) ?? [])

    private struct Damage: Sendable, CustomStringConvertible {
        let table: String
        let column: String
        let value: String

        var description: String { "\(table).\(column) = \(value)" }

        static func all(_ db: Database) throws -> [Damage] {
            let tables = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%' ORDER BY name")
            let framework = ["themes", "groups", "routes", "levels"].map { "json_set(framework, '$.\($0)', json('[]'))" }
            let nested = [
                "json_insert(framework, '$.themes[#]', json_extract(framework, '$.themes[0]'))",
                "json_set(framework, '$.themes[0].characteristics', json('[]'))",
                "json_set(framework, '$.themes[0].characteristics[0].steps', json('[]'))",
                "json_set(framework, '$.themes[0].characteristics[0].id', '<\(mark)>')",
                "'{}'", "'[]'",
            ]
            let mixes = [
                "{\"weights\":{}}", "{\"weights\":{\"process\":9223372036854775807,\"customer\":9223372036854775807}}", "{\"weights\":{\"\":-5}}", "{}",
            ]
            let documents =
                (framework + nested).map { Damage(table: "round", column: "framework", value: $0) }
                + mixes.map { Damage(table: "round", column: "routeMix", value: "'\($0)'") }
            return try documents
                + tables.flatMap { table in
                    try db.columns(in: table).flatMap { column in
                        ["NULL", "x'FF' || '\(mark)'", "'\(mark)'", "-1", "77", "9223372036854775807"].map {
                            Damage(table: table, column: column.name, value: $0)
                        }
                    }
                }
        }

        /// Whether anything was damaged: some columns cannot hold another type even without their constraints.
        func inflict(_ db: Database) throws -> Bool {
            let sql = try String.fetchOne(db, sql: "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", arguments: [table]) ?? ""
            let loose = sql.replacing("STRICT, WITHOUT ROWID", with: "WITHOUT ROWID").replacing(") STRICT", with: ")").replacing("NOT NULL", with: "")
            try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
            defer { try? db.execute(sql: "PRAGMA ignore_check_constraints = OFF; PRAGMA foreign_keys = ON") }
            try reshape(db, loose)
            let isDone = (try? db.execute(sql: "UPDATE \(table) SET \(column) = \(value)")) != nil && db.changesCount > 0
            try reshape(db, sql)
            return isDone
        }

        private func reshape(_ db: Database, _ sql: String) throws {
            try db.execute(sql: "PRAGMA writable_schema = ON")
            try db.execute(sql: "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?", arguments: [sql, table])
            try db.execute(sql: "PRAGMA writable_schema = RESET")
        }
    }

    /// A hub in which every table has a row.
    private func full() async throws -> (test: TestHub, round: Round, open: Round, respondent: String) {
        let test = try await TestHub()
        let round = try await test.closedRound(["senior-officers": [1, 1, 1, 1, 1], "staff": [2, 2, 2, 2, 2]])
        let open = try await test.openRound(isNamed: true)
        let respondent = try await test.answer(open, as: "staff", ["safe-to-try": GivenAnswer(now: .level(1), target: 2, note: "a note \(Self.mark)")])
        let result = try await test.hub.assessment.results.result(round.id, council: test.council, now: test.clock.now)
        _ = try await test.hub.assessment.agreements.save(
            Agreement(level: 1, target: 3, importance: .high, reason: "r"), of: "safe-to-try", over: 0, round: round.id, council: test.council, by: 1,
            now: test.clock.now)
        let action = Action(what: "Try", owner: "A role", dueOn: Day("2027-01-01"), effort: .weeks, cost: Pence(100), measure: "m")
        _ = try await test.hub.delivery.plans.save(
            .planned(action), for: try #require(result.priorities.first), roundID: round.id.rawValue, over: 0, council: test.council, by: 1, now: test.clock.now
        )
        _ = try await test.hub.people.users.invite(
            Invitation(email: "n@council.example", role: .contributor, councilID: test.council), by: 1, now: test.clock.now)
        try await test.hub.database.writer.write { try $0.execute(sql: "INSERT INTO councilSuccession VALUES (1, 2)") }
        return (test, round, open, respondent)
    }

    @Test func `pages of a damaged hub are pages or pages of error, and the log has no value`() async throws {
        let (test, round, open, respondent) = try await full()
        let pristine = try DatabaseQueue()
        try test.hub.database.writer.backup(to: pristine)
        let group = try #require(open.groups.first)
        let link = test.hub.assessment.rounds.linkToken(of: group)
        let isLong = ProcessInfo.processInfo.environment["WAYMARK_LONG_TESTS"] != nil
        let root = "/rounds/\(round.id)"
        let pages: [String: [String]] = [
            "council": ["/", "/councils", "/councils/1", "/team"], "councilSuccession": ["/councils/1"], "user": ["/", "/team"], "session": ["/account"],
            "invitation": ["/team"], "setting": ["/"], "auditEntry": ["/"],
            "decision": ["/", "/plan", "/plan/plan.csv", "/plan/rounds/\(round.id)", "/actions", "/actions/1", "\(root)/result"],
        ]
        let roundPages = [
            "/", "\(root)/result", "\(root)/workshop/safe-to-try", "\(root)/figures/statements.csv", "/answer/\(respondent)",
            "/answer/\(respondent)/theme/\(try theme(open))",
        ]
        let more = [
            "/rounds", root, "\(root)/result/all", "\(root)/result/disagreement", "\(root)/result/statement/safe-to-try", "\(root)/report", "\(root)/workshop",
            "\(root)/groups", "\(root)/people", "\(root)/answers.csv", "/rounds/\(open.id)", "/rounds/\(open.id)/edit", "/plan/rounds/\(round.id)",
            "/plan/rounds/\(round.id)/safe-to-try", "/plan", "/join/\(link)", "/answer/\(respondent)/check", "/answer/\(respondent)/sent",
            "/answer/\(respondent)/result",
        ]
        let lines = LogLines()
        let inflicted = Mutex(0)
        let failed = Mutex(0)
        try await test.serve(logging: lines) { site in
            let facilitator = try await site.signedIn(TestHub.facilitator)
            let administrator = try await site.signedIn(TestHub.administrator)
            try test.hub.database.writer.backup(to: pristine)
            for damage in Self.damages {
                try pristine.backup(to: test.hub.database.writer)
                guard try await test.hub.database.writer.writeWithoutTransaction(damage.inflict) else { continue }
                inflicted.withLock { $0 += 1 }
                for path in pages[damage.table] ?? (roundPages + (isLong ? more : [])) {
                    let page = try await facilitator.get(path)
                    #expect([200, 403, 404, 409, 500, 503].contains(page.status.code), "\(damage): \(path) is \(page.status)")
                    if page.status.code == 500 { failed.withLock { $0 += 1 } }
                }
                if ["user", "council", "invitation", "session"].contains(damage.table) {
                    for path in ["/people", "/"] { _ = try await administrator.get(path) }
                }
            }
        }
        let (count, errors) = (inflicted.withLock { $0 }, failed.withLock { $0 })
        #expect(count > 200 && errors > 100, "\(count) damages, \(errors) pages of error")
        for line in lines.all where line.contains("fault") || line.contains(Self.mark) {
            #expect(!line.contains(Self.mark), "\(line)")
        }
    }

    @Test func `the administrator's start page and the log have the result of the check, and others do not see it`() async throws {
        let test = try await TestHub()
        let lines = LogLines()
        try await test.serve { site in
            let administrator = try await site.signedIn(TestHub.administrator)
            let facilitator = try await site.signedIn(TestHub.facilitator)
            #expect(try await administrator.get("/").contains("The data file is being checked, or waits to be."))
            await test.hub.checkFile(logger: lines.logger, now: { test.clock.now })
            #expect(try await administrator.get("/").contains("The data file was checked after the start, at 10:00 on 2 November 2026. No damage was found."))

            try await test.hub.database.writer.writeWithoutTransaction { db in
                _ = try Damage(table: "round", column: "threshold", value: "-1").inflict(db)
                try db.execute(
                    sql:
                        "PRAGMA ignore_check_constraints = ON; UPDATE user SET role = '\(Self.mark)' WHERE email = '\(TestHub.contributor)'; PRAGMA ignore_check_constraints = OFF"
                )
            }
            await test.hub.checkFile(logger: lines.logger, now: { test.clock.now })
            let told = try await administrator.get("/")
            #expect(told.contains("The data file is damaged Found by the check of 10:00 on 2 November 2026. Stop the hub"))
            #expect(!told.contains(Self.mark))
            #expect(try await !facilitator.get("/").contains("damaged"))
        }
        #expect(lines.all.count == 2)
        #expect(lines.all[0].contains("No damage was found") && lines.all[1].contains("critical The data file is damaged"))
        #expect(!lines.all[1].contains(Self.mark))
    }

    private func theme(_ round: Round) throws -> String {
        try #require(round.framework.theme(of: "safe-to-try")).id
    }
}
