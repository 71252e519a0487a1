/// How well a cluster hangs together.
package struct ClusterMetrics: Sendable, Equatable {
    package let cluster: Int
    package let records: Int
    /// Pairs at or above the threshold inside it.
    package let edges: Int
    /// Edges over the pairs that there could be: 1 where all hold together.
    package let density: Double
    /// Edges without which it would fall apart.
    package let bridges: Int

    /// Metrics of all clusters of at least `least` records.
    ///
    /// Source: density as in graph theory; bridges by Tarjan, Information Processing Letters 2 (1974).
    package static func all(_ clusters: Clusters, _ pairs: CandidatePairs, weights: [Float], threshold: Double, least: Int = 2) -> [ClusterMetrics] {
        let sizes = clusters.recordCounts
        var starts = Array(repeating: Int32(0), count: clusters.count + 1)
        // The pairs inside a cluster, and their clusters.
        var inside: [Int32] = []
        var clusterOf: [Int32] = []
        for pair in 0..<pairs.count where Double(weights[pair]) >= threshold {
            let cluster = clusters.clusterOf[Int(pairs.left[pair])]
            if cluster != clusters.clusterOf[Int(pairs.right[pair])] || sizes[Int(cluster)] < least { continue }
            inside.append(Int32(pair))
            clusterOf.append(cluster)
            starts[Int(cluster) + 1] += 1
        }
        for cluster in 0..<clusters.count { starts[cluster + 1] += starts[cluster] }
        var places = starts
        var edges: [(Int32, Int32)] = Array(repeating: (0, 0), count: inside.count)
        for (pair, cluster) in zip(inside, clusterOf) {
            edges[Int(places[Int(cluster)])] = (pairs.left[Int(pair)], pairs.right[Int(pair)])
            places[Int(cluster)] += 1
        }
        return sizes.indices.filter { sizes[$0] >= least }.map { cluster in
            let own = edges[Int(starts[cluster])..<Int(starts[cluster + 1])]
            let possible = sizes[cluster] * (sizes[cluster] - 1) / 2
            return ClusterMetrics(
                cluster: cluster, records: sizes[cluster], edges: own.count, density: Double(own.count) / Double(possible),
                bridges: own.count == possible && possible > 1 ? 0 : bridges(own))
        }
    }

    /// Edges that lie on no circle.
    static func bridges(_ edges: ArraySlice<(Int32, Int32)>) -> Int {
        if edges.count < 3 { return edges.count }
        var records: [Int32] = []
        records.reserveCapacity(edges.count * 2)
        for ends in edges {
            records.append(ends.0)
            records.append(ends.1)
        }
        sortOnce(&records)
        // A tree has nothing but bridges.
        if edges.count == records.count - 1 { return edges.count }
        var neighbours: [[(node: Int, edge: Int)]] = Array(repeating: [], count: records.count)
        for (edge, ends) in edges.enumerated() {
            let one = place(of: ends.0, in: records)
            let other = place(of: ends.1, in: records)
            neighbours[one].append((other, edge))
            neighbours[other].append((one, edge))
        }
        return bridges(neighbours)
    }

    private static func bridges(_ neighbours: [[(node: Int, edge: Int)]]) -> Int {
        var entered = Array(repeating: -1, count: neighbours.count)
        var lowest = entered
        var clock = 0
        var found = 0
        for root in neighbours.indices where entered[root] < 0 {
            var stack = [(node: root, by: -1, next: 0)]
            while let top = stack.last {
                if top.next == 0 {
                    entered[top.node] = clock
                    lowest[top.node] = clock
                    clock += 1
                }
                if top.next < neighbours[top.node].count {
                    stack[stack.count - 1].next += 1
                    let step = neighbours[top.node][top.next]
                    if step.edge == top.by { continue }
                    if entered[step.node] < 0 {
                        stack.append((step.node, step.edge, 0))
                    } else {
                        lowest[top.node] = min(lowest[top.node], entered[step.node])
                    }
                } else {
                    stack.removeLast()
                    if let parent = stack.last?.node {
                        lowest[parent] = min(lowest[parent], lowest[top.node])
                        if lowest[top.node] > entered[parent] { found += 1 }
                    }
                }
            }
        }
        return found
    }
}
