import Foundation
import Synchronization

/// Says on a terminal how far a linkage is, and remembers how long each stage took.
final class LinkProgress: Sendable {
    private struct State {
        var stages: [(name: String, seconds: Double)] = []
        var current = ""
        var started = Date()
        var furthest = 0
        var lastShown = Date.distantPast
    }

    private let state = Mutex(State())
    private let isShown: Bool

    init(isQuiet: Bool) { isShown = !isQuiet && isatty(STDERR_FILENO) == 1 }

    /// Stages that are over, with their seconds.
    var stages: [(name: String, seconds: Double)] { state.withLock { $0.stages } }

    func stage<Value>(_ name: String, _ work: () throws -> Value) rethrows -> Value {
        state.withLock { state in
            state.current = name
            state.started = Date()
            state.furthest = 0
        }
        show(name)
        defer {
            state.withLock { state in
                state.stages.append((name, Date().timeIntervalSince(state.started)))
                state.current = ""
            }
            if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
        }
        return try work()
    }

    /// A piece of work is done: shows a bar, at most five times a second.
    func tick(_ done: Int, _ total: Int) {
        guard isShown else { return }
        let line: String? = state.withLock { state in
            state.furthest = max(state.furthest, done)
            guard !state.current.isEmpty, Date().timeIntervalSince(state.lastShown) > 0.2 else { return nil }
            state.lastShown = Date()
            let share = total > 0 ? min(1, Double(state.furthest) / Double(total)) : 0
            let bar = String(repeating: "#", count: Int(share * 30)) + String(repeating: ".", count: 30 - Int(share * 30))
            return "\(state.current) [\(bar)] \(Int(share * 100)) %"
        }
        if let line { show(line) }
    }

    private func show(_ text: String) {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8)) }
    }
}
