import Dispatch
import Synchronization

/// Does independent pieces of work on at most `workers` threads and gives the results in the order of the pieces.
///
/// The pieces must not depend on the number of workers; then neither does the answer. Where several fail, the error of the first
/// piece is thrown, so that errors do not depend on timing either. Work that cannot fail needs no `try`.
package func inOrder<Value: Sendable, Failure: Error>(
    pieces: Int, workers: Int, _ work: @Sendable (Int) throws(Failure) -> Value
) throws(Failure) -> [Value] {
    guard workers > 1, pieces > 1 else { return try (0..<pieces).map(work) }
    let next = Mutex(0)
    let done = Mutex<[Result<Value, Failure>?]>(Array(repeating: nil, count: pieces))
    DispatchQueue.concurrentPerform(iterations: min(workers, pieces)) { _ in
        while true {
            let piece = next.withLock { next in
                defer { next += 1 }
                return next
            }
            guard piece < pieces else { return }
            let result = Result { () throws(Failure) in try work(piece) }
            done.withLock { $0[piece] = result }
            if case .failure = result { next.withLock { $0 = max($0, pieces) } }
        }
    }
    var values: [Value] = []
    values.reserveCapacity(pieces)
    for result in done.withLock({ $0 }) {
        // A piece that was not begun stands behind one that failed.
        guard let result else { break }
        values.append(try result.get())
    }
    return values
}

/// Makes the elements of a long array on several threads, each time for a range of places.
///
/// - Parameter each: How many elements belong to a place.
package func inPieces<Element: Sendable & BitwiseCopyable>(
    of count: Int, each: Int = 1, workers: Int, _ elements: @Sendable (Range<Int>) throws -> [Element]
) throws -> [Element] {
    let size = 1 << 16
    let pieces = (0..<(count + size - 1) / size).map { $0 * size..<min(count, ($0 + 1) * size) }
    return try inPieces(sizes: pieces.map { $0.count * each }, workers: workers) { try elements(pieces[$0]) }
}

/// Makes a long array of pieces on several threads; each is put where it belongs as soon as it is made.
///
/// - Parameter sizes: How many elements each piece has; the work must give as many.
package func inPieces<Element: Sendable & BitwiseCopyable>(
    sizes: [Int], workers: Int, _ elements: @Sendable (Int) throws -> [Element]
) throws -> [Element] {
    var starts = [0]
    for size in sizes { starts.append(starts[starts.count - 1] + size) }
    let ends = starts
    return try [Element](unsafeUninitializedCapacity: ends[sizes.count]) { all, count in
        // No two pieces share an element, so no two threads write to the same place; the address is what they have in common.
        askForLargePages(under: all)
        let address = UInt(bitPattern: all.baseAddress)
        _ = try inOrder(pieces: sizes.count, workers: workers) { piece in
            let made = try elements(piece)
            precondition(made.count == sizes[piece], "a piece is not as long as was said")
            guard let first = UnsafeMutablePointer<Element>(bitPattern: address) else { return }
            _ = UnsafeMutableBufferPointer(start: first + ends[piece], count: made.count).initialize(from: made)
        }
        count = ends[sizes.count]
    }
}
