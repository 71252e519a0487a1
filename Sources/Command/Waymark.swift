import App
import ArgumentParser
import Content
import Foundation
import Journeys
import Linkage
import Store

/// The program: a server and the commands beside it.
@main
struct Waymark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waymark", abstract: "An improvement hub for councils: one program, one data file.", version: "0.1.0",
        subcommands: [
            ServeCommand.self, SeedCommand.self, CouncilCommand.self, UserCommand.self, FrameworkCommand.self, LibraryCommand.self,
            AssessmentCommand.self, LinkCommand.self, JourneysCommand.self,
        ])
}

/// Where a command finds the hub that it works on.
struct HubOptions: ParsableArguments {
    @Option(help: "The folder that holds the hub's data file. It is made where it is not there.")
    var data = "data"

    @Option(help: "The folder that holds Content and .assets, where it is not this one or one above.")
    var home: String?

    var folder: URL { URL(filePath: data, directoryHint: .isDirectory) }

    /// - Parameter mustExist: whether a hub has to be there already, so that a slip in `--data` does not make an empty one.
    func open(setupCode: String? = nil, mustExist: Bool = false) throws -> (hub: Hub, folders: Folders) {
        let folders = try told { try Folders.find(home: home) }
        if mustExist && !FileManager.default.fileExists(atPath: folder.appending(path: "waymark.sqlite").path) {
            throw Told.from(NoHub(path: folder.path))
        }
        let hub = try told { try Hub.open(data: folder, folders: folders, setupCode: setupCode) }
        for warning in hub.database.warnings { complain("Warning: \(warning)") }
        return (hub, folders)
    }
}

private struct NoHub: Error, CustomStringConvertible {
    let path: String
    var description: String { "There is no hub in \(path). Name its folder with --data; `waymark serve` or `council import` makes a new one." }
}

/// Turns what is known to go wrong into a message on standard error and exit code 1.
func told<Value>(_ work: () throws -> Value) throws -> Value {
    do {
        return try work()
    } catch let error {
        throw Told.from(error)
    }
}

func told<Value>(_ work: () async throws -> Value) async throws -> Value {
    do {
        return try await work()
    } catch let error {
        throw Told.from(error)
    }
}

/// An error whose text is meant for the person at the keyboard.
enum Told {
    static func from(_ error: any Error) -> any Error {
        switch error {
        case is ExitCode, is ValidationError, is CleanExit: return error
        case let problems as FileProblems:
            complain(problems.description)
            let count = problems.count
            complain("\(count) \(count == 1 ? "problem" : "problems").")
        default: complain("waymark: \(StorageFault.words(error))")
        }
        return ExitCode(1)
    }
}

/// Says what is odd and does no harm, on standard error.
func sayNotes(_ oddities: [FileProblem]) {
    guard !oddities.isEmpty else { return }
    for line in FileProblems(oddities).description.split(separator: "\n") { complain("Note: \(line)") }
}

/// Writes a line to standard error.
func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

/// The bytes of a file that someone named, or a clear word of why not.
func contents(of path: String) throws -> Data {
    do {
        return try Data(contentsOf: URL(filePath: path))
    } catch {
        throw FileProblems([FileProblem(file: path, line: nil, path: "", message: "cannot be read; check the name and that this user may read it")])
    }
}
