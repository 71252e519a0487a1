import Foundation
import Testing

@testable import RecordLinkage

@Suite("Expectation maximisation")
struct ExpectationMaximisationTests {
    /// Classes with known shares.
    struct Truth: CustomTestStringConvertible, Sendable {
        let shares: [Double]
        /// For each class and comparison the share of each level.
        let levels: [[[Double]]]
        var testDescription: String { "\(shares.count) classes" }

        static let two = Truth(
            shares: [0.2, 0.8],
            levels: [Array(repeating: [0.85, 0.1, 0.05], count: 5), Array(repeating: [0.05, 0.15, 0.8], count: 5)])
        /// The same person, relatives who share the last two, strangers, and people of one age who share the two before.
        static let four = Truth(
            shares: [0.3, 0.25, 0.25, 0.2],
            levels: [
                [[0.9, 0.08, 0.02], [0.88, 0.1, 0.02], [0.92, 0.05, 0.03], [0.8, 0.1, 0.1], [0.8, 0.1, 0.1]],
                [[0.03, 0.07, 0.9], [0.05, 0.05, 0.9], [0.02, 0.08, 0.9], [0.95, 0.03, 0.02], [0.9, 0.05, 0.05]],
                [[0.05, 0.1, 0.85], [0.04, 0.06, 0.9], [0.02, 0.08, 0.9], [0.05, 0.05, 0.9], [0.1, 0.1, 0.8]],
                [[0.05, 0.1, 0.85], [0.85, 0.1, 0.05], [0.95, 0.03, 0.02], [0.05, 0.05, 0.9], [0.1, 0.1, 0.8]],
            ])

        /// Draws pairs; the first comparison is missing in one of ten.
        func draw(_ count: Int, seed: UInt64) -> [CountedPattern] {
            var random = SeededRandom(seed: seed)
            var counts: [[UInt8]: Double] = [:]
            for _ in 0..<count {
                let c = Self.draw(shares, &random)
                let drawn = levels[c].map { UInt8(Self.draw($0, &random) + 1) }
                let pattern = random.below(10) == 0 ? [0] + drawn.dropFirst() : drawn
                counts[pattern, default: 0] += 1
            }
            return counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { CountedPattern(levels: $0, count: $1) }
        }

        static func draw(_ shares: [Double], _ random: inout SeededRandom) -> Int {
            var left = Double.random(in: 0..<1, using: &random)
            for (i, share) in shares.enumerated() {
                left -= share
                if left < 0 { return i }
            }
            return shares.count - 1
        }

        /// Half-way from the truth to knowing nothing.
        var vagueLevels: [[[Double]]] { levels.map { $0.map { $0.map { ($0 + 1 / 3) / 2 } } } }
        var even: [Double] { shares.map { _ in 1 / Double(shares.count) } }
    }

    func fit(
        _ patterns: [CountedPattern], _ truth: Truth, fixed: [Bool]? = nil, skipped: Set<Int> = [], rounds: Int = 500, tolerance: Double = 1e-6
    ) -> ExpectationMaximisation {
        ExpectationMaximisation(
            patterns, shares: truth.even, levels: truth.vagueLevels, fixed: fixed ?? truth.shares.map { _ in false }, skipped: skipped,
            mostRounds: rounds, tolerance: tolerance)
    }

    @Test("finds the shares that the pairs were drawn from", arguments: [(Truth.two, 20_000, 0.02), (Truth.four, 40_000, 0.03)])
    func recovery(truth: Truth, pairs: Int, tolerance: Double) {
        let fit = fit(truth.draw(pairs, seed: 3), truth, tolerance: 1e-5)
        #expect(fit.hasConverged)
        #expect(zip(fit.shares, truth.shares).allSatisfy { abs($0 - $1) < tolerance }, "\(fit.shares)")
        for c in truth.shares.indices {
            for (found, known) in zip(fit.levels[c], truth.levels[c]) {
                #expect(zip(found, known).allSatisfy { abs($0 - $1) < tolerance }, "class \(c): \(found), not \(known)")
                #expect(abs(found.reduce(0, +) - 1) < 1e-9)
            }
        }
    }

    @Test("never makes the likelihood fall, wherever it starts", arguments: 1...8)
    func likelihood(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        func start(_ count: Int) -> [Double] {
            let drawn = (0..<count).map { _ in Double.random(in: 0.01..<1, using: &random) }
            return drawn.map { $0 / drawn.reduce(0, +) }
        }
        let classes = 2 + Int(seed % 3)
        let fit = ExpectationMaximisation(
            Truth.four.draw(300, seed: seed), shares: start(classes), levels: (0..<classes).map { _ in (0..<5).map { _ in start(3) } },
            fixed: (0..<classes).map { $0 == 1 && seed % 2 == 0 }, mostRounds: 60, tolerance: 0)
        #expect(fit.likelihoods.count == 60 && !fit.hasConverged)
        for (before, after) in zip(fit.likelihoods, fit.likelihoods.dropFirst()) { #expect(after >= before - 1e-9 * abs(before)) }
        #expect((fit.likelihoods.last ?? 0) > (fit.likelihoods.first ?? 0))
    }

    @Test("leaves fixed classes as they are and learns the others")
    func fixed() {
        let fit = fit(Truth.two.draw(5000, seed: 4), .two, fixed: [false, true])
        #expect(fit.levels[1] == Truth.two.vagueLevels[1])
        #expect(fit.levels[0] != Truth.two.vagueLevels[0])
    }

    @Test("takes a missing comparison as saying nothing, and leaves out what is skipped")
    func missing() {
        let patterns = Truth.two.draw(4000, seed: 5)
        let blank = patterns.map { CountedPattern(levels: [0] + $0.levels.dropFirst(), count: $0.count) }
        let without = fit(blank, .two)
        let skipping = fit(patterns, .two, skipped: [0])
        #expect(zip(without.shares, skipping.shares).allSatisfy { abs($0 - $1) < 1e-9 })
        for c in 0..<2 {
            for k in 1..<5 { #expect(zip(without.levels[c][k], skipping.levels[c][k]).allSatisfy { abs($0 - $1) < 1e-9 }) }
            #expect(without.levels[c][0].allSatisfy { abs($0 - 1 / 3) < 1e-12 })
            #expect(skipping.levels[c][0] == Truth.two.vagueLevels[c][0])
        }
    }

    @Test("believes what clerks said")
    func labels() {
        let says = { (levels: [UInt8], count: Double, same: Bool) in CountedPattern(levels: levels, count: count, isSamePerson: same) }
        // Clerks took full disagreement for one person and agreement for two.
        let patterns = [says([3], 30, true), says([1], 10, true), says([1], 55, false), says([2], 5, false)]
        let fit = ExpectationMaximisation(
            patterns, shares: [0.5, 0.5], levels: [[[0.9, 0.05, 0.05]], [[0.05, 0.05, 0.9]]], fixed: [false, false])
        #expect(abs(fit.shares[0] - 0.4) < 1e-12)
        // Half a pair is added to each level.
        for (found, known) in zip(fit.levels[0][0], [10.5 / 41.5, 0.5 / 41.5, 30.5 / 41.5]) { #expect(abs(found - known) < 1e-12) }
        for (found, known) in zip(fit.levels[1][0], [55.5 / 61.5, 5.5 / 61.5, 0.5 / 61.5]) { #expect(abs(found - known) < 1e-12) }
    }

    @Test("takes the same steps as the formulas written down as they stand in the books")
    func tenLines() {
        let patterns = Truth.two.draw(500, seed: 6)
        var (lambda, m, u) = (0.5, Truth.two.vagueLevels[0], Truth.two.vagueLevels[1])
        for _ in 0..<7 {
            var (mass, total) = (0.0, 0.0)
            var counts = Array(repeating: Array(repeating: Array(repeating: 0.5, count: 3), count: 5), count: 2)
            for pattern in patterns {
                let seen = pattern.levels.enumerated().filter { $0.element > 0 }.map { ($0.offset, Int($0.element) - 1) }
                let same = seen.reduce(lambda) { $0 * m[$1.0][$1.1] }
                let stranger = seen.reduce(1 - lambda) { $0 * u[$1.0][$1.1] }
                let r = same / (same + stranger)
                mass += r * pattern.count
                total += pattern.count
                for (k, level) in seen {
                    counts[0][k][level] += r * pattern.count
                    counts[1][k][level] += (1 - r) * pattern.count
                }
            }
            lambda = mass / total
            (m, u) = (counts[0].map { k in k.map { $0 / k.reduce(0, +) } }, counts[1].map { k in k.map { $0 / k.reduce(0, +) } })
        }
        let fit = fit(patterns, .two, rounds: 7, tolerance: 0)
        #expect(abs(fit.shares[0] - lambda) < 1e-12)
        #expect(zip(fit.levels[0].joined(), m.joined()).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(zip(fit.levels[1].joined(), u.joined()).allSatisfy { abs($0 - $1) < 1e-12 })
    }
}
