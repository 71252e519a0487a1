import Tables

/// A value of XML that is longer than is read: its end is looked for without holding it, so that its size can be told.
struct LargeAttribute: Sendable {
    private let line: Int
    private let head: String
    private let quote: UInt8
    private var size: Int

    /// Where no end has come by then, a quote is missing.
    private static let longestLook = 16 << 20

    /// - Parameter bytes: from the `<` of its tag on; they end within a value.
    /// - Throws: `TableProblem` where they end elsewhere.
    init(_ bytes: Span<UInt8>, line: Int) throws {
        let mark = bytes.count > 1 ? bytes[1] : 0
        if mark == UInt8(ascii: "!") || mark == UInt8(ascii: "?") {
            throw TableProblem(line: line, message: "has a comment of more than 1 MiB, or one that is not closed; take it out")
        }
        var open: (quote: UInt8, start: Int)?
        for i in 0..<bytes.count {
            let byte = bytes[i]
            if let own = open {
                if byte == own.quote { open = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                open = (byte, i + 1)
            }
        }
        guard let open else { throw TableProblem(line: line, message: "has a tag of more than 1 MiB; look for a \">\" that is missing") }
        self.line = line
        (quote, size) = (open.quote, bytes.count - open.start)
        head = String(decoding: (0..<min(60, open.start)).map { bytes[$0] }, as: UTF8.self)
    }

    /// - Throws: `TableProblem` as soon as its end has come, or cannot come any more.
    mutating func feed(_ piece: Span<UInt8>) throws {
        for i in 0..<piece.count {
            let byte = piece[i]
            if byte == quote { throw Self.problem(size: size, head: head, line: line) }
            if byte == UInt8(ascii: "<") {
                throw TableProblem(line: line, message: "has \"<\" in a value; write &lt;, or close the quote before it: \(head)…")
            }
            size += 1
        }
        guard size > Self.longestLook else { return }
        throw TableProblem(line: line, message: "has an attribute of more than 16 MiB, or a quote that is not closed: \(head)…")
    }

    static func problem(size: Int, head: String, line: Int) -> TableProblem {
        let tenths = (size * 10 + (1 << 19)) >> 20
        return TableProblem(
            line: line,
            message: "has a large attribute, of \(tenths / 10).\(tenths % 10) MiB; those of more than 1 MiB are not read. Shorten it or take it out: \(head)…")
    }

    var neverClosed: TableProblem { TableProblem(line: line, message: "a tag opened here is never closed: \(head)…") }
}
