import Foundation
import Tables

/// What training found, with how it went.
package struct Learnt: Sendable {
    package let parameters: Parameters
    package let sessions: [Session]

    /// One run of expectation maximisation.
    package struct Session: Sendable {
        package let name: String
        package let pairs: Int
        /// Those of them that clerks judged.
        package let judgedPairs: Int
        package let rounds: Int
        package let hasConverged: Bool
    }
}

/// Learns the parameters of a model from the records themselves.
struct Trainer {
    let linkage: Linkage
    let chance: Chance
    /// Pairs that clerks judged.
    let judged: JudgedPairs

    private var model: LinkModel { linkage.model }

    /// All classes at once from all candidate pairs.
    ///
    /// Relatives who share a surname and an address are a class of their own; with two classes they would count as the same person.
    /// Source of the idea: Larsen and Rubin, JASA 96 (2001), mixtures with more than two classes.
    func classes(_ pairs: CandidatePairs) -> Learnt {
        let total = model.classes.reduce(0) { $0 + $1.start }
        let patterns = pairs.counted(judged)
        let fit = ExpectationMaximisation(
            patterns, shares: model.classes.map { $0.start / total }, levels: startingLevels(), fixed: model.classes.map { _ in false },
            added: beliefs(pairs: patterns.reduce(0) { $0 + $1.count }))
        let session = session("all candidate pairs", pairs, patterns, fit)
        return learnt([session], fit.shares, fit.levels, seen: seen(patterns), coversAllPairs: false)
    }

    /// Two classes: chance from random pairs, the same person's shares from one session for each rule.
    ///
    /// What a session's rule looks at cannot be learnt in it; the median of the other sessions counts.
    /// Source: Fellegi and Sunter, JASA 64 (1969); Winkler (2000); the prior from strict rules and the median as Splink has them.
    func sessions() throws -> Learnt {
        var found: [[[Double]]] = model.comparisons.map { _ in [] }
        var sessions: [Learnt.Session] = []
        var all: [CountedPattern] = []
        for rule in model.training.sessions {
            let pairs = try linkage.pairs(of: rule)
            let patterns = pairs.counted(judged)
            let skipped = Set(model.comparisons.indices.filter { !model.comparisons[$0].ownColumns.isDisjoint(with: rule.columns) })
            let fit = ExpectationMaximisation(
                patterns, shares: [0.3, 0.7], levels: [startingLevels()[0], chance.levels], fixed: [false, true],
                skipped: skipped)
            for k in model.comparisons.indices where !skipped.contains(k) { found[k].append(fit.levels[0][k]) }
            all += patterns
            sessions.append(session(rule.name(model), pairs, patterns, fit))
        }
        let start = startingLevels()[0]
        let same = found.enumerated().map { k, estimates in estimates.isEmpty ? start[k] : Self.median(estimates) }
        let prior = try prior()
        return learnt(sessions, [prior, 1 - prior], [same, chance.levels], seen: seen(all), coversAllPairs: true)
    }

    private func session(
        _ name: String, _ pairs: CandidatePairs, _ patterns: [CountedPattern], _ fit: ExpectationMaximisation
    ) -> Learnt.Session {
        Learnt.Session(
            name: name, pairs: pairs.count, judgedPairs: patterns.count { $0.isSamePerson != nil }, rounds: fit.likelihoods.count,
            hasConverged: fit.hasConverged)
    }

    /// The share of all pairs that are one person's, from the pairs that strict rules find and the share of such pairs that they find.
    func prior() throws -> Double {
        let blocks = try Blocks(model.training.priorRules, table: linkage.table, model: model, workers: linkage.workers)
        let found = try linkage.countPairs(blocks)
        guard found > 0 else { throw LinkageProblem.noPrior }
        return min(0.5, Double(found) / model.training.priorRecall / linkage.possiblePairs)
    }

    static func median(_ estimates: [[Double]]) -> [Double] {
        let medians = estimates[0].indices.map { level -> Double in
            let sorted = estimates.map { $0[level] }.sorted()
            let middle = sorted.count / 2
            return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        }
        let sum = medians.reduce(0, +)
        return medians.map { $0 / sum }
    }

    /// The levels from which a class starts: the same person's where it shares something for a reason, strangers' where by chance.
    func startingLevels() -> [[[Double]]] {
        model.classes.enumerated().map { number, pairClass in
            model.comparisons.enumerated().map { k, comparison in
                let given = comparison.levels.map { $0.start[pairClass.id] ?? -1 }
                if given.allSatisfy({ $0 >= 0 }) {
                    let sum = given.reduce(0, +)
                    return given.map { ($0 + 1e-6) / (sum + 1e-6 * Double(given.count)) }
                }
                return number == 0 || pairClass.sharedByKinship.contains(comparison.name)
                    ? Self.usualAgreement(comparison.levels.count) : chance.levels[k]
            }
        }
    }

    /// What is believed before any pair is seen: that relatives agree by chance alone on what they do not share.
    ///
    /// It counts as much as one candidate pair in fifty. Without it, on few records, a class of relatives can take the place of the
    /// same person; with more, it could not learn that brothers are often of one age.
    private func beliefs(pairs: Double) -> [[[Double]]] {
        model.classes.map { pairClass in
            model.comparisons.enumerated().map { k, comparison in
                let isByChance = !pairClass.sharedByKinship.isEmpty && !pairClass.sharedByKinship.contains(comparison.name)
                return chance.levels[k].map { ExpectationMaximisation.usuallyAdded + (isByChance ? 0.02 * pairs * $0 : 0) }
            }
        }
    }

    /// Nine in ten agree fully; each further level has half the share of the one before.
    static func usualAgreement(_ count: Int) -> [Double] {
        guard count > 1 else { return [1] }
        let rest = (1..<count).map { pow(0.5, Double($0)) }
        let sum = rest.reduce(0, +)
        return [0.9] + rest.map { 0.1 * $0 / sum }
    }

    private func seen(_ patterns: [CountedPattern]) -> [Set<Int>] {
        var seen = model.comparisons.map { _ in Set<Int>() }
        for pattern in patterns {
            for (k, level) in pattern.levels.enumerated() where level > 0 { seen[k].insert(Int(level) - 1) }
        }
        return seen
    }

    private func learnt(
        _ sessions: [Learnt.Session], _ shares: [Double], _ levels: [[[Double]]], seen: [Set<Int>], coversAllPairs: Bool
    ) -> Learnt {
        let unseen = model.comparisons.enumerated().flatMap { k, comparison in
            comparison.levels.indices.filter { !seen[k].contains($0) }.map { "\(comparison.name): \(comparison.levels[$0].name)" }
        }
        let classes = model.classes.indices.map { Parameters.LearntClass(id: model.classes[$0].id, share: shares[$0], levels: levels[$0]) }
        let parameters = Parameters(
            model: model, classes: classes, unseenLevels: unseen, coversAllPairs: coversAllPairs,
            judgedPairs: sessions.map(\.judgedPairs).max(), fingerprint: linkage.parametersFingerprint)
        return Learnt(parameters: parameters, sessions: sessions)
    }
}

extension Comparison {
    /// Columns that it is about; those it looks at only for a swap are not.
    var ownColumns: Set<Int> {
        let tests = missing.tests + levels.compactMap(\.condition).flatMap(\.tests)
        return Set(tests.filter { $0.columns.count == 1 }.flatMap(\.columns))
    }
}
