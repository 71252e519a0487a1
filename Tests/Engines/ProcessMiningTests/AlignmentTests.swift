import Foundation
import ProcessMining
import Testing

@Suite("Alignments")
struct AlignmentTests {
    /// All words of a net up to a length, by playing it in every way; silent steps are bounded too.
    private func words(_ net: PetriNet, longest: Int) -> Set<[Int32]> {
        var found: Set<[Int32]> = []
        var seen: Set<[[Int]]> = []
        func play(_ marking: [Int], _ word: [Int32]) {
            guard seen.insert([marking, word.map(Int.init)]).inserted else { return }
            if marking == net.final { found.insert(word) }
            for transition in net.transitions where transition.takes.allSatisfy({ marking[$0] > 0 }) {
                guard transition.activity == nil || word.count < longest else { continue }
                var next = marking
                for place in transition.takes { next[place] -= 1 }
                for place in transition.gives { next[place] += 1 }
                play(next, word + (transition.activity.map { [$0] } ?? []))
            }
        }
        play(net.initial, [])
        return found
    }

    /// Steps to be put in and taken out to make one word of another: their lengths less twice the longest common subsequence.
    private func distance(_ a: [Int32], _ b: [Int32]) -> Int {
        var row = Array(repeating: 0, count: b.count + 1)
        for x in a {
            var corner = 0
            for (place, y) in b.enumerated() {
                let above = row[place + 1]
                row[place + 1] = x == y ? corner + 1 : max(above, row[place])
                corner = above
            }
        }
        return a.count + b.count - 2 * row[b.count]
    }

    private func tree(_ random: inout Seeded, depth: Int = 0) -> ProcessTree {
        if depth == 3 || Int.random(in: 0..<4, using: &random) == 0 {
            return Int.random(in: 0..<5, using: &random) == 0 ? .silent : .activity(Int32.random(in: 0..<4, using: &random))
        }
        let children = (0..<Int.random(in: 2...3, using: &random)).map { _ in tree(&random, depth: depth + 1) }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return .sequence(children)
        case 1: return .choice(children)
        case 2: return .parallel(Array(children.prefix(2)))
        default: return .loop(Array(children.prefix(2)))
        }
    }

    @Test("Costs of random cases on random small nets are those of trying every run", arguments: 1...40)
    func costs(seed: UInt64) throws {
        var random = Seeded(seed)
        let net = PetriNet(tree(&random))
        // A run longer than twice the case and the shortest run costs more than leaving all out.
        let runs = words(net, longest: 9)
        let shortest = try #require(runs.map(\.count).min())
        var aligner = Aligner(net)
        for length in 0...4 where shortest + 2 * length <= 9 {
            let trace = (0..<length).map { _ in Int32.random(in: 0..<5, using: &random) }
            let best = try #require(runs.map { distance(trace, $0) }.min())
            let found = try aligner.align(trace, atMost: 100_000)
            #expect(found.cost == best, "\(trace)")
            #expect(found.skipped.count - found.extra.count <= shortest && found.extra.allSatisfy(trace.contains))
        }
        for run in runs.sorted(by: { $0.count < $1.count }).prefix(30) { #expect(try aligner.align(run, atMost: 100_000).cost == 0, "\(run)") }
    }

    @Test("Cases that fit a model that leaves nothing out cost nothing", arguments: 1...15)
    func fitting(seed: UInt64) throws {
        let log = try Logs.random(seed: seed, cases: 20).log
        let net = PetriNet(InductiveMiner(noise: 0).tree(of: log))
        let check = try ModelCheck(log, net)
        #expect(check.fittingCases == log.caseCount && check.totalCost == 0 && check.meanFitness == 1)
        var aligner = Aligner(net)
        for index in 0..<log.caseCount { #expect(try aligner.align(log.activities.codes[log.events(of: index)], atMost: 200_000).cost == 0) }
    }

    /// By hand: the model a, b, c. Of "ac" the step b is skipped; of "abxc" the x is extra; worst are 2 + 3 and 4 + 3.
    @Test func `What is skipped and what is extra is named and counted`() throws {
        let log = try Logs.letters(["abc", "ac", "ac", "abxc"])
        let letters = ["a", "b", "c"].compactMap { word in log.activities.allWords.firstIndex(of: word).map { ProcessTree.activity(Int32($0)) } }
        let check = try ModelCheck(log, PetriNet(.sequence(letters)))

        #expect([check.fittingCases, check.alignedCases, check.totalCost, check.shortest] == [1, 4, 3, 3])
        #expect(check.skipped.map { log.activities.word($0.activity) } == ["b"] && check.skipped[0].cases == 2)
        #expect(check.extra.map { log.activities.word($0.activity) } == ["x"])
        let expected: Double = (1 + 2 * 0.8 + 6.0 / 7) / 4
        let found = try #require(check.meanFitness)
        #expect(abs(found - expected) < 1e-12)
    }

    @Test func `What is beyond the bound is counted and not guessed`() throws {
        let log = try Logs.letters(["abcdefgh", "hgfedcba", "hgfedcba"])
        let net = PetriNet(.parallel(log.activities.codes.prefix(4).map { .activity($0) }))
        let check = try ModelCheck(log, net, bound: .init(states: 20, allStates: 10_000))
        #expect(check.notAlignedCases == 3 && check.alignedCases == 0 && check.meanFitness == nil && check.totalCost == 0)
        let all = try ModelCheck(log, net)
        #expect(all.notAlignedCases == 0 && all.totalCost > 0)
    }

    @Test func `A net that cannot come to its end is refused, one without end is bounded`() throws {
        let stuck = PetriNet(initial: [1, 0, 0], final: [0, 0, 1], transitions: [.init(activity: 0, takes: [0], gives: [1])])
        var aligner = Aligner(stuck)
        #expect(throws: Aligner.Failure.noWayToTheEnd) { try aligner.align([0], atMost: 1000) }
        let growing = PetriNet(initial: [1, 0, 0], final: [0, 0, 1], transitions: [.init(activity: nil, takes: [0], gives: [0, 1])])
        aligner = Aligner(growing)
        #expect(throws: Aligner.Failure.tooManyStates) { try aligner.align([], atMost: 100_000) }
    }

    @Test func `A net that ends as it begins is aligned`() throws {
        let net = PetriNet(
            initial: [1, 0], final: [1, 0], transitions: [.init(activity: 0, takes: [0], gives: [1]), .init(activity: 1, takes: [1], gives: [0])])
        var aligner = Aligner(net)
        #expect(try aligner.align([], atMost: 100).cost == 0)
        #expect(try aligner.align([0, 1, 0, 1], atMost: 100).cost == 0)
        #expect(try aligner.align([0, 1, 0], atMost: 100).cost == 1)
    }
}
