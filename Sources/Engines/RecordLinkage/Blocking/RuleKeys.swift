import Tables

/// The keys of a rule as numbers.
struct RuleKeys {
    private var parts: [Part] = []
    /// Bits that each part takes.
    private(set) var bits: [Int] = []
    /// Whether the first part is the column in the order of which the records stand.
    let isLed: Bool

    /// What makes one number of a record.
    private enum Part {
        /// The value of a column, where another record has it too.
        case value(Int, counts: [Int32])
        /// What the value of a column is turned into.
        case derived(Int, numbers: [Int32])
        case lesser(Int, Int)
        case greater(Int, Int)
    }

    init(_ keys: [BlockingKey], table: RecordTable) {
        let leading = table.leadingColumn.flatMap { column in keys.contains(.value(column)) ? BlockingKey.value(column) : nil }
        isLed = leading != nil
        for key in [leading].compactMap({ $0 }) + keys.filter({ $0 != leading }) {
            switch key {
            case .value(let column):
                parts.append(.value(column, counts: table.columns[column].counts))
                addBits(upTo: table.vocabularies[table.columns[column].vocabulary].count)
            case .prefix(let column, let length):
                derive(table, column) { value in Array(value.prefix(lengthOfLetters(value.span, length) ?? 0)) }
            case .year(let column): derive(table, column) { isDate($0.span) ? Array($0.prefix(4)) : [] }
            case .soundex(let column): derive(table, column) { soundex($0.span) }
            case .metaphone(let column): derive(table, column) { doubleMetaphone($0.span).primary }
            case .eitherOrder(let one, let other):
                parts += [.lesser(one, other), .greater(one, other)]
                for _ in 0..<2 { addBits(upTo: table.vocabularies[table.columns[one].vocabulary].count) }
            }
        }
    }

    /// Adds a key that each distinct value is turned into; an empty key is none.
    private mutating func derive(_ table: RecordTable, _ column: Int, _ key: ([UInt8]) -> [UInt8]) {
        let vocabulary = table.vocabularies[table.columns[column].vocabulary]
        var keys = Interner()
        let numbers = (0..<Int32(vocabulary.count)).map { id -> Int32 in
            let made = key(Array(vocabulary.arena[vocabulary.range(id)]))
            return made.isEmpty ? -1 : keys.number(of: made)
        }
        parts.append(.derived(column, numbers: numbers))
        addBits(upTo: keys.count)
    }

    private mutating func addBits(upTo size: Int) { bits.append(max(1, Int.bitWidth - size.leadingZeroBitCount)) }

    /// Puts the numbers of a part behind those that the keys hold; a key that lacks one becomes `KeyedRecords.none`.
    func add(_ part: Int, of table: RecordTable, to keys: inout [UInt64]) {
        let rows = table.rows.span
        let width = table.width
        switch parts[part] {
        case .value(let column, let counts):
            let counts = counts.span
            add(part, &keys) { record in
                let value = rows[record &* width &+ column]
                return value < 0 || counts[Int(value)] < 2 ? -1 : value
            }
        case .derived(let column, let numbers):
            let numbers = numbers.span
            add(part, &keys) { record in
                let value = rows[record &* width &+ column]
                return value < 0 ? -1 : numbers[Int(value)]
            }
        case .lesser(let one, let other):
            add(part, &keys) { record in
                let (a, b) = (rows[record &* width &+ one], rows[record &* width &+ other])
                return (a | b) < 0 ? -1 : min(a, b)
            }
        case .greater(let one, let other):
            add(part, &keys) { record in
                let (a, b) = (rows[record &* width &+ one], rows[record &* width &+ other])
                return (a | b) < 0 ? -1 : max(a, b)
            }
        }
    }

    @inline(__always)
    private func add(_ part: Int, _ keys: inout [UInt64], _ number: (Int) -> Int32) {
        let width = UInt64(bits[part])
        var keys = keys.mutableSpan
        for record in keys.indices where keys[record] != KeyedRecords.none {
            let number = number(record)
            keys[record] = number < 0 ? KeyedRecords.none : keys[record] << width | UInt64(UInt32(bitPattern: number))
        }
    }
}

/// Records with one key each, to be sorted by it.
struct KeyedRecords {
    private(set) var keys: [UInt64] = []
    private(set) var records: [Int32] = []
    private var bits = 0
    /// The lower bits, by which alone they need to be sorted; the records stand in the order of the others.
    private var unsorted = 0

    /// Stands where a record lacks a key; no key takes more than 63 bits.
    static let none = UInt64.max

    /// Records that lack a key are left out.
    init(_ rule: RuleKeys, table: RecordTable, isWanted: ((Int) -> Bool)?) {
        keys = Array(repeating: 0, count: table.count)
        if let isWanted { for record in 0..<table.count where !isWanted(record) { keys[record] = Self.none } }
        for (part, width) in rule.bits.enumerated() {
            if bits + width > 63 { shorten() }
            rule.add(part, of: table, to: &keys)
            bits += width
            unsorted = part == 0 && rule.isLed ? 0 : unsorted + width
        }
        var kept = 0
        records.reserveCapacity(table.count)
        for record in 0..<table.count where keys[record] != Self.none {
            keys[kept] = keys[record]
            records.append(Int32(record))
            kept += 1
        }
        keys.removeLast(table.count - kept)
    }

    /// Puts dense numbers in the place of keys that leave no room for the next one.
    private mutating func shorten() {
        var seen: [UInt64: UInt64] = [:]
        for place in keys.indices where keys[place] != Self.none {
            let number = seen[keys[place]] ?? UInt64(seen.count)
            seen[keys[place]] = number
            keys[place] = number
        }
        bits = max(1, Int.bitWidth - seen.count.leadingZeroBitCount)
        unsorted = bits
    }

    mutating func sort() {
        if unsorted < bits { sortRuns(&keys, &records, bits: unsorted) } else { sortByKey(&keys, &records, bits: bits) }
    }
}
