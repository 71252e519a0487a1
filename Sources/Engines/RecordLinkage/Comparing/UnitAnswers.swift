import Tables

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
    /// The answers that there can be for two values that are equal, and for two that are not; empty where they are too many.
    private let ofEqual: [UInt16]
    private let ofDifferent: [UInt16]
    /// Tests whose answers are gone through one by one.
    private static let mostTests = 12

    init(_ unit: TestUnit, values: ValueTests, distinct: Int) {
        let tests = MeasuredTests(unit.tests)
        self.tests = tests
        self.values = values
        first = unit.columns[0]
        second = unit.columns.count > 1 ? unit.columns[1] : -1
        let isSimple = unit.tests.allSatisfy(\.isReflexive)
        let all = unit.tests.indices.reduce(UInt16(0)) { $0 | 1 << UInt16($1 + 1) }
        let exact = unit.tests.enumerated().reduce(UInt16(0)) { bits, test in
            if case .exact = test.element { bits | 1 << UInt16(test.offset + 1) } else { bits }
        }
        if second >= 0 {
            same = []
        } else {
            same = isSimple || distinct == 0 ? [all] : (0..<Int32(distinct)).map { values.answers($0, $0, tests) }
        }
        ofEqual = Array(Set(same)).sorted()
        let open = all & ~exact
        ofDifferent = open.nonzeroBitCount > Self.mostTests ? [] : (0...open).filter { $0 & ~open == 0 }
        needsMemory = second < 0 && exact != all
    }

    /// The answers that there can be where it is known how the values of a column stand to each other; empty where they are too many.
    func possible(where equality: (Int) -> Equality) -> [UInt16] {
        if second >= 0 { return [0, 1, tests.oneWay, tests.bothWays] }
        switch equality(first) {
        case .missing: return [1]
        case .equal: return ofEqual
        case .different: return ofDifferent
        }
    }

    /// Adds the answers for some pairs of rows, shifted, to `sums`.
    ///
    /// - Parameter waiting: For each answer the place of its pair in `ones` and `others`.
    func answer(
        _ rows: Span<Int32>, _ width: Int, _ ones: Span<Int32>, _ others: Span<Int32>, _ waiting: Span<Int32>, _ memory: inout AnswerMemory,
        shift: Int32, into sums: inout [Int32]
    ) {
        var sums = sums.mutableSpan
        if second >= 0 {
            for place in waiting.indices {
                let a = Int(ones[Int(waiting[place])]) &* width
                let b = Int(others[Int(waiting[place])]) &* width
                sums[place] &+= Int32(crossed(rows[a &+ first], rows[a &+ second], rows[b &+ first], rows[b &+ second])) &<< shift
            }
            return
        }
        var known = memory.slots.mutableSpan
        for place in waiting.indices {
            let one = rows[Int(ones[Int(waiting[place])]) &* width &+ first]
            let other = rows[Int(others[Int(waiting[place])]) &* width &+ first]
            let answers = (one | other) < 0 ? 1 : one == other ? same[min(Int(one), same.count - 1)] : different(one, other, &known)
            sums[place] &+= Int32(answers) &<< shift
        }
    }

    @inline(__always)
    private func different(_ one: Int32, _ other: Int32, _ known: inout MutableSpan<AnswerMemory.Slot>) -> UInt16 {
        if !needsMemory { return 0 }
        let key = UInt64(UInt32(bitPattern: min(one, other))) << 32 | UInt64(UInt32(bitPattern: max(one, other)))
        let slot = AnswerMemory.place(of: key)
        if known[slot].pair != key { known[slot] = AnswerMemory.Slot(pair: key, answers: values.answers(one, other, tests)) }
        return known[slot].answers
    }

    @inline(__always)
    private func crossed(_ oneFirst: Int32, _ oneSecond: Int32, _ otherFirst: Int32, _ otherSecond: Int32) -> UInt16 {
        let there = oneFirst >= 0 && oneFirst == otherSecond
        let back = otherFirst >= 0 && otherFirst == oneSecond
        if !there && !back { return oneFirst < 0 || oneSecond < 0 || otherFirst < 0 || otherSecond < 0 ? 1 : 0 }
        return there && back ? tests.bothWays : tests.oneWay
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
