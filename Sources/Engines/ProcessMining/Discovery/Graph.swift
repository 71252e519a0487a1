/// The directly-follows graph of part of a log, and its cuts (Leemans, Fahland and van der Aalst 2013, definition 1).
struct Graph {
    private(set) var nodes: Set<Int32> = []
    private(set) var next: [Int32: [Int32: Int]] = [:]
    private(set) var starts: [Int32: Int] = [:]
    private(set) var ends: [Int32: Int] = [:]

    init(_ traces: [InductiveMiner.Trace]) {
        for trace in traces {
            nodes.formUnion(trace.steps)
            if let first = trace.steps.first { starts[first, default: 0] += trace.count }
            if let last = trace.steps.last { ends[last, default: 0] += trace.count }
            for (a, b) in zip(trace.steps, trace.steps.dropFirst()) { next[a, default: [:]][b, default: 0] += trace.count }
        }
    }

    /// Without what is rare beside the commonest way on (Leemans 2014): ending is one of the ways.
    func filtered(_ noise: Double) -> Graph {
        var graph = self
        for node in nodes {
            let most = Double(max(next[node]?.values.max() ?? 0, ends[node] ?? 0))
            graph.next[node] = next[node]?.filter { Double($0.value) >= noise * most }
            if let end = ends[node], Double(end) < noise * most { graph.ends[node] = nil }
        }
        let most = Double(starts.values.max() ?? 0)
        graph.starts = starts.filter { Double($0.value) >= noise * most }
        return graph
    }

    func hasEdge(_ a: Int32, _ b: Int32) -> Bool { next[a]?[b] != nil }

    /// Parts that no edge joins; nil where there is but one.
    var choiceCut: [Set<Int32>]? { parts { hasEdge($0, $1) || hasEdge($1, $0) } }

    /// Parts between which all ways lead one way, in that order.
    var sequenceCut: [Set<Int32>]? {
        let reach = reachable
        func leads(_ a: Int32, _ b: Int32) -> Bool { reach[a]?.contains(b) == true }
        // Nodes that reach each other, or neither the other, belong together.
        guard let found = parts({ leads($0, $1) == leads($1, $0) }) else { return nil }
        return found.sorted { a, b in
            guard let x = a.first, let y = b.first else { return false }
            return leads(x, y)
        }
    }

    /// Parts each with a start and an end, every two nodes of different parts joined both ways.
    var parallelCut: [Set<Int32>]? {
        guard var found = parts({ !(hasEdge($0, $1) && hasEdge($1, $0)) }) else { return nil }
        // A part without start or end goes to another.
        var whole: [Set<Int32>] = []
        var broken: Set<Int32> = []
        found.sort { ($0.min() ?? 0) < ($1.min() ?? 0) }
        for part in found {
            if part.contains(where: { starts[$0] != nil }) && part.contains(where: { ends[$0] != nil }) { whole.append(part) } else { broken.formUnion(part) }
        }
        guard whole.count > 1 else { return nil }
        whole[0].formUnion(broken)
        return whole
    }

    /// A body with all starts and ends, and redo parts that lead from its ends to its starts.
    var loopCut: [Set<Int32>]? {
        var body = Set(starts.keys).union(ends.keys)
        let others = nodes.subtracting(body)
        guard !others.isEmpty else { return nil }
        var redo = Graph.parts(others) { hasEdge($0, $1) || hasEdge($1, $0) }
        var isChanged = true
        while isChanged {
            isChanged = false
            for part in redo where !isRedo(part, body) {
                body.formUnion(part)
                redo.removeAll { $0 == part }
                isChanged = true
            }
        }
        return redo.isEmpty ? nil : [body] + redo.sorted { ($0.min() ?? 0) < ($1.min() ?? 0) }
    }

    /// Entered from ends of the body alone, left to its starts alone, and from each end and to each start where from or to any.
    private func isRedo(_ part: Set<Int32>, _ body: Set<Int32>) -> Bool {
        for node in part {
            let into = body.filter { hasEdge($0, node) }
            let out = body.filter { hasEdge(node, $0) }
            if into.contains(where: { ends[$0] == nil }) || out.contains(where: { starts[$0] == nil }) { return false }
            if !into.isEmpty && ends.keys.contains(where: { !hasEdge($0, node) }) { return false }
            if !out.isEmpty && starts.keys.contains(where: { !hasEdge(node, $0) }) { return false }
        }
        return true
    }

    /// For each node those that a way of at least one edge leads to.
    private var reachable: [Int32: Set<Int32>] {
        var reach: [Int32: Set<Int32>] = [:]
        for node in nodes {
            var found: Set<Int32> = []
            var open = Array((next[node] ?? [:]).keys)
            while let current = open.popLast() {
                if found.insert(current).inserted { open.append(contentsOf: (next[current] ?? [:]).keys) }
            }
            reach[node] = found
        }
        return reach
    }

    private func parts(_ belong: (Int32, Int32) -> Bool) -> [Set<Int32>]? {
        let found = Graph.parts(nodes, belong)
        return found.count > 1 ? found : nil
    }

    /// Connected components, by their lowest node.
    private static func parts(_ nodes: Set<Int32>, _ belong: (Int32, Int32) -> Bool) -> [Set<Int32>] {
        var left = nodes.sorted()
        var parts: [Set<Int32>] = []
        while let first = left.first {
            var part: Set<Int32> = [first]
            left.removeFirst()
            var open = [first]
            while let node = open.popLast() {
                let near = left.filter { belong(node, $0) }
                part.formUnion(near)
                open.append(contentsOf: near)
                left.removeAll { part.contains($0) }
            }
            parts.append(part)
        }
        return parts
    }
}
