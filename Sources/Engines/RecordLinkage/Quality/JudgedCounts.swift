/// A judged pair with its match weight.
struct JudgedPair {
    let isSamePerson: Bool
    let weight: Float
    let stratum: Int
}

/// What was judged at one threshold, stratum by stratum.
struct JudgedCounts {
    /// The pairs of each stratum at or above the threshold, and the others, where any of them were judged.
    private(set) var kept: [JudgedCell] = []
    private(set) var dropped: [JudgedCell] = []

    /// - Parameter strata: How many pairs each has.
    init(_ judged: [JudgedPair], strata: [Double], weight: Float) {
        let byStratum = Dictionary(grouping: judged) { $0.stratum }
        for (stratum, pairs) in strata.enumerated() {
            let found = byStratum[stratum] ?? []
            let each = pairs / Double(max(1, found.count))
            let above = found.filter { $0.weight >= weight }
            let below = found.filter { $0.weight < weight }
            if !above.isEmpty { kept.append(JudgedCell(above, each: each)) }
            if !below.isEmpty { dropped.append(JudgedCell(below, each: each)) }
        }
    }
}

/// Pairs of one stratum on one side of a threshold, and what the judged ones say of them.
struct JudgedCell {
    let pairs: Double
    /// One person's among them, as the judged ones have it, and the limits of 95 %.
    let matches: Double
    let low: Double
    let high: Double

    /// - Parameter each: The pairs that each judged one stands for.
    init(_ judged: [JudgedPair], each: Double) {
        let count = Double(judged.count)
        let same = Double(judged.count { $0.isSamePerson })
        pairs = each * count
        matches = each * same
        // What was judged is known, however wide the limits are.
        low = max(same, pairs * Self.lowest(same, of: count))
        high = min(pairs - (count - same), pairs * (1 - Self.lowest(count - same, of: count)))
    }

    /// The lower limit of 95 % of a share, with correction for continuity, since a few judged pairs are all that a stratum has.
    ///
    /// Source: Wilson, JASA 22 (1927); Newcombe, Statistics in Medicine 17 (1998), method 4.
    static func lowest(_ part: Double, of count: Double) -> Double {
        guard part > 0 else { return 0 }
        let z = 1.959963984540054
        let share = part / count
        let root = (z * z - 2 - 1 / count + 4 * share * (count * (1 - share) + 1)).squareRoot()
        return max(0, (2 * part + z * z - 1 - z * root) / (2 * (count + z * z)))
    }

    /// The limits of the share of one person's pairs in some cells.
    ///
    /// Source: Zou, Huang and Zhang, Computational Statistics and Data Analysis 53 (2009): the distances of the parts from their own
    /// limits, squared and added. A stratum of which ten pairs were judged and none is one person's stays open upwards, as far as ten pairs
    /// leave it open; resampling them would call it sure.
    static func share(of cells: [JudgedCell]) -> ClosedRange<Double>? {
        let all = cells.reduce(0) { $0 + $1.pairs }
        guard all > 0 else { return nil }
        let sum = cells.reduce(0) { $0 + $1.matches }
        return max(0, (sum - distance(cells, to: \.low)) / all)...min(1, (sum + distance(cells, to: \.high)) / all)
    }

    /// The limits of the share that is kept of one person's pairs: those at which nought is a limit of `share × dropped − (1 − share) × kept`.
    ///
    /// Source: Fieller, JRSS B 16 (1954), for the limits of a quotient by those of a sum.
    static func share(kept: [JudgedCell], dropped: [JudgedCell]) -> ClosedRange<Double>? {
        let found = kept.reduce(0) { $0 + $1.matches }
        let lost = dropped.reduce(0) { $0 + $1.matches }
        guard found + lost > 0 else { return nil }
        let reach = (
            fewest: (distance(kept, to: \.low), distance(dropped, to: \.high)), most: (distance(kept, to: \.high), distance(dropped, to: \.low))
        )
        let value = found / (found + lost)
        func mayBe(_ share: Double, _ reach: (kept: Double, dropped: Double)) -> Bool {
            let (ofKept, ofDropped) = ((1 - share) * reach.kept, share * reach.dropped)
            return abs(share * lost - (1 - share) * found) <= (ofKept * ofKept + ofDropped * ofDropped).squareRoot()
        }
        return last(from: value, to: 0) { mayBe($0, reach.fewest) }...last(from: value, to: 1) { mayBe($0, reach.most) }
    }

    /// How far the sum of the matches is from its limit on one side.
    private static func distance(_ cells: [JudgedCell], to limit: (JudgedCell) -> Double) -> Double {
        cells.reduce(0) { sum, cell in
            let own = limit(cell) - cell.matches
            return sum + own * own
        }.squareRoot()
    }

    /// The last value on the way for which something holds that holds at the start.
    private static func last(from start: Double, to end: Double, _ holds: (Double) -> Bool) -> Double {
        if holds(end) { return end }
        var (near, far) = (start, end)
        for _ in 0..<60 {
            let middle = (near + far) / 2
            if holds(middle) { near = middle } else { far = middle }
        }
        return near
    }
}
