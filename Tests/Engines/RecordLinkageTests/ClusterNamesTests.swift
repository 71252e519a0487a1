import Testing

@testable import RecordLinkage

@Suite("Names of clusters")
struct ClusterNamesTests {
    /// The name of each record's cluster; clusters are given by their record ids.
    func names(_ clusters: [[String]], previous: [String: String] = [:], turned: Bool = false) throws -> [String: String] {
        let model = LinkModel.made(["a"])
        let ids = turned ? clusters.flatMap { $0 }.reversed() : clusters.flatMap { $0 }
        let table = try made(model, ids.map { [$0, "x"] })
        let number = Dictionary(uniqueKeysWithValues: clusters.enumerated().flatMap { cluster in cluster.element.map { ($0, Int32(cluster.offset)) } })
        let grouped = Clusters(roots: ids.compactMap { number[$0] })
        let names = ClusterNames(grouped, table: table, previous: previous)
        #expect(names.count == clusters.count && Set((0..<names.count).map { names[$0] }).count == clusters.count)
        return Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, names[Int(grouped.clusterOf[$0])]) })
    }

    @Test("are the first of their record ids where there were none before", arguments: [false, true])
    func new(turned: Bool) throws {
        #expect(try names([["b", "a10", "a9"], ["c"], ["é", "z"]], turned: turned) == ["b": "a10", "a10": "a10", "a9": "a10", "c": "c", "é": "z", "z": "z"])
    }

    @Test(
        "stay from one run to the next",
        arguments: [
            // Kept, with a new record that would stand first.
            ([["b", "c", "a"]], ["b": "old", "c": "old"], ["a": "old", "b": "old", "c": "old"]),
            // Split: the larger part keeps the name.
            ([["a"], ["b", "c"]], ["a": "old", "b": "old", "c": "old"], ["a": "a", "b": "old", "c": "old"]),
            // Merged: the name that more records had.
            ([["a", "b", "c"]], ["a": "one", "b": "two", "c": "two"], ["a": "two", "b": "two", "c": "two"]),
            // Split and merged at once.
            (
                [["a", "b", "c"], ["d", "e"]], ["a": "one", "b": "one", "c": "two", "d": "two", "e": "two"],
                ["a": "one", "b": "one", "c": "one", "d": "two", "e": "two"]
            ),
            // New, and its usual name is taken.
            ([["a"], ["b"]], ["b": "a"], ["a": "a+", "b": "a"]),
            // Gone records change nothing.
            ([["a", "b"]], ["x": "old", "y": "b"], ["a": "a", "b": "a"]),
        ] as [([[String]], [String: String], [String: String])], [false, true])
    func previous(example: ([[String]], [String: String], [String: String]), turned: Bool) throws {
        #expect(try names(example.0, previous: example.1, turned: turned) == example.2)
    }

    @Test("do not depend on the order of the records where a cluster falls into equal parts")
    func equalParts() throws {
        let previous = ["a": "old", "b": "old", "c": "old", "d": "old"]
        #expect(try names([["a", "b"], ["c", "d"]], previous: previous) == names([["a", "b"], ["c", "d"]], previous: previous, turned: true))
    }

    @Test("stay apart when record ids look like names that were made")
    func unique() throws {
        #expect(try Set(names([["a"], ["a+"], ["b"]], previous: ["b": "a"]).values).count == 3)
    }

    @Test("are compared between runs, record by record and pair by pair")
    func comparison() {
        let old = ["a": "1", "b": "1", "c": "2", "d": "2", "e": "2", "f": "3", "g": "4", "h": "5", "i": "5", "gone": "1"]
        let new = ["a": "1", "b": "1", "c": "2", "d": "2", "e": "6", "f": "7", "g": "7", "h": "8", "i": "8", "new": "9"]
        let found = ClusterComparison(old: old, new: new)
        #expect([found.recordsInBoth, found.recordsGone, found.recordsNew, found.recordsRenamed] == [9, 1, 1, 5])
        #expect([found.unchanged, found.split, found.merged] == [2, 1, 2])
        // Together before: ab cd ce de hi; after: ab cd fg hi.
        #expect([found.pairsInBoth, found.pairsLost, found.pairsGained] == [3, 2, 1])
    }
}
