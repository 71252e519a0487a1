import Tables

/// Answers tests on two values of one vocabulary.
struct ValueTests: Sendable {
    /// The bytes of all values, where each starts, and the end of the last.
    private let bytes: [UInt8]
    private let starts: [Int]
    private let nicknames: Nicknames
    /// Which letters a value holds once or more, in the lower half, and twice or more: a quick bound for the measures of likeness.
    private let letters: [UInt64]
    private let isPlain: Bool
    private let sounds: [Int32]
    /// For each value its number among the listed names; -1 where it is none.
    private let listed: [Int32]

    init(_ vocabulary: Interner, tests: [ValueTest], nicknames: Nicknames) {
        bytes = vocabulary.arena
        starts = vocabulary.offsets
        self.nicknames = nicknames
        let arena = vocabulary.arena.span
        let needsLetters = tests.contains(where: \.isOfLikeness)
        letters =
            needsLetters
            ? (0..<Int32(vocabulary.count)).map { id in
                var bits: UInt64 = 0
                for i in vocabulary.range(id) {
                    let bit: UInt64 = 1 << UInt64(arena[i] & 31)
                    bits |= bit | (bits & bit) << 32
                }
                return bits
            } : []
        isPlain = isASCII(arena)
        let needsNames = tests.contains { if case .nickname = $0 { true } else { false } }
        listed = needsNames ? (0..<Int32(vocabulary.count)).map { Int32(nicknames.listed(arena.extracting(vocabulary.range($0))) ?? -1) } : []
        let needsSound = tests.contains { if case .soundsAlike = $0 { true } else { false } }
        var codes = Interner()
        sounds =
            needsSound
            ? (0..<Int32(vocabulary.count)).map { id in
                let code = soundex(vocabulary.arena.span.extracting(vocabulary.range(id)))
                return code.isEmpty ? -1 : codes.number(of: code)
            } : []
    }

    /// The bits of a unit's tests for two different values, or for a value and itself.
    func answers(_ one: Int32, _ other: Int32, _ tests: MeasuredTests) -> UInt16 {
        var known = Measured(mostEdits: tests.mostEdits)
        if tests.needOrder { known.mostJaro = isPlain ? mostJaro(one, other) : 1 }
        if tests.mostEdits > 0 { known.fewestEdits = isPlain ? fewestEdits(one, other) : 0 }
        // Where the letters alone show that they are too unlike, the values need not be looked at.
        let isUnlike = known.mostJaro < tests.leastMostJaro && (tests.mostEdits == 0 || known.fewestEdits > tests.mostEdits)
        if isUnlike && tests.areOfLikeness && one != other { return 0 }
        let arena = bytes.span
        // One order for both ways round, so that the answer does not depend on which record stands first.
        let isTurned = tests.needOrder && Self.standsFirst(arena, range(other), range(one))
        let first = isTurned ? other : one
        let second = isTurned ? one : other
        let a = arena.extracting(range(first))
        let b = arena.extracting(range(second))
        var bits: UInt16 = 0
        for place in tests.all.indices where holds(tests.all[place], first, second, a, b, &known) { bits |= 1 << UInt16(place + 1) }
        return bits
    }

    private func range(_ value: Int32) -> Range<Int> { starts[Int(value)]..<starts[Int(value) + 1] }

    /// What was measured once for several thresholds.
    private struct Measured {
        let mostEdits: Int
        var mostJaro = 1.0
        var fewestEdits = 0
        var jaro: Double?
        var jaroWinkler: Double?
        var edits: Int?
    }

    private func holds(_ test: ValueTest, _ one: Int32, _ other: Int32, _ a: Span<UInt8>, _ b: Span<UInt8>, _ known: inout Measured) -> Bool {
        switch test {
        case .exact: return one == other
        case .jaroWinkler, .jaro, .levenshtein, .damerauLevenshtein: return one == other || areLike(test, a, b, &known)
        case .soundsAlike: return sounds[Int(one)] >= 0 && sounds[Int(one)] == sounds[Int(other)]
        case .nickname:
            let (first, second) = (listed[Int(one)], listed[Int(other)])
            if one == other { return true }
            return first >= 0 && second >= 0 ? nicknames.areLinked(Int(first), Int(second)) : a.count == b.count && nicknames.areLinked(a, b)
        case .initial:
            let length = lengthOfLetters(a, 1) ?? 0
            return length > 0 && startsAlike(a, b, length) && (a.count == length || b.count == length)
        case .prefix(_, let length):
            guard let bytes = isPlain ? length : lengthOfLetters(a, length) else { return false }
            return startsAlike(a, b, bytes)
        case .dayMonthSwapped: return isDayMonthSwapped(a, b)
        case .yearAgrees: return isDate(a) && isDate(b) && startsAlike(a, b, 4)
        case .firstOfJanuary: return isFirstOfJanuary(a) || isFirstOfJanuary(b)
        case .daysApart(_, let most):
            guard let one = dayNumber(a), let other = dayNumber(b) else { return false }
            return abs(one - other) <= most
        case .numbersApart(_, let most):
            guard let one = number(a), let other = number(b) else { return false }
            return abs(one - other) <= most
        case .missing, .swapped, .crossed: return false
        }
    }

    /// Measures of likeness, each taken once for all its thresholds.
    private func areLike(_ test: ValueTest, _ a: Span<UInt8>, _ b: Span<UInt8>, _ known: inout Measured) -> Bool {
        switch test {
        case .jaroWinkler(_, let least):
            if known.mostJaro + 0.4 * (1 - known.mostJaro) < least { return false }
            let value = known.jaroWinkler ?? measure(a, b, jaroWinkler(_:_:), jaroWinkler(_:_:))
            known.jaroWinkler = value
            return value >= least
        case .jaro(_, let least):
            let value = known.jaro ?? measure(a, b, jaro(_:_:), jaro(_:_:))
            known.jaro = value
            return value >= least
        case .levenshtein(_, let most):
            if known.fewestEdits > most { return false }
            return isPlain
                ? levenshtein(a, b, limit: most) <= most
                : levenshtein(scalars(a).span, scalars(b).span, limit: most) <= most
        case .damerauLevenshtein(_, let most):
            if known.fewestEdits > most { return false }
            let limit = known.mostEdits
            let edits =
                known.edits
                ?? (isPlain ? damerauLevenshtein(a, b, limit: limit) : damerauLevenshtein(scalars(a).span, scalars(b).span, limit: limit))
            known.edits = edits
            return edits <= most
        default: return false
        }
    }

    /// An edit brings in one byte at the most and takes one away.
    private func fewestEdits(_ one: Int32, _ other: Int32) -> Int {
        let (mine, theirs) = (letters[Int(one)], letters[Int(other)])
        return max((mine & ~theirs).nonzeroBitCount, (theirs & ~mine).nonzeroBitCount)
    }

    /// Jaro's measure is never more than this: letters that only one side has cannot match.
    private func mostJaro(_ one: Int32, _ other: Int32) -> Double {
        let (a, b) = (range(one).count, range(other).count)
        let matches = min(
            a - (letters[Int(one)] & ~letters[Int(other)]).nonzeroBitCount, b - (letters[Int(other)] & ~letters[Int(one)]).nonzeroBitCount)
        guard matches > 0 else { return 0 }
        return (Double(matches) / Double(a) + Double(matches) / Double(b) + 1) / 3
    }

    private func measure(
        _ a: Span<UInt8>, _ b: Span<UInt8>, _ plain: (Span<UInt8>, Span<UInt8>) -> Double, _ wide: (Span<UInt32>, Span<UInt32>) -> Double
    ) -> Double {
        isPlain ? plain(a, b) : wide(scalars(a).span, scalars(b).span)
    }

    private static func standsFirst(_ arena: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard one.count == other.count else { return one.count < other.count }
        for i in 0..<one.count where arena[one.lowerBound + i] != arena[other.lowerBound + i] {
            return arena[one.lowerBound + i] < arena[other.lowerBound + i]
        }
        return false
    }
}

/// The tests on one column, or on the same two, and what they have in common.
struct MeasuredTests: Sendable {
    let all: [ValueTest]
    /// The most edits that any of them allows: more need not be counted.
    let mostEdits: Int
    /// Whether one of them may answer otherwise when the values change places.
    let needOrder: Bool
    /// Whether they ask for nothing but equality and likeness.
    let areOfLikeness: Bool
    /// Where Jaro's measure is less, none of them that asks for it holds.
    let leastMostJaro: Double
    /// The answers of those that look at two columns, where one record's first column equals the other's second.
    private(set) var oneWay: UInt16 = 0
    /// The same, where it holds in both directions.
    private(set) var bothWays: UInt16 = 0

    init(_ tests: [ValueTest]) {
        all = tests
        mostEdits = tests.reduce(0) {
            switch $1 {
            case .damerauLevenshtein(_, let most), .levenshtein(_, let most): max($0, most)
            default: $0
            }
        }
        needOrder = tests.contains {
            switch $0 {
            case .jaro, .jaroWinkler: true
            default: false
            }
        }
        areOfLikeness = tests.allSatisfy { if case .exact = $0 { true } else { $0.isOfLikeness } }
        leastMostJaro = tests.reduce(Double.infinity) {
            switch $1 {
            case .jaro(_, let least): min($0, least - 1e-9)
            // The bonus for an equal start is at most four tenths of what is missing; a little less, for the rounding.
            case .jaroWinkler(_, let least): min($0, (least - 0.4) / 0.6 - 1e-9)
            default: $0
            }
        }
        for (place, test) in tests.enumerated() {
            let bit = 1 << UInt16(place + 1) as UInt16
            bothWays |= bit
            if case .crossed = test { oneWay |= bit }
        }
    }
}

/// The code points of UTF-8.
func scalars(_ bytes: Span<UInt8>) -> [UInt32] {
    var own: [UInt8] = []
    for i in 0..<bytes.count { own.append(bytes[i]) }
    return String(decoding: own, as: UTF8.self).unicodeScalars.map(\.value)
}

func startsAlike(_ a: Span<UInt8>, _ b: Span<UInt8>, _ length: Int) -> Bool {
    for i in 0..<min(length, a.count, b.count) where a[i] != b[i] { return false }
    return min(a.count, b.count) >= length
}

/// The bytes of the first letters of UTF-8; nil where there are fewer.
func lengthOfLetters(_ a: Span<UInt8>, _ count: Int) -> Int? {
    var left = count
    for i in 0..<a.count where a[i] & 0xC0 != 0x80 {
        if left == 0 { return i }
        left -= 1
    }
    return left == 0 ? a.count : nil
}
