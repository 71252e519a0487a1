import Yams

/// The text of a YAML file, to see what the parser does not hand on: tabs, and comments behind texts without quotes.
struct YAMLSource {
    private let scalars: [Unicode.Scalar]
    /// Where each line starts, as YAML counts lines.
    private let lineStarts: [Int]

    init(_ text: String) {
        var scalars = Array(text.unicodeScalars)
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        var starts = [0]
        for (i, scalar) in scalars.enumerated() {
            let isPair = scalar == "\r" && i + 1 < scalars.count && scalars[i + 1] == "\n"
            if Self.isBreak(scalar) && !isPair { starts.append(i + 1) }
        }
        self.scalars = scalars
        lineStarts = starts
    }

    /// What YAML takes for a comment behind an unquoted text, and how many spaces stand before it.
    ///
    /// - Parameter words: the text as YAML read it, with its line breaks folded.
    func comment(behind words: String, at mark: Mark) -> (spaces: Int, text: String)? {
        guard var i = position(mark) else { return nil }
        while i < scalars.count, scalars[i] == "&" || scalars[i] == "!" { i = skip(from: skip(from: i) { !Self.isSpace($0) }, while: Self.isSpace) }
        for word in words.unicodeScalars.split(whereSeparator: Self.isSpace) {
            i = skip(from: i, while: Self.isSpace)
            guard scalars[i...].starts(with: word) else { return nil }
            i += word.count
        }
        let start = skip(from: i) { $0 == " " || $0 == "\t" }
        guard start < scalars.count, scalars[start] == "#", start > i else { return nil }
        let end = skip(from: start) { !Self.isBreak($0) }
        return (start - i, String(String.UnicodeScalarView(scalars[start..<end])))
    }

    func isIndentedByTab(_ line: Int) -> Bool {
        guard lineStarts.indices.contains(line - 1) else { return false }
        let start = lineStarts[line - 1]
        let end = skip(from: start) { $0 == " " || $0 == "\t" }
        return scalars[start..<end].contains("\t") && end < scalars.count && !Self.isBreak(scalars[end])
    }

    /// Whether a line has " #" in it.
    func mayBeCut(_ line: Int) -> Bool {
        guard lineStarts.indices.contains(line - 1) else { return false }
        let start = lineStarts[line - 1]
        let end = skip(from: start) { !Self.isBreak($0) }
        return zip(scalars[start..<end], scalars[start..<end].dropFirst()).contains { Self.isSpace($0) && $1 == "#" }
    }

    /// The word with which a text starts that YAML takes for its type, such as "!Important"; not "!!str", which means a type.
    func tag(at mark: Mark) -> String? {
        guard let i = position(mark), i < scalars.count, scalars[i] == "!", !scalars[i...].dropFirst().starts(with: ["!"]) else { return nil }
        return String(String.UnicodeScalarView(scalars[i..<skip(from: i) { !Self.isSpace($0) }]))
    }

    func character(at mark: Mark) -> Unicode.Scalar? { position(mark).flatMap { $0 < scalars.count ? scalars[$0] : nil } }

    /// The first line that holds a character, by its number in Unicode.
    func line(of value: Int32) -> Int? {
        guard let place = scalars.firstIndex(where: { $0.value == UInt32(bitPattern: value) }) else { return nil }
        return lineStarts.lastIndex { $0 <= place }.map { $0 + 1 }
    }

    private func position(_ mark: Mark) -> Int? {
        guard lineStarts.indices.contains(mark.line - 1) else { return nil }
        return min(scalars.count, lineStarts[mark.line - 1] + max(0, mark.column - 1))
    }

    private func skip(from start: Int, while matches: (Unicode.Scalar) -> Bool) -> Int {
        var i = start
        while i < scalars.count, matches(scalars[i]) { i += 1 }
        return i
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" || isBreak(scalar) }

    /// The line breaks of YAML 1.1.
    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }
}
