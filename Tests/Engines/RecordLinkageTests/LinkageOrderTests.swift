import Testing

@testable import RecordLinkage

@Suite("A whole linkage")
struct LinkageOrderTests {
    struct Answer: Equatable {
        var parameters: Parameters
        var weights: [Float]
        var patterns: [CandidatePairs.Pattern]
        var clusters: Clusters
        var partition: Set<Set<String>>
        var names: [String: String]
        var refusals: Refusals
    }

    static let contradiction = Contradiction(column: 2, unless: .test(.damerauLevenshtein(2, atMost: 1)))

    func link(_ model: LinkModel, _ rows: [[String]], workers: Int = 1, previous: [String: String] = [:], inBlockingOrder: Bool = false) throws -> Answer {
        var table = try made(model, rows, workers: workers)
        if inBlockingOrder { table = try table.inBlockingOrder(model.blocking, workers: workers) }
        let linkage = try Linkage(model: model, table: table, nicknames: noNicknames, workers: workers)
        let pairs = try linkage.candidates(linkage.blocks())
        let learnt = try linkage.train(pairs, chance: linkage.chance())
        let weights = try linkage.weights(pairs, parameters: learnt.parameters)
        let (clusters, refusals) = try linkage.cluster(pairs, weights: weights, threshold: model.thresholdWeight)
        let names = ClusterNames(clusters, table: table, previous: previous)
        let named = Dictionary(uniqueKeysWithValues: table.ids.enumerated().map { ($1, names[Int(clusters.clusterOf[$0])]) })
        return Answer(
            parameters: learnt.parameters, weights: weights, patterns: pairs.patterns, clusters: clusters, partition: clusters.partition(table),
            names: named, refusals: refusals)
    }

    /// Both ways of training; chance is drawn where there are more pairs than it may look at.
    static let models: [LinkModel] = [
        .people(training: Training(method: .classes, chancePairs: 8000), contradictions: [contradiction]),
        .people(
            classes: PairClass.samePersonOrStranger,
            training: Training(
                method: .sessions, priorRules: [BlockingRule([.value(0), .value(1), .value(2)])], chancePairs: 8000,
                sessions: [BlockingRule([.value(2)]), BlockingRule([.value(0), .value(1)])]), contradictions: [contradiction]),
    ]

    @Test("gives the same people and names in whatever order the records stand", arguments: models)
    func order(model: LinkModel) throws {
        let rows = MadePeople(records: 300).rows
        let first = try link(model, rows)
        #expect(first.clusters.sizes.count > 2 && first.refusals.byContradiction > 0)
        var random = SeededRandom(seed: 8)
        let shuffled = try link(model, rows.shuffled(using: &random))
        #expect(shuffled.partition == first.partition)
        #expect(shuffled.names == first.names)
        #expect(shuffled.refusals == first.refusals)
        #expect(shuffled.patterns == first.patterns)
        for workers in 1...2 {
            let gathered = try link(model, rows, workers: workers, inBlockingOrder: true)
            #expect(gathered.partition == first.partition && gathered.names == first.names)
            #expect(gathered.refusals == first.refusals && gathered.patterns == first.patterns)
            #expect(gathered.parameters == first.parameters)
        }
    }

    @Test("puts records that a column makes equal beside each other and still knows where the files have them")
    func blockingOrder() throws {
        var model = LinkModel.people()
        model.blocking = [BlockingRule([.value(1), .value(2)]), BlockingRule([.value(2)]), BlockingRule([.value(3)])]
        let rows = MadePeople(records: 200).rows
        let plain = try made(model, rows)
        let table = try plain.inBlockingOrder(model.blocking, workers: 2)
        #expect(table.ids != plain.ids && Set(table.ids) == Set(plain.ids))
        #expect(table.recordIDs.inFileOrder.map { table.recordIDs.text($0) } == rows.map { $0[0] })
        let values = (0..<table.count).map { table.value($0, 2) }
        let known = values.filter { $0 >= 0 }
        #expect(known == known.sorted() && Array(values.prefix(known.count)) == known)
        for row in rows.indices {
            let record = try #require(table.recordIDs.find(rows[row][0]))
            #expect(record == table.recordIDs.inFileOrder[row])
            #expect((0..<table.width).map { table.text(Int(record), $0) } == (0..<table.width).map { plain.text(row, $0) })
            #expect(table.recordIDs.fingerprints[Int(record)] == plain.recordIDs.fingerprints[row])
        }
        let bySounds = [BlockingRule([.soundex(1)])]
        #expect(try plain.inBlockingOrder(bySounds, workers: 1).ids == plain.ids)
    }

    @Test("gives the same bytes for one, two and three workers", arguments: zip(models, [260, 160]))
    func workers(model: LinkModel, records: Int) throws {
        // Enough pairs of one town for several pieces of work.
        var model = model
        model.columns.append(LinkColumn(name: "town"))
        model.blocking.append(BlockingRule([.value(4)]))
        let rows = MadePeople(records: records).rows.map { $0 + ["QB"] }
        let one = try link(model, rows)
        #expect(one.weights.count == records * (records - 1) / 2)
        for workers in 2...3 {
            let found = try link(model, rows, workers: workers)
            #expect(found == one)
            #expect(found.weights.map(\.bitPattern) == one.weights.map(\.bitPattern))
        }
    }

    @Test("keeps the names of an earlier run for those who stay together when records come in")
    func increment() throws {
        let model = try #require(Self.models.first)
        let rows = MadePeople(records: 300).rows
        let before = try link(model, Array(rows.prefix(240)))
        let after = try link(model, rows, previous: before.names)
        #expect(after.partition == (try link(model, rows).partition))
        let kept = after.names.filter { before.names[$0.key] == $0.value }
        #expect(kept.count > 225)
        #expect(ClusterComparison(old: before.names, new: after.names).recordsInBoth == 240)
    }

    @Test("stops where the checkpoint says so, and says how far it is")
    func checkpoint() throws {
        struct Stopped: Error, Equatable { let total: Int }
        let model = try #require(Self.models.first)
        let table = try made(model, MadePeople(records: 60).rows)
        let linkage = try Linkage(model: model, table: table, nicknames: noNicknames) { _, total in throw Stopped(total: total) }
        let blocks = try linkage.blocks()
        #expect(throws: Stopped(total: 4)) { try linkage.candidates(blocks) }
    }
}
