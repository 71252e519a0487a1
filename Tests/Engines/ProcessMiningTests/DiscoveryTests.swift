import Foundation
import ProcessMining
import Tables
import Testing

@Suite("Finding a model")
struct DiscoveryTests {
    private func tree(_ words: [String], noise: Double = 0) throws -> String {
        let log = try Logs.letters(words)
        return InductiveMiner(noise: noise).tree(of: log).text(log.activities.word).replacing("'", with: "")
    }

    /// van der Aalst, Process Mining (2016), section 7.5: L1 and the example of the inductive miner.
    @Test func `The textbook's log L1 is a sequence with a choice of b beside c, or e`() throws {
        #expect(try tree(["abcd", "abcd", "abcd", "acbd", "acbd", "aed"]) == "->( a, X( +( b, c ), e ), d )")
    }

    @Test(
        "Each cut is found",
        arguments: [
            (["a"], "a"), (["ab"], "->( a, b )"), (["a", "b"], "X( a, b )"), (["ab", "ba"], "+( a, b )"), (["aba", "a", "ababa"], "*( a, b )"),
            (["ab", "a"], "->( a, X( tau, b ) )"), (["aaa", "a"], "*( a, tau )"),
            (["abef", "abecdbf", "abcedbf", "abcdebf", "aebcdbf"], "->( a, +( *( b, ->( c, d ) ), e ), f )"),
        ])
    func cuts(words: [String], expected: String) throws {
        #expect(try tree(words) == expected)
    }

    @Test func `What is rare is left out where that is asked for`() throws {
        let words = Array(repeating: "abc", count: 50) + ["ca"]
        #expect(try tree(words, noise: 0.2) == "->( a, b, c )")
        #expect(try tree(words) != "->( a, b, c )")
    }

    @Test(arguments: 1...25)
    func `A model found without leaving anything out fits every case`(seed: UInt64) throws {
        let log = try Logs.random(seed: seed, cases: 25).log
        let tree = InductiveMiner(noise: 0).tree(of: log)
        let replay = TokenReplay(log, PetriNet(tree))

        #expect(tree.activities == Set(log.activities.codes))
        #expect(replay.fittingCases == log.caseCount)
        #expect(replay.fitness == 1)
    }

    /// By hand: the net a then b, and a case with a alone: p = 3, c = 3, m = 1, r = 1 after Rozinat and van der Aalst 2008.
    @Test func `Tokens that are missing and left over lower the fitness`() throws {
        let whole = try Logs.letters(["ab"])
        let net = PetriNet(InductiveMiner(noise: 0).tree(of: whole))
        let part = try Logs.letters(["ab", "a"])
        let replay = TokenReplay(part, net)

        #expect(replay.cases == 2)
        #expect(replay.fittingCases == 1)
        #expect((replay.produced, replay.consumed, replay.missing, replay.remaining) == (5, 5, 1, 1))
        #expect(abs(replay.fitness - 0.8) < 1e-12)
    }

    /// Cuts of one case are many equal pieces, which are looked at once; a model of eleven steps in any order has 3^11 markings to come from.
    @Test func `One long case is mined and replayed whole`() throws {
        var random = Seeded(5)
        let words = [String((0..<3000).map { _ in "abcdefghijkl".randomElement(using: &random) ?? "a" })]
        let log = try Logs.letters(words)
        let replay = TokenReplay(log, PetriNet(InductiveMiner(noise: 0.2).tree(of: log)))
        #expect((replay.cases, replay.fittingCases, replay.missing, replay.remaining) == (1, 1, 0, 0))
    }

    @Test func `What asks for more searching than the bound is counted, not guessed`() throws {
        let log = try Logs.letters(["aebf", "ab"])
        let replay = TokenReplay(log, PetriNet(InductiveMiner(noise: 0).tree(of: log)), mostWork: 0)
        #expect((replay.unplayedCases, replay.cases) == (2, 0))
    }

    @Test func `Models are written as well-formed BPMN and PNML with names escaped`() throws {
        let log = try Logs.table([("1", "a < \"b\"", 1, 0), ("1", "c & d", 2, 0), ("2", "c & d", 1, 0)])
        let tree = InductiveMiner(noise: 0).tree(of: log)
        let bpmn = ModelExport.bpmn(tree, log.activities.word)
        let pnml = ModelExport.pnml(PetriNet(tree), log.activities.word)

        #expect(bpmn.contains("name=\"a &lt; &quot;b&quot;\""))
        #expect(bpmn.components(separatedBy: "<sequenceFlow").count > 3)
        #expect(pnml.contains("<text>c &amp; d</text>"))
        #expect(pnml.contains("initialMarking"))
    }
}

@Suite("Comparing")
struct ComparisonTests {
    /// scipy.stats.mannwhitneyu of [19, 22, 16, 29, 24] and [20, 11, 17, 12], method "asymptotic": U 17, p 0.1113 (scipy 1.11 manual).
    @Test func `The rank test is that of scipy's manual`() throws {
        let test = try #require(RankTest([19, 22, 16, 29, 24], [20, 11, 17, 12]))
        #expect(test.u == 17)
        #expect(abs(test.p - 0.11134688653314041) < 1e-9)
        #expect(abs(test.delta - 0.7) < 1e-12)
    }

    /// By counting the pairs of small groups one by one.
    @Test(arguments: 1...20)
    func `Shares of pairs are those counted one by one`(seed: UInt64) throws {
        var random = Seeded(seed)
        let groups = [7, 9].map { count in (0..<count).map { _ in Int64.random(in: 0...6, using: &random) } }
        let test = try #require(RankTest(groups[0], groups[1]))
        let pairs = groups[0].flatMap { a in groups[1].map { (a, $0) } }
        #expect(abs(test.firstLarger - Double(pairs.count { $0.0 > $0.1 }) / Double(pairs.count)) < 1e-12)
        #expect(abs(test.secondLarger - Double(pairs.count { $0.0 < $0.1 }) / Double(pairs.count)) < 1e-12)
    }

    @Test func `Ties count half and the same values tell nothing`() throws {
        let test = try #require(RankTest([1, 1, 1], [1, 1]))
        #expect(test.u == 3)
        #expect(test.p == 1)
        #expect(RankTest([], [1]) == nil)
    }

    /// Holm 1979: of 0.01, 0.04, 0.03 and 0.005 become 0.03, 0.06, 0.06 and 0.02 (as R's p.adjust gives).
    @Test func `Many tests at once are corrected as R does`() {
        let found = Corrected.holm([0.01, 0.04, 0.03, 0.005])
        for (value, expected) in zip(found, [0.03, 0.06, 0.06, 0.02]) { #expect(abs(value - expected) < 1e-12) }
    }

    @Test func `A slower channel is found, and the step at which it is slower`() throws {
        func side(_ wait: Double) throws -> EventLog {
            try Logs.table((0..<30).flatMap { [("\($0)", "ask", 1.0, 0.0), ("\($0)", "visit", 2 + wait + Double($0), 0)] })
        }
        let comparison = Comparison(try side(0), try side(100))

        let line = try #require(comparison.lines.first)
        #expect(line.from == "ask" && line.to == "visit")
        #expect(try #require(line.wait).delta == -1)
        #expect(try #require(line.waitP) < 0.001)
        #expect(line.cases.p == 1)
    }

    /// Long waits of few in both, drawn alike: the medians are far apart by chance, and so rank behind a small difference that is none.
    @Test func `A wait that differs from noise only ranks behind one that differs`() throws {
        func side(_ own: Double, _ far: [Double]) throws -> EventLog {
            var rows: [(case: String, activity: String, hour: Double, handling: Double)] = []
            for number in 0..<40 {
                rows.append(("\(number)", "ask", 1, 0))
                rows.append(("\(number)", "visit", 2 + own + Double(number) / 100, 0))
            }
            for (number, wait) in far.enumerated() {
                rows.append(("far \(number)", "appeal", 1, 0))
                rows.append(("far \(number)", "hear", 1 + wait, 0))
            }
            return try Logs.table(rows)
        }
        let first = (0..<12).map { Double($0 * 400) }
        let comparison = Comparison(try side(0, first), try side(3, first.map { $0 < 2400 ? $0 + 1 : $0 + 500 }))
        #expect(comparison.lines.first?.to == "visit" && comparison.lines.first?.isWaitDifferent == true)
        let noise = try #require(comparison.lines.first { $0.to == "hear" })
        #expect(noise.isWaitDifferent == false)
    }

    @Test func `Two spellings that look alike are two steps`() throws {
        func log(_ spelling: String) throws -> EventLog {
            try Logs.table([("1", spelling, 1, 0), ("1", "b", 2, 0), ("2", "Cafe\u{301}", 1, 0), ("2", "b", 2, 0)])
        }
        #expect(Comparison(try log("Caf\u{E9}"), try log("Caf\u{E9}")).lines.count == 2)
    }
}
