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
        if ranks.count <= Self.largestTable {
            count(codes, ranks, offsets)
        } else {
            find(codes, words: ranks.count, offsets)
            sort(by: ranks)
        }
    }

    /// Counts in a table of all pairs of words in their order, so that the edges come out in order too.
    private mutating func count(_ codes: [Int32], _ ranks: [Int], _ offsets: [Int]) {
        let words = Int32(ranks.count)
        let firsts = ranks.map { Int32($0) * words }
        let seconds = ranks.map { Int32($0) }
        var counts = Array(repeating: Int32(0), count: ranks.count * ranks.count)
        var cells = Array(repeating: Int32(-1), count: codes.count)
        for index in 0..<offsets.count - 1 {
            let (start, end) = (offsets[index], offsets[index + 1])
            guard end - start > 1 else { continue }
            var from = codes[start]
            for event in start..<end - 1 {
                let to = codes[event + 1]
                if from >= 0, to >= 0 {
                    let cell = firsts[Int(from)] &+ seconds[Int(to)]
                    counts[Int(cell)] &+= 1
                    cells[event] = cell
                }
                from = to
            }
        }
        let wordOf = Self.inverse(ranks)
        var places = counts
        for cell in counts.indices where counts[cell] > 0 {
            places[cell] = Int32(edges.count)
            edges.append(Edge(from: wordOf[cell / ranks.count], to: wordOf[cell % ranks.count], count: Int(counts[cell])))
        }
        for event in cells.indices where cells[event] >= 0 { cells[event] = places[Int(cells[event])] }
        edgeOf = cells
    }

    private static func inverse(_ ranks: [Int]) -> [Int32] {
        var words = Array(repeating: Int32(0), count: ranks.count)
        for (word, rank) in ranks.enumerated() { words[rank] = Int32(word) }
        return words
    }

    private mutating func find(_ codes: [Int32], words: Int, _ offsets: [Int]) {
        edgeOf = Array(repeating: -1, count: codes.count)
        var found: [Int64: Int32] = [:]
        for index in 0..<offsets.count - 1 {
            for event in offsets[index]..<max(offsets[index], offsets[index + 1] - 1) where codes[event] >= 0 && codes[event + 1] >= 0 {
                let key = Int64(codes[event]) * Int64(words) + Int64(codes[event + 1])
                let edge = found[key] ?? Int32(edges.count)
                if Int(edge) == edges.count {
                    edges.append(Edge(from: codes[event], to: codes[event + 1], count: 0))
                    found[key] = edge
                }
                edges[Int(edge)].count += 1
                edgeOf[event] = edge
            }
        }
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
        let edgeOf = edgeOf
        for event in edgeOf.indices {
            let edge = Int(edgeOf[event])
            guard edge >= 0, let value = value(event) else { continue }
            values[next[edge]] = value
            next[edge] += 1
        }
        return edges.indices.map { Durations(&values, starts[$0]..<next[$0]) }
    }
}
