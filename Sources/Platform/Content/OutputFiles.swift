package import Foundation

/// Files that a command writes: looked at before any work is done, and written whole or not at all.
package enum OutputFiles {
    /// Refuses a file that would be written over one that is read, that is named twice, or that cannot be written.
    ///
    /// - Throws: `FileProblems` with what stands in the way of the first such file.
    package static func check(_ outputs: [String], inputs: [String]) throws {
        var written: Set<String> = []
        for path in outputs {
            try refuseInput(path, inputs)
            guard written.insert(resolved(path).path).inserted else { throw unwritable(path, "it is named twice; name different files") }
            let folder = URL(filePath: path).deletingLastPathComponent().path
            guard isFolder(folder) else { throw unwritable(path, "there is no folder \(folder)") }
            if isFolder(path) { throw unwritable(path, "it is a folder") }
            // A file is put in the place of what was there: of a device or a pipe nothing would be left.
            if !isOrdinary(path) { throw unwritable(path, "it is a device or a pipe; name a file") }
            guard FileManager.default.isWritableFile(atPath: folder) else { throw unwritable(path, "this user may not write to \(folder)") }
        }
    }

    /// Whether two names lead to one file: by links, by another spelling, or by a second name of the same file.
    private static func refuseInput(_ path: String, _ inputs: [String]) throws {
        let (target, place) = (resolved(path).path, identity(path))
        let isRead = inputs.contains { resolved($0).path == target || (place != nil && identity($0) == place) }
        if isRead { throw unwritable(path, "this command reads it; write to another file") }
    }

    private static func identity(_ path: String) -> [UInt64]? {
        var found = stat()
        return stat(path, &found) == 0 ? [UInt64(found.st_dev), UInt64(found.st_ino)] : nil
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private static func isOrdinary(_ path: String) -> Bool {
        var found = stat()
        return stat(path, &found) != 0 || found.st_mode & S_IFMT == S_IFREG
    }

    private static func resolved(_ path: String) -> URL { URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath() }

    private static func unwritable(_ path: String, _ why: String) -> FileProblems {
        FileProblems([FileProblem(file: path, line: nil, path: "", message: "cannot be written: \(why)")])
    }

    /// Who may read what is written.
    package enum Readers: Sendable {
        /// The owner of the file alone (mode 0600): it holds personal data, or what was learnt from them.
        case owner
        /// Whoever the system lets: nobody can be found in it.
        case everyone

        fileprivate var mode: mode_t { self == .owner ? 0o600 : 0o666 }
    }

    /// Writes files into a folder, which is made where it is not there; none of them over a file that is read.
    package static func write(_ files: [(name: String, text: String)], into folder: String, for readers: Readers, inputs: [String]) throws {
        let url = URL(filePath: folder, directoryHint: .isDirectory)
        do {
            let rights = readers == .owner ? [FileAttributeKey.posixPermissions: 0o700] : nil
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true, attributes: rights)
        } catch {
            throw unwritable(folder, "the folder cannot be made; check its name and that this user may write there")
        }
        let paths = files.map { url.appending(path: $0.name).path }
        try check(paths, inputs: inputs)
        for (path, file) in zip(paths, files) { try write(Data(file.text.utf8), to: path, for: readers) }
    }

    package static func write(_ data: Data, to path: String, for readers: Readers) throws { try write([data], to: path, for: readers) }

    /// Writes a file, piece by piece, whole or not at all.
    package static func write(_ pieces: [some DataProtocol], to path: String, for readers: Readers) throws {
        let target = resolved(path)
        // Made beside the old one and put in its place, so that nobody ever sees it half written or with wider rights.
        let draft = target.deletingLastPathComponent().appending(path: ".waymark-\(UUID().uuidString)").path
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, readers.mode)
        guard descriptor >= 0 else { throw unwritable(path, "\(reason()); check the folder and that this user may write to it") }
        do {
            let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            for piece in pieces { try file.write(contentsOf: piece) }
            try file.close()
        } catch {
            unlink(draft)
            throw unwritable(path, "the disk may be full; make room and run again")
        }
        guard rename(draft, target.path) == 0 else {
            let why = reason()
            unlink(draft)
            throw unwritable(path, "\(why); check that this user may replace it")
        }
    }

    /// What the system says of the last call that failed, such as "Permission denied".
    private static func reason() -> String { String(cString: strerror(errno)) }
}
