import Tables

/// Joins records pair by pair, the surest pair first, and refuses a join that cannot be one person.
///
/// A join is refused where the two clusters hold values that one person cannot have both (two dates of birth, two NHS numbers), or
/// records of a set in which a person has one record at most, and, where both have several records, where what all their pairs say
/// together speaks against it. What does
/// not hang together by any pair at or above the threshold never meets, so each such component is worked on by itself. The answer does
/// not depend on the order of the records: equal weights are told apart by the fingerprints of the record ids.
struct BestFirst: Sendable {
    let threshold: Float
    let linkage: Linkage
    let checks: [ContradictionCheck]
    /// For each record the bit of its set, where a person has one record there at most.
    let sources: [UInt64]
    /// For each contradiction the value of each record, -1 for none.
    let values: [[Int32]]
    let components: Components
    /// For each record a number that does not depend on where it stands.
    let fingerprints: [UInt64]

    init(_ pairs: CandidatePairs, weights: [Float], threshold: Double, linkage: Linkage) throws {
        self.threshold = Float(threshold)
        self.linkage = linkage
        checks = linkage.model.contradictions.map { ContradictionCheck($0, linkage) }
        let checked = checks.map(\.column)
        values = inOrder(pieces: checked.count, workers: linkage.workers) { number in
            (0..<linkage.table.count).map { linkage.table.value($0, checked[number]) }
        }
        let limited = linkage.model.limitedSources(linkage.table.sourceNames)
        sources = limited == 0 ? [] : linkage.table.sources.map { (1 << UInt64($0)) & limited }
        fingerprints = linkage.table.recordIDs.fingerprints
        components = try Components(
            pairs, weights: weights, threshold: Float(threshold), recordCount: linkage.table.count, workers: linkage.workers)
    }

    func clusters(_ pairs: CandidatePairs, weights: [Float]) throws -> (clusters: Clusters, refusals: Refusals) {
        let pieces = components.pieces()
        let parts = inOrder(pieces: pieces.count, workers: linkage.workers) { piece in
            var joining = ComponentJoining(pairs, weights, self)
            for component in pieces[piece] { joining.join(components.pairs(of: component)) }
            return (joining.joined, joining.refusals)
        }
        var sets = DisjointSets(count: linkage.table.count)
        var refusals = Refusals()
        for part in parts {
            for (one, other) in part.0 { sets.join(sets.root(of: one), sets.root(of: other)) }
            refusals.add(part.1)
        }
        return (Clusters(roots: sets.roots()), refusals)
    }
}

/// How often a join was refused, and why.
package struct Refusals: Sendable, Equatable {
    package var bySource = 0
    package var byContradiction = 0
    package var byBridge = 0

    package init() {}

    mutating func add(_ other: Refusals) {
        bySource += other.bySource
        byContradiction += other.byContradiction
        byBridge += other.byBridge
    }
}

/// What hangs together by pairs at or above a weight, with all candidate pairs inside.
struct Components: Sendable {
    /// Pairs, component by component.
    private var pairs: [Int32]
    private var starts: [Int32]

    init(_ candidates: CandidatePairs, weights: [Float], threshold: Float, recordCount: Int, workers: Int) throws {
        var sets = DisjointSets(count: recordCount)
        sets.join(candidates, weights: weights, threshold: threshold)
        let roots = sets.roots()
        // For each pair the root of its component, or -1.
        let rootOf = try inPieces(of: candidates.count, workers: workers) { own in
            let (left, right, roots) = (candidates.left.span, candidates.right.span, roots.span)
            return own.map { pair in
                let root = roots[Int(left[pair])]
                return root == roots[Int(right[pair])] ? root : -1
            }
        }
        var places = Array(repeating: Int32(0), count: recordCount)
        for root in rootOf where root >= 0 { places[Int(root)] += 1 }
        starts = [0]
        var total: Int32 = 0
        for root in 0..<recordCount where places[root] > 0 {
            (places[root], total) = (total, total + places[root])
            starts.append(total)
        }
        pairs = Array(repeating: 0, count: Int(total))
        for (pair, root) in rootOf.enumerated() where root >= 0 {
            pairs[Int(places[Int(root)])] = Int32(pair)
            places[Int(root)] += 1
        }
    }

    var count: Int { starts.count - 1 }

    func pairs(of component: Int) -> ArraySlice<Int32> { pairs[Int(starts[component])..<Int(starts[component + 1])] }

    /// Components put together into pieces of work of about the same number of pairs.
    func pieces() -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = 0
        for component in 0..<count where Int(starts[component + 1] - starts[start]) >= 1 << 15 {
            pieces.append(start..<component + 1)
            start = component + 1
        }
        if start < count { pieces.append(start..<count) }
        return pieces
    }
}
