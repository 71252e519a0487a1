import App
import Foundation
import GRDB
import Store
import Support
import Testing

/// What stands where the data file should: it is never taken for a new hub unless there is nothing.
final class HubFileTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "waymark-\(UUID().uuidString)")
    private var file: URL { folder.appending(path: "waymark.sqlite") }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func open() throws -> HubDatabase { try HubDatabase(directory: folder, migrations: Hub.migrations) }

    /// A hub with a few hundred rows, closed.
    private func make() throws {
        let database = try open()
        try database.writer.write { db in
            for number in 0..<400 {
                try db.execute(sql: "INSERT INTO setting (name, value) VALUES (?, ?)", arguments: ["name \(number)", String(repeating: "x", count: 200)])
            }
        }
        // All into the file, nothing left in the log.
        try database.writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try database.writer.close()
    }

    private func refusal() -> String {
        do {
            _ = try open()
            return "opened"
        } catch {
            return "\(error)"
        }
    }

    private func put(_ data: Data) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try data.write(to: file)
    }

    @Test func `an empty file is refused with the way to mend it, and left as it is`() throws {
        try put(Data())
        let told = refusal()
        #expect(told.contains("\(file.path) is empty") && told.contains("restore the whole folder from a backup"))
        #expect(try Data(contentsOf: file).isEmpty)
    }

    @Test(arguments: [1, 15, 16, 100, 5000])
    func `a file that is no data file is refused as damaged`(size: Int) throws {
        let content = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        try put(content)
        #expect(refusal().contains("it is damaged. Stop the hub and restore its folder from a backup."))
        #expect(try Data(contentsOf: file) == content)
    }

    @Test(arguments: [16, 99, 100, 512, 4096, 4096 + 17, 8192])
    func `a file that was cut short is refused as damaged`(size: Int) throws {
        try make()
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: UInt64(size))
        try handle.close()
        let told = refusal()
        #expect(told.contains("damaged") && !told.contains("SQLite error") && !told.contains("Domain"), "\(told)")
    }

    @Test func `a data file of another program, or without tables, is refused`() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let other = try DatabaseQueue(path: file.path)
        try other.write { try $0.execute(sql: "CREATE TABLE other (id INTEGER); DROP TABLE other") }
        #expect(refusal().contains("is not the data file of a hub"))
        try other.write { try $0.execute(sql: "CREATE TABLE other (id INTEGER)") }
        #expect(refusal().contains("is not the data file of a hub"))
        #expect(try other.read { try $0.tableExists("user") } == false)
    }

    @Test func `a folder in place of the file is refused, and so is a log without its file`() throws {
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
        #expect(refusal().contains("is not the data file of a hub"))
        try FileManager.default.removeItem(at: file)
        try Data("frames".utf8).write(to: URL(filePath: file.path + "-wal"))
        #expect(refusal().contains("is gone, though its log"))
    }

    @Test func `a hub without its log, or with a damaged one, opens as it was written last`() throws {
        try make()
        try? FileManager.default.removeItem(atPath: file.path + "-wal")
        _ = try open()
        try Data(repeating: 9, count: 5000).write(to: URL(filePath: file.path + "-wal"))
        #expect(try Settings(try open()).value("name 399") != nil)
    }

    @Test func `file, log, shared memory and lock are closed to others before they are used`() throws {
        try make()
        let names = ["waymark.sqlite", "waymark.sqlite-wal", "waymark.sqlite-shm", "waymark.lock"]
        for name in names {
            let path = folder.appending(path: name).path
            if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(filePath: path)) }
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        }
        let database = try open()
        try database.writer.write { try $0.execute(sql: "DELETE FROM setting WHERE name = 'name 1'") }
        for name in names {
            let rights = try FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)[.posixPermissions] as? Int
            #expect(rights == 0o600, "\(name)")
        }
    }

    @Test func `a folder that others may look into is told, a closed one is not`() throws {
        #expect(try open().warnings.isEmpty)
        let frameworks = folder.appending(path: "frameworks")
        try FileManager.default.createDirectory(at: frameworks, withIntermediateDirectories: true)
        for (path, rights) in [(folder.path, 0o755), (frameworks.path, 0o777)] {
            try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: path)
        }
        let warnings = try open().warnings
        #expect(warnings.count == 2)
        #expect(warnings.first?.contains("(rights 755). Close it: chmod go-rwx \(folder.path)") == true)
    }

    @Test func `the check after the start finds a sound file sound and damage by its place`() async throws {
        try make()
        let now = Date(timeIntervalSince1970: 1_780_000_000)
        let check = FileCheck()
        #expect(check.finding == .waiting)
        #expect(await check.run(on: try open(), now: { now }) == .sound(at: now))

        let place = try #require(try Data(contentsOf: file).range(of: Data("name 200".utf8))).lowerBound
        let handle = try FileHandle(forUpdating: file)
        try handle.seek(toOffset: UInt64(place / 4096 * 4096))
        try handle.write(contentsOf: Data(repeating: 0xEE, count: 4096))
        try handle.close()
        guard case .damaged(_, let lines) = await check.run(on: try open(), now: { now }) else {
            Issue.record("the damage was not found")
            return
        }
        #expect(!lines.isEmpty && !lines.joined().contains("xxxx"))
        for line in lines { #expect(!line.contains("\n") && !line.contains("***"), "\(line)") }
        #expect(check.finding == .damaged(at: now, lines: lines))
    }

    @Test func `the check finds a value that its column forbids, and names no value`() async throws {
        let database = try open()
        try await database.writer.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF")
            try db.execute(
                sql: "INSERT INTO user (email, role, councilID, passwordHash, createdAt) VALUES ('secret@x.example', 'emperor', 77, 'h', 1)")
            try db.execute(sql: "PRAGMA ignore_check_constraints = OFF; PRAGMA foreign_keys = ON")
        }
        let lines = try await database.damage()
        #expect(lines.contains { $0.contains("user") } && lines.contains("a row of user points at a row of council that is not there"))
        #expect(!lines.joined().contains("emperor") && !lines.joined().contains("secret"))
    }

    @Test func `errors of the disk and of files are said in words, whichever library says them`() {
        let errors: [(any Error, StorageFault)] = [
            (DatabaseError(resultCode: .SQLITE_FULL), .full), (DatabaseError(resultCode: .SQLITE_IOERR_SHMSIZE), .full),
            (DatabaseError(resultCode: .SQLITE_CORRUPT_INDEX), .damaged), (DatabaseError(resultCode: .SQLITE_NOTADB), .damaged),
            (DatabaseError(resultCode: .SQLITE_READONLY_DBMOVED), .readOnly), (DatabaseError(resultCode: .SQLITE_CANTOPEN), .forbidden),
            (DatabaseError(resultCode: .SQLITE_BUSY_SNAPSHOT), .busy), (DatabaseError(resultCode: .SQLITE_IOERR_WRITE), .failing),
            (POSIXError(.ENOSPC), .full), (POSIXError(.EDQUOT), .full), (POSIXError(.EROFS), .readOnly), (POSIXError(.EACCES), .forbidden),
            (CocoaError(.fileWriteOutOfSpace), .full), (CocoaError(.fileWriteVolumeReadOnly), .readOnly), (CocoaError(.fileReadNoSuchFile), .missing),
            (CocoaError(.fileWriteUnknown, userInfo: [NSUnderlyingErrorKey: POSIXError(.ENOSPC)]), .full),
            (NSError(domain: NSPOSIXErrorDomain, code: Int(ENOSPC)), .full), (DamagedCell(column: "role"), .damaged),
        ]
        for (error, fault) in errors {
            #expect(StorageFault(error) == fault, "\(error)")
            let words = StorageFault.words(error)
            #expect(words.contains(fault.description) || error is DamagedCell)
            #expect(!words.contains("SQLite") && !words.contains("Domain"), "\(words)")
        }
        #expect(StorageFault(StoreError.newerSchema) == nil)
        #expect(StorageFault(DatabaseError(resultCode: .SQLITE_CONSTRAINT)) == nil)
        let refused = StorageFault.words(
            DatabaseError(resultCode: .SQLITE_CONSTRAINT, message: "CHECK constraint failed: round", sql: "INSERT", arguments: ["typed"]))
        #expect(refused == "the data file did not take it (CHECK constraint failed: round)")
    }
}

struct DamagedCellTests {
    private enum Colour: String { case red }

    private func row(_ sql: String) throws -> Row { try #require(try DatabaseQueue().read { try Row.fetchOne($0, sql: sql) }) }

    @Test func `a value that does not fit its column is an error that names the column only`() throws {
        let row = try row("SELECT 'secret' AS a, NULL AS b, x'FF' AS c, 'blue' AS d, '{' AS e, 9 AS f, 300000000000 AS g, 'red' AS h")
        func refuses(_ column: String, _ read: () throws -> Void) {
            let error = #expect(throws: DamagedCell.self) { try read() }
            #expect(error?.column == column && error.map { "\($0)".contains("secret") } == false)
        }
        refuses("a") { _ = try row.cell("a", as: Int.self) }
        refuses("a") { _ = try row.cell("a", as: Day?.self) }
        refuses("b") { _ = try row.cell("b", as: String.self) }
        refuses("c") { _ = try row.cell("c", as: Int64?.self) }
        refuses("d") { _ = try row.cell("d") as Colour }
        refuses("d") { _ = try row.cell("d") as Colour? }
        refuses("e") { _ = try row.json("e", as: [String].self) }
        refuses("f") { _ = try row.cell("f", in: 0...4) }
        refuses("g") { _ = try row.moment("g") }
        refuses("nowhere") { _ = try row.cell("nowhere", as: Int.self) }
        #expect(try row.cell("b", as: Int?.self) == nil && row.cell("b") as Colour? == nil && row.cell("h") == Colour.red && row.moment("b") == nil)
    }

    @Test func `a damaged key of the hub is not replaced by a new one`() throws {
        let settings = Settings(try HubDatabase(inMemory: Hub.migrations))
        let key = try settings.secretKey()
        #expect(try settings.secretKey() == key)
        try settings.set("secretKey", to: "not a key")
        #expect(throws: DamagedCell(column: "secretKey")) { try settings.secretKey() }
    }
}
