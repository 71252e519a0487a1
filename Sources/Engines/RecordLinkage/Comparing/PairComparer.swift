import Tables

/// Finds the patterns of pairs. Each worker has one of its own, for it remembers what it compared.
///
/// Pairs are taken in batches and looked at column by column: what one column needs stays at hand, and the rows of many pairs are
/// fetched at once.
struct PairComparer {
    /// The most pairs in a batch.
    static let batch = 512

    private let prepared: PreparedComparisons
    private let rows: [Int32]
    private let width: Int
    private var memories: [AnswerMemory]
    /// `units × batch` answers, unit by unit.
    private var answers: [UInt16]

    /// - Parameters:
    ///   - rows: Rows that start with the record's values, where they are not the table's own.
    ///   - width: The length of those rows.
    init(_ prepared: PreparedComparisons, rows: [Int32]? = nil, width: Int? = nil) {
        self.prepared = prepared
        self.rows = rows ?? prepared.table.rows
        self.width = width ?? prepared.table.width
        memories = prepared.units.map { AnswerMemory(isNeeded: $0.needsMemory) }
        answers = Array(repeating: 0, count: prepared.units.count * Self.batch)
    }

    /// The number of the pattern of two records.
    mutating func pattern(_ one: Int, _ other: Int) -> UInt64 {
        var codes: [UInt64] = []
        patterns([Int32(one)], [Int32(other)], into: &codes)
        return codes[0]
    }

    /// Appends the numbers of the patterns of pairs of rows, at most a batch of them.
    mutating func patterns(_ ones: [Int32], _ others: [Int32], into codes: inout [UInt64]) {
        for (number, unit) in prepared.units.enumerated() {
            unit.answer(rows, width, ones, others, &memories[number], into: &answers, from: number * Self.batch)
        }
        prepared.levels.addCodes(of: answers.span, count: ones.count, to: &codes)
    }
}

/// The levels of all comparisons by the answers of their units.
struct LevelTables: Sendable {
    private var parts: [(unit: Int, shift: UInt16)] = []
    private var partStarts = [0]
    /// What each level adds to the number of a pattern, one comparison after the other.
    private var addends: [UInt64] = []
    private var starts: [Int] = []

    init(_ plan: ComparisonPlan) {
        for (comparison, factor) in zip(plan.comparisons, plan.factors) {
            parts += comparison.parts.map { ($0.unit, UInt16($0.shift)) }
            partStarts.append(parts.count)
            starts.append(addends.count)
            addends += comparison.table.map { factor &* UInt64($0) }
        }
    }

    fileprivate func addCodes(of answers: Span<UInt16>, count: Int, to codes: inout [UInt64]) {
        let first = codes.count
        codes.append(contentsOf: repeatElement(0, count: count))
        var sums = codes.mutableSpan
        let addends = addends.span
        for comparison in starts.indices {
            let start = starts[comparison]
            let own = partStarts[comparison]..<partStarts[comparison + 1]
            if own.count == 1 {
                let from = parts[own.lowerBound].unit * PairComparer.batch
                for i in 0..<count { sums[first &+ i] &+= addends[start &+ Int(answers[from &+ i])] }
                continue
            }
            for i in 0..<count {
                var index = start
                for part in own { index &+= Int(answers[parts[part].unit &* PairComparer.batch &+ i]) << Int(parts[part].shift) }
                sums[first &+ i] &+= addends[index]
            }
        }
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
        levels = LevelTables(plan)
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

/// The last answers by value: many pairs ask the same of the same two values.
struct AnswerMemory {
    private static let bits = 12
    fileprivate var slots: [Slot]

    fileprivate struct Slot {
        var pair: UInt64
        var answers: UInt16
    }

    init(isNeeded: Bool) {
        slots = Array(repeating: Slot(pair: .max, answers: 0), count: isNeeded ? 1 << Self.bits : 0)
    }

    @inline(__always)
    fileprivate static func place(of pair: UInt64) -> Int { Int(truncatingIfNeeded: (pair &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bits)) }
}

/// Answers the tests of one unit.
struct UnitAnswers: Sendable {
    /// Whether different values are worth remembering.
    let needsMemory: Bool
    private let tests: MeasuredTests
    private let values: ValueTests
    private let first: Int
    private let second: Int
    /// The answers for a value and itself; one that holds for all where it does not depend on the value.
    private let same: [UInt16]

    init(_ unit: TestUnit, values: ValueTests, distinct: Int) {
        let tests = MeasuredTests(unit.tests)
        self.tests = tests
        self.values = values
        first = unit.columns[0]
        second = unit.columns.count > 1 ? unit.columns[1] : -1
        let isSimple = unit.tests.allSatisfy(\.isReflexive)
        let all = unit.tests.indices.reduce(UInt16(0)) { $0 | 1 << UInt16($1 + 1) }
        if second >= 0 {
            same = []
        } else {
            same = isSimple || distinct == 0 ? [all] : (0..<Int32(distinct)).map { values.answers($0, $0, tests) }
        }
        needsMemory = second < 0 && unit.tests.contains { if case .exact = $0 { false } else { true } }
    }

    /// Answers for pairs of rows, into `answers[start]` and what follows.
    fileprivate func answer(
        _ rows: [Int32], _ width: Int, _ ones: [Int32], _ others: [Int32], _ memory: inout AnswerMemory,
        into answers: inout [UInt16], from start: Int
    ) {
        let rows = rows.span
        let ones = ones.span
        let others = others.span
        var answers = answers.mutableSpan
        if second >= 0 {
            for i in 0..<ones.count {
                let a = Int(ones[i]) &* width
                let b = Int(others[i]) &* width
                answers[start &+ i] = crossed(rows[a &+ first], rows[a &+ second], rows[b &+ first], rows[b &+ second])
            }
            return
        }
        answerOne(rows, width, ones, others, &memory, &answers, from: start)
    }

    /// Missing and equal values are answered without a branch; those that differ wait for a second look.
    private func answerOne(
        _ rows: Span<Int32>, _ width: Int, _ ones: Span<Int32>, _ others: Span<Int32>, _ memory: inout AnswerMemory,
        _ answers: inout MutableSpan<UInt16>, from start: Int
    ) {
        let same = same.span
        let last = Int32(same.count - 1)
        var known = memory.slots.mutableSpan
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: ones.count + 1) { waiting in
            var count = 0
            for i in 0..<ones.count {
                let one = rows[Int(ones[i]) &* width &+ first]
                let other = rows[Int(others[i]) &* width &+ first]
                let isMissing = (one | other) < 0
                let isSame = one == other
                let ofSame = same[Int(max(0, min(one, last)))]
                answers[start &+ i] = isMissing ? 1 : isSame ? ofSame : 0
                waiting[count] = Int32(i)
                count &+= !isMissing && !isSame ? 1 : 0
            }
            if !needsMemory { return }
            for place in 0..<count {
                let i = Int(waiting[place])
                let one = rows[Int(ones[i]) &* width &+ first]
                let other = rows[Int(others[i]) &* width &+ first]
                let key = UInt64(UInt32(bitPattern: min(one, other))) << 32 | UInt64(UInt32(bitPattern: max(one, other)))
                let slot = AnswerMemory.place(of: key)
                if known[slot].pair != key { known[slot] = AnswerMemory.Slot(pair: key, answers: values.answers(one, other, tests)) }
                answers[start &+ i] = known[slot].answers
            }
        }
    }

    @inline(__always)
    private func crossed(_ oneFirst: Int32, _ oneSecond: Int32, _ otherFirst: Int32, _ otherSecond: Int32) -> UInt16 {
        let there = oneFirst >= 0 && oneFirst == otherSecond
        let back = otherFirst >= 0 && otherFirst == oneSecond
        if !there && !back { return oneFirst < 0 || oneSecond < 0 || otherFirst < 0 || otherSecond < 0 ? 1 : 0 }
        return there && back ? tests.bothWays : tests.oneWay
    }
}
