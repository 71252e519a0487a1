import Testing

@testable import RecordLinkage

@Suite("Quality by judged pairs")
struct LabelledQualityTests {
    let rows: [[String]]
    let linkage: Linkage
    let pairs: CandidatePairs
    let weights: [Float]

    init() throws {
        rows = MadePeople(records: 900, seed: 6).rows
        let model = LinkModel.people()
        linkage = try Linkage(model: model, table: made(model, rows), nicknames: noNicknames)
        pairs = try linkage.candidates(linkage.blocks())
        weights = try linkage.weights(pairs, parameters: linkage.train(pairs, chance: linkage.chance()).parameters)
    }

    func label(_ one: Int, _ other: Int) -> Label {
        let (left, right) = (rows[one][0], rows[other][0])
        return Label(left: left, right: right, isSamePerson: MadePeople.person(left) == MadePeople.person(right))
    }

    func label(_ pair: Int) -> Label { label(Int(pairs.left[pair]), Int(pairs.right[pair])) }

    func quality(_ sample: JudgedSample, at probability: Double = 0.5) throws -> LabelledQuality {
        try linkage.quality(sample, pairs, weights: weights, isSeenInTraining: false, thresholds: [probability])
    }

    /// Pairs drawn for review and judged by the truth.
    func judged(_ size: Int, seed: UInt64) -> JudgedSample {
        var judged = JudgedSample()
        for pair in ReviewSample(pairs, weights: weights, table: linkage.table, size: size, seed: seed).pairs {
            let stratum = JudgedSample.Stratum(name: pair.stratum, pairs: pair.stratumSize)
            if !judged.strata.contains(stratum) { judged.strata.append(stratum) }
            judged.labels.append(label(pair.left, pair.right))
            judged.stratumOf.append(judged.strata.firstIndex(of: stratum) ?? 0)
        }
        return judged
    }

    /// Precision and recall of all candidate pairs, counted with the truth in hand.
    func truth(at probability: Double) -> (precision: Double, recall: Double) {
        let limit = Float(weightOfProbability(probability))
        let same = (0..<pairs.count).map { label($0).isSamePerson }
        let kept = (0..<pairs.count).filter { weights[$0] >= limit }
        let found = Double(kept.count { same[$0] })
        return (found / Double(kept.count), found / Double(same.count { $0 }))
    }

    @Test("lets each judged pair stand for its share of its stratum")
    func weighted() throws {
        // The surest two of three, of 10 pairs; the least sure, one of two, of 300 pairs.
        let ordered = weights.indices.sorted { weights[$0] > weights[$1] }
        let verdicts = [(0, true, 0), (1, true, 0), (2, false, 0), (pairs.count - 1, true, 1), (pairs.count - 2, false, 1)]
        let sample = JudgedSample(
            labels: verdicts.map { place, isSame, _ in
                let label = label(ordered[place])
                return Label(left: label.right, right: label.left, isSamePerson: isSame)
            }, strata: [.init(name: "A", pairs: 10), .init(name: "B", pairs: 300)], stratumOf: verdicts.map(\.2))
        let found = try quality(sample)
        #expect(found.method == .weightedByStratum && found.pairs == 310 && found.judgedPairs == 5 && found.notCompared == 0)
        let row = try #require(found.thresholds.first)
        #expect(abs(row.truePositives - 20.0 / 3) < 1e-9 && abs(row.falsePositives - 10.0 / 3) < 1e-9 && row.falseNegatives == 150)
        #expect(abs((row.precision?.value ?? 0) - 2.0 / 3) < 1e-9)
        #expect(abs((row.recall?.value ?? 0) - 20.0 / 3 / (20.0 / 3 + 150)) < 1e-9)
    }

    @Test("is right on average, and its intervals hold the truth at least nine times in ten", arguments: [0.5, 0.99])
    func coverage(probability: Double) throws {
        let truth = truth(at: probability)
        var (precisions, recalls) = ([Double](), [Double]())
        var held = (precision: 0, recall: 0)
        let rounds = 40
        for seed in 1...rounds {
            let found = try quality(judged(110, seed: UInt64(seed)), at: probability)
            #expect(found.pairs == pairs.count)
            let row = try #require(found.thresholds.first)
            let (precision, recall) = (try #require(row.precision), try #require(row.recall))
            precisions.append(precision.value)
            recalls.append(recall.value)
            if try #require(precision.low) <= truth.precision && truth.precision <= #require(precision.high) { held.precision += 1 }
            if try #require(recall.low) <= truth.recall && truth.recall <= #require(recall.high) { held.recall += 1 }
        }
        #expect(abs(precisions.reduce(0, +) / Double(rounds) - truth.precision) < 0.02)
        #expect(abs(recalls.reduce(0, +) / Double(rounds) - truth.recall) < 0.03)
        #expect(held.precision >= rounds * 9 / 10 && held.recall >= rounds * 9 / 10, "\(held) of \(rounds)")
    }

    @Test("leaves open what ten pairs of ten thousand cannot say, and nothing where all were judged")
    func honest() throws {
        let ordered = weights.indices.sorted { weights[$0] > weights[$1] }
        func sample(_ sizes: (sure: Int, unsure: Int)) -> JudgedSample {
            let sure = ordered.prefix(10).map { Label(left: label($0).left, right: label($0).right, isSamePerson: true) }
            let unsure = ordered.suffix(10).map { Label(left: label($0).left, right: label($0).right, isSamePerson: false) }
            return JudgedSample(
                labels: sure + unsure, strata: [.init(name: "A", pairs: sizes.sure), .init(name: "B", pairs: sizes.unsure)],
                stratumOf: Array(repeating: 0, count: 10) + Array(repeating: 1, count: 10))
        }
        let few = try #require(try quality(sample((100, 10_000))).thresholds.first?.recall)
        #expect(few.value == 1 && few.high == 1 && (few.low ?? 1) < 0.2)
        let all = try #require(try quality(sample((10, 10))).thresholds.first)
        #expect(all.recall == .init(value: 1, low: 1, high: 1) && all.precision == .init(value: 1, low: 1, high: 1))
    }

    @Test("counts labels without strata as they are, in either order, each pair once, and gives no interval")
    func counted() throws {
        let ordered = weights.indices.sorted { weights[$0] > weights[$1] }
        var labels = [0, 1, 2].map { place in
            Label(left: label(ordered[place]).right, right: label(ordered[place]).left, isSamePerson: place < 2)
        }
        labels.append(Label(left: label(ordered[pairs.count - 1]).left, right: label(ordered[pairs.count - 1]).right, isSamePerson: true))
        let paired = Set((0..<pairs.count).map { [label($0).left, label($0).right] })
        let apart = try #require(rows.dropFirst().first { !paired.contains([rows[0][0], $0[0]]) })
        labels.append(Label(left: rows[0][0], right: apart[0], isSamePerson: true))
        labels.append(labels[0])
        let found = try quality(JudgedSample(labels: labels))
        #expect(found.method == .counted && found.judgedPairs == 5 && found.pairs == 5 && found.notCompared == 1)
        let row = try #require(found.thresholds.first)
        #expect(row.truePositives == 2 && row.falsePositives == 1 && row.falseNegatives == 2)
        #expect(row.precision == .init(value: 2.0 / 3, low: nil, high: nil) && row.recall == .init(value: 0.5, low: nil, high: nil))
        #expect(found.warnings(candidatePairs: pairs.count) == ["1 judged pair is brought together by no blocking rule and counts as not found"])
        let none = try quality(JudgedSample())
        #expect(none.thresholds.allSatisfy { $0.precision == nil && $0.recall == nil } && none.judgedPairs == 0)
        #expect(throws: LinkageProblem.unknownRecord("nobody")) {
            try quality(JudgedSample(labels: [Label(left: "nobody", right: rows[0][0], isSamePerson: true)]))
        }
    }

    @Test("says which strata were not judged, and when the sample is of other pairs")
    func warnings() throws {
        var sample = JudgedSample(labels: [label(0)], strata: [.init(name: "A", pairs: 10), .init(name: "B", pairs: 7)], stratumOf: [1])
        let found = try quality(sample)
        #expect(found.pairs == 7 && found.unjudgedStrata == ["A": 10])
        #expect(found.warnings(candidatePairs: 17) == ["no pair of the stratum \"A\" (10 pairs) was judged, so the quality by labels leaves it out"])
        sample.stratumOf = [0]
        sample.strata.removeLast()
        let other = try quality(sample).warnings(candidatePairs: 17)
        #expect(other.count == 1 && other[0].contains("drawn from 10 pairs, this run compares 17") && other[0].contains("draw a new sample"))
        #expect(try quality(sample).warnings(candidatePairs: 10).isEmpty)
    }

    @Test(
        "takes the limits of a share as published",
        arguments: [(81.0, 263.0, 0.2535, 0.3682), (15, 148, 0.0598, 0.1644), (0, 20, 0, 0.2005), (1, 29, 0.0018, 0.1963)])
    func limits(part: Double, count: Double, low: Double, high: Double) {
        // Newcombe 1998, table I, method 4.
        #expect(abs(JudgedCell.lowest(part, of: count) - low) < 0.00006)
        #expect(abs(1 - JudgedCell.lowest(count - part, of: count) - high) < 0.00006)
    }
}
