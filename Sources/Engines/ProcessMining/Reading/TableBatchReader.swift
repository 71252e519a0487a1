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
    private var scratch: [UInt8] = []
    private var memos = Array(repeating: WordMemo(), count: 6)
    /// The rows of the block that are kept, by their first field.
    private var kept: [Int] = []

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
            try scanner.next(bytes, into: &block)
            guard block.rows > 0 else { break }
            if out.batch.count == 0 { out.batch.reserve(expectedRows, roles: Set(places.keys)) }
            keepRows(bytes)
            readTimes(bytes)
            Self.readCases(bytes, kept, block, places[.case], &scratch, &out.batch.cases)
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
        out.problems.sort { $0.position < $1.position }
        return out
    }

    /// Leaves out the rows without case, activity or time; noted by the byte where they start, which becomes a line at the end.
    private mutating func keepRows(_ bytes: Span<UInt8>) {
        kept.removeAll(keepingCapacity: true)
        let required: [(EventRole, Int)] = [.case, .activity, .timestamp].compactMap { role in places[role].map { (role, $0) } }
        for row in 0..<block.rows {
            let base = row * block.width
            let missing = required.first { Self.isBlank(block.fields[base + $0.1], bytes) }
            if let missing {
                out.batch.dropped.note(line: block.rowStarts[row], missing: missing.0)
            } else {
                kept.append(base)
            }
        }
    }

    private static func isBlank(_ field: Field, _ bytes: Span<UInt8>) -> Bool {
        for i in field.start..<field.end where bytes[i] != UInt8(ascii: " ") && bytes[i] != UInt8(ascii: "\t") { return false }
        return true
    }

    private mutating func readTimes(_ bytes: Span<UInt8>) {
        guard let place = places[.timestamp] else { return }
        let startPlace = places[.start]
        for base in kept {
            let field = block.fields[base + place]
            let time = reader.time(bytes, field.range)
            if time == nil { complain(field, .timestamp, bytes) }
            out.batch.times.append(time ?? 0)
            guard let startPlace else { continue }
            let startField = block.fields[base + startPlace]
            var start = time
            if !Self.isBlank(startField, bytes) {
                start = startReader.time(bytes, startField.range)
                if start == nil { complain(startField, .start, bytes) }
            }
            out.batch.starts.append(start ?? 0)
        }
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
            } else if !field.isEmpty {
                codes[row] = memo.code(bytes, field.start, field.end, in: &column.words)
            }
        }
        column.codes.append(contentsOf: codes)
    }

    /// Cases are too many to be remembered.
    private static func readCases(
        _ bytes: Span<UInt8>, _ kept: [Int], _ block: FieldBlock, _ place: Int?, _ scratch: inout [UInt8], _ column: inout CodedColumn
    ) {
        guard let place else { return }
        var codes = Array(repeating: Int32(-1), count: kept.count)
        for (row, base) in kept.enumerated() {
            let field = block.fields[base + place]
            if field.hasDoubledQuotes {
                copy(field, from: bytes, to: &scratch)
                codes[row] = column.words.number(of: scratch)
            } else {
                codes[row] = column.words.number(of: bytes, field.start..<field.end)
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
                reader.isDayFirst
                    ? "is not a time; write it as 31/12/2026 09:30 or 2026-12-31T09:30:00Z"
                    : "is not a time; write it as 2026-12-31T09:30:00Z, or say --day-first if it is 31/12/2026"
            }
        out.note(field.start, column: role.rawValue, "\"\(value)\" \(remedy)")
    }
}
