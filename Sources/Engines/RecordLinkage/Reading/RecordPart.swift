import Foundation
import Tables

/// The records of one piece of a file, with numbers of its own.
struct RecordPart: Sendable {
    let file: Int
    var recordIDs: [Field] = []
    var sources: [Int32] = []
    var sourceNames = Interner()
    /// One for each vocabulary of the model.
    var vocabularies: [Interner]
    /// `records × columns` numbers, record by record.
    var rows: [Int32] = []
    var report: [ReadingReport.Column]

    static func read(
        _ range: Range<Int>, of data: Data, layout: FileLayout, model: LinkModel, vocabularies: [Int], file: Int
    ) throws -> (value: RecordPart, end: Int) {
        let bytes = data.span
        var part = RecordPart(
            file: file, vocabularies: Array(repeating: Interner(), count: (vocabularies.max() ?? -1) + 1),
            report: model.columns.map { ReadingReport.Column(name: $0.name) })
        var coders = model.columns.indices.map { ColumnCoder(column: model.columns[$0], vocabulary: vocabularies[$0]) }
        var scanner = TableScanner(layout.header, range: range, wanted: layout.wanted)
        var block = FieldBlock(width: layout.wanted.count)
        let idPlace = layout.place(of: model.recordID)
        let sourcePlace = model.source.map { layout.place(of: $0) }
        while true {
            try scanner.next(bytes, into: &block)
            if block.rows == 0 { break }
            let start = part.rows.count
            if start == 0 { part.reserve(rows: block.rows * range.count / max(1, scanner.position - range.lowerBound), width: coders.count) }
            part.rows.append(contentsOf: repeatElement(-1, count: block.rows * coders.count))
            for row in 0..<block.rows {
                let base = row * block.width
                let id = block.fields[base + idPlace]
                guard !isBlank(id, bytes), !id.hasDoubledQuotes else {
                    let isEmptyRow = (base..<base + block.width).allSatisfy { isBlank(block.fields[$0], bytes) }
                    throw Self.unusable(id, isEmptyRow, bytes, line: lineNumber(of: block.rowStarts[row], in: bytes), model.recordID)
                }
                part.recordIDs.append(id)
                if let sourcePlace { part.sources.append(part.sourceNames.number(of: bytes, block.fields[base + sourcePlace].range)) }
            }
            for column in coders.indices {
                coders[column].code(
                    block, places: layout.places[column], bytes, in: &part.vocabularies[coders[column].vocabulary],
                    into: &part.rows, from: start + column, step: coders.count, report: &part.report[column])
            }
        }
        if let ragged = scanner.raggedRows.first {
            throw TableProblem(
                line: lineNumber(of: ragged.start, in: bytes),
                message:
                    "has \(ragged.fields) columns; the header has \(layout.header.names.count). Look for a stray comma or quote."
            )
        }
        for vocabulary in part.vocabularies.indices { part.vocabularies[vocabulary].seal() }
        return (part, scanner.position)
    }
}

extension RecordPart {
    private static func unusable(_ id: Field, _ isEmptyRow: Bool, _ bytes: Span<UInt8>, line: Int, _ column: String) -> TableProblem {
        let message =
            if isEmptyRow {
                "the row has no value at all; delete the empty rows, which a spreadsheet may keep at its end"
            } else if isBlank(id, bytes) {
                "the record id is empty; give every record its own"
            } else {
                "a record id must not hold quotes"
            }
        return TableProblem(line: line, column: column, message: message)
    }

    /// Makes room for about as many records, so that they need not move as they grow.
    fileprivate mutating func reserve(rows count: Int, width: Int) {
        let most = count + count / 16
        rows.reserveCapacity(most * width)
        recordIDs.reserveCapacity(most)
        if sources.isEmpty { sources.reserveCapacity(most) }
        for vocabulary in vocabularies.indices { vocabularies[vocabulary].reserve(strings: most, bytes: most * 8) }
    }
}

private func isBlank(_ field: Field, _ bytes: Span<UInt8>) -> Bool {
    for i in field.range where bytes[i] != UInt8(ascii: " ") { return false }
    return true
}

/// Brings the values of one column into their form, each distinct value once.
struct ColumnCoder {
    private let steps: [Standardisation]
    let vocabulary: Int
    private var raw = Interner()
    /// For each raw value its number after standardising; -1 where nothing usable is left.
    private var numbers: [Int32] = []
    private var isChanged: [Bool] = []
    private var isVaried = false
    /// Bytes; a longer value is no name, date or address, and comparing two would take for ever. It counts as missing.
    private static let longestValue = 1000
    private var scratch: [UInt8] = []

    init(column: LinkColumn, vocabulary: Int) {
        steps = column.standardise
        self.vocabulary = vocabulary
    }

    /// Puts the numbers of a block's values into `rows[start]` and each `step` further, -1 where a value is missing.
    mutating func code(
        _ block: FieldBlock, places: [Int], _ bytes: Span<UInt8>, in vocabulary: inout Interner, into rows: inout [Int32], from start: Int,
        step: Int, report: inout ReadingReport.Column
    ) {
        let single = places.count == 1 ? places[0] : -1
        let fields = block.fields.span
        var rows = rows.mutableSpan
        for row in 0..<block.rows {
            var value: Int32 = -1
            if single >= 0, !fields[row &* block.width &+ single].hasDoubledQuotes {
                let range = fields[row &* block.width &+ single].range
                if !range.isEmpty { value = number(of: bytes, range, in: &vocabulary, report: &report) }
            } else {
                let joined = joined(block, row, places, bytes)
                if !joined.isEmpty { value = number(of: joined.span, 0..<joined.count, in: &vocabulary, report: &report) }
            }
            rows[start &+ row &* step] = value
        }
        // Where nearly every value is new, looking for it among the raw ones costs more than bringing it into form again.
        if !isVaried && raw.count > 500 && raw.count * 2 > report.given { isVaried = true }
    }

    private mutating func number(
        of bytes: Span<UInt8>, _ range: Range<Int>, in vocabulary: inout Interner, report: inout ReadingReport.Column
    ) -> Int32 {
        report.given += 1
        guard range.count <= Self.longestValue else {
            report.emptied += 1
            return -1
        }
        if steps.isEmpty { return vocabulary.number(of: bytes, range) }
        let (number, isChanged) = isVaried ? standardised(bytes, range, in: &vocabulary) : remembered(bytes, range, in: &vocabulary)
        if number < 0 { report.emptied += 1 } else if isChanged { report.changed += 1 }
        return number
    }

    private mutating func remembered(_ bytes: Span<UInt8>, _ range: Range<Int>, in vocabulary: inout Interner) -> (Int32, Bool) {
        let known = raw.count
        let id = Int(raw.number(of: bytes, range))
        if raw.count > known {
            let (number, isChanged) = standardised(bytes, range, in: &vocabulary)
            numbers.append(number)
            self.isChanged.append(isChanged)
        }
        return (numbers[id], isChanged[id])
    }

    private mutating func standardised(_ bytes: Span<UInt8>, _ range: Range<Int>, in vocabulary: inout Interner) -> (Int32, Bool) {
        let value = bytes.extracting(range)
        let isCapitals = isCapitals(value)
        if steps.allSatisfy({ $0.keeps(value, isCapitals: isCapitals) }) {
            return (isVaried ? vocabulary.append(value) : vocabulary.number(of: bytes, range), false)
        }
        scratch.removeAll(keepingCapacity: true)
        value.withUnsafeBufferPointer { scratch.append(contentsOf: $0) }
        let isPlain = isASCII(scratch.span)
        for step in steps where !scratch.isEmpty { step.apply(&scratch, isASCII: isPlain) }
        if scratch.isEmpty { return (-1, true) }
        let isChanged = !areEqual(scratch.span.bytes, 0..<scratch.count, bytes.bytes, range)
        return (isVaried ? vocabulary.append(scratch.span) : vocabulary.number(of: scratch), isChanged)
    }

    /// The fields of a row with a space between them.
    private mutating func joined(_ block: FieldBlock, _ row: Int, _ places: [Int], _ bytes: Span<UInt8>) -> [UInt8] {
        var joined: [UInt8] = []
        for place in places {
            let field = block.fields[row * block.width + place]
            if field.isEmpty { continue }
            copy(field, from: bytes, to: &scratch)
            if !joined.isEmpty { joined.append(UInt8(ascii: " ")) }
            joined += scratch
        }
        return joined
    }
}
