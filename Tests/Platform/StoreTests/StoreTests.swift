import App
import Foundation
import GRDB
import Store
import Support
import Testing

struct DatabaseTests {
    private func folder() -> URL { FileManager.default.temporaryDirectory.appending(path: "waymark-\(UUID().uuidString)") }

    @Test func `a second process is refused with a clear message, and let in when the first is gone`() throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            let first = try HubDatabase(directory: folder, migrations: Hub.migrations)
            let error = #expect(throws: StoreError.self) { try HubDatabase(directory: folder, migrations: Hub.migrations) }
            #expect(error?.description.contains("Another Waymark is using this hub") == true)
            withExtendedLifetime(first) {}
        }
        _ = try HubDatabase(directory: folder, migrations: Hub.migrations)
    }

    @Test func `the file is kept safe: write-ahead log, full synchronisation, foreign keys, and for its owner alone`() throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try HubDatabase(directory: folder, migrations: Hub.migrations)
        let settings = try database.writer.write { db in
            try ["journal_mode", "synchronous", "foreign_keys"].map { try String.fetchOne(db, sql: "PRAGMA \($0)") }
        }
        #expect(settings == ["wal", "2", "1"])
        let permissions = try FileManager.default.attributesOfItem(atPath: folder.appending(path: "waymark.sqlite").path)[.posixPermissions] as? Int
        #expect(permissions == 0o600)
    }

    @Test func `a hub made by a newer program is refused`() throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        do { _ = try HubDatabase(directory: folder, migrations: Hub.migrations + [Migration("from-the-future", "CREATE TABLE future (id INTEGER) STRICT")]) }
        #expect(throws: StoreError.newerSchema) { try HubDatabase(directory: folder, migrations: Hub.migrations) }
    }

    @Test func `the tables are those of the golden file`() throws {
        let golden = TestHub.root.appending(path: "Tests/Platform/StoreTests/schema.sql")
        let schema = try HubDatabase(inMemory: Hub.migrations).schema()
        if ProcessInfo.processInfo.environment["WAYMARK_WRITE_GOLDENS"] != nil { try Data(schema.utf8).write(to: golden) }
        #expect(try String(contentsOf: golden, encoding: .utf8) == schema)
    }

    @Test func `every table is strict`() throws {
        let tables = try HubDatabase(inMemory: Hub.migrations).schema().split(separator: "\n\n").filter { $0.hasPrefix("CREATE TABLE") }
        #expect(tables.count >= 12)
        for table in tables { #expect(table.contains("STRICT"), "\(table.prefix(40))") }
    }
}

struct DayTests {
    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "26-1-1", "x", "2026-1"])
    func `a day that does not exist is none`(text: String) { #expect(Day(text) == nil) }

    @Test func `a day is said in words and moved by months`() throws {
        let day = try #require(Day("2026-11-21"))
        #expect(day.inWords == "21 November 2026")
        #expect(day.withWeekday == "Saturday 21 November 2026")
        #expect(day.adding(months: 18).iso == "2028-05-21")
        #expect(try #require(Day("2026-01-31")).adding(months: 1).iso == "2026-02-28")
        #expect(day.days(until: day.adding(days: 20)) == 20)
    }

    @Test func `a moment falls on its day in London, in summer time too`() throws {
        let lateUTC = Date(timeIntervalSince1970: 1_782_862_200)  // 30 June 2026, 23:30 UTC
        #expect(Day(lateUTC).iso == "2026-07-01")
    }
}
