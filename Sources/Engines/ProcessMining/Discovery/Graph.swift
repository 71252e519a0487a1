/// The directly-follows graph of part of a log, and its cuts (Leemans, Fahland and van der Aalst 2013, definition 1).
///
/// Nodes are numbered from 0 in the order of their codes, and edges are a square of counts: a cut takes time by the square or,
/// for what can be reached, the cube of the number of nodes over 64.
struct Graph {
    /// The code of each node, ascending.
    let nodes: [Int32]
    /// How often the column's node comes straight after the row's.
    private var next: [Int]
    private var starts: [Int]
    private var ends: [Int]

    /// - Parameter activities: more than the highest code.
    init(_ log: SubLog, activities: Int) {
        var number = Array(repeating: Int32(-1), count: activities)
        for trace in 0..<log.count { for step in log[trace] { number[Int(step)] = 0 } }
        nodes = number.indices.filter { number[$0] == 0 }.map { Int32($0) }
        for (node, code) in nodes.enumerated() { number[Int(code)] = Int32(node) }
        let size = nodes.count
        next = Array(repeating: 0, count: size * size)
        starts = Array(repeating: 0, count: size)
        ends = starts
        for trace in 0..<log.count {
            let (steps, times) = (log[trace], log.counts[trace])
            guard let first = steps.first else { continue }
            var before = Int(number[Int(first)])
            starts[before] += times
            for step in steps.dropFirst() {
                let node = Int(number[Int(step)])
                next[before * size + node] += times
                before = node
            }
            ends[before] += times
        }
    }

    /// Without what is rare beside the commonest way on (Leemans 2014): ending is one of the ways.
    func filtered(_ noise: Double) -> Graph {
        var graph = self
        for node in nodes.indices {
            let row = node * nodes.count..<(node + 1) * nodes.count
            let least = noise * Double(max(next[row].max() ?? 0, ends[node]))
            for place in row where Double(next[place]) < least { graph.next[place] = 0 }
            if Double(ends[node]) < least { graph.ends[node] = 0 }
        }
        let least = noise * Double(starts.max() ?? 0)
        for node in nodes.indices where Double(starts[node]) < least { graph.starts[node] = 0 }
        return graph
    }

    func isStart(_ code: Int32) -> Bool { node(code).map { starts[$0] > 0 } ?? false }
    func isEnd(_ code: Int32) -> Bool { node(code).map { ends[$0] > 0 } ?? false }

    private func node(_ code: Int32) -> Int? { nodes.firstIndex(of: code) }
    private func hasEdge(_ a: Int, _ b: Int) -> Bool { next[a * nodes.count + b] > 0 }

    // MARK: Cuts, as codes

    /// Parts that no edge joins; nil where there is but one.
    var choiceCut: [[Int32]]? { parts { hasEdge($0, $1) || hasEdge($1, $0) }.map(codes) }

    /// Parts between which all ways lead one way, in that order.
    var sequenceCut: [[Int32]]? {
        let reach = reachable
        let words = (nodes.count + 63) / 64
        func leads(_ a: Int, _ b: Int) -> Bool { reach[a * words + b / 64] >> UInt64(b % 64) & 1 == 1 }
        // Nodes that reach each other, or neither the other, belong together.
        return parts { leads($0, $1) == leads($1, $0) }.map { found in codes(found.sorted { leads($0[0], $1[0]) }) }
    }

    /// Parts each with a start and an end, every two nodes of different parts joined both ways.
    var parallelCut: [[Int32]]? {
        guard let found = parts({ !(hasEdge($0, $1) && hasEdge($1, $0)) }) else { return nil }
        // A part without start or end goes to another.
        func isWhole(_ part: [Int]) -> Bool { part.contains { starts[$0] > 0 } && part.contains { ends[$0] > 0 } }
        var whole = found.filter(isWhole)
        guard whole.count > 1 else { return nil }
        whole[0] += found.filter { !isWhole($0) }.joined()
        return codes(whole)
    }

    /// A body with all starts and ends, and redo parts that lead from its ends to its starts.
    var loopCut: [[Int32]]? {
        var isBody = nodes.indices.map { starts[$0] > 0 || ends[$0] > 0 }
        let others = nodes.indices.filter { !isBody[$0] }
        guard !others.isEmpty else { return nil }
        var redo = Graph.parts(others) { hasEdge($0, $1) || hasEdge($1, $0) }
        var isChanged = true
        while isChanged {
            isChanged = false
            for part in redo where !isRedo(part, isBody) {
                for node in part { isBody[node] = true }
                redo.removeAll { $0 == part }
                isChanged = true
            }
        }
        return redo.isEmpty ? nil : codes([nodes.indices.filter { isBody[$0] }] + redo)
    }

    /// Entered from ends of the body alone, left to its starts alone, and from each end and to each start where from or to any.
    private func isRedo(_ part: [Int], _ isBody: [Bool]) -> Bool {
        for node in part {
            var (isEntered, isLeft, fromEnds, toStarts) = (false, false, true, true)
            for other in nodes.indices {
                let (into, out) = (hasEdge(other, node), hasEdge(node, other))
                if isBody[other] {
                    if into && ends[other] == 0 || out && starts[other] == 0 { return false }
                    isEntered = isEntered || into
                    isLeft = isLeft || out
                }
                if ends[other] > 0 && !into { fromEnds = false }
                if starts[other] > 0 && !out { toStarts = false }
            }
            if isEntered && !fromEnds || isLeft && !toStarts { return false }
        }
        return true
    }

    /// For each node, in bits, those that a way of at least one edge leads to (Warshall 1962).
    private var reachable: [UInt64] {
        let (size, words) = (nodes.count, (nodes.count + 63) / 64)
        var reach = Array(repeating: UInt64(0), count: size * words)
        for a in 0..<size { for b in 0..<size where hasEdge(a, b) { reach[a * words + b / 64] |= 1 << UInt64(b % 64) } }
        for via in 0..<size {
            for a in 0..<size where reach[a * words + via / 64] >> UInt64(via % 64) & 1 == 1 {
                for word in 0..<words { reach[a * words + word] |= reach[via * words + word] }
            }
        }
        return reach
    }

    private func codes(_ parts: [[Int]]) -> [[Int32]] { parts.map { $0.map { nodes[$0] } } }

    private func parts(_ belong: (Int, Int) -> Bool) -> [[Int]]? {
        let found = Graph.parts(Array(nodes.indices), belong)
        return found.count > 1 ? found : nil
    }

    /// Connected components, by their lowest node.
    private static func parts(_ nodes: [Int], _ belong: (Int, Int) -> Bool) -> [[Int]] {
        var left = nodes
        var parts: [[Int]] = []
        while let first = left.first {
            var part = [first]
            left.removeFirst()
            var place = 0
            while place < part.count {
                let node = part[place]
                left.removeAll { other in
                    guard belong(node, other) else { return false }
                    part.append(other)
                    return true
                }
                place += 1
            }
            parts.append(part)
        }
        return parts
    }
}
