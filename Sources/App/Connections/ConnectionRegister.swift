import NIOCore
import Synchronization

/// All open connections, so that one can make room for another.
///
/// A crowd of connections that ask nothing must not keep out one that does: at the limit the one that has waited longest
/// for its own side goes. So must a crowd of forms that never end: beyond the memory kept for them the oldest goes.
final class ConnectionRegister: Sendable {
    private struct Entry {
        var phase: ConnectionState.Phase = .waiting
        var since: NIODeadline
        var held = 0
        let close: @Sendable () -> Void
    }

    private struct Book {
        var entries: [Int: Entry] = [:]
        var next = 0
        var held = 0

        /// Takes the connection out that has kept us waiting longest, one that asks nothing first.
        mutating func removeLongest(_ phases: [ConnectionState.Phase]) -> Entry? {
            for phase in phases {
                if let found = entries.filter({ $0.value.phase == phase }).min(by: { ($0.value.since, $0.key) < ($1.value.since, $1.key) }) {
                    return remove(found.key)
                }
            }
            return nil
        }

        mutating func remove(_ id: Int) -> Entry? {
            let entry = entries.removeValue(forKey: id)
            held -= entry?.held ?? 0
            return entry
        }
    }

    let limits: ConnectionLimits
    private let book = Mutex(Book())

    init(_ limits: ConnectionLimits) { self.limits = limits }

    var count: Int { book.withLock { $0.entries.count } }

    /// Notes a new connection; closes another where it gets crowded.
    func open(at now: NIODeadline, close: @escaping @Sendable () -> Void) -> Int {
        let (id, crowded) = book.withLock { book -> (Int, Entry?) in
            let crowded = book.entries.count >= limits.most - limits.spare ? book.removeLongest([.waiting, .reading, .sending]) : nil
            book.next += 1
            book.entries[book.next] = Entry(since: now, close: close)
            return (book.next, crowded)
        }
        crowded?.close()
        return id
    }

    func closed(_ id: Int) { book.withLock { _ = $0.remove(id) } }

    func moved(_ id: Int, to phase: ConnectionState.Phase, since: NIODeadline) {
        book.withLock { book in
            book.entries[id]?.phase = phase
            book.entries[id]?.since = since
        }
    }

    /// Counts bytes of an unfinished form; closes the oldest form's connection where all together are too many.
    func hold(_ bytes: Int, by id: Int) {
        let tooOld = book.withLock { book -> Entry? in
            guard book.entries[id] != nil else { return nil }
            book.entries[id]?.held += bytes
            book.held += bytes
            return book.held > limits.mostHeld ? book.removeLongest([.reading]) : nil
        }
        tooOld?.close()
    }

    func release(_ id: Int) {
        book.withLock { book in
            book.held -= book.entries[id]?.held ?? 0
            book.entries[id]?.held = 0
        }
    }

    /// The process has no descriptor left, though the limit was not reached: one connection must go.
    func makeRoom() { book.withLock { $0.removeLongest([.waiting, .reading, .sending]) }?.close() }
}
