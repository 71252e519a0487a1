import Tables

/// Which records are taken for one person.
package struct Clusters: Sendable, Equatable {
    /// For each record the number of its cluster, from 0, in the order of first appearance.
    package let clusterOf: [Int32]
    package let count: Int

    /// - Parameter roots: For each record something that all of its cluster share, from 0 to the number of records - 1.
    init(roots: [Int32]) {
        var numbers = Array(repeating: Int32(-1), count: roots.count)
        var next: Int32 = 0
        clusterOf = roots.map { root in
            if numbers[Int(root)] < 0 {
                numbers[Int(root)] = next
                next += 1
            }
            return numbers[Int(root)]
        }
        count = Int(next)
    }

    /// How many records each cluster has.
    package var recordCounts: [Int] {
        var counts = Array(repeating: 0, count: count)
        for cluster in clusterOf { counts[Int(cluster)] += 1 }
        return counts
    }

    /// How many clusters have each number of records.
    package var sizes: [Int: Int] {
        let recordCounts = recordCounts
        var counts = Array(repeating: 0, count: (recordCounts.max() ?? 0) + 1)
        for size in recordCounts { counts[size] += 1 }
        return counts.enumerated().reduce(into: [:]) { if $1.element > 0 { $0[$1.offset] = $1.element } }
    }
}

/// Sets that only grow together.
struct DisjointSets {
    private(set) var parent: [Int32]

    init(count: Int) { parent = (0..<Int32(count)).map { $0 } }

    mutating func root(of element: Int32) -> Int32 {
        var parent = parent.mutableSpan
        return Self.root(of: element, &parent)
    }

    @inline(__always)
    private static func root(of element: Int32, _ parent: inout MutableSpan<Int32>) -> Int32 {
        var element = element
        while parent[Int(element)] != element {
            parent[Int(element)] = parent[Int(parent[Int(element)])]
            element = parent[Int(element)]
        }
        return element
    }

    /// Makes `keep` the root of `drop`'s set; both must be roots.
    mutating func join(_ keep: Int32, _ drop: Int32) { parent[Int(drop)] = keep }

    /// Joins the ends of all pairs at or above a weight; the lesser root stays.
    mutating func join(_ pairs: CandidatePairs, weights: [Float], threshold: Float) {
        var parent = parent.mutableSpan
        let (left, right, weights) = (pairs.left.span, pairs.right.span, weights.span)
        for pair in weights.indices where weights[pair] >= threshold {
            let one = Self.root(of: left[pair], &parent)
            let other = Self.root(of: right[pair], &parent)
            if one != other { parent[Int(max(one, other))] = min(one, other) }
        }
    }

    mutating func roots() -> [Int32] {
        var parent = parent.mutableSpan
        var roots: [Int32] = []
        roots.reserveCapacity(parent.count)
        for element in parent.indices { roots.append(Self.root(of: Int32(element), &parent)) }
        return roots
    }
}

/// Joins all that hangs together by pairs at or above a weight, however loosely: the usual way, here to compare with.
package func connectedComponents(_ pairs: CandidatePairs, weights: [Float], threshold: Double, recordCount: Int) -> Clusters {
    var sets = DisjointSets(count: recordCount)
    sets.join(pairs, weights: weights, threshold: Float(threshold))
    return Clusters(roots: sets.roots())
}

/// Where a record stands in a sorted list that has it.
func place(of record: Int32, in records: [Int32]) -> Int {
    var low = 0
    var high = records.count
    while low < high {
        let middle = (low + high) / 2
        if records[middle] < record { low = middle + 1 } else { high = middle }
    }
    return low
}

/// Sorts and keeps each record once.
func sortOnce(_ records: inout [Int32]) {
    records.sort()
    var kept = 0
    for record in records where kept == 0 || records[kept - 1] != record {
        records[kept] = record
        kept += 1
    }
    records.removeLast(records.count - kept)
}
