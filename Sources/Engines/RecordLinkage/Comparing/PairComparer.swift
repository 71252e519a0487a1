import Tables

/// Finds the pattern of two records. Each worker has one of its own, for it remembers what it compared.
struct PairComparer {
    private let plan: FlatPlan
    private let rows: [Int32]
    private let width: Int
    private var units: [UnitAnswers]
    /// The answers of the last pair, unit by unit.
    private(set) var answers: [UInt16]

    /// - Parameters:
    ///   - rows: Rows that start with the record's values, where they are not the table's own.
    ///   - width: The length of those rows.
    init(_ prepared: PreparedComparisons, rows: [Int32]? = nil, width: Int? = nil) {
        plan = FlatPlan(prepared.plan)
        self.rows = rows ?? prepared.table.rows
        self.width = width ?? prepared.table.width
        units = prepared.units
        answers = Array(repeating: 0, count: prepared.units.count)
    }

    /// The number of the pattern of two records.
    mutating func pattern(_ one: Int, _ other: Int) -> UInt64 {
        answer(one, other)
        var code: UInt64 = 0
        for index in plan.factors.indices { code &+= plan.factors[index] &* UInt64(level(index)) }
        return code
    }

    mutating func answer(_ one: Int, _ other: Int) {
        let a = one * width
        let b = other * width
        for unit in units.indices { answers[unit] = units[unit].answer(rows, a, b) }
    }

    /// The level of a comparison for the last pair, 0 for missing.
    @inline(__always)
    func level(_ comparison: Int) -> UInt8 {
        var index = plan.tableStarts[comparison]
        for part in plan.partStarts[comparison]..<plan.partStarts[comparison + 1] {
            index += Int(answers[plan.units[part]]) << plan.shifts[part]
        }
        return plan.tables[index]
    }
}

/// The look-up tables of all comparisons, one after the other, so that a pair needs no list of lists.
private struct FlatPlan: Sendable {
    let factors: [UInt64]
    private(set) var units: [Int] = []
    private(set) var shifts: [Int] = []
    private(set) var partStarts = [0]
    private(set) var tables: [UInt8] = []
    private(set) var tableStarts: [Int] = []

    init(_ plan: ComparisonPlan) {
        factors = plan.factors
        for comparison in plan.comparisons {
            units += comparison.parts.map(\.unit)
            shifts += comparison.parts.map(\.shift)
            partStarts.append(units.count)
            tableStarts.append(tables.count)
            tables += comparison.table
        }
    }
}

/// All that comparing needs, made once and shared by the workers.
struct PreparedComparisons: Sendable {
    let plan: ComparisonPlan
    let table: RecordTable
    let units: [UnitAnswers]

    init(_ plan: ComparisonPlan, table: RecordTable, nicknames: Nicknames, workers: Int) throws {
        self.plan = plan
        self.table = table
        let vocabularyOf = plan.units.map { table.columns[$0.columns[0]].vocabulary }
        let used = Array(Set(vocabularyOf)).sorted()
        let values = try inOrder(pieces: used.count, workers: workers) { piece in
            let tests = zip(plan.units, vocabularyOf).filter { $0.1 == used[piece] }.flatMap(\.0.tests)
            return ValueTests(table.vocabularies[used[piece]], tests: tests, nicknames: nicknames)
        }
        units = try inOrder(pieces: plan.units.count, workers: workers) { unit in
            let vocabulary = vocabularyOf[unit]
            return UnitAnswers(
                plan.units[unit], values: values[used.firstIndex(of: vocabulary) ?? 0], distinct: table.vocabularies[vocabulary].count)
        }
    }
}

/// Answers the tests of one unit and remembers the last answers by value.
struct UnitAnswers: Sendable {
    private let tests: [Test]
    private let values: ValueTests
    private let first: Int
    private let second: Int
    /// The answers for a value and itself.
    private let same: [UInt16]
    private var rememberedPairs: [UInt64]
    private var rememberedAnswers: [UInt16]
    private static let memory = 1 << 14

    init(_ unit: TestUnit, values: ValueTests, distinct: Int) {
        tests = unit.tests
        self.values = values
        first = unit.columns[0]
        second = unit.columns.count > 1 ? unit.columns[1] : -1
        let isSimple = unit.tests.allSatisfy(\.isReflexive)
        let all = unit.tests.indices.reduce(UInt16(0)) { $0 | 1 << UInt16($1 + 1) }
        if second >= 0 {
            same = []
        } else {
            same = isSimple ? [all] : (0..<Int32(distinct)).map { values.answers($0, $0, unit.tests) }
        }
        let needsMemory = second < 0 && unit.tests.contains { if case .exact = $0 { false } else { true } }
        rememberedPairs = Array(repeating: .max, count: needsMemory ? Self.memory : 0)
        rememberedAnswers = Array(repeating: 0, count: needsMemory ? Self.memory : 0)
    }

    /// - Parameters:
    ///   - a: Where the first record's row starts.
    ///   - b: Where the second's does.
    @inline(__always)
    mutating func answer(_ rows: [Int32], _ a: Int, _ b: Int) -> UInt16 {
        let one = rows[a &+ first]
        let other = rows[b &+ first]
        if second >= 0 { return crossed(one, rows[a &+ second], other, rows[b &+ second]) }
        if one < 0 || other < 0 { return 1 }
        if one == other { return same.count == 1 ? same[0] : same[Int(one)] }
        if rememberedPairs.isEmpty { return 0 }
        return different(one, other)
    }

    private mutating func different(_ one: Int32, _ other: Int32) -> UInt16 {
        let key = UInt64(UInt32(bitPattern: min(one, other))) << 32 | UInt64(UInt32(bitPattern: max(one, other)))
        let place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 50)
        if rememberedPairs[place] == key { return rememberedAnswers[place] }
        let found = values.answers(one, other, tests)
        rememberedPairs[place] = key
        rememberedAnswers[place] = found
        return found
    }

    private func crossed(_ oneFirst: Int32, _ oneSecond: Int32, _ otherFirst: Int32, _ otherSecond: Int32) -> UInt16 {
        let there = oneFirst >= 0 && oneFirst == otherSecond
        let back = otherFirst >= 0 && otherFirst == oneSecond
        if !there && !back { return oneFirst < 0 || oneSecond < 0 || otherFirst < 0 || otherSecond < 0 ? 1 : 0 }
        var bits: UInt16 = 0
        for (place, test) in tests.enumerated() {
            if case .swapped = test { if there && back { bits |= 1 << UInt16(place + 1) } } else { bits |= 1 << UInt16(place + 1) }
        }
        return bits
    }
}
