import Foundation
import Synchronization
import Testing

/// What a command said on standard error, and its exit code.
struct Refusal {
    let exitCode: Int32
    let message: String

    private static let lock = Mutex(())

    /// Runs `waymark link ARGUMENTS`. Standard error is one for the whole process: what others write meanwhile is passed on.
    init(_ arguments: [String]) throws {
        (exitCode, message) = try Self.lock.withLock { _ in
            let own = FileManager.default.temporaryDirectory.appending(path: "waymark-error-\(UUID().uuidString)")
            let file = open(own.path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
            defer {
                close(file)
                try? FileManager.default.removeItem(at: own)
            }
            let real = dup(STDERR_FILENO)
            dup2(file, STDERR_FILENO)
            let code = waymarkLinkExitCode(arguments)
            dup2(real, STDERR_FILENO)
            let text = String(decoding: try Data(contentsOf: own), as: UTF8.self)
            let (ours, others) = Self.parted(text)
            FileHandle(fileDescriptor: real, closeOnDealloc: true).write(Data(others.utf8))
            return (code, ours)
        }
    }

    /// Swift Testing starts its lines with a sign of its own.
    private static func parted(_ text: String) -> (ours: String, others: String) {
        let lines = text.split(separator: "\n").map(String.init)
        let isOther: (String) -> Bool = { line in ["◇", "✔", "✘", "↳", "\u{1B}", "⚠", "➜"].contains { line.hasPrefix($0) } }
        return (lines.filter { !isOther($0) }.joined(separator: "\n"), lines.filter(isOther).map { $0 + "\n" }.joined())
    }
}

private func waymarkLinkExitCode(_ arguments: [String]) -> Int32 { exitCode(arguments) }
