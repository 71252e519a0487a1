import Dispatch
import Synchronization

/// Does independent pieces of work on at most `workers` threads and gives the results in the order of the pieces.
///
/// The pieces must not depend on the number of workers; then neither does the answer. Where several fail, the error of the first
/// piece is thrown, so that errors do not depend on timing either.
package func inOrder<Value: Sendable>(pieces: Int, workers: Int, _ work: @Sendable (Int) throws -> Value) throws -> [Value] {
    guard workers > 1, pieces > 1 else { return try (0..<pieces).map(work) }
    let next = Mutex(0)
    let done = Mutex<[Result<Value, any Error>?]>(Array(repeating: nil, count: pieces))
    DispatchQueue.concurrentPerform(iterations: min(workers, pieces)) { _ in
        while true {
            let piece = next.withLock { next in
                defer { next += 1 }
                return next
            }
            guard piece < pieces else { return }
            let result = Result { try work(piece) }
            done.withLock { $0[piece] = result }
            if case .failure = result { next.withLock { $0 = max($0, pieces) } }
        }
    }
    return try done.withLock { done in
        if let failed = done.first(where: { if case .failure = $0 { true } else { false } }), let failed { _ = try failed.get() }
        return try done.compactMap { try $0?.get() }
    }
}

/// Makes the elements of a long array on several threads, each time for a range of places.
package func inPieces<Element: Sendable>(
    of count: Int, workers: Int, _ elements: @Sendable (Range<Int>) throws -> [Element]
) throws -> [Element] {
    let size = 1 << 16
    let pieces = try inOrder(pieces: (count + size - 1) / size, workers: workers) { piece in
        try elements(piece * size..<min(count, (piece + 1) * size))
    }
    var all: [Element] = []
    all.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
    for piece in pieces { all += piece }
    return all
}
