import ArgumentParser
import Content
import Foundation

/// Looks at the files that will be written before any work is done.
enum OutputFiles {
    static func check(_ outputs: [String], inputs: [String]) throws {
        let read = Set(inputs.map { resolved($0).path })
        var written: Set<String> = []
        for path in outputs {
            if read.contains(resolved(path).path) { throw ValidationError("\(path) is read by this command; write to another file.") }
            if !written.insert(resolved(path).path).inserted { throw ValidationError("\(path) would be written twice; name different files.") }
            let folder = URL(filePath: path).deletingLastPathComponent().path
            var isFolder: ObjCBool = false
            if !FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) || !isFolder.boolValue {
                throw unwritable(path, "there is no folder \(folder)")
            }
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue { throw unwritable(path, "it is a folder") }
            // A file is put in the place of what was there: of a device or a pipe nothing would be left.
            if !isOrdinary(path) { throw unwritable(path, "it is a device or a pipe; name a file") }
            guard FileManager.default.isWritableFile(atPath: folder) else { throw unwritable(path, "this user may not write to \(folder)") }
        }
    }

    private static func isOrdinary(_ path: String) -> Bool {
        var found = stat()
        return stat(path, &found) != 0 || found.st_mode & S_IFMT == S_IFREG
    }

    static func resolved(_ path: String) -> URL { URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath() }

    static func unwritable(_ path: String, _ why: String) -> FileProblems {
        FileProblems([FileProblem(file: path, line: nil, path: "", message: "cannot be written: \(why)")])
    }
}

func save(_ data: Data, to path: String) throws { try save([data], to: path) }

/// Writes a file, piece by piece, whole or not at all, for its owner alone (mode 0600): it holds personal data, or what was learnt from
/// them.
func save(_ pieces: [some DataProtocol], to path: String) throws {
    let target = OutputFiles.resolved(path)
    // Made anew beside the old one and put in its place, so that nobody ever sees it half written or with wider rights.
    let draft = target.deletingLastPathComponent().appending(path: ".waymark-\(UUID().uuidString)").path
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw OutputFiles.unwritable(path, "\(reason()); check the folder and that this user may write to it") }
    do {
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        for piece in pieces { try file.write(contentsOf: piece) }
        try file.close()
    } catch {
        unlink(draft)
        throw OutputFiles.unwritable(path, "the disk may be full; make room and run again")
    }
    guard rename(draft, target.path) == 0 else {
        let why = reason()
        unlink(draft)
        throw OutputFiles.unwritable(path, "\(why); check that this user may replace it")
    }
}

/// What the system says of the last call that failed, such as "Permission denied".
private func reason() -> String { String(cString: strerror(errno)) }
