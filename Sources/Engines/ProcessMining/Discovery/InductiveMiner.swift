/// Finds a model that is always sound (Leemans, Fahland and van der Aalst 2013), leaving out what is rare (IMf, 2014).
///
/// Works on variants with their counts, so that cost hangs on the number of different cases, not on events.
package struct InductiveMiner: Sendable {
    /// Moves rarer than this share of the commonest move from the same step are left out when no cut is found; 0 leaves out none.
    private let noise: Double

    typealias Trace = (steps: [Int32], count: Int)

    package init(noise: Double = 0.2) { self.noise = noise }

    package func tree(of log: EventLog) -> ProcessTree {
        let variants = Variants(log)
        let traces = (0..<variants.count).map { variant in
            (steps: log.events(of: variants.examples[variant]).map { log.activities.codes[$0] }, count: variants.counts[variant])
        }
        return mine(traces, depth: 0).simplified
    }

    /// Cuts of cuts deeper than this become a flower; no readable model is so deep.
    private static let deepest = 200

    private func mine(_ traces: [Trace], depth: Int) -> ProcessTree {
        let full = traces.filter { !$0.steps.isEmpty }
        let empty = traces.reduce(0) { $0 + ($1.steps.isEmpty ? $1.count : 0) }
        let all = traces.reduce(0) { $0 + $1.count }
        guard !full.isEmpty else { return .silent }
        // Empty traces: leave out when rare, else the whole may be skipped.
        if empty > 0 {
            let rest = mine(full, depth: depth + 1)
            return Double(empty) < noise * Double(all) ? rest : .choice([.silent, rest])
        }
        let graph = Graph(full)
        if let tree = single(full, graph) { return tree }
        guard depth < Self.deepest else { return flower(graph) }
        if let tree = cut(full, graph, depth) { return tree }
        if noise > 0, let tree = cut(full, graph.filtered(noise), depth) { return tree }
        return fallThrough(full, graph, depth)
    }

    /// One activity alone: once, or as often as it comes.
    private func single(_ traces: [Trace], _ graph: Graph) -> ProcessTree? {
        guard graph.nodes.count == 1, let only = graph.nodes.first else { return nil }
        let cases = traces.reduce(0) { $0 + $1.count }
        let events = traces.reduce(0) { $0 + $1.count * $1.steps.count }
        // IMf takes a share of repeats up to the noise for mistakes.
        let once = Double(cases) / Double(events)
        return events == cases || (noise > 0 && once > 1 - noise && once > 0.5) ? .activity(only) : .loop([.activity(only), .silent])
    }

    private func cut(_ traces: [Trace], _ graph: Graph, _ depth: Int) -> ProcessTree? {
        if let parts = graph.choiceCut { return .choice(parts.map { mine(splitChoice(traces, $0, parts), depth: depth + 1) }) }
        if let parts = graph.sequenceCut {
            return .sequence(splitSequence(traces, parts).map { mine($0, depth: depth + 1) })
        }
        if let parts = graph.parallelCut {
            return .parallel(parts.map { part in mine(traces.map { ($0.steps.filter(part.contains), $0.count) }, depth: depth + 1) })
        }
        if let parts = graph.loopCut { return .loop(splitLoop(traces, parts).map { mine($0, depth: depth + 1) }) }
        return nil
    }

    // MARK: Splitting

    /// Each trace goes to the part that holds most of it; steps of other parts are left out.
    private func splitChoice(_ traces: [Trace], _ part: Set<Int32>, _ parts: [Set<Int32>]) -> [Trace] {
        traces.compactMap { trace in
            let sizes = parts.map { own in trace.steps.count { own.contains($0) } }
            guard let most = sizes.max(), let place = sizes.firstIndex(of: most), parts[place] == part else { return nil }
            return (trace.steps.filter(part.contains), trace.count)
        }
    }

    /// Cuts each trace where that puts the fewest steps on the wrong side, part by part.
    private func splitSequence(_ traces: [Trace], _ parts: [Set<Int32>]) -> [[Trace]] {
        var split: [[Trace]] = Array(repeating: [], count: parts.count)
        for trace in traces {
            var start = 0
            for (place, part) in parts.enumerated() {
                let later = parts[(place + 1)...].reduce(into: Set<Int32>()) { $0.formUnion($1) }
                let end = place == parts.count - 1 ? trace.steps.count : Self.border(trace.steps, start, part, later)
                split[place].append((trace.steps[start..<end].filter(part.contains), trace.count))
                start = end
            }
        }
        return split
    }

    private static func border(_ steps: [Int32], _ start: Int, _ part: Set<Int32>, _ later: Set<Int32>) -> Int {
        // Cost of a border: later steps before it and own steps after it.
        var cost = steps[start...].count { part.contains($0) }
        var (best, place) = (cost, start)
        for index in start..<steps.count {
            if part.contains(steps[index]) { cost -= 1 } else if later.contains(steps[index]) { cost += 1 }
            if cost < best { (best, place) = (cost, index + 1) }
        }
        return place
    }

    /// Runs of the body and runs of each redo part, in turn; a body run of nothing stands between two redo runs.
    private func splitLoop(_ traces: [Trace], _ parts: [Set<Int32>]) -> [[Trace]] {
        var split: [[Trace]] = Array(repeating: [], count: parts.count)
        for trace in traces {
            var current = 0
            var run: [Int32] = []
            for step in trace.steps {
                guard let part = parts.firstIndex(where: { $0.contains(step) }) else { continue }
                if part != current {
                    split[current].append((run, trace.count))
                    if current != 0, part != 0 { split[0].append(([], trace.count)) }
                    run = []
                    current = part
                }
                run.append(step)
            }
            split[current].append((run, trace.count))
            if current != 0 { split[0].append(([], trace.count)) }
        }
        return split
    }

    // MARK: Fall-throughs

    private func fallThrough(_ traces: [Trace], _ graph: Graph, _ depth: Int) -> ProcessTree {
        // An activity that comes once in every trace runs beside the rest.
        for code in graph.nodes.sorted() where traces.allSatisfy({ $0.steps.count { $0 == code } == 1 }) {
            let rest = traces.map { ($0.steps.filter { $0 != code }, $0.count) }
            return .parallel([.activity(code), mine(rest, depth: depth + 1)])
        }
        // Strict tau loop, then tau loop: a trace that starts again is two.
        for isStrict in [true, false] {
            let again = traces.flatMap { trace -> [Trace] in
                var parts: [Trace] = []
                var run: [Int32] = []
                for step in trace.steps {
                    if let last = run.last, graph.starts[step] != nil, !isStrict || graph.ends[last] != nil {
                        parts.append((run, trace.count))
                        run = []
                    }
                    run.append(step)
                }
                return parts + [(run, trace.count)]
            }
            if again.count > traces.count { return .loop([mine(again, depth: depth + 1), .silent]) }
        }
        return flower(graph)
    }

    /// Anything, in any order, at least once.
    private func flower(_ graph: Graph) -> ProcessTree {
        .loop([.choice(graph.nodes.sorted().map { .activity($0) }), .silent])
    }
}
