import Foundation
import ProcessMining
import Tables
import Testing

@Suite("The figures of a log")
struct OverviewTests {
    private func overview(_ log: EventLog) -> Overview {
        Overview(log, movesFrom: log, keepsNegativeGaps: false, withHandovers: true)
    }

    private func edges(_ log: EventLog) -> [String: Int] {
        let moves = Moves(log, \.activities)
        return Dictionary(uniqueKeysWithValues: moves.edges.map { (log.activities.word($0.from) + log.activities.word($0.to), $0.count) })
    }

    /// van der Aalst, Process Mining (2016), section 6.2: L1 = [<a,b,c,d>³, <a,c,b,d>², <a,e,d>].
    @Test func `Directly-follows counts are those of the textbook's log L1`() throws {
        let log = try Logs.letters(["abcd", "abcd", "abcd", "acbd", "acbd", "aed"])

        #expect(edges(log) == ["ab": 3, "ac": 2, "ae": 1, "bc": 3, "bd": 2, "cb": 2, "cd": 3, "ed": 1])
        let overview = overview(log)
        #expect(overview.variants.count == 3)
        #expect(overview.variants.largest(2, in: log).map { overview.variants.counts[$0] } == [3, 2])
        #expect(overview.ends.starts.reduce(0, +) == 6)
    }

    /// Weijters, van der Aalst and Alves de Medeiros (2006): (|a>b| − |b>a|) / (|a>b| + |b>a| + 1).
    @Test func `The dependency measure is that of the heuristics miner`() throws {
        let log = try Logs.letters(["abcd", "abcd", "abcd", "acbd", "acbd", "aed", "aaa", "xyxyx"])
        let dependency = Dependency(log, Moves(log, \.activities))
        func code(_ word: String) -> Int32 { log.activities.words.find(word) ?? -1 }

        #expect(abs(dependency.measure(code("a"), code("b")) - 3.0 / 4) < 1e-12)
        #expect(abs(dependency.measure(code("b"), code("c")) - 1.0 / 6) < 1e-12)
        #expect(abs(dependency.measure(code("a"), code("a")) - 2.0 / 3) < 1e-12)
        #expect(abs(dependency.loop(code("x"), code("y")) - 3.0 / 4) < 1e-12)
    }

    @Test(arguments: 1...30)
    func `Moves flow in and out of each activity as often as it occurs`(seed: UInt64) throws {
        let log = try Logs.random(seed: seed).log
        let overview = overview(log)

        for code in 0..<log.activities.allWords.count {
            let occurrences = log.activities.codes.count { Int($0) == code }
            let into = overview.moves.edges.filter { Int($0.to) == code }.reduce(overview.ends.starts[code]) { $0 + $1.count }
            let out = overview.moves.edges.filter { Int($0.from) == code }.reduce(overview.ends.ends[code]) { $0 + $1.count }
            #expect(into == occurrences)
            #expect(out == occurrences)
        }
        var ofVariants: [[Int32]: Int] = [:]
        for variant in 0..<overview.variants.count {
            let codes = log.events(of: overview.variants.examples[variant]).map { log.activities.codes[$0] }
            for (from, to) in zip(codes, codes.dropFirst()) {
                ofVariants[[from, to], default: 0] += overview.variants.counts[variant]
            }
        }
        for edge in overview.moves.edges { #expect(ofVariants[[edge.from, edge.to]] == edge.count) }
    }

    @Test(arguments: 1...30)
    func `Waits, lead times and rework are those of a plain reading of the rows`(seed: UInt64) throws {
        let (log, rows) = try Logs.random(seed: seed)
        let overview = overview(log)

        var cases: [String: [(case: String, activity: String, hour: Double, handling: Double)]] = [:]
        for row in rows { cases[row.case, default: []].append(row) }
        var gaps: [String: [Double]] = [:]
        var rework: [String: Int] = [:]
        for events in cases.values {
            let sorted = events.enumerated().sorted { ($0.element.hour, $0.offset) < ($1.element.hour, $1.offset) }.map(\.element)
            for (a, b) in zip(sorted, sorted.dropFirst()) { gaps[a.activity + b.activity, default: []].append(max(0, b.hour - b.handling - a.hour)) }
            for (name, own) in Dictionary(grouping: events, by: \.activity) where own.count > 1 { rework[name, default: 0] += 1 }
        }
        for (index, edge) in overview.moves.edges.enumerated() {
            let expected = try #require(gaps[log.activities.word(edge.from) + log.activities.word(edge.to)]).sorted()
            let found = try #require(overview.gaps[index])
            let middle = expected.count / 2
            let median = expected.count % 2 == 1 ? expected[middle] : (expected[middle - 1] + expected[middle]) / 2
            #expect(found.count == expected.count)
            #expect(abs(found.median / Double(Logs.hour) - median) < 1e-9)
            #expect(abs(found.mean / Double(Logs.hour) - expected.reduce(0, +) / Double(expected.count)) < 1e-9)
        }
        for (code, name) in log.activities.allWords.enumerated() { #expect(overview.rework.cases[code] == rework[name] ?? 0) }
    }

    /// Hyndman and Fan 1996, definition 7; numpy.percentile([1, 2, 3, 4], 90) is 3.7.
    @Test func `The ninetieth percentile is interpolated`() throws {
        let durations = try #require(Durations([4, 1, 3, 2]))
        #expect(abs(durations.p90 - 3.7) < 1e-12)
        #expect(durations.median == 2.5)
    }

    @Test func `Quantiles agree with sorting on any order of values`() throws {
        var random = Seeded(5)
        for size in 1...80 {
            let values = (0..<size).map { _ in Int64.random(in: 0...20, using: &random) }
            let sorted = values.sorted()
            let found = try #require(Durations(values))
            #expect(found.median == Double(sorted[(size - 1) / 2] + sorted[size / 2]) / 2)
        }
    }

    @Test func `A case that is closed up by leaving out a step has new moves`() throws {
        let log = try Logs.letters(["abc", "abc", "ac"])
        var selection = Selection()
        selection.withoutActivities = ["b"]

        #expect(edges(log.selecting(selection)) == ["ac": 3])
    }
}
