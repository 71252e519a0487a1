package import Foundation

/// Reads a table piece by piece on several threads, with the same result for any number of them.
///
/// Where a piece ends is guessed by counting quotes, then checked: each piece must end exactly where the next one starts. Where a file
/// puts quotes inside unquoted fields the guess can be wrong; then the table is read as one piece.
///
/// - Parameters:
///   - size: Bytes in a piece.
///   - read: Reads the rows that start in a range and says where it stopped.
/// - Returns: What `read` gave, in the order of the file.
package func inChunks<Value: Sendable>(
    of data: Data, from start: Int, size: Int = 1 << 20, workers: Int,
    _ read: @Sendable (Range<Int>) throws -> (value: Value, end: Int)
) throws -> [Value] {
    let ranges = try guessedRanges(of: data, from: start, size: size, workers: workers)
    let whole = start..<data.count
    guard ranges.count > 1 else { return [try read(whole).value] }
    do {
        let parts = try inOrder(pieces: ranges.count, workers: workers) { try read(ranges[$0]) }
        if zip(parts, ranges).allSatisfy({ $0.end == $1.upperBound }) { return parts.map(\.value) }
    } catch is TableProblem {
        // A wrong guess looks like a broken file: the one reading below tells which it is.
    }
    return [try read(whole).value]
}

private func guessedRanges(of data: Data, from start: Int, size: Int, workers: Int) throws -> [Range<Int>] {
    let count = max(1, (data.count - start) / size)
    guard count > 1 else { return [start..<data.count] }
    let marks = (0...count).map { $0 == count ? data.count : start + $0 * size }
    let quotes = try inOrder(pieces: count, workers: workers) { piece in
        countQuotes(in: data.span, marks[piece]..<marks[piece + 1])
    }
    let bytes = data.span
    var cuts = [start]
    var isQuoted = false
    for piece in 1..<count {
        isQuoted = isQuoted != (quotes[piece - 1] % 2 == 1)
        var i = marks[piece]
        var inside = isQuoted
        // A row that goes on to the next mark is left to the piece before it.
        while i < marks[piece + 1], inside || bytes[i] != UInt8(ascii: "\n") {
            if bytes[i] == UInt8(ascii: "\"") { inside.toggle() }
            i += 1
        }
        if i < marks[piece + 1], i + 1 < data.count { cuts.append(i + 1) }
    }
    return zip(cuts, cuts.dropFirst() + [data.count]).map { $0..<$1 }
}

/// Eight bytes at a time: a byte that is a quote becomes nought, and noughts are marked exactly (Warren, Hacker's Delight, 6-1).
private func countQuotes(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    let raw = bytes.bytes
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    var found = 0
    var i = range.lowerBound
    while i + 8 <= range.upperBound {
        let word = raw.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self) ^ 0x2222_2222_2222_2222
        found &+= (~(((word & low) &+ low) | word | low)).nonzeroBitCount
        i += 8
    }
    while i < range.upperBound {
        if bytes[i] == UInt8(ascii: "\"") { found &+= 1 }
        i += 1
    }
    return found
}
