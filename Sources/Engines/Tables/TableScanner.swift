/// Where a field stands in the bytes of its file, without its quotes.
package struct Field: Sendable {
    package var start: Int
    package var end: Int
    /// Whether it holds doubled quotes, which stand for one each.
    package var hasDoubledQuotes: Bool

    package var range: Range<Int> { start..<end }
    package var isEmpty: Bool { start == end }
}

/// Rows of the wanted fields, one after the other.
package struct FieldBlock: Sendable {
    /// How many fields of each row are wanted.
    package let width: Int
    /// `rows × width` fields, row by row.
    package fileprivate(set) var fields: [Field] = []
    /// Where each row starts.
    package fileprivate(set) var rowStarts: [Int] = []

    package init(width: Int) { self.width = width }

    package var rows: Int { rowStarts.count }
}

/// Walks through the rows of a table as RFC 4180 has them, with any line ending; a quote inside an unquoted field is taken as it is.
package struct TableScanner: Sendable {
    package private(set) var position: Int
    /// The first rows with too many or too few fields: where they start and how many they have.
    package private(set) var raggedRows: [(start: Int, fields: Int)] = []
    private let end: Int
    private let delimiter: UInt8
    private let columns: Int
    /// For each column of the file the place in the block, or -1.
    private let places: [Int]

    /// - Parameters:
    ///   - range: The bytes to walk through; it starts at the start of a row, and a row that starts in it is read to its end.
    ///   - wanted: The positions of the columns that are wanted, each once.
    package init(_ header: TableHeader, range: Range<Int>, wanted: [Int]) {
        position = range.lowerBound
        end = range.upperBound
        delimiter = header.delimiter
        columns = header.names.count
        var places = Array(repeating: -1, count: header.names.count)
        for (place, column) in wanted.enumerated() { places[column] = place }
        self.places = places
    }

    init(delimiter: UInt8, range: Range<Int>, bytes: Span<UInt8>) {
        position = range.lowerBound
        end = range.upperBound
        self.delimiter = delimiter
        columns = 0
        places = []
    }

    /// Puts the next rows, at most `limit`, into the block in place of what it held; an empty block means the end.
    ///
    /// - Throws: `TableProblem` where a quote is not closed or a field is longer than `TableHeader.longestField`.
    package mutating func next(_ bytes: Span<UInt8>, into block: inout FieldBlock, limit: Int = 1024) throws {
        block.fields.removeAll(keepingCapacity: true)
        block.rowStarts.removeAll(keepingCapacity: true)
        let blank = Field(start: 0, end: 0, hasDoubledQuotes: false)
        while block.rowStarts.count < limit, position < end {
            let first = bytes[position]
            if first == UInt8(ascii: "\n") || first == UInt8(ascii: "\r") {
                position += 1
                continue
            }
            let start = position
            let base = block.fields.count
            for _ in 0..<block.width { block.fields.append(blank) }
            var column = 0
            var isLast = false
            while !isLast {
                let field: Field
                (field, isLast) = try nextField(bytes)
                if column < columns, places[column] >= 0 { block.fields[base + places[column]] = field }
                column += 1
            }
            if column == columns {
                block.rowStarts.append(start)
            } else {
                block.fields.removeLast(block.width)
                if raggedRows.count < 10 { raggedRows.append((start, column)) }
            }
        }
    }

    /// The fields of one row as text.
    mutating func wholeRow(_ bytes: Span<UInt8>) throws -> [String] {
        var fields: [String] = []
        var isLast = false
        while !isLast {
            let field: Field
            (field, isLast) = try nextField(bytes)
            fields.append(text(of: field, in: bytes))
        }
        return fields
    }

    private mutating func nextField(_ bytes: Span<UInt8>) throws -> (field: Field, isLast: Bool) {
        let count = bytes.count
        let start = position
        var i = start
        guard i < count, bytes[i] == UInt8(ascii: "\"") else {
            while i < count {
                let byte = bytes[unchecked: i]
                if byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
                i += 1
            }
            return try (Field(start: start, end: i, hasDoubledQuotes: false), finish(at: i, start: start, bytes))
        }
        i += 1
        var hasDoubledQuotes = false
        while true {
            while i < count, bytes[unchecked: i] != UInt8(ascii: "\"") { i += 1 }
            guard i < count else {
                throw TableProblem(line: lineNumber(of: start, in: bytes), message: "a quote opened here is never closed")
            }
            guard i + 1 < count, bytes[i + 1] == UInt8(ascii: "\"") else { break }
            hasDoubledQuotes = true
            i += 2
        }
        let field = Field(start: start + 1, end: i, hasDoubledQuotes: hasDoubledQuotes)
        i += 1
        guard i == count || bytes[i] == delimiter || bytes[i] == UInt8(ascii: "\n") || bytes[i] == UInt8(ascii: "\r") else {
            throw TableProblem(
                line: lineNumber(of: i, in: bytes), message: "has text after a closing quote; double the quotes that belong to the value")
        }
        return try (field, finish(at: i, start: start, bytes))
    }

    /// Steps over the delimiter or line end at `i`; says whether the row ended.
    private mutating func finish(at i: Int, start: Int, _ bytes: Span<UInt8>) throws -> Bool {
        if i - start > TableHeader.longestField {
            throw TableProblem(
                line: lineNumber(of: start, in: bytes),
                message: "has a field of more than 1 MiB; look for a quote that is not closed")
        }
        position = min(i + 1, bytes.count)
        guard i < bytes.count else { return true }
        guard bytes[i] != delimiter else { return false }
        if bytes[i] == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
        return true
    }
}

/// The text of a field.
package func text(of field: Field, in bytes: Span<UInt8>) -> String {
    var own: [UInt8] = []
    copy(field, from: bytes, to: &own)
    return String(decoding: own, as: UTF8.self)
}

/// Puts the bytes of a field, doubled quotes made single, in place of what `own` held.
package func copy(_ field: Field, from bytes: Span<UInt8>, to own: inout [UInt8]) {
    own.removeAll(keepingCapacity: true)
    var i = field.start
    while i < field.end {
        own.append(bytes[i])
        i += field.hasDoubledQuotes && bytes[i] == UInt8(ascii: "\"") ? 2 : 1
    }
}
