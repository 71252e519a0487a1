import Tables

/// Finds the patterns of pairs. Each worker has one of its own, for it remembers what it compared.
///
/// Pairs are taken in batches. First it is seen which columns are equal, which decides most comparisons; for the others the pairs wait,
/// and are then looked at column by column: what one column needs stays at hand, and the values of many pairs are fetched at once.
struct PairComparer {
    /// The most pairs in a batch.
    static let batch = 512
    private static let lineLength = batch + 1

    private let prepared: PreparedComparisons
    private let rows: [Int32]
    private let width: Int
    private var memories: [AnswerMemory]
    /// For each comparison of a group how many pairs wait for it, then their places.
    private var lines: [Int32]
    /// For each pair that waits where the answers of its units point to.
    private var places: [Int32]

    /// - Parameters:
    ///   - rows: Rows that start with the record's values, where they are not the table's own.
    ///   - width: The length of those rows.
    init(_ prepared: PreparedComparisons, rows: [Int32]? = nil, width: Int? = nil) {
        self.prepared = prepared
        self.rows = rows ?? prepared.table.rows
        self.width = width ?? prepared.table.width
        memories = prepared.units.map { AnswerMemory(isNeeded: $0.needsMemory) }
        lines = Array(repeating: 0, count: EqualityGroup.mostComparisons * Self.lineLength)
        places = Array(repeating: 0, count: Self.batch)
    }

    /// The number of the pattern of two records.
    mutating func pattern(_ one: Int, _ other: Int) -> UInt64 {
        var codes: [UInt64] = []
        patterns([Int32(one)], [Int32(other)], into: &codes)
        return codes[0]
    }

    /// Puts the numbers of the patterns of pairs of rows, at most a batch of them, in the place of what `codes` holds.
    mutating func patterns(_ ones: [Int32], _ others: [Int32], into codes: inout [UInt64]) {
        codes.removeAll(keepingCapacity: true)
        codes.append(contentsOf: repeatElement(0, count: ones.count))
        for group in prepared.levels.groups {
            seeWhatIsEqual(group, ones.span, others.span, &codes)
            for (bit, comparison) in group.comparisons.enumerated() {
                look(prepared.levels.looks[comparison], line: bit * Self.lineLength, ones.span, others.span, &codes)
            }
        }
    }

    private mutating func seeWhatIsEqual(_ group: EqualityGroup, _ ones: Span<Int32>, _ others: Span<Int32>, _ codes: inout [UInt64]) {
        let (allRows, width) = (rows, width)
        let rows = allRows.span
        let columns = group.columns.span
        let sums = group.sums.span
        let open = group.open.span
        var codes = codes.mutableSpan
        var lines = lines.mutableSpan
        for bit in group.comparisons.indices { lines[bit &* Self.lineLength] = 0 }
        for i in ones.indices {
            let a = Int(ones[i]) &* width
            let b = Int(others[i]) &* width
            precondition(min(a, b) >= 0 && max(a, b) &+ width <= rows.count)
            var state = 0
            for place in columns.indices {
                let column = columns[unchecked: place]
                let one = rows[unchecked: a &+ column]
                let other = rows[unchecked: b &+ column]
                let isThere = (one | other) < 0 ? 0 : 1
                state |= (one == other ? isThere : isThere &* 2) &<< (2 &* place)
            }
            codes[i] &+= sums[state]
            var left = open[state]
            while left != 0 {
                let line = left.trailingZeroBitCount &* Self.lineLength
                left &= left &- 1
                lines[line] &+= 1
                lines[line &+ Int(lines[line])] = Int32(i)
            }
        }
    }

    /// Answers the units of one comparison for the pairs that wait for it.
    private mutating func look(_ look: LevelTables.Look, line: Int, _ ones: Span<Int32>, _ others: Span<Int32>, _ codes: inout [UInt64]) {
        let (rows, lines) = (rows, lines)
        let waiting = lines.span.extracting(line + 1..<line + 1 + Int(lines[line]))
        for i in waiting.indices { places[i] = Int32(look.start) }
        for (unit, shift) in look.parts {
            prepared.units[unit].answer(rows.span, width, ones, others, waiting, &memories[unit], shift: Int32(shift), into: &places)
        }
        for i in waiting.indices { codes[Int(waiting[i])] &+= prepared.levels.addends[Int(places[i])] }
    }
}

/// All that comparing needs, made once and shared by the workers.
struct PreparedComparisons: Sendable {
    let plan: ComparisonPlan
    let table: RecordTable
    let units: [UnitAnswers]
    let levels: LevelTables

    init(_ plan: ComparisonPlan, table: RecordTable, nicknames: Nicknames, workers: Int) throws {
        self.plan = plan
        self.table = table
        let vocabularyOf = plan.units.map { table.columns[$0.columns[0]].vocabulary }
        let used = Array(Set(vocabularyOf)).sorted()
        let values = inOrder(pieces: used.count, workers: workers) { piece in
            let tests = zip(plan.units, vocabularyOf).filter { $0.1 == used[piece] }.flatMap(\.0.tests)
            return ValueTests(table.vocabularies[used[piece]], tests: tests, nicknames: nicknames)
        }
        units = inOrder(pieces: plan.units.count, workers: workers) { unit in
            let vocabulary = vocabularyOf[unit]
            return UnitAnswers(
                plan.units[unit], values: values[used.firstIndex(of: vocabulary) ?? 0], distinct: table.vocabularies[vocabulary].count)
        }
        levels = LevelTables(plan, units: units)
    }
}
