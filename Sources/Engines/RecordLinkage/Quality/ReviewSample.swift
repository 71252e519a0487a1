import Tables

/// Pairs for a clerk to judge: as many from each range of weights, so that the doubtful ones are not drowned.
///
/// They stand in random order, and a stratum's name says nothing of its weights: a clerk who knows what the program thinks judges
/// likewise, and the sample is no evidence any more.
package struct ReviewSample: Sendable {
    package struct Pair: Sendable, Equatable {
        package let left: Int
        package let right: Int
        package let weight: Float
        /// The range of weights that it was drawn from, by a letter that was drawn too, and how many pairs are in it.
        package let stratum: String
        package let stratumSize: Int
    }

    package let pairs: [Pair]

    package static var strataCount: Int { bounds.count - 1 }

    static let bounds: [Float] = [-.infinity, -10, -6, -4, -2, 0, 2, 4, 6, 10, 15, .infinity]

    /// - Parameters:
    ///   - size: Pairs in all, spread evenly over the strata that have any.
    ///   - seed: Draws the same pairs for the same seed, in whatever order the records stand.
    package init(_ candidates: CandidatePairs, weights: [Float], table: RecordTable, size: Int, seed: UInt64) {
        let fingerprints = table.recordIDs.fingerprints
        var strata: [[(key: UInt64, pair: Int)]] = Array(repeating: [], count: Self.bounds.count - 1)
        var sizes = Array(repeating: 0, count: strata.count)
        var limits = Array(repeating: UInt64.max, count: strata.count)
        for pair in 0..<candidates.count {
            let stratum = (Self.bounds.firstIndex { weights[pair] < $0 } ?? Self.bounds.count - 1) - 1
            sizes[stratum] += 1
            var random = SeededRandom(
                seed: seed &+ (fingerprints[Int(candidates.left[pair])] &+ fingerprints[Int(candidates.right[pair])]) &* 0x9E37_79B9_7F4A_7C15)
            let key = random.next()
            // Keep the pairs with the smallest keys: a sample that does not depend on the order.
            guard key <= limits[stratum] else { continue }
            strata[stratum].append((key, pair))
            if strata[stratum].count > max(100, size * 4) {
                strata[stratum].sort { $0.key < $1.key }
                strata[stratum].removeLast(strata[stratum].count - size)
                limits[stratum] = strata[stratum][size - 1].key
            }
        }
        let taken = Self.shared(size, among: strata.map(\.count))
        let drawn = strata.indices.flatMap { number in
            strata[number].sorted { $0.key < $1.key }.prefix(taken[number]).map { (number, $0) }
        }
        // Other records have other letters, so that nobody learns them by heart.
        var random = SeededRandom(seed: drawn.reduce(seed) { $0 ^ $1.1.key })
        let letters = "ABCDEFGHIJK".shuffled(using: &random)
        // Within a stratum the smallest keys were drawn, so the order is by numbers made of them anew.
        let shuffled = drawn.map { number, drawn in
            var order = SeededRandom(seed: drawn.key)
            return (key: order.next(), number, drawn.pair)
        }.sorted { $0.key < $1.key }
        pairs = shuffled.map { _, number, pair in
            Pair(
                left: Int(candidates.left[pair]), right: Int(candidates.right[pair]), weight: weights[pair],
                stratum: String(letters[number]), stratumSize: sizes[number])
        }
    }

    /// Gives each stratum the same number, and what a small one cannot take to the others.
    private static func shared(_ size: Int, among counts: [Int]) -> [Int] {
        var taken = counts.map { _ in 0 }
        var left = min(size, counts.reduce(0, +))
        while left > 0 {
            for number in counts.indices where taken[number] < counts[number] && left > 0 {
                taken[number] += 1
                left -= 1
            }
        }
        return taken
    }
}
