package import Foundation

/// Reads a table piece by piece on several threads, with the same result for any number of them.
///
/// Where a piece ends is guessed, then checked: each piece must end exactly where the next one starts. The first guess is that every
/// line end is the end of a row, which needs no look at the table; the second counts quotes, for tables with line ends inside them.
/// Where a file puts quotes inside unquoted fields both can be wrong; then the table is read as one piece.
///
/// - Parameters:
///   - size: Bytes in a piece.
///   - read: Reads the rows that start in a range and says where it stopped.
/// - Returns: What `read` gave, in the order of the file.
package func inChunks<Value: Sendable>(
    of data: Data, from start: Int, size: Int = 1 << 20, workers: Int,
    _ read: @Sendable (Range<Int>) throws -> (value: Value, end: Int)
) throws -> [Value] {
    let whole = start..<data.count
    let marks = pieceMarks(whole, size: size)
    let byLines = guessedRanges(of: data, whole, marks)
    if let values = try piecewise(byLines, workers: workers, read) { return values }
    if byLines.count > 1 {
        let quotes = inOrder(pieces: marks.count - 1, workers: workers) { countQuotes(in: data.span, marks[$0]..<marks[$0 + 1]) }
        let byQuotes = guessedRanges(of: data, whole, marks, quotes: quotes)
        if byQuotes != byLines, let values = try piecewise(byQuotes, workers: workers, read) { return values }
    }
    return [try read(whole).value]
}

/// What `read` gives of each range; nil where there is one range alone or a guess is wrong.
private func piecewise<Value: Sendable>(
    _ ranges: [Range<Int>], workers: Int, _ read: @Sendable (Range<Int>) throws -> (value: Value, end: Int)
) throws -> [Value]? {
    guard ranges.count > 1 else { return nil }
    do {
        let parts = try inOrder(pieces: ranges.count, workers: workers) { try read(ranges[$0]) }
        return zip(parts, ranges).allSatisfy { $0.end == $1.upperBound } ? parts.map(\.value) : nil
    } catch is TableProblem {
        // A wrong guess looks like a broken file: reading it as one piece tells which it is.
        return nil
    }
}

/// Where pieces would end if rows did not matter.
private func pieceMarks(_ whole: Range<Int>, size: Int) -> [Int] {
    let count = max(1, whole.count / size)
    return (0...count).map { $0 == count ? whole.upperBound : whole.lowerBound + $0 * size }
}

/// Ranges that end with a line end outside of quotes.
///
/// - Parameter quotes: how many stand in each piece; empty to take every line end.
private func guessedRanges(of data: Data, _ whole: Range<Int>, _ marks: [Int], quotes: [Int] = []) -> [Range<Int>] {
    let bytes = data.span
    var cuts = [whole.lowerBound]
    var isQuoted = false
    for piece in marks.indices.dropFirst().dropLast() {
        if !quotes.isEmpty { isQuoted = isQuoted != (quotes[piece - 1] % 2 == 1) }
        var i = marks[piece]
        var inside = isQuoted
        // A row that goes on to the next mark is left to the piece before it.
        while i < marks[piece + 1], inside || bytes[i] != UInt8(ascii: "\n") {
            if !quotes.isEmpty, bytes[i] == UInt8(ascii: "\"") { inside.toggle() }
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
