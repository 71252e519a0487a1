import Tables

/// Reads the rows of one piece of a table into columns.
struct TableBatchReader: Sendable {
    private var scanner: TableScanner
    private var block: FieldBlock
    private let header: TableHeader
    private let range: Range<Int>
    /// For each role its place in a row of the block.
    private let places: [EventRole: Int]
    private var reader: TimestampReader
    private var startReader: TimestampReader
    private var out = TableBatch()
    private var caseNumbers = CaseNumbers()
    private var memos = Array(repeating: WordMemo(), count: 6)
    private var scratch: [UInt8] = []
    /// The rows of the block that are kept, by their first field.
    private var kept: [Int] = []
    /// So few that their fields are still near at hand while one column after the other is read.
    private static let rowsOfBlock = 256

    init(_ header: TableHeader, columns: [EventRole: Int], range: Range<Int>, isDayFirst: Bool) {
        self.header = header
        let wanted = Set(columns.values).sorted()
        places = columns.mapValues { column in wanted.firstIndex(of: column) ?? 0 }
        scanner = TableScanner(header, range: range, wanted: wanted)
        block = FieldBlock(width: wanted.count)
        reader = TimestampReader(isDayFirst: isDayFirst)
        startReader = reader
        self.range = range
    }

    /// How many rows the piece has if they are all as long as those read so far, and a few more.
    private var expectedRows: Int {
        let read = max(1, scanner.position - range.lowerBound)
        return min(range.count, Int(Double(range.count) / Double(read) * Double(block.rows) * 1.05) + 64)
    }

    var position: Int { scanner.position }

    mutating func read(_ bytes: Span<UInt8>) throws -> TableBatch {
        while true {
            try scanner.next(bytes, into: &block, limit: Self.rowsOfBlock)
            guard block.rows > 0 else { break }
            if out.batch.count == 0 { prepare() }
            keepRows(bytes)
            readTimes(bytes)
            readCases(bytes)
            Self.readWords(bytes, kept, block, places[.activity], &scratch, &memos[0], &out.batch.activities)
            Self.readWords(bytes, kept, block, places[.service], &scratch, &memos[1], &out.batch.services)
            Self.readWords(bytes, kept, block, places[.resource], &scratch, &memos[2], &out.batch.resources)
            Self.readWords(bytes, kept, block, places[.channel], &scratch, &memos[3], &out.batch.channels)
            Self.readWords(bytes, kept, block, places[.demand], &scratch, &memos[4], &out.batch.demands)
            Self.readWords(bytes, kept, block, places[.lifecycle], &scratch, &memos[5], &out.batch.lifecycles)
            readCosts(bytes)
        }
        for row in scanner.raggedRows {
            out.note(row.start, column: nil, "has \(row.fields) fields; the header has \(header.names.count). Look for a stray comma or quote.")
        }
        out.further += scanner.furtherRagged
        out.problems.sort { $0.position < $1.position }
        out.batch.caseNames = caseNumbers.names
        return out
    }

    private mutating func prepare() {
        let rows = expectedRows
        out.batch.reserve(rows, roles: Set(places.keys))
        caseNumbers = CaseNumbers(expected: rows / 4)
    }

    /// Leaves out the rows without case, activity or time; noted by the byte where they start, which becomes a line at the end.
    private mutating func keepRows(_ bytes: Span<UInt8>) {
        kept.removeAll(keepingCapacity: true)
        let required: [EventRole] = [.case, .activity, .timestamp]
        let own = required.map { places[$0] ?? 0 }
        let (first, second, third, width) = (own[0], own[1], own[2], block.width)
        for row in 0..<block.rows {
            let base = row * width
            let isWhole =
                Self.isText(block.fields[base + first], bytes) && Self.isText(block.fields[base + second], bytes)
                && Self.isGiven(block.fields[base + third], bytes)
            if isWhole {
                kept.append(base)
                continue
            }
            let fields = [first, second, third].map { block.fields[base + $0] }
            for (role, field) in zip(required, fields) where Self.isBlank(field, bytes) || (role == .timestamp && !Self.isGiven(field, bytes)) {
                out.batch.dropped.note(line: block.rowStarts[row], missing: role)
                break
            }
        }
    }

    /// Whether there is more than blanks. Most fields show it by their first byte.
    @inline(__always)
    private static func isText(_ field: Field, _ bytes: Span<UInt8>) -> Bool {
        (field.length > 0 && bytes[field.start] > UInt8(ascii: " ")) || !isBlank(field, bytes)
    }

    /// Whether there is a time, or at least something that is not a word for none.
    @inline(__always)
    private static func isGiven(_ field: Field, _ bytes: Span<UInt8>) -> Bool {
        guard isText(field, bytes) else { return false }
        return bytes[field.start] < UInt8(ascii: "A") || !wordsForNone.contains(Tables.text(of: field, in: bytes).lowercased())
    }

    /// As databases and other programs write a missing time.
    private static let wordsForNone: Set<String> = ["null", "nat", "nan", "none", "n/a", "na"]

    private static func isBlank(_ field: Field, _ bytes: Span<UInt8>) -> Bool {
        for i in field.start..<field.end where bytes[i] != UInt8(ascii: " ") && bytes[i] != UInt8(ascii: "\t") { return false }
        return true
    }

    private mutating func readTimes(_ bytes: Span<UInt8>) {
        guard let place = places[.timestamp] else { return }
        var times = Array(repeating: Int64(0), count: kept.count)
        for (row, base) in kept.enumerated() {
            let field = block.fields[base + place]
            if let time = reader.time(bytes, field.start, Int(field.length)) { times[row] = time } else { complain(field, .timestamp, bytes) }
        }
        out.batch.times.append(contentsOf: times)
        guard let place = places[.start] else { return }
        for (row, base) in kept.enumerated() {
            let field = block.fields[base + place]
            guard Self.isGiven(field, bytes) else { continue }
            if let start = startReader.time(bytes, field.start, Int(field.length)) { times[row] = start } else { complain(field, .start, bytes) }
        }
        out.batch.starts.append(contentsOf: times)
    }

    private mutating func readCases(_ bytes: Span<UInt8>) {
        guard let place = places[.case] else { return }
        var numbers = Array(repeating: Int32(0), count: kept.count)
        for (row, base) in kept.enumerated() {
            let field = block.fields[base + place]
            if field.hasDoubledQuotes {
                copy(field, from: bytes, to: &scratch)
                let own = scratch
                numbers[row] = caseNumbers.number(of: own.span, 0..<own.count)
            } else {
                numbers[row] = caseNumbers.number(of: bytes, field.start..<field.start &+ Int(field.length))
            }
        }
        out.batch.cases.append(contentsOf: numbers)
    }

    private static func readWords(
        _ bytes: Span<UInt8>, _ kept: [Int], _ block: FieldBlock, _ place: Int?, _ scratch: inout [UInt8], _ memo: inout WordMemo,
        _ column: inout CodedColumn
    ) {
        guard let place else { return }
        var codes = Array(repeating: Int32(-1), count: kept.count)
        for (row, base) in kept.enumerated() {
            let field = block.fields[base + place]
            if field.hasDoubledQuotes {
                copy(field, from: bytes, to: &scratch)
                codes[row] = column.words.number(of: scratch)
            } else if field.length > 0 {
                codes[row] = memo.code(bytes, field.start, field.start &+ Int(field.length), in: &column.words)
            }
        }
        column.codes.append(contentsOf: codes)
    }

    private mutating func readCosts(_ bytes: Span<UInt8>) {
        guard let place = places[.cost] else { return }
        for base in kept {
            let field = block.fields[base + place]
            let pence = Self.isBlank(field, bytes) ? 0 : PenceReader.pence(bytes, field.range)
            if pence == nil { complain(field, .cost, bytes) }
            out.batch.costs.append(pence ?? 0)
        }
    }

    private mutating func complain(_ field: Field, _ role: EventRole, _ bytes: Span<UInt8>) {
        let value = String(Tables.text(of: field, in: bytes).prefix(40))
        let remedy =
            switch role {
            case .cost: "is not an amount in pounds; write it as 12.50"
            default:
                Double(value) != nil
                    ? "is a number, not a time; format the column as a date and time in the spreadsheet and save it again"
                    : reader.isDayFirst
                        ? "is not a time; write it as 31/12/2026 09:30 or 2026-12-31T09:30:00Z"
                        : "is not a time; write it as 2026-12-31T09:30:00Z, or say --day-first if it is 31/12/2026"
            }
        out.note(field.start, column: role.rawValue, "\"\(value)\" \(remedy)")
    }
}
