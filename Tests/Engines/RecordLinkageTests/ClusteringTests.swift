import Testing

@testable import RecordLinkage

/// A graph of records: every edge has a column in which its two ends agree, so that it is a candidate pair, and its own weight.
struct MadeGraph {
    let linkage: Linkage
    let pairs: CandidatePairs
    let weights: [Float]
    let edges: [(Int, Int)]

    init(
        _ records: Int, _ edges: [(Int, Int, Float)], born: [Int: String] = [:], sources: [String]? = nil, onePerSource: OnePerSource? = nil,
        unless: Condition? = nil
    ) throws {
        let model = LinkModel.made(
            ["born"] + edges.indices.map { "edge \($0)" }, source: sources == nil ? nil : "set", onePerSource: onePerSource,
            comparisons: [.made("born", 0, [])], blocking: edges.indices.map { BlockingRule([.value($0 + 1)]) },
            contradictions: [Contradiction(column: 0, unless: unless)])
        let rows = (0..<records).map { record in
            let ends = edges.map { $0.0 == record || $0.1 == record ? "x" : "" }
            return ["r\(record)"] + (sources.map { [$0[record]] } ?? []) + [born[record] ?? ""] + ends
        }
        linkage = try Linkage(model: model, table: RecordLinkageTests.made(model, rows), nicknames: noNicknames)
        pairs = try linkage.candidates(linkage.blocks())
        weights = edges.map(\.2)
        self.edges = edges.map { ($0.0, $0.1) }
    }

    /// Clusters of more than one record, with why joins were refused.
    func joined(_ threshold: Double = 0) throws -> (groups: [[Int]], refusals: Refusals) {
        let (clusters, refusals) = try linkage.cluster(pairs, weights: weights, threshold: threshold)
        return (clusters.members.filter { $0.count > 1 }, refusals)
    }

    func components(_ threshold: Double) -> Clusters {
        connectedComponents(pairs, weights: weights, threshold: threshold, recordCount: linkage.table.count)
    }

    /// Any graph of up to 30 edges, or another number.
    static func random(_ records: Int, edges most: Int = 30, seed: UInt64, born: [Int: String] = [:]) throws -> MadeGraph {
        var random = SeededRandom(seed: seed)
        var edges: [[Int]: Float] = [:]
        for _ in 0...random.below(most) {
            let (one, other) = (random.below(records), random.below(records))
            if one != other { edges[[min(one, other), max(one, other)]] = Float(random.below(200) - 60) / 8 }
        }
        if edges.isEmpty { edges[[0, 1]] = 1 }
        return try MadeGraph(records, edges.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ($0.key[0], $0.key[1], $0.value) }, born: born)
    }
}

@Suite("Clustering")
struct ClusteringTests {
    @Test("by connected components agrees with ten lines on random graphs", arguments: 1...25)
    func components(seed: UInt64) throws {
        let graph = try MadeGraph.random(16, seed: seed)
        var cluster = Array(0..<16)
        for _ in 0..<16 {
            for (edge, weight) in zip(graph.edges, graph.weights) where weight >= 1.5 {
                let least = min(cluster[edge.0], cluster[edge.1])
                (cluster[edge.0], cluster[edge.1]) = (least, least)
            }
        }
        let found = graph.components(1.5)
        #expect(found.members == Dictionary(grouping: 0..<16) { cluster[$0] }.values.sorted { $0[0] < $1[0] })
        #expect(found.sizes.reduce(0) { $0 + $1.key * $1.value } == 16 && found.sizes.values.reduce(0, +) == found.count)
    }

    @Test("best first never joins what no edge joins", arguments: 1...25)
    func withinComponents(seed: UInt64) throws {
        let graph = try MadeGraph.random(16, seed: seed)
        let components = graph.components(0)
        let (groups, refusals) = try graph.joined()
        for group in groups { #expect(Set(group.map { components.clusterOf[$0] }).count == 1) }
        if refusals == Refusals() { #expect(groups == components.members.filter { $0.count > 1 }) }
    }

    @Test("best first agrees with a few lines that do the same slowly, on random graphs of few edges and of many", arguments: [20, 120], 1...12)
    func bestFirst(edges: Int, seed: UInt64) throws {
        let born = Dictionary(uniqueKeysWithValues: (0..<20).filter { $0 % 5 == 0 }.map { ($0, "19\(80 + $0 % 3)-02-03") })
        let graph = try MadeGraph.random(20, edges: edges, seed: seed, born: born)
        let marks = graph.linkage.table.recordIDs.fingerprints
        let order = graph.edges.indices.filter { graph.weights[$0] >= 0 }.sorted { one, other in
            let (mine, theirs) = (graph.edges[one], graph.edges[other])
            if graph.weights[one] != graph.weights[other] { return graph.weights[one] > graph.weights[other] }
            return marks[mine.0] &+ marks[mine.1] < marks[theirs.0] &+ marks[theirs.1]
        }
        var groups = (0..<20).map { Set([$0]) }
        var refusals = Refusals()
        for edge in order {
            let ends = [graph.edges[edge].0, graph.edges[edge].1].map { end in groups.firstIndex { $0.contains(end) } ?? -1 }
            if ends[0] == ends[1] { continue }
            let (one, other) = (groups[ends[0]], groups[ends[1]])
            let support = graph.edges.indices.filter {
                one.contains(graph.edges[$0].0) && other.contains(graph.edges[$0].1) || other.contains(graph.edges[$0].0) && one.contains(graph.edges[$0].1)
            }.reduce(Float(0)) { $0 + graph.weights[$1] }
            if Set(one.union(other).compactMap { born[$0] }).count > 1 {
                refusals.byContradiction += 1
            } else if min(one.count, other.count) > 1 && support < 0 {
                refusals.byBridge += 1
            } else {
                groups[ends[0]] = one.union(other)
                groups.remove(at: ends[1])
            }
        }
        let found = try graph.joined()
        #expect(Set(found.groups.map(Set.init)) == Set(groups.filter { $0.count > 1 }) && found.refusals == refusals)
    }

    @Test("best first joins the surest pairs and keeps two dates of birth apart")
    func contradiction() throws {
        let born = [0: "1980-02-03", 2: "1985-02-03"]
        let weak = try MadeGraph(3, [(0, 1, 5), (1, 2, 4)], born: born).joined()
        #expect(weak.groups == [[0, 1]] && weak.refusals.byContradiction == 1)
        let strong = try MadeGraph(3, [(0, 1, 4), (1, 2, 5)], born: born).joined()
        #expect(strong.groups == [[1, 2]] && strong.refusals.byContradiction == 1)
        let direct = try MadeGraph(3, [(0, 2, 20)], born: born).joined()
        #expect(direct.groups.isEmpty && direct.refusals.byContradiction == 1)
        let agreed = try MadeGraph(3, [(0, 1, 5), (1, 2, 4)], born: [0: "1980-02-03", 2: "1980-02-03"]).joined()
        #expect(agreed.groups == [[0, 1, 2]] && agreed.refusals == Refusals())
    }

    @Test("best first bears with a slip of the pen, and remembers both ways of writing")
    func unless() throws {
        let slip = Condition.test(.damerauLevenshtein(0, atMost: 1))
        let born = [0: "1980-02-03", 1: "1980-02-04", 2: "1980-02-14", 3: "1980-12-14"]
        let close = try MadeGraph(2, [(0, 1, 5)], born: born, unless: slip).joined()
        #expect(close.groups == [[0, 1]] && close.refusals == Refusals())
        // The third is a slip away from the second and not from the first; so is the fourth from the third.
        let chain = try MadeGraph(4, [(0, 1, 5), (1, 2, 4), (2, 3, 3)], born: born, unless: slip).joined()
        #expect(chain.groups == [[0, 1], [2, 3]] && chain.refusals.byContradiction == 1)
        let halves = try MadeGraph(4, [(0, 1, 5), (2, 3, 5), (1, 2, 4)], born: born, unless: slip).joined()
        #expect(halves.groups == [[0, 1], [2, 3]] && halves.refusals.byContradiction == 1)
    }

    @Test(
        "best first takes one record of a set where the model says so",
        arguments: [
            (nil, [[0, 1, 2]], 0), (.every, [[0, 1]], 1), (.sources(["a"]), [[0, 1]], 1), (.sources(["b"]), [[0, 1, 2]], 0),
        ] as [(OnePerSource?, [[Int]], Int)])
    func oneToOne(limit: OnePerSource?, groups: [[Int]], refused: Int) throws {
        let found = try MadeGraph(3, [(0, 1, 5), (1, 2, 4)], sources: ["a", "b", "a"], onePerSource: limit).joined()
        #expect(found.groups == groups && found.refusals.bySource == refused)
    }

    @Test("best first refuses a bridge that all else speaks against")
    func bridge() throws {
        let groups: [(Int, Int, Float)] = [(0, 1, 9), (1, 2, 9), (3, 4, 9), (4, 5, 9)]
        let against = try MadeGraph(6, groups + [(2, 3, 2), (0, 3, -4)]).joined()
        #expect(against.groups == [[0, 1, 2], [3, 4, 5]] && against.refusals.byBridge == 1)
        let inFavour = try MadeGraph(6, groups + [(2, 3, 2), (0, 3, -1)]).joined()
        #expect(inFavour.groups == [[0, 1, 2, 3, 4, 5]] && inFavour.refusals == Refusals())
        let higher = try MadeGraph(6, groups + [(2, 3, 2), (0, 3, 1)]).joined(1.6)
        #expect(higher.groups == [[0, 1, 2], [3, 4, 5]] && higher.refusals.byBridge == 1)
    }

    @Test(
        "is measured by density and bridges",
        arguments: [
            (4, [(0, 1), (1, 2), (2, 3)], 0.5, 3), (4, [(0, 1), (1, 2), (2, 3), (0, 3)], 4.0 / 6, 0),
            (4, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)], 1, 0), (6, [(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5), (3, 5)], 7.0 / 15, 1),
            (5, [(0, 1), (0, 2), (0, 3), (0, 4)], 0.4, 4), (2, [(0, 1)], 1, 1),
        ] as [(Int, [(Int, Int)], Double, Int)])
    func metrics(records: Int, edges: [(Int, Int)], density: Double, bridges: Int) throws {
        let graph = try MadeGraph(records + 1, edges.map { ($0.0, $0.1, 3) })
        let found = ClusterMetrics.all(graph.components(3), graph.pairs, weights: graph.weights, threshold: 3)
        let only = try #require(found.first)
        #expect(found.count == 1 && only.records == records && only.edges == edges.count && only.bridges == bridges)
        #expect(abs(only.density - density) < 1e-12)
    }

    @Test("finds the bridges whose loss would split a cluster, on random graphs", arguments: 1...25)
    func bridges(seed: UInt64) throws {
        let graph = try MadeGraph.random(12, seed: seed)
        let whole = graph.components(-100).count
        let expected = graph.edges.indices.count { lost in
            var weights = graph.weights
            weights[lost] = -1000
            return connectedComponents(graph.pairs, weights: weights, threshold: -100, recordCount: 12).count > whole
        }
        let metrics = ClusterMetrics.all(graph.components(-100), graph.pairs, weights: graph.weights, threshold: -100)
        #expect(metrics.reduce(0) { $0 + $1.bridges } == expected)
    }
}

extension Clusters {
    /// The records of each cluster, in the order of the table.
    var members: [[Int]] {
        var members = Array(repeating: [Int](), count: count)
        for (record, cluster) in clusterOf.enumerated() { members[Int(cluster)].append(record) }
        return members
    }
}
