package import Foundation
package import GRDB

/// The hub's one data file, opened, locked and migrated.
///
/// One process owns the file: a second server or writing command is refused with a clear message (see `FileLock`).
/// A committed answer survives a power cut (`synchronous=FULL`).
package struct HubDatabase: Sendable {
    package let writer: any DatabaseWriter
    /// What whoever starts the hub should know about its folders.
    package let warnings: [String]
    private let lock: FileLock?

    /// Opens `DIRECTORY/waymark.sqlite`, making it where it is not there, and brings its tables up to date.
    ///
    /// A file that is empty, damaged or not a hub's is refused, never filled.
    package init(directory: URL, migrations: [Migration]) throws {
        // Whatever is made from here on, the log beside the file included, is for this user alone.
        umask(0o077)
        let file = HubFile(folder: directory)
        do {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            lock = try FileLock(at: directory.appending(path: "waymark.lock"))
            let wasThere = try file.isThere()
            try file.closeToOthers()
            let pool = try DatabasePool(path: file.path, configuration: Self.configuration)
            if wasThere, try !pool.read({ try $0.tableExists("grdb_migrations") }) { throw StoreError.notAHub(path: file.path) }
            // The pool sets NORMAL when it turns the write-ahead log on; only FULL survives a power cut.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            writer = pool
            warnings = HubFile.warnings(folder: directory)
            try migrate(migrations)
            try file.closeToOthers()
        } catch {
            throw StoreError(error, path: file.path)
        }
    }

    /// A database in memory, for tests.
    package init(inMemory migrations: [Migration]) throws {
        lock = nil
        warnings = []
        writer = try DatabaseQueue(configuration: Self.configuration)
        try migrate(migrations)
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "hub"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        return configuration
    }

    private func migrate(_ migrations: [Migration]) throws {
        var migrator = DatabaseMigrator()
        for migration in migrations {
            migrator.registerMigration(migration.name) { try $0.execute(sql: migration.sql) }
        }
        let unknown = try writer.read { try migrator.hasBeenSuperseded($0) }
        if unknown { throw StoreError.newerSchema }
        try migrator.migrate(writer)
    }

    /// The statements that made the tables, one a line, for the golden schema test and the data model's page.
    package func schema() throws -> String {
        try writer.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
                    AND name NOT LIKE 'grdb_%' AND name NOT LIKE '%Index\\_%' ESCAPE '\\' ORDER BY name
                    """
            ).map { $0 + ";" }.joined(separator: "\n\n") + "\n"
        }
    }
}

/// A named change of the tables. Append only: a shipped migration is never edited.
package struct Migration: Sendable {
    package let name: String
    package let sql: String

    package init(_ name: String, _ sql: String) {
        self.name = name
        self.sql = sql
    }
}

/// Why the data file could not be opened or used.
package enum StoreError: Error, Equatable, CustomStringConvertible {
    case inUse(path: String)
    case cannotLock(path: String, reason: String)
    case newerSchema
    /// Nothing is in the file.
    case empty(path: String)
    /// The log is there without its file.
    case missing(path: String)
    case notAHub(path: String)
    /// Others may read the file, and this user cannot change that.
    case open(path: String)
    case unusable(path: String, StorageFault)
    case refused(path: String, reason: String)

    /// Whatever went wrong while the file was opened.
    init(_ error: any Error, path: String) {
        if let error = error as? StoreError {
            self = error
        } else if let fault = StorageFault(error) {
            self = .unusable(path: path, fault)
        } else {
            self = .refused(path: path, reason: StorageFault.words(error))
        }
    }

    private static let isNew = "If this is to be a new hub, take the file away first. Otherwise restore the whole folder from a backup. Nothing was changed."

    package var description: String {
        switch self {
        case .empty(let path): "The data file \(path) is empty, as after a full disk or a broken copy. \(Self.isNew)"
        case .missing(let path):
            "The data file \(path) is gone, though its log \(path)-wal is there. Put the file back beside it, or restore the whole folder from a backup. Nothing was changed."
        case .notAHub(let path): "\(path) is not the data file of a hub: the tables of one are not in it. \(Self.isNew)"
        case .open(let path):
            "Others on this machine may read \(path), and this user cannot change that. Let the user who runs the hub own it: chown, then chmod 600."
        case .unusable(let path, let fault): "The data file \(path) cannot be used: \(fault). \(fault.remedy) Nothing was changed."
        case .refused(let path, let reason): "The data file \(path) cannot be used: \(reason)."
        case .inUse(let path):
            "Another Waymark is using this hub (\(path) is locked). Stop it first, then run the command again."
        case .cannotLock(let path, let reason):
            "Cannot use \(path): \(reason). Check that the folder exists and that this user may write there."
        case .newerSchema:
            "This hub was made by a newer Waymark. Install that version or a later one; nothing was changed."
        }
    }
}
