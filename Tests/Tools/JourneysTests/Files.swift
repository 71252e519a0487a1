import ArgumentParser
import Content
import Foundation
import ProcessMining

@testable import Journeys

/// Files for a test, in a folder of its own, which is to be removed at its end.
struct Files {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "journeys-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func write(_ name: String, _ text: String) throws -> String { try write(name, Data(text.utf8)) }

    func write(_ name: String, _ data: Data) throws -> String {
        let url = folder.appending(path: name)
        try data.write(to: url)
        return url.path
    }

    /// The root of the repository, and the folder of real logs beside it that is not part of it.
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let logs = root.deletingLastPathComponent().appending(path: "shared/logs")
    /// Small inputs of other people's making, also beside the repository.
    static let cases = root.deletingLastPathComponent().appending(path: "shared/cases/journeys")
    static let hasCases = FileManager.default.fileExists(atPath: cases.appending(path: "README.md").path)
    static let hasLogs = FileManager.default.fileExists(atPath: logs.appending(path: "expected").path)
}

/// What `analyse` or `report` says of a log when it reads it: its error, or nothing.
func problems(_ arguments: [String]) throws -> FileProblems? {
    let command = try JourneysCommand.parseAsRoot(arguments)
    do {
        if let analyse = command as? AnalyseCommand { _ = try analyse.options.read(roles: analyse.roles) }
        if let report = command as? ReportCommand { _ = try report.options.read() }
        return nil
    } catch let problems as FileProblems {
        return problems
    }
}
