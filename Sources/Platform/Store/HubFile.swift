import Foundation

/// The data file on the disk, looked at before SQLite opens it: whether it is one, and who else may read it.
struct HubFile {
    let path: String

    /// - Parameter folder: the hub's; a link in the place of the file is followed, as SQLite does.
    init(folder: URL) { path = folder.appending(path: "waymark.sqlite").resolvingSymlinksInPath().path }

    private static let magic = Data("SQLite format 3\0".utf8)

    /// Whether the file is there. What is there must look like a data file: a damaged one is never taken for a new hub.
    func isThere() throws -> Bool {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
            let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
            if let size = log?[.size] as? Int, size > 0 { throw StoreError.missing(path: path) }
            return false
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else { throw StoreError.notAHub(path: path) }
        if attributes[.size] as? Int == 0 { throw StoreError.empty(path: path) }
        let head: Data?
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? file.close() }
            head = try file.read(upToCount: Self.magic.count)
        } catch {
            throw StoreError.unusable(path: path, StorageFault(error) ?? .failing)
        }
        guard head == Self.magic else { throw StoreError.unusable(path: path, .damaged) }
        return true
    }

    /// Takes from everyone but the owner what rights they have on the file and on the log and the shared memory beside it,
    /// which SQLite makes with the file's rights.
    func closeToOthers() throws {
        for path in [path, path + "-wal", path + "-shm"] {
            guard let rights = Self.rights(of: path), rights & 0o077 != 0 else { continue }
            do {
                try FileManager.default.setAttributes([.posixPermissions: rights & 0o700], ofItemAtPath: path)
            } catch {
                throw StoreError.open(path: path)
            }
        }
    }

    static func rights(of path: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int
    }

    /// A word on each folder of the hub that others on the machine may look into or change.
    static func warnings(folder: URL) -> [String] {
        [(folder, 0o066, "read or change what is in"), (folder.appending(path: "frameworks"), 0o022, "change what is in")].compactMap { folder, mask, what in
            guard let rights = rights(of: folder.path), rights & mask != 0 else { return nil }
            return
                "Others on this machine may \(what) the folder \(folder.path) (rights \(String(rights & 0o777, radix: 8))). Close it: chmod go-rwx \(folder.path)"
        }
    }
}
