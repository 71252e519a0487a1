/// Finds a model that is always sound (Leemans, Fahland and van der Aalst 2013), leaving out what is rare (IMf, 2014).
///
/// Works on variants with their counts, so that cost hangs on the number of different cases, not on events.
package struct InductiveMiner: Sendable {
    /// Moves rarer than this share of the commonest move from the same step are left out when no cut is found; 0 leaves out none.
    private let noise: Double

    package init(noise: Double = 0.2) { self.noise = noise }

    /// - Complexity: each of at most 200 levels of cuts goes once over what is left of the different traces, and by the cube of the
    ///   number of activities over 64 (see `Graph`).
    package func tree(of log: EventLog) -> ProcessTree {
        let variants = Variants(log)
        var traces = SubLog()
        for variant in 0..<variants.count {
            for event in log.events(of: variants.examples[variant]) { traces.append(log.activities.codes[event]) }
            traces.close(times: variants.counts[variant])
        }
        return mine(traces, activities: log.activities.wordCount, depth: 0).simplified
    }

    /// Cuts of cuts deeper than this become a flower; no readable model is so deep.
    private static let deepest = 200

    private func mine(_ traces: SubLog, activities: Int, depth: Int) -> ProcessTree {
        let full = traces.withoutEmpty
        let (empty, all) = (traces.emptyCases, traces.cases)
        guard full.count > 0 else { return .silent }
        // Empty traces: leave out when rare, else the whole may be skipped.
        if empty > 0 {
            let rest = mine(full, activities: activities, depth: depth + 1)
            return Double(empty) < noise * Double(all) ? rest : .choice([.silent, rest])
        }
        let graph = Graph(full, activities: activities)
        if let tree = single(full, graph) { return tree }
        guard depth < Self.deepest else { return flower(graph) }
        let split = TraceSplit(log: full, activities: activities)
        func mined(_ parts: [SubLog]) -> [ProcessTree] { parts.map { mine($0, activities: activities, depth: depth + 1) } }
        func cut(_ graph: Graph) -> ProcessTree? {
            if let parts = graph.choiceCut { return .choice(mined(split.choice(parts))) }
            if let parts = graph.sequenceCut { return .sequence(mined(split.sequence(parts))) }
            if let parts = graph.parallelCut { return .parallel(mined(split.parallel(parts))) }
            if let parts = graph.loopCut { return .loop(mined(split.loop(parts))) }
            return nil
        }
        if let tree = cut(graph) { return tree }
        if noise > 0, let tree = cut(graph.filtered(noise)) { return tree }
        // An activity that comes once in every trace runs beside the rest.
        if let (code, rest) = split.onceInEach { return .parallel([.activity(code)] + mined([rest])) }
        // Strict tau loop, then tau loop: a trace that starts again is two.
        for isStrict in [true, false] {
            if let again = split.again(graph, isStrict: isStrict) { return .loop(mined([again]) + [.silent]) }
        }
        return flower(graph)
    }

    /// One activity alone: once, or as often as it comes.
    private func single(_ log: SubLog, _ graph: Graph) -> ProcessTree? {
        guard graph.nodes.count == 1, let only = graph.nodes.first else { return nil }
        let cases = log.cases
        let events = (0..<log.count).reduce(0) { $0 + log.counts[$1] * log[$1].count }
        // IMf takes a share of repeats up to the noise for mistakes.
        let once = Double(cases) / Double(events)
        return events == cases || (noise > 0 && once > 1 - noise && once > 0.5) ? .activity(only) : .loop([.activity(only), .silent])
    }

    /// Anything, in any order, at least once.
    private func flower(_ graph: Graph) -> ProcessTree { .loop([.choice(graph.nodes.map { .activity($0) }), .silent]) }
}
