import Tables

/// The keys of a rule as numbers for each record.
struct KeyColumns {
    /// For each key the number of each record; -1 where it has none.
    private(set) var columns: [[Int32]] = []
    /// Bits that each takes.
    private(set) var bits: [Int] = []

    init(_ keys: [BlockingKey], table: RecordTable) {
        for key in keys {
            switch key {
            case .value(let column): add(Self.values(table, column), upTo: table.vocabularies[table.columns[column].vocabulary].count)
            case .prefix(let column, let length):
                derive(table, column) { value in Array(value.prefix(lengthOfLetters(value.span, length) ?? 0)) }
            case .year(let column): derive(table, column) { isDate($0.span) ? Array($0.prefix(4)) : [] }
            case .soundex(let column): derive(table, column) { soundex($0.span) }
            case .metaphone(let column): derive(table, column) { doubleMetaphone($0.span).primary }
            case .eitherOrder(let one, let other):
                let first = Self.values(table, one)
                let second = Self.values(table, other)
                let size = table.vocabularies[table.columns[one].vocabulary].count
                add(zip(first, second).map { $0 < 0 || $1 < 0 ? -1 : min($0, $1) }, upTo: size)
                add(zip(first, second).map { $0 < 0 || $1 < 0 ? -1 : max($0, $1) }, upTo: size)
            }
        }
    }

    private static func values(_ table: RecordTable, _ column: Int) -> [Int32] {
        var values: [Int32] = []
        values.reserveCapacity(table.count)
        var at = column
        for _ in 0..<table.count {
            values.append(table.rows[at])
            at += table.width
        }
        return values
    }

    /// Adds a key that each distinct value is turned into; an empty key is none.
    private mutating func derive(_ table: RecordTable, _ column: Int, _ key: ([UInt8]) -> [UInt8]) {
        let vocabulary = table.vocabularies[table.columns[column].vocabulary]
        var keys = Interner()
        let numbers = (0..<Int32(vocabulary.count)).map { id -> Int32 in
            let made = key(Array(vocabulary.arena[vocabulary.range(id)]))
            return made.isEmpty ? -1 : keys.number(of: made)
        }
        add(Self.values(table, column).map { $0 < 0 ? -1 : numbers[Int($0)] }, upTo: keys.count)
    }

    private mutating func add(_ numbers: [Int32], upTo size: Int) {
        columns.append(numbers)
        bits.append(max(1, Int.bitWidth - size.leadingZeroBitCount))
    }
}

/// Records with one key each, to be sorted by it.
struct KeyedRecords {
    private(set) var keys: [UInt64] = []
    private(set) var records: [Int32] = []
    private var bits = 0

    /// Records that lack a key are left out.
    init(keys columns: KeyColumns, count: Int, isWanted: ((Int) -> Bool)?) {
        keys = Array(repeating: 0, count: count)
        var lacks = Array(repeating: false, count: count)
        if let isWanted { for record in 0..<count where !isWanted(record) { lacks[record] = true } }
        for (column, width) in zip(columns.columns, columns.bits) {
            if bits + width > 64 { shorten() }
            for record in 0..<count {
                let number = column[record]
                if number < 0 { lacks[record] = true }
                keys[record] = keys[record] << UInt64(width) | UInt64(truncatingIfNeeded: max(0, number))
            }
            bits += width
        }
        var kept = 0
        records.reserveCapacity(count)
        for record in 0..<count where !lacks[record] {
            keys[kept] = keys[record]
            records.append(Int32(record))
            kept += 1
        }
        keys.removeLast(count - kept)
    }

    /// Puts dense numbers in the place of keys that leave no room for the next one.
    private mutating func shorten() {
        var seen: [UInt64: UInt64] = [:]
        for place in keys.indices {
            let number = seen[keys[place]] ?? UInt64(seen.count)
            seen[keys[place]] = number
            keys[place] = number
        }
        bits = max(1, Int.bitWidth - seen.count.leadingZeroBitCount)
    }

    mutating func sort() { sortByKey(&keys, &records, bits: bits) }
}

/// Sorts values by their keys, stably, 11 bits at a time; only the lower `bits` of a key count.
func sortByKey(_ keys: inout [UInt64], _ values: inout [Int32], bits: Int) {
    var otherKeys = keys
    var otherValues = values
    var shift: UInt64 = 0
    while shift < UInt64(bits) {
        var places = Array(repeating: Int32(0), count: 2048)
        for key in keys { places[Int(key >> shift & 2047)] &+= 1 }
        var sum: Int32 = 0
        for digit in 0..<2048 { (places[digit], sum) = (sum, sum + places[digit]) }
        var mutableKeys = otherKeys.mutableSpan
        var mutableValues = otherValues.mutableSpan
        for i in keys.indices {
            let digit = Int(keys[i] >> shift & 2047)
            let place = Int(places[digit])
            mutableKeys[place] = keys[i]
            mutableValues[place] = values[i]
            places[digit] &+= 1
        }
        swap(&keys, &otherKeys)
        swap(&values, &otherValues)
        shift += 11
    }
}
