package import Foundation

/// The first line of a table in CSV, and how the rest is to be read.
package struct TableHeader: Sendable {
    package let names: [String]
    /// Whichever of comma, semicolon and tab stands most often in the header outside quotes; the first of them where two are level.
    package let delimiter: UInt8
    /// Names that stand in more than one column.
    package let repeatedNames: Set<String>
    /// Where the second line starts.
    package let bodyStart: Int

    /// A longer field is refused: a quote is missing, or this is not a table.
    package static let longestField = 1 << 20
    /// More columns are no table of records.
    package static let mostColumns = 10_000

    /// Reads the header and checks that the whole is UTF-8 text.
    ///
    /// - Parameter allowsRepeatedNames: whether a name may stand twice, as `repeatedNames` then says.
    /// - Throws: `TableProblem` where there is no header, a name stands twice, or the bytes are not UTF-8.
    package init(_ data: Data, allowsRepeatedNames: Bool = false) throws {
        let bytes = data.span
        guard !bytes.isEmpty else { throw TableProblem(line: nil, message: "is empty; it needs a first line with column names") }
        try Self.checkText(bytes)
        let start = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
        delimiter = Self.delimiter(bytes, from: start)
        var scanner = TableScanner(delimiter: self.delimiter, range: start..<bytes.count, bytes: bytes)
        let fields = try scanner.wholeRow(bytes)
        bodyStart = scanner.position
        names = fields.map { $0.trimmingCharacters(in: .whitespaces) }
        guard names.contains(where: { !$0.isEmpty }) else {
            throw TableProblem(line: 1, message: "has no column names; the first line must name the columns")
        }
        let counts = Dictionary(grouping: names.filter { !$0.isEmpty }) { $0 }
        repeatedNames = Set(counts.filter { $0.value.count > 1 }.keys)
        if !allowsRepeatedNames { try checkIsOnce(names) }
    }

    /// - Throws: `TableProblem` where one of the names stands twice.
    package func checkIsOnce(_ wanted: [String]) throws {
        guard let name = wanted.first(where: repeatedNames.contains) else { return }
        throw TableProblem(line: 1, column: name, message: "this column name stands twice in the header; rename one")
    }

    package func index(of name: String) -> Int? { names.firstIndex(of: name) }

    /// The positions of named columns; all that are missing are reported together.
    package func indices(of wanted: [String]) throws -> [Int] {
        let missing = wanted.filter { !names.contains($0) }
        if let first = names.first, !missing.isEmpty, first.lowercased().hasPrefix("sep=") {
            throw TableProblem(line: 1, message: "begins with \"\(first)\", which is a word to spreadsheets; take that line out")
        }
        guard missing.isEmpty else {
            let list = missing.map { "\"\($0)\"" }.joined(separator: ", ")
            let known = names.joined(separator: ", ")
            throw TableProblem(line: 1, message: "has no column \(list); it has \(known.count > 300 ? known.prefix(300) + " …" : known[...])")
        }
        return wanted.compactMap { names.firstIndex(of: $0) }
    }

    /// One column name may hold a comma, "address, line 1", so the delimiter is what there is most of.
    private static func delimiter(_ bytes: Span<UInt8>, from start: Int) -> UInt8 {
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        var counts = [0, 0, 0]
        var isQuoted = false
        var isFieldStart = true
        for i in start..<min(bytes.count, start + Self.longestField) {
            let byte = bytes[i]
            if byte == UInt8(ascii: "\""), isQuoted || isFieldStart { isQuoted.toggle() }
            if !isQuoted && (byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")) { break }
            let place = isQuoted ? nil : candidates.firstIndex(of: byte)
            if let place { counts[place] += 1 }
            // A doubled quote closes and opens again at once.
            isFieldStart = place != nil || byte == UInt8(ascii: "\"")
        }
        return candidates[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
    }

    private static func checkText(_ bytes: Span<UInt8>) throws {
        if bytes.count >= 2, (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF) {
            throw TableProblem(line: nil, message: "is UTF-16; save it as \"CSV UTF-8\"")
        }
        if bytes.count >= 4, bytes[0] == 0x50, bytes[1] == 0x4B, bytes[2] == 3, bytes[3] == 4 {
            throw TableProblem(line: nil, message: "is a spreadsheet or a zip file; save the sheet as \"CSV UTF-8\"")
        }
        if bytes.count >= 4, bytes[0] == 0xD0, bytes[1] == 0xCF, bytes[2] == 0x11, bytes[3] == 0xE0 {
            throw TableProblem(line: nil, message: "is an old Excel file; save the sheet as \"CSV UTF-8\"")
        }
        if bytes.count >= 2, bytes[0] == 0x1F, bytes[1] == 0x8B {
            throw TableProblem(line: nil, message: "is compressed with gzip; unpack it first")
        }
        for i in 0..<min(4096, bytes.count) {
            if bytes[i] == UInt8(ascii: "\n") { break }
            if bytes[i] == 0 { throw TableProblem(line: 1, message: "holds zero bytes, so it is not text; save it as \"CSV UTF-8\"") }
        }
        do {
            _ = try UTF8Span(validating: bytes)
        } catch {
            let line = lineNumber(of: error.byteOffsets.lowerBound, in: bytes)
            throw TableProblem(line: line, message: "is not UTF-8 here; save it as \"CSV UTF-8\"")
        }
    }
}

/// The line, counted from 1, on which a byte stands.
package func lineNumber(of position: Int, in bytes: Span<UInt8>) -> Int { lineNumbers(of: [position], in: bytes)[0] }

/// The lines, counted from 1, on which bytes in ascending order stand; a line ends with \n, \r\n or \r alone.
package func lineNumbers(of positions: [Int], in bytes: Span<UInt8>) -> [Int] {
    var line = 1
    var i = 0
    return positions.map { position in
        let end = min(position, bytes.count)
        while i < end {
            let isReturn = bytes[i] == UInt8(ascii: "\r") && (i + 1 == bytes.count || bytes[i + 1] != UInt8(ascii: "\n"))
            if isReturn || bytes[i] == UInt8(ascii: "\n") { line += 1 }
            i += 1
        }
        return line
    }
}
