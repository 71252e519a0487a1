import Tables

/// Reads the rows of one piece of a table into columns.
struct TableBatchReader: Sendable {
    private var scanner: TableScanner
    private var block: FieldBlock
    private let header: TableHeader
    private let range: Range<Int>
    /// For each role its place in a row of the block.
    private let places: [EventRole: Int]
    private let choices: ReadingChoices
    private var reader: TimestampReader
    private var startReader: TimestampReader
    private var out = TableBatch()
    private var caseNumbers = CaseNumbers()
    private var memos = Array(repeating: WordMemo(), count: 6)
    private var scratch: [UInt8] = []
    /// The rows of the block that are kept, by their first field.
    private var kept: [Int] = []
    /// The rows of the block that are left out, by where they start.
    private var left: [(start: Int, missing: EventRole, isZeroDate: Bool)] = []
    /// What is wrong in the block.
    private var faults: [TableBatch.Problem] = []
    /// So few that their fields are still near at hand while one column after the other is read.
    private static let rowsOfBlock = 256

    init(_ header: TableHeader, columns: [EventRole: Int], range: Range<Int>, _ choices: ReadingChoices, kinds: ColumnKinds) {
        self.header = header
        self.choices = choices
        let wanted = Set(columns.values).sorted()
        places = columns.mapValues { column in wanted.firstIndex(of: column) ?? 0 }
        scanner = TableScanner(header, range: range, wanted: wanted)
        block = FieldBlock(width: wanted.count)
        reader = TimestampReader(choices, kind: kinds.times)
        startReader = TimestampReader(choices, kind: kinds.starts)
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
            readStarts(bytes)
            readCosts(bytes)
            noteRows()
            readCases(bytes)
            Self.readWords(bytes, kept, block, places[.activity], &scratch, &memos[0], &out.batch.activities)
            Self.readWords(bytes, kept, block, places[.service], &scratch, &memos[1], &out.batch.services)
            Self.readWords(bytes, kept, block, places[.resource], &scratch, &memos[2], &out.batch.resources)
            Self.readWords(bytes, kept, block, places[.channel], &scratch, &memos[3], &out.batch.channels)
            Self.readWords(bytes, kept, block, places[.demand], &scratch, &memos[4], &out.batch.demands)
            Self.readWords(bytes, kept, block, places[.lifecycle], &scratch, &memos[5], &out.batch.lifecycles)
        }
        let ragged = scanner.raggedRows.map { row in
            TableBatch.Problem(
                position: row.start, column: nil, message: "has \(row.fields) fields; the header has \(header.names.count). Look for a stray comma or quote.")
        }
        out.take(ragged, count: scanner.raggedCount)
        out.batch.caseNames = caseNumbers.names
        (out.batch.notes.times, out.batch.notes.starts) = (reader.seen, startReader.seen)
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
                left.append((block.rowStarts[row], role, false))
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
        return bytes[field.start] < UInt8(ascii: "A") || !NoTime.words.contains(Tables.text(of: field, in: bytes).lowercased())
    }

    private static func isBlank(_ field: Field, _ bytes: Span<UInt8>) -> Bool {
        for i in field.start..<field.end where bytes[i] != UInt8(ascii: " ") && bytes[i] != UInt8(ascii: "\t") { return false }
        return true
    }

    /// Reads the completions, and leaves the rows out that have none.
    private mutating func readTimes(_ bytes: Span<UInt8>) {
        guard let place = places[.timestamp] else { return }
        var times = Array(repeating: Int64(0), count: kept.count)
        var gone: [Int] = []
        for (row, base) in kept.enumerated() {
            let field = block.fields[base + place]
            if reader.isFast, let time = reader.time(bytes, field.start, Int(field.length)) {
                times[row] = time
                continue
            }
            switch reader.slowTime(bytes, field.start, Int(field.length)) {
            case .time(let time): times[row] = time
            case .none:
                left.append((block.rowStarts[base / block.width], .timestamp, field.range.contains { bytes[$0] &- 48 < 10 }))
                gone.append(row)
            case .wrong(let wrong):
                complain(field, .timestamp, bytes, wrong, column: reader.seen.kind)
                gone.append(row)
            }
        }
        for row in gone.reversed() {
            kept.remove(at: row)
            times.remove(at: row)
        }
        out.batch.times.append(contentsOf: times)
    }

    /// Reads when work starts; a row without a start starts when it is complete.
    private mutating func readStarts(_ bytes: Span<UInt8>) {
        guard let place = places[.start] else { return }
        var starts = Array(out.batch.times.suffix(kept.count))
        var gone: [Int] = []
        for (row, base) in kept.enumerated() {
            let field = block.fields[base + place]
            guard Self.isGiven(field, bytes) else { continue }
            if startReader.isFast, let start = startReader.time(bytes, field.start, Int(field.length)) {
                starts[row] = start
                continue
            }
            switch startReader.slowTime(bytes, field.start, Int(field.length)) {
            case .time(let start): starts[row] = start
            case .none: continue
            case .wrong(let wrong):
                complain(field, .start, bytes, wrong, column: startReader.seen.kind)
                gone.append(row)
            }
        }
        out.batch.starts.append(contentsOf: starts)
        leaveOut(gone)
    }

    /// Takes rows out of the kept ones, and out of what is read of them already.
    private mutating func leaveOut(_ gone: [Int]) {
        guard !gone.isEmpty else { return }
        let (times, starts) = (out.batch.times.count - kept.count, out.batch.starts.count - kept.count)
        for row in gone.reversed() {
            kept.remove(at: row)
            out.batch.times.remove(at: times + row)
            if places[.start] != nil { out.batch.starts.remove(at: starts + row) }
        }
    }

    /// Notes what is left out and what is wrong in the block, in the order of the file; the byte becomes a line at the end.
    private mutating func noteRows() {
        for row in left.sorted(by: { $0.start < $1.start }) {
            out.batch.dropped.note(line: row.start, missing: row.missing)
            if row.isZeroDate { out.batch.dropped.zeroDates += 1 }
        }
        left.removeAll(keepingCapacity: true)
        out.take(faults, count: faults.count)
        faults.removeAll(keepingCapacity: true)
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
        var costs = Array(repeating: Int64(0), count: kept.count)
        var gone: [Int] = []
        for (row, base) in kept.enumerated() {
            let field = block.fields[base + place]
            if Self.isBlank(field, bytes) { continue }
            if !choices.hasDecimalComma, let pence = PenceReader.pence(bytes, field.range) {
                costs[row] = pence
                if field.length > 4, bytes[field.end - 4] == UInt8(ascii: ".") { out.noteThousand(field.start) }
                continue
            }
            switch LooseAmount.read(bytes, field.range, hasDecimalComma: choices.hasDecimalComma) {
            case .pence(let pence, let hasDecimalComma):
                costs[row] = pence
                if hasDecimalComma { out.hasDecimalComma = true }
                if !choices.hasDecimalComma, field.length > 4, bytes[field.end - 4] == UInt8(ascii: ",") { out.noteThousand(field.start) }
            case .none: continue
            case .wrong:
                complain(field, .cost, bytes, "is not an amount in pounds; write it as 12.50")
                gone.append(row)
            }
        }
        for row in gone.reversed() { costs.remove(at: row) }
        out.batch.costs.append(contentsOf: costs)
        leaveOut(gone)
    }

    private func value(_ field: Field, _ bytes: Span<UInt8>) -> String { String(Tables.text(of: field, in: bytes).prefix(80)) }

    private mutating func complain(_ field: Field, _ role: EventRole, _ bytes: Span<UInt8>, _ wrong: WrongTime, column: TimeKind?) {
        let value = value(field, bytes)
        complain(field, role, bytes, TimeRemedy.words(value, wrong, choices, column: column))
        guard wrong == .text, let order = TimeRemedy.order(value, choices, shown: []) else { return }
        faults[faults.count - 1].value = value
        if let shows = order.shows { out.orders.insert(shows) }
    }

    private mutating func complain(_ field: Field, _ role: EventRole, _ bytes: Span<UInt8>, _ remedy: String) {
        faults.append(TableBatch.Problem(position: field.start, column: role.rawValue, message: "\"\(value(field, bytes).prefix(40))\" \(remedy)"))
    }
}
