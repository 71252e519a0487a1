/// How far cases follow a model: by token replay, and by an alignment of each different case.
package struct ModelCheck: Sendable {
    /// How often something stands in alignments: in how many cases, and how often in all.
    package struct Deviation: Sendable, Hashable {
        package var activity: Int32
        package var cases = 0
        package var times = 0
    }

    package struct Bound: Sendable {
        /// Pairs of marking and place that are looked at for one case, and in all: 20 million are about a minute.
        package var states: Int
        package var allStates: Int

        package init(states: Int = 200_000, allStates: Int = 20_000_000) { (self.states, self.allStates) = (states, allStates) }
    }

    package let replay: TokenReplay
    /// For each different case its alignment; nil where it was not found within the bound.
    package private(set) var alignments: [Alignment?]
    package let variants: Variants
    private let lengths: [Int]
    /// Visible steps of the shortest run of the model; nil where it was not found within the bound.
    package let shortest: Int?
    package private(set) var skipped: [Deviation] = []
    package private(set) var extra: [Deviation] = []

    /// - Parameters:
    ///   - log: ordered by completion.
    ///   - progress: told what is done, and how much of how much.
    /// - Throws: `Aligner.Failure.noWayToTheEnd` where no run of the model ends as its final marking says.
    package init(_ log: EventLog, _ net: PetriNet, bound: Bound = Bound(), progress: (String, Int, Int) -> Void = { _, _, _ in }) throws(Aligner.Failure) {
        variants = Variants(log)
        lengths = variants.examples.map { log.events(of: $0).count }
        alignments = Array(repeating: nil, count: variants.count)
        var aligner = Aligner(net)
        do {
            shortest = try aligner.align([], atMost: bound.allStates / 10).cost
        } catch {
            if error == .noWayToTheEnd { throw error }
            shortest = nil
        }
        replay = TokenReplay(log, net) { progress("Replaying the log", $0, $1) }
        guard shortest != nil else { return }
        // The commonest first, so that what is left at the bound is rare.
        let order = alignments.indices.sorted { (variants.counts[$1], $0) < (variants.counts[$0], $1) }
        for (done, variant) in order.enumerated() {
            // What is a run of the model costs nothing; there is nothing to search for.
            if replay.isRun[variant] {
                alignments[variant] = .nothing
                continue
            }
            progress("Aligning different cases", done, order.count)
            guard aligner.states < bound.allStates else { continue }
            let events = log.events(of: variants.examples[variant])
            alignments[variant] = try? aligner.align(log.activities.codes[events], atMost: min(bound.states, bound.allStates - aligner.states))
        }
        skipped = deviations(\.skipped)
        extra = deviations(\.extra)
    }

    private func deviations(_ steps: KeyPath<Alignment, [Int32]>) -> [Deviation] {
        var found: [Int32: Deviation] = [:]
        for (variant, alignment) in alignments.enumerated() {
            var times: [Int32: Int] = [:]
            for step in alignment?[keyPath: steps] ?? [] { times[step, default: 0] += 1 }
            for (step, count) in times {
                found[step, default: Deviation(activity: step)].cases += variants.counts[variant]
                found[step, default: Deviation(activity: step)].times += variants.counts[variant] * count
            }
        }
        return found.values.sorted { ($1.cases, $1.times, $0.activity) < ($0.cases, $0.times, $1.activity) }
    }

    // MARK: Figures

    /// 1 − cost ÷ (steps of the case + steps of the shortest run), as in Adriansyah 2014: 1 where the case fits, 0 where nothing does.
    ///
    /// - Returns: nil where there is no alignment.
    package func fitness(_ variant: Int) -> Double? {
        guard let alignment = alignments[variant], let shortest else { return nil }
        let worst = lengths[variant] + shortest
        return worst == 0 ? 1 : 1 - Double(alignment.cost) / Double(worst)
    }

    private func cases(_ isMeant: (Int) -> Bool) -> Int { alignments.indices.reduce(0) { isMeant($1) ? $0 + variants.counts[$1] : $0 } }

    /// Cases whose alignment costs nothing.
    package var fittingCases: Int { cases { alignments[$0]?.cost == 0 } }
    package var alignedCases: Int { cases { alignments[$0] != nil } }
    package var notAlignedCases: Int { cases { alignments[$0] == nil } }
    package var notAlignedVariants: Int { alignments.count { $0 == nil } }

    /// Mean over aligned cases; nil where there are none.
    package var meanFitness: Double? {
        guard alignedCases > 0 else { return nil }
        return alignments.indices.reduce(0) { $0 + (fitness($1) ?? 0) * Double(variants.counts[$1]) } / Double(alignedCases)
    }

    package var totalCost: Int { alignments.indices.reduce(0) { $0 + (alignments[$1]?.cost ?? 0) * variants.counts[$1] } }
}
