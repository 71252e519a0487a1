/// Every move from one event of a case to the next, coded by what it leads from and to.
///
/// This is the directly-follows relation (van der Aalst, Process Mining, 2016, section 6.1) with the edge of each move kept, so that
/// everything measured on edges is a pass over one column.
package struct Moves: Sendable {
    /// The code each edge leads from and to, ordered by the words' bytes.
    package private(set) var edges: [Edge] = []
    /// For each event the edge to the next event of its case; -1 for the last, and where one of the two has no code.
    package private(set) var edgeOf: [Int32] = []

    package struct Edge: Hashable, Sendable {
        package var from: Int32
        package var to: Int32
        /// How often, in all cases.
        package var count: Int
    }

    /// Under this many words, edges are looked up in a square table.
    private static let largestTable = 1024

    package init(_ log: EventLog, _ column: KeyPath<EventLog, CodedColumn>) {
        self.init(codes: log[keyPath: column].codes, ranks: log[keyPath: column].ranks, offsets: log.caseOffsets)
    }

    init(codes: [Int32], ranks: [Int], offsets: [Int]) {
        guard !codes.isEmpty else { return }
        edgeOf = Array(repeating: -1, count: codes.count)
        let words = ranks.count
        var table = words <= Self.largestTable ? Array(repeating: Int32(-1), count: words * words) : []
        var found: [Int64: Int32] = [:]
        for index in 0..<offsets.count - 1 {
            let range = offsets[index]..<offsets[index + 1]
            guard range.count > 1 else { continue }
            var from = codes[range.lowerBound]
            for event in range.lowerBound..<range.upperBound - 1 {
                let to = codes[event + 1]
                defer { from = to }
                guard from >= 0, to >= 0 else { continue }
                let key = Int(from) * words + Int(to)
                var edge = table.isEmpty ? found[Int64(key)] ?? -1 : table[key]
                if edge < 0 {
                    edge = Int32(edges.count)
                    edges.append(Edge(from: from, to: to, count: 0))
                    if table.isEmpty { found[Int64(key)] = edge } else { table[key] = edge }
                }
                edges[Int(edge)].count += 1
                edgeOf[event] = edge
            }
        }
        sort(by: ranks)
    }

    private mutating func sort(by ranks: [Int]) {
        let order = edges.indices.sorted { a, b in
            (ranks[Int(edges[a].from)], ranks[Int(edges[a].to)]) < (ranks[Int(edges[b].from)], ranks[Int(edges[b].to)])
        }
        var places = Array(repeating: Int32(0), count: edges.count)
        for (place, edge) in order.enumerated() { places[edge] = Int32(place) }
        edges = order.map { edges[$0] }
        for event in edgeOf.indices where edgeOf[event] >= 0 { edgeOf[event] = places[Int(edgeOf[event])] }
    }

    /// Values of moves, summed up edge by edge; nil for an edge none of whose moves is wanted.
    ///
    /// - Parameter value: of the move that starts at an event; nil leaves it out.
    func summaries(_ value: (Int) -> Int64?) -> [Durations?] {
        var next: [Int] = []
        next.reserveCapacity(edges.count)
        var total = 0
        for edge in edges {
            next.append(total)
            total += edge.count
        }
        let starts = next
        var values = Array(repeating: Int64(0), count: total)
        for event in edgeOf.indices {
            let edge = Int(edgeOf[event])
            guard edge >= 0, let value = value(event) else { continue }
            values[next[edge]] = value
            next[edge] += 1
        }
        return edges.indices.map { Durations(&values, starts[$0]..<next[$0]) }
    }
}
