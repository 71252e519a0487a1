/// Where a field stands in the bytes of its file, without its quotes.
package struct Field: Sendable {
    package let start: Int
    /// How many bytes it has.
    package let length: Int32
    /// Whether it holds doubled quotes, which stand for one each.
    package let hasDoubledQuotes: Bool

    /// - Parameter end: at most `TableHeader.longestField` after the start.
    init(start: Int, end: Int, hasDoubledQuotes: Bool) {
        self.start = start
        length = Int32(truncatingIfNeeded: end &- start)
        self.hasDoubledQuotes = hasDoubledQuotes
    }

    package var end: Int { start &+ Int(length) }
    package var range: Range<Int> { start..<end }
    package var isEmpty: Bool { length == 0 }
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

    /// Makes room for rows; what stood there stays until it is overwritten.
    fileprivate mutating func makeRoom(rows: Int) {
        let blank = Field(start: 0, end: 0, hasDoubledQuotes: false)
        fields.append(contentsOf: repeatElement(blank, count: max(0, rows * width - fields.count)))
        rowStarts.append(contentsOf: repeatElement(0, count: max(0, rows - rowStarts.count)))
    }

    /// Leaves the block empty, so that nothing else holds its arrays while they are written.
    fileprivate mutating func takeAll() -> (fields: [Field], rowStarts: [Int]) {
        defer { (fields, rowStarts) = ([], []) }
        return (fields, rowStarts)
    }

    fileprivate mutating func put(_ fields: consuming [Field], _ rowStarts: consuming [Int], rows: Int) {
        self.fields = fields
        self.rowStarts = rowStarts
        self.fields.removeLast(self.fields.count - rows * width)
        self.rowStarts.removeLast(self.rowStarts.count - rows)
    }
}

/// Walks through the rows of a table as RFC 4180 has them, with any line ending; a quote inside an unquoted field is taken as it is.
package struct TableScanner: Sendable {
    package private(set) var position: Int
    /// The first rows with too many or too few fields: where they start and how many they have.
    package private(set) var raggedRows: [(start: Int, fields: Int)] = []
    /// How many such rows there are.
    package private(set) var raggedCount = 0
    /// How many more of them there are than are told.
    package var furtherRagged: Int { raggedCount - raggedRows.count }
    private let end: Int
    private let delimiter: UInt8
    private let columns: Int
    /// For each column of the file the place in the block, or -1.
    private let places: [Int]
    private var ends: FieldEnds

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
        ends = FieldEnds(delimiter: header.delimiter)
    }

    init(delimiter: UInt8, range: Range<Int>, bytes: Span<UInt8>) {
        position = range.lowerBound
        end = range.upperBound
        self.delimiter = delimiter
        columns = 0
        places = []
        ends = FieldEnds(delimiter: delimiter)
        ends.restart(range.lowerBound, in: bytes)
    }

    /// Puts the next rows, at most `limit`, into the block in place of what it held; an empty block means the end.
    ///
    /// - Throws: `TableProblem` where a quote is not closed or a field is longer than `TableHeader.longestField`.
    package mutating func next(_ bytes: Span<UInt8>, into block: inout FieldBlock, limit: Int = 1024) throws {
        block.makeRoom(rows: limit)
        let width = block.width
        let places = self.places
        var (allFields, allStarts) = block.takeAll()
        var fields = allFields.mutableSpan
        var rowStarts = allStarts.mutableSpan
        var rows = 0
        ends.restart(position, in: bytes)
        while rows < limit, position < end {
            let first = bytes[position]
            if first == UInt8(ascii: "\n") || first == UInt8(ascii: "\r") {
                position += 1
                ends.skip(to: position, in: bytes)
                continue
            }
            let start = position
            let found = try row(bytes, places.span, into: &fields, at: rows * width)
            if found == columns {
                rowStarts[rows] = start
                rows += 1
            } else {
                raggedCount += 1
                if raggedRows.count < TableProblems.mostKept { raggedRows.append((start, found)) }
            }
        }
        block.put(allFields, allStarts, rows: rows)
    }

    /// Puts the wanted fields of one row where they belong; says how many fields the row has.
    @inline(__always)
    private mutating func row(_ bytes: Span<UInt8>, _ places: Span<Int>, into fields: inout MutableSpan<Field>, at base: Int) throws -> Int {
        let start = position
        var column = 0
        while true {
            let (field, isLast) = try nextField(bytes)
            if column < places.count {
                let place = places[column]
                if place >= 0 { fields[base &+ place] = field }
            }
            column &+= 1
            if isLast { return column }
            if column > columns + TableHeader.mostColumns { throw Self.tooWide(start, bytes) }
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
            if fields.count > TableHeader.mostColumns { throw Self.tooWide(0, bytes) }
        }
        return fields
    }

    private static func tooWide(_ start: Int, _ bytes: Span<UInt8>) -> TableProblem {
        TableProblem(
            line: lineNumber(of: start, in: bytes), message: "has more than \(TableHeader.mostColumns) columns too many; is this a table?")
    }

    @inline(__always)
    private mutating func nextField(_ bytes: Span<UInt8>) throws -> (field: Field, isLast: Bool) {
        let start = position
        if start < bytes.count, bytes[unchecked: start] == UInt8(ascii: "\"") { return try quotedField(bytes) }
        var i = ends.next(in: bytes)
        while i < bytes.count, !isEnd(bytes[unchecked: i]) { i = ends.next(in: bytes) }
        guard i &- start <= TableHeader.longestField else { throw Self.tooLong(start, bytes) }
        return (Field(start: start, end: i, hasDoubledQuotes: false), stepOver(i, bytes))
    }

    @inline(__always)
    private func isEnd(_ byte: UInt8) -> Bool { byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    @inline(never)
    private mutating func quotedField(_ bytes: Span<UInt8>) throws -> (field: Field, isLast: Bool) {
        let start = position
        let count = bytes.count
        let longest = min(count, start + TableHeader.longestField)
        var hasDoubledQuotes = false
        var i = start + 1
        while true {
            while i < longest, bytes[unchecked: i] != UInt8(ascii: "\"") { i += 1 }
            guard i < count else {
                throw TableProblem(line: lineNumber(of: start, in: bytes), message: "a quote opened here is never closed")
            }
            guard i < longest else { throw Self.tooLong(start, bytes) }
            guard i + 1 < count, bytes[i + 1] == UInt8(ascii: "\"") else { break }
            hasDoubledQuotes = true
            i += 2
        }
        let field = Field(start: start + 1, end: i, hasDoubledQuotes: hasDoubledQuotes)
        i += 1
        guard i == count || isEnd(bytes[i]) else {
            throw TableProblem(
                line: lineNumber(of: i, in: bytes), message: "has text after a closing quote; double the quotes that belong to the value")
        }
        ends.skip(to: i, in: bytes)
        _ = ends.next(in: bytes)
        return (field, stepOver(i, bytes))
    }

    private static func tooLong(_ start: Int, _ bytes: Span<UInt8>) -> TableProblem {
        TableProblem(line: lineNumber(of: start, in: bytes), message: "has a field of more than 1 MiB; look for a quote that is not closed")
    }

    /// Steps over the delimiter or line end at `i`; says whether the row ended.
    @inline(__always)
    private mutating func stepOver(_ i: Int, _ bytes: Span<UInt8>) -> Bool {
        guard i < bytes.count else {
            position = bytes.count
            return true
        }
        position = i &+ 1
        let byte = bytes[unchecked: i]
        if byte == delimiter { return false }
        if byte == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == UInt8(ascii: "\n") {
            position &+= 1
            ends.skip(to: position, in: bytes)
        }
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
