import Tables

/// Joins the records of one component after the other; what it needs is kept from one to the next.
struct ComponentJoining {
    private let rules: BestFirst
    private let pairs: CandidatePairs
    private let weights: [Float]
    /// The records of the component; all numbers below are places in it.
    private var records: [Int32] = []
    /// For each record its place, where the component is large.
    private var placeOf: [Int32: Int32] = [:]
    private static let fewEdges = 32
    private var edges: [Edge] = []
    private var clusterOf: [Int32] = []
    /// For each record the next of its cluster, or -1.
    private var next: [Int32] = []
    /// For each cluster its last record and their number.
    private var last: [Int32] = []
    private var size: [Int32] = []
    /// For each contradiction and cluster the first value, -1 for none, and further ones where there are several.
    private var values: [[Int32]]
    private var furtherValues: [[Int32: [Int32]]]
    private var sources: [UInt64] = []
    /// The edges of each record; made when first asked for.
    private var edgesOf: [Int32] = []
    private var edgeStarts: [Int32] = []
    private(set) var joined: [(Int32, Int32)] = []
    private(set) var refusals = Refusals()

    private struct Edge {
        let one: Int32
        let other: Int32
        let weight: Float
        /// Tells edges of the same weight apart, whatever the order of the records.
        let tie: UInt64
    }

    init(_ pairs: CandidatePairs, _ weights: [Float], _ rules: BestFirst) {
        self.rules = rules
        self.pairs = pairs
        self.weights = weights
        values = rules.checks.map { _ in [] }
        furtherValues = rules.checks.map { _ in [:] }
    }

    mutating func join(_ component: ArraySlice<Int32>) {
        if component.count == 1 { return joinTwo(by: Int(component[component.startIndex])) }
        start(component)
        for edge in edges {
            if edge.weight < rules.threshold { break }
            var keep = clusterOf[Int(edge.one)]
            var drop = clusterOf[Int(edge.other)]
            if keep == drop { continue }
            if size[Int(keep)] < size[Int(drop)] { swap(&keep, &drop) }
            if mayJoin(Int(keep), Int(drop)) {
                merge(keep, drop)
                joined.append((records[Int(edge.one)], records[Int(edge.other)]))
            }
        }
    }

    /// A component of one pair, as most are, needs no book-keeping.
    private mutating func joinTwo(by pair: Int) {
        let one = Int(pairs.left[pair])
        let other = Int(pairs.right[pair])
        if !rules.sources.isEmpty && rules.sources[one] & rules.sources[other] != 0 {
            refusals.bySource += 1
        } else if rules.checks.indices.contains(where: { rules.checks[$0].exclude(rules.values[$0][one], rules.values[$0][other]) }) {
            refusals.byContradiction += 1
        } else {
            joined.append((Int32(one), Int32(other)))
        }
    }

    private mutating func start(_ component: ArraySlice<Int32>) {
        records.removeAll(keepingCapacity: true)
        edges.removeAll(keepingCapacity: true)
        if !placeOf.isEmpty { placeOf = [:] }
        let isLarge = component.count > Self.fewEdges
        for pair in component {
            let left = pairs.left[Int(pair)]
            let right = pairs.right[Int(pair)]
            let tie = rules.fingerprints[Int(left)] &+ rules.fingerprints[Int(right)]
            let one = isLarge ? place(of: left) : placeAmongFew(of: left)
            let other = isLarge ? place(of: right) : placeAmongFew(of: right)
            edges.append(Edge(one: one, other: other, weight: weights[Int(pair)], tie: tie))
        }
        edges.sort { $0.weight == $1.weight ? $0.tie < $1.tie : $0.weight > $1.weight }
        clusterOf.removeAll(keepingCapacity: true)
        next.removeAll(keepingCapacity: true)
        last.removeAll(keepingCapacity: true)
        size.removeAll(keepingCapacity: true)
        sources.removeAll(keepingCapacity: true)
        for place in records.indices {
            clusterOf.append(Int32(place))
            next.append(-1)
            last.append(Int32(place))
            size.append(1)
            if !rules.sources.isEmpty { sources.append(rules.sources[Int(records[place])]) }
        }
        edgeStarts.removeAll(keepingCapacity: true)
        for number in rules.checks.indices {
            values[number].removeAll(keepingCapacity: true)
            for record in records { values[number].append(rules.values[number][Int(record)]) }
            if !furtherValues[number].isEmpty { furtherValues[number] = [:] }
        }
    }

    /// The place of a record of the component, a new one where it was not seen before.
    private mutating func place(of record: Int32) -> Int32 {
        if let place = placeOf[record] { return place }
        let place = Int32(records.count)
        records.append(record)
        placeOf[record] = place
        return place
    }

    /// The same without a list of places: of a few records one is found faster by going through them.
    private mutating func placeAmongFew(of record: Int32) -> Int32 {
        for place in records.indices where records[place] == record { return Int32(place) }
        records.append(record)
        return Int32(records.count - 1)
    }

    private mutating func mayJoin(_ keep: Int, _ drop: Int) -> Bool {
        if !sources.isEmpty && sources[keep] & sources[drop] != 0 {
            refusals.bySource += 1
            return false
        }
        for number in rules.checks.indices where contradict(number, keep, drop) {
            refusals.byContradiction += 1
            return false
        }
        if size[drop] > 1 && edgeStarts.isEmpty { listEdges() }
        if size[drop] > 1 && support(Int32(keep), Int32(drop)) < 0 {
            refusals.byBridge += 1
            return false
        }
        return true
    }

    private func contradict(_ number: Int, _ keep: Int, _ drop: Int) -> Bool {
        let mine = values[number][keep]
        let theirs = values[number][drop]
        if rules.checks[number].exclude(mine, theirs) { return true }
        if mine < 0 || theirs < 0 || furtherValues[number].isEmpty { return false }
        let allMine = [mine] + (furtherValues[number][Int32(keep)] ?? [])
        let allTheirs = [theirs] + (furtherValues[number][Int32(drop)] ?? [])
        return allMine.contains { one in allTheirs.contains { rules.checks[number].exclude(one, $0) } }
    }

    /// What all candidate pairs between two clusters say together, above the threshold.
    private func support(_ keep: Int32, _ drop: Int32) -> Int64 {
        // Whole numbers, so that the sum does not depend on the order.
        var sum: Int64 = 0
        var record = drop
        while record >= 0 {
            for place in Int(edgeStarts[Int(record)])..<Int(edgeStarts[Int(record) + 1]) {
                let edge = edges[Int(edgesOf[place])]
                if clusterOf[Int(edge.one == record ? edge.other : edge.one)] == keep {
                    sum += Int64((max(-20, min(20, edge.weight)) - rules.threshold) * 65536)
                }
            }
            record = next[Int(record)]
        }
        return sum
    }

    /// Makes a list of the edges of each record.
    private mutating func listEdges() {
        edgeStarts = Array(repeating: 0, count: records.count + 1)
        for edge in edges {
            edgeStarts[Int(edge.one) + 1] += 1
            edgeStarts[Int(edge.other) + 1] += 1
        }
        for record in records.indices { edgeStarts[record + 1] += edgeStarts[record] }
        var places = edgeStarts
        edgesOf = Array(repeating: 0, count: edges.count * 2)
        for (number, edge) in edges.enumerated() {
            edgesOf[Int(places[Int(edge.one)])] = Int32(number)
            edgesOf[Int(places[Int(edge.other)])] = Int32(number)
            places[Int(edge.one)] += 1
            places[Int(edge.other)] += 1
        }
    }

    private mutating func merge(_ keep: Int32, _ drop: Int32) {
        var record = drop
        while record >= 0 {
            clusterOf[Int(record)] = keep
            record = next[Int(record)]
        }
        next[Int(last[Int(keep)])] = drop
        last[Int(keep)] = last[Int(drop)]
        size[Int(keep)] += size[Int(drop)]
        if !sources.isEmpty { sources[Int(keep)] |= sources[Int(drop)] }
        for number in values.indices { mergeValues(number, keep, drop) }
    }

    private mutating func mergeValues(_ number: Int, _ keep: Int32, _ drop: Int32) {
        let theirs = values[number][Int(drop)]
        if theirs < 0 { return }
        let further = furtherValues[number].isEmpty ? [] : furtherValues[number].removeValue(forKey: drop) ?? []
        let mine = values[number][Int(keep)]
        if mine < 0 {
            values[number][Int(keep)] = theirs
            if !further.isEmpty { furtherValues[number][keep] = further }
            return
        }
        if further.isEmpty && theirs == mine { return }
        for value in [theirs] + further where value != mine && furtherValues[number][keep]?.contains(value) != true {
            furtherValues[number][keep, default: []].append(value)
        }
    }
}
