import Tables

/// How often two records taken at random show each level: nearly all such pairs are strangers.
package struct Chance: Sendable {
    /// For each comparison the share of each level where nothing is missing.
    package private(set) var levels: [[Double]]
    /// Random pairs that were looked at.
    package let pairs: Int
    /// Two comparisons that agree together more often than independence has it.
    package private(set) var dependences: [Dependence] = []

    package struct Dependence: Sendable, Equatable {
        package let first: String
        package let second: String
        /// Pairs that agree on both.
        package let observed: Int
        /// Pairs that would, were the two independent.
        package let expected: Double
    }

    init(_ model: LinkModel, prepared: PreparedComparisons, workers: Int) throws {
        let table = prepared.table
        let draw = Draw(table, most: model.training.chancePairs, seed: model.training.seed)
        let parts = inOrder(pieces: draw.pieces, workers: workers) { piece in
            var counter = PatternCounter(prepared)
            draw.forEachPair(of: piece) { counter.add($0, $1) }
            return counter.counts()
        }
        var counts = Counts(model)
        for (code, count) in sum(parts) { counts.add(prepared.plan.levels(of: code), count) }
        pairs = counts.pairs
        let levels = model.comparisons.indices.map { Self.shares(model.comparisons[$0], counts.levels[$0], table: table) }
        self.levels = levels
        for k in model.comparisons.indices {
            for other in 0..<k {
                let expected = Double(counts.known[k][other]) * levels[k][0] * levels[other][0]
                let observed = counts.together[k][other]
                guard observed >= 5, Double(observed) > 2 * expected else { continue }
                dependences.append(
                    Dependence(
                        first: model.comparisons[other].name, second: model.comparisons[k].name, observed: observed, expected: expected))
            }
        }
    }

    /// The share of exact agreement is known from the values' frequencies; the rest is as it was drawn.
    private static func shares(_ comparison: Comparison, _ counts: [Int], table: RecordTable) -> [Double] {
        let drawn = counts.dropFirst().map { (Double($0) + ExpectationMaximisation.usuallyAdded) }
        let total = drawn.reduce(0, +)
        var shares = drawn.map { $0 / total }
        if case .test(.exact(let column)) = comparison.levels[0].condition, comparison.missing == .test(.missing(column)), shares[0] < 1 {
            let exact = min(max(table.columns[column].agreementByChance, 1e-9), 0.999999)
            let rest = (1 - exact) / (1 - shares[0])
            shares = [exact] + shares.dropFirst().map { $0 * rest }
        }
        return shares
    }

    /// Records whose fingerprints are the smallest, in the order of the fingerprints.
    static func sample(of table: RecordTable, about size: Int) -> [Int] {
        let limit = table.count <= size ? UInt64.max : UInt64(Double(UInt64.max) * Double(size) / Double(table.count))
        var chosen: [(fingerprint: UInt64, record: Int)] = []
        for (record, fingerprint) in table.recordIDs.fingerprints.enumerated() where fingerprint <= limit { chosen.append((fingerprint, record)) }
        return chosen.sorted { $0 < $1 }.map(\.record)
    }
}

/// Random pairs; all pairs where there are not more than are wanted. Which are drawn does not depend on the order of the records.
private struct Draw: Sendable {
    private let most: Int
    private let seed: UInt64
    private let records: [Int]
    private let isAll: Bool
    let pieces: Int

    private static let pairsInPiece = 1 << 14

    init(_ table: RecordTable, most: Int, seed: UInt64) {
        self.most = most
        self.seed = seed
        isAll = table.count * (table.count - 1) / 2 <= most
        records = isAll ? Array(0..<table.count) : Chance.sample(of: table, about: 40_000)
        pieces = isAll ? 1 : (most + Self.pairsInPiece - 1) / Self.pairsInPiece
    }

    func forEachPair(of piece: Int, _ look: (Int, Int) -> Void) {
        if isAll {
            for one in records { for other in one + 1..<records.count { look(one, other) } }
            return
        }
        var random = SeededRandom(seed: seed &+ UInt64(piece) &* 0xD134_2543_DE82_EF95)
        for _ in 0..<min(Self.pairsInPiece, most - piece * Self.pairsInPiece) {
            let one = records[random.below(records.count)]
            let other = records[random.below(records.count)]
            if one != other { look(one, other) }
        }
    }
}

/// How often pairs show each level, and two comparisons agree together.
private struct Counts: Sendable {
    private(set) var pairs = 0
    /// For each comparison and level, 0 for missing.
    private(set) var levels: [[Int]]
    /// For two comparisons the pairs where both are known, and where both agree.
    private(set) var known: [[Int]]
    private(set) var together: [[Int]]

    init(_ model: LinkModel) {
        levels = model.comparisons.map { Array(repeating: 0, count: $0.levels.count + 1) }
        known = levels.indices.map { _ in Array(repeating: 0, count: model.comparisons.count) }
        together = known
    }

    mutating func add(_ pattern: [UInt8], _ count: Int) {
        pairs += count
        for k in levels.indices {
            levels[k][Int(pattern[k])] += count
            if pattern[k] == 0 { continue }
            for other in 0..<k where pattern[other] > 0 {
                known[k][other] += count
                if pattern[k] == 1 && pattern[other] == 1 { together[k][other] += count }
            }
        }
    }
}
