import Foundation

/// Says on standard error how far a long command is: on a terminal after a second, elsewhere a line when it is slow.
final class JourneyProgress {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var shown = Date()
    private var isShown = false
    private let seconds: Double

    /// - Parameter seconds: how long it stays silent; a second on a terminal and ten elsewhere where nothing is given.
    init(after seconds: Double? = nil) { self.seconds = seconds ?? (isatty(STDERR_FILENO) == 1 ? 1 : 10) }

    /// What is being done, and how much of it is done; nothing where that is not known.
    func tick(_ stage: String, _ done: Int? = nil, of total: Int = 0) {
        guard Date().timeIntervalSince(shown) >= (isShown ? (isTerminal ? 0.2 : 30) : seconds) else { return }
        shown = Date()
        isShown = true
        let share = done.map { total > 0 ? ": \(min(100, $0 * 100 / total))%" : "" } ?? " …"
        let text = isTerminal ? "\r\u{1B}[K\(stage)\(share) (Ctrl-C stops it; nothing is written)" : "\(stage)\(share)\n"
        FileHandle.standardError.write(Data(text.utf8))
    }

    /// Takes the line away from a terminal.
    func finish() {
        if isTerminal, isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
        isShown = false
    }
}

/// Writes what is ready without heeding Ctrl-C: what it interrupts is either not begun or whole.
func uninterrupted<Value>(_ write: () throws -> Value) rethrows -> Value {
    let before = [SIGINT, SIGTERM].map { ($0, signal($0, SIG_IGN)) }
    defer { for (number, handler) in before { signal(number, handler) } }
    return try write()
}
