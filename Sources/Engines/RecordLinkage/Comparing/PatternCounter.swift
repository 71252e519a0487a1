/// Counts how many pairs show each pattern.
struct PatternCounter {
    private var comparer: PairComparer
    private var numbering: PatternNumbering
    private var counted: [Int] = []
    private var ones: [Int32] = []
    private var others: [Int32] = []
    private var codes: [UInt64] = []

    init(_ prepared: PreparedComparisons) {
        comparer = PairComparer(prepared)
        numbering = PatternNumbering(count: prepared.plan.patternCount)
    }

    mutating func add(_ one: Int, _ other: Int) {
        ones.append(Int32(one))
        others.append(Int32(other))
        if ones.count == PairComparer.batch { compare() }
    }

    private mutating func compare() {
        comparer.patterns(ones, others, into: &codes)
        for code in codes {
            let number = Int(numbering.number(of: code))
            if number == counted.count { counted.append(0) }
            counted[number] += 1
        }
        ones.removeAll(keepingCapacity: true)
        others.removeAll(keepingCapacity: true)
    }

    /// For each pattern that was seen, how often.
    mutating func counts() -> [UInt64: Int] {
        compare()
        return Dictionary(uniqueKeysWithValues: zip(numbering.codes, counted))
    }
}

/// The counts of several counters together.
func sum(_ parts: [[UInt64: Int]]) -> [UInt64: Int] {
    parts.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
}

/// Gives each pattern a small number, in the order of first appearance.
struct PatternNumbering {
    private var direct: [Int32]
    private var others: [UInt64: Int32] = [:]
    private(set) var codes: [UInt64] = []

    init(count: UInt64) { direct = count <= 1 << 16 ? Array(repeating: -1, count: Int(count)) : [] }

    mutating func number(of code: UInt64) -> Int32 {
        if !direct.isEmpty {
            if direct[Int(code)] < 0 {
                direct[Int(code)] = Int32(codes.count)
                codes.append(code)
            }
            return direct[Int(code)]
        }
        if let known = others[code] { return known }
        others[code] = Int32(codes.count)
        codes.append(code)
        return Int32(codes.count - 1)
    }
}
