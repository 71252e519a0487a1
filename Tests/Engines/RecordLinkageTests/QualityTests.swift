import Foundation
import Testing

@testable import RecordLinkage

@Suite("The quality of a linkage")
struct QualityTests {
    struct Run {
        let rows: [[String]]
        let linkage: Linkage
        let blocks: Blocks
        let pairs: CandidatePairs
        let parameters: Parameters
        let weights: [Float]

        init(_ rows: [[String]], parameters: Parameters? = nil) throws {
            self.rows = rows
            let model = LinkModel.people()
            linkage = try Linkage(model: model, table: made(model, rows), nicknames: noNicknames)
            blocks = try linkage.blocks()
            pairs = try linkage.candidates(blocks)
            self.parameters = try parameters ?? linkage.train(pairs, chance: linkage.chance()).parameters
            weights = try linkage.weights(pairs, parameters: self.parameters)
        }

        func ids(_ pair: Int) -> (left: String, right: String) { (rows[Int(pairs.left[pair])][0], rows[Int(pairs.right[pair])][0]) }
    }

    @Test("is expected as a sum over the pairs has it, to a hundredth of a bit")
    func expected() throws {
        var random = SeededRandom(seed: 3)
        let weights = (0..<5000).map { _ in Float(random.below(60_000)) / 1000 - 30 }
        let table = ExpectedQuality.table(weights: weights)
        #expect(table.map(\.probability) == ExpectedQuality.usualThresholds)
        let all = weights.reduce(0.0) { $0 + probabilityOfWeight(Double($1)) }
        for row in table {
            let kept = weights.map { probabilityOfWeight(Double($0)) }.filter { $0 >= row.probability }
            // A hundredth of a bit is a six-thousandth of these weights.
            #expect(abs(row.pairs - kept.count) <= 5)
            #expect(abs(row.precision - kept.reduce(0, +) / Double(kept.count)) < 0.001)
            #expect(abs(row.recall - kept.reduce(0, +) / all) < 0.002)
        }
        let none = ExpectedQuality.table(weights: [], thresholds: [0.5])
        #expect(none.map(\.pairs) == [0] && none.map(\.precision) == [1] && none.map(\.recall) == [0])
    }

    @Test("turns weights into probabilities and back", arguments: [(0, 0.5), (1, 2.0 / 3), (-1, 1.0 / 3), (10, 1024.0 / 1025)])
    func odds(weight: Double, probability: Double) {
        #expect(abs(probabilityOfWeight(weight) - probability) < 1e-12)
        #expect(abs(weightOfProbability(probability) - weight) < 1e-9)
    }

    func sample(_ run: Run, _ size: Int, seed: UInt64) -> [ReviewSample.Pair] {
        ReviewSample(run.pairs, weights: run.weights, table: run.linkage.table, size: size, seed: seed).pairs
    }

    func named(_ run: Run, _ size: Int, seed: UInt64) -> [Set<String>] {
        sample(run, size, seed: seed).map { [run.rows[$0.left][0], run.rows[$0.right][0]] }
    }

    @Test("is reviewed on pairs of every range of weights, each once")
    func review() throws {
        let run = try Run(MadePeople(records: 300).rows)
        let found = sample(run, 44, seed: 1)
        #expect(Set(found.map { [$0.left, $0.right] }).count == found.count && found.count == 44)
        var letters: Set<String> = []
        for (low, high) in zip(ReviewSample.bounds, ReviewSample.bounds.dropFirst()) {
            let inside = run.weights.count { $0 >= low && $0 < high }
            let drawn = found.filter { $0.weight >= low && $0.weight < high }
            // Four each; what a small range cannot give the others do.
            #expect(drawn.count >= min(4, inside) && drawn.count <= inside, "\(low)")
            #expect(drawn.allSatisfy { $0.stratumSize == inside })
            #expect(Set(drawn.map(\.stratum)).count <= 1)
            if let letter = drawn.first?.stratum { #expect(letters.insert(letter).inserted, "two ranges with one letter") }
        }
        #expect(letters.count > 5 && letters.isSubset(of: Set("ABCDEFGHIJK".map { String($0) })))
    }

    @Test("is reviewed in an order and with letters that say nothing of the weights")
    func reviewBlind() throws {
        let run = try Run(MadePeople(records: 300).rows)
        // How far weights rise with the place in the file: as a correlation of -1 to 1, nought on average if by chance.
        var rise = 0.0
        var changes = 0
        var inOrder = 0
        for seed in 1...20 {
            let found = sample(run, 44, seed: UInt64(seed))
            let weights = found.map { Double($0.weight) }
            let mean = weights.reduce(0, +) / 44
            let together = weights.enumerated().reduce(0.0) { $0 + (Double($1.offset) - 21.5) * ($1.element - mean) }
            let spread = weights.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
            rise += together / (spread * (44 * (44 * 44 - 1)) / 12).squareRoot() / 20
            changes += zip(found, found.dropFirst()).count { $0.stratum != $1.stratum }
            let letters = Dictionary(found.map { ($0.stratum, $0.weight) }) { one, _ in one }.sorted { $0.key < $1.key }.map(\.value)
            if letters == letters.sorted() || letters == letters.sorted(by: >) { inOrder += 1 }
        }
        #expect(abs(rise) < 0.15, "\(rise)")
        // Nine of ten neighbours are of different ranges, if by chance.
        #expect(changes > 20 * 43 * 8 / 10)
        #expect(inOrder == 0)
    }

    @Test("is reviewed on the same pairs in the same order for the same seed, in whatever order the records stand", arguments: [22, 44, 110])
    func reviewOrder(size: Int) throws {
        let run = try Run(MadePeople(records: 300).rows)
        var random = SeededRandom(seed: 8)
        let shuffled = try Run(run.rows.shuffled(using: &random), parameters: run.parameters)
        #expect(named(run, size, seed: 5) == named(shuffled, size, seed: 5))
        #expect(named(run, size, seed: 5) != named(run, size, seed: 6))
    }

    @Test("is told by group and set, with those that were compared with no other")
    func groups() throws {
        let model = LinkModel.made(["name", "town"], source: "set", blocking: [BlockingRule([.value(0)])])
        let rows = [
            ["1", "A", "ANN", "York"], ["2", "A", "ANN", "York"], ["3", "B", "BOB", "York"], ["4", "B", "CYD", "Leeds"], ["5", "B", "CYD", ""],
            ["6", "A", "DEE", "Leeds"],
        ]
        let linkage = try Linkage(model: model, table: made(model, rows), nicknames: noNicknames)
        let clusters = Clusters(roots: [0, 0, 2, 3, 4, 5])
        let hasPair = try linkage.candidates(linkage.blocks()).recordsWithPair(of: 6)
        #expect(hasPair == [true, true, false, true, true, false])
        let rate = { (group: String, records: Int, linked: Int, alone: Int) in
            GroupRate(group: group, records: records, linked: linked, withoutPair: alone)
        }
        #expect(
            GroupRate.table(clusters, hasPair: hasPair, table: linkage.table, column: 1)
                == [rate("York", 3, 2, 1), rate("Leeds", 2, 0, 1), rate("(missing)", 1, 0, 0)])
        #expect(GroupRate.bySource(clusters, hasPair: hasPair, table: linkage.table) == [rate("A", 3, 2, 1), rate("B", 3, 0, 1)])
    }

    @Test("does not count a record of the same set as company where sets are linked")
    func companyOfAnotherSet() throws {
        let rows = [["1", "A", "ANN"], ["2", "A", "ANN"], ["3", "A", "BOB"], ["4", "B", "BOB"], ["5", "B", "CYD"]]
        for (task, alone) in [(LinkTask.link, [0, 1, 4]), (.deduplicate, [4]), (.both, [4])] {
            let model = LinkModel.made(["name"], source: "set", task: task, blocking: [BlockingRule([.value(0)])])
            let linkage = try Linkage(model: model, table: made(model, rows), nicknames: noNicknames)
            let hasPair = try linkage.candidates(linkage.blocks()).recordsWithPair(of: 5)
            #expect(hasPair.indices.filter { !hasPair[$0] } == alone, "\(task)")
        }
    }

    @Test("counts records that hold too little to be linked")
    func unlinkable() throws {
        let model = LinkModel.made(["name", "born"], blocking: [BlockingRule([.value(0)])])
        let rows = [["1", "ANN", "1980"], ["2", "", "1980"], ["3", "ANN", ""], ["4", "", ""]]
        let linkage = try Linkage(model: model, table: made(model, rows), nicknames: noNicknames)
        let parameters = Parameters(
            model: model,
            classes: [
                .init(id: "same", share: 0.5, levels: [[0.8, 0.2], [0.8, 0.2]]), .init(id: "stranger", share: 0.5, levels: [[0.2, 0.8], [0.05, 0.95]]),
            ], coversAllPairs: false)
        // Agreement on the name is worth 2 bits, on the year 4.
        for (threshold, count) in [(7.0, 4), (5, 3), (3, 2), (1, 1), (-1, 0)] {
            #expect(try linkage.unlinkable(parameters, threshold: threshold) == count)
        }
    }

    @Test("explains a weight by steps that add up to it, and classes that add up to 1")
    func waterfall() throws {
        let run = try Run(MadePeople(records: 200).rows)
        for pair in stride(from: 0, to: run.pairs.count, by: 7) {
            let (left, right) = run.ids(pair)
            let found = try run.linkage.explain(left, right, parameters: run.parameters)
            #expect(abs(found.steps.reduce(0) { $0 + $1.weight } - found.weight) < 1e-9)
            #expect(abs(found.weight - Double(run.weights[pair])) <= 1e-5 * max(1, abs(found.weight)))
            #expect(abs(found.classes.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
            let first = try #require(found.classes.first)
            #expect(first.id == "same" && abs(first.probability - found.probability) < 1e-9)
            let levels = run.pairs.patterns[Int(run.pairs.pattern[pair])].levels
            let names = zip(levels, run.linkage.model.comparisons).map { $0 == 0 ? "nothing to compare" : $1.levels[Int($0) - 1].name }
            #expect(found.steps.compactMap(\.level).filter { $0 != "how common the value is" } == names)
            #expect(found.steps.first?.name == "prior" && found.steps.first?.level == nil)
        }
        #expect(throws: LinkageProblem.unknownRecord("nobody")) { try run.linkage.explain("nobody", "p1-0", parameters: run.parameters) }
    }

    @Test("explains with the values of both records beside each step")
    func values() throws {
        let rows = [["1", "ANN", "LEE", "1980-02-03", ""], ["2", "ANN", "LEA", "1980-02-03", "QB1 1AA"], ["3", "BOB", "LEE", "1985-02-03", "QB1 1AA"]]
        let run = try Run(rows)
        let found = try run.linkage.explain("1", "2", parameters: run.parameters)
        #expect(found.steps.map(\.name) == ["prior", "first", "first", "surname", "born", "postcode"])
        let (left, right): ([[String?]], [[String?]]) = (
            [[], ["ANN"], ["ANN"], ["LEE"], ["1980-02-03"], [nil]], [[], ["ANN"], ["ANN"], ["LEA"], ["1980-02-03"], ["QB1 1AA"]]
        )
        #expect(found.steps.map(\.left) == left && found.steps.map(\.right) == right)
        #expect(found.steps.last?.level == "nothing to compare" && found.steps.last?.weight == 0)
    }
}
