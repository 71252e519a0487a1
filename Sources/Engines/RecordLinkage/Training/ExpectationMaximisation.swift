import Foundation

/// A combination of levels with how many pairs showed it.
package struct CountedPattern: Sendable, Equatable {
    /// For each comparison the level, counted from 1; 0 for missing.
    package var levels: [UInt8]
    package var count: Double
    /// What a clerk said of these pairs; nil where nobody did.
    package var isSamePerson: Bool?

    package init(levels: [UInt8], count: Double, isSamePerson: Bool? = nil) {
        self.levels = levels
        self.count = count
        self.isSamePerson = isSamePerson
    }
}

/// Learns classes of pairs from counts of patterns; what clerks said is believed, the rest needs no labels.
///
/// Each round guesses how likely each pattern is of each class, then takes the shares of levels among pairs so weighted. A missing
/// comparison says nothing.
/// Source: Dempster, Laird and Rubin, JRSS B 39 (1977); Winkler (2000); Enamorado, Fifield and Imai, APSR 113 (2019) for counts of patterns.
package struct ExpectationMaximisation: Sendable {
    /// For each class its share of the pairs.
    package private(set) var shares: [Double]
    /// For each class and comparison the share of each level.
    package private(set) var levels: [[[Double]]]
    /// The log likelihood, with what was added, at the start of each round; it never falls.
    package private(set) var likelihoods: [Double] = []
    /// Whether the shares came to rest before the rounds were used up.
    package private(set) var hasConverged = false

    /// Pairs that are added to each level where nothing else is said.
    package static let usuallyAdded = 0.5

    /// - Parameters:
    ///   - shares: Shares of the classes to start from.
    ///   - levels: Shares of levels to start from.
    ///   - fixed: For each class whether its levels stay as they are.
    ///   - added: Pairs that are added to each level before shares are taken: what is believed before any pair is seen. Half a pair
    ///     where it is left out, so that no share becomes 0.
    ///   - skipped: Comparisons that are left out, since the pairs were chosen by them.
    package init(
        _ patterns: [CountedPattern], shares: [Double], levels: [[[Double]]], fixed: [Bool], added: [[[Double]]]? = nil,
        skipped: Set<Int> = [], mostRounds: Int = 500, tolerance: Double = 1e-5
    ) {
        self.shares = shares
        self.levels = levels
        let added = added ?? levels.map { $0.map { $0.map { _ in Self.usuallyAdded } } }
        let used = (levels.first ?? []).indices.filter { !skipped.contains($0) }
        let total = patterns.reduce(0.0) { $0 + $1.count }
        guard total > 0 else { return }
        for _ in 0..<mostRounds {
            let expected = Expected(patterns, shares: self.shares, levels: self.levels, used: used)
            likelihoods.append(expected.likelihood + belief(added, fixed, used))
            let before = self.shares
            self.shares = expected.mass.map { $0 / total }
            for c in shares.indices where !fixed[c] {
                for k in used {
                    let counts = zip(expected.counts[c][k], added[c][k]).map(+)
                    let sum = counts.reduce(0, +)
                    self.levels[c][k] = counts.map { $0 / sum }
                }
            }
            if zip(before, self.shares).allSatisfy({ abs($0 - $1) < tolerance }) {
                hasConverged = true
                break
            }
        }
    }

    /// The log of what is believed before any pair is seen, up to a constant.
    private func belief(_ added: [[[Double]]], _ fixed: [Bool], _ used: [Int]) -> Double {
        var sum = 0.0
        for c in levels.indices where !fixed[c] {
            for k in used { for (level, count) in zip(levels[c][k], added[c][k]) { sum += count * log(max(level, 1e-300)) } }
        }
        return sum
    }
}

/// What one round expects of the classes.
private struct Expected {
    /// For each class, comparison and level the pairs.
    var counts: [[[Double]]]
    /// For each class the pairs.
    var mass: [Double]
    var likelihood = 0.0

    init(_ patterns: [CountedPattern], shares: [Double], levels: [[[Double]]], used: [Int]) {
        let classes = shares.count
        // One row of logs and one of sums for each class and comparison; the first of each row stands for missing and stays 0.
        let width = (levels.first?.map(\.count).max() ?? 0) + 1
        let comparisons = levels.first?.count ?? 0
        var logs = Array(repeating: 0.0, count: classes * comparisons * width)
        for c in 0..<classes {
            for k in used { for (l, level) in levels[c][k].enumerated() { logs[(c * comparisons + k) * width + l + 1] = log(max(level, 1e-300)) } }
        }
        var sums = Array(repeating: 0.0, count: logs.count)
        let logShares = shares.map { log(max($0, 1e-300)) }
        var joint = Array(repeating: 0.0, count: classes)
        mass = Array(repeating: 0.0, count: classes)
        for pattern in patterns {
            var most = -Double.infinity
            for c in 0..<classes {
                let isRuledOut = pattern.isSamePerson.map { $0 != (c == 0) } ?? false
                var sum = isRuledOut ? -.infinity : logShares[c]
                for k in used { sum += logs[(c * comparisons + k) * width + Int(pattern.levels[k])] }
                joint[c] = sum
                most = max(most, sum)
            }
            var all = 0.0
            for c in 0..<classes {
                joint[c] = exp(joint[c] - most)
                all += joint[c]
            }
            likelihood += pattern.count * (most + log(all))
            for c in 0..<classes {
                let weight = pattern.count * joint[c] / all
                mass[c] += weight
                for k in used { sums[(c * comparisons + k) * width + Int(pattern.levels[k])] += weight }
            }
        }
        counts = levels.indices.map { c in
            levels[c].indices.map { k in
                levels[c][k].indices.map { l in sums[(c * comparisons + k) * width + l + 1] }
            }
        }
    }
}
