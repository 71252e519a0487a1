import Content
import Foundation
import Testing

@Suite("waymark link, from records to clusters")
struct RunCommandTests {
    let folder: Folder
    let inputs: [String]
    let ids: [String]

    init() throws {
        folder = try Folder()
        inputs = [try folder.write("records.csv", People.text), "--model", try folder.write("model.yaml", SmallModel.text), "--quiet"]
        ids = People.text.split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").first.map(String.init) }
    }

    private func run(_ out: String, _ more: String...) throws { try link(inputs + ["--out", folder.path(out)] + more) }

    /// The names of the clusters by record id, of a file with every record once.
    private func clusters(_ name: String) throws -> [String: String] {
        let rows = try folder.rows(name)
        #expect(rows.first == ["record_id", "cluster_id"])
        return Dictionary(rows.dropFirst().map { ($0[0], $0[1]) }) { one, _ in
            Issue.record("a record stands twice")
            return one
        }
    }

    @Test func `every record has one cluster, and one person's records share it`() throws {
        try run("clusters.csv")
        let found = try clusters("clusters.csv")
        #expect(Set(found.keys) == Set(ids))
        #expect(found.count == ids.count)
        #expect((0..<12).allSatisfy { found["p\($0)a"] == found["p\($0)c"] && found["p\($0)a"] != found["q\($0)"] })
    }

    @Test func `all options together write all files`() throws {
        let saved = folder.path("parameters.json")
        let labels = try folder.write("labels.csv", "left,right,same\np1a,p1c,yes\np1a,q1,no\np2a,p2b,\n")
        let nicknames = try folder.write("nicknames.csv", "name,nickname\nROBERT,BOB\n")
        try link(["train"] + inputs + ["--out", saved, "--nicknames", nicknames])
        try run("before.csv")
        try run(
            "clusters.csv", "--pairs", folder.path("pairs.csv"), "--json", folder.path("summary.json"), "--threshold", "0.5", "--by", "born",
            "--parameters", saved, "--labels", labels, "--nicknames", nicknames, "--previous", folder.path("before.csv"), "--workers", "2",
            "--connected-components")
        let pairs = try folder.rows("pairs.csv")
        #expect(pairs.first == ["left", "right", "match_weight", "match_probability", "blocking_rule"])
        #expect(pairs.dropFirst().allSatisfy { row in row[0] != row[1] && (Double(row[3]).map { $0 >= 0 && $0 <= 1 } ?? false) })
        #expect(Set(pairs.dropFirst().map(\.[4])).isSubset(of: ["last", "first 2 of first and born"]))
        #expect(try clusters("clusters.csv").count == ids.count)
        let summary = try JSONDecoder().decode(Summary.self, from: try folder.data("summary.json"))
        #expect(summary.counts.records == ids.count)
        #expect(summary.counts.sources == ["all": ids.count])
        #expect(summary.counts.candidatePairs >= pairs.count - 1)
        #expect(summary.counts.clusters == Set(try clusters("clusters.csv").values).count)
        #expect(summary.model.id == "small" && summary.model.threshold == 0.5 && summary.workers == 2)
        #expect(Set(summary.stages.keys) == ["read", "block", "compare", "learn and score", "cluster", "write"])
        #expect(summary.seconds > 0 && summary.parameters.classes.map(\.id) == ["same", "stranger"])
        #expect(summary.linkedByGroup.reduce(0) { $0 + $1.records } == ids.count)
        #expect(!summary.expectedQuality.isEmpty)
        let labelled = try #require(summary.labelledQuality)
        #expect(labelled.judgedPairs == 2 && labelled.pairs == 2 && !labelled.isSeenInTraining && labelled.method.contains("counted"))
    }

    @Test func `saved parameters give the same clusters as the training that saved them`() throws {
        try link(["train"] + inputs + ["--out", folder.path("parameters.json")])
        try run("learnt.csv", "--pairs", folder.path("learnt-pairs.csv"))
        try run("saved.csv", "--pairs", folder.path("saved-pairs.csv"), "--parameters", folder.path("parameters.json"))
        #expect(try folder.data("learnt.csv") == folder.data("saved.csv"))
        #expect(try folder.data("learnt-pairs.csv") == folder.data("saved-pairs.csv"))
    }

    @Test func `one worker and two write the same bytes`() throws {
        for workers in ["1", "2"] {
            try run("clusters\(workers).csv", "--pairs", folder.path("pairs\(workers).csv"), "--workers", workers)
            try link(["train"] + inputs + ["--out", folder.path("parameters\(workers).json"), "--workers", workers])
        }
        for name in ["clusters#.csv", "pairs#.csv", "parameters#.json"] {
            #expect(try folder.data(name.replacing("#", with: "1")) == folder.data(name.replacing("#", with: "2")))
        }
    }

    @Test func `predict writes the pairs from a weight on`() throws {
        try link(["predict"] + inputs + ["--out", folder.path("all.csv"), "--least=-1000"])
        try link(["predict"] + inputs + ["--out", folder.path("likely.csv"), "--least=0"])
        let likely = try folder.rows("likely.csv").dropFirst()
        #expect(likely.allSatisfy { Double($0[2]).map { $0 >= 0 } ?? false })
        #expect(try folder.rows("all.csv").dropFirst().filter { Double($0[2]).map { $0 >= 0 } ?? false } == Array(likely))
        #expect(Set(try folder.rows("all.csv").dropFirst().map { Set($0.prefix(2)) }).count == (try folder.rows("all.csv").count) - 1)
    }

    @Test func `explain takes any two records, with saved parameters or without`() throws {
        try link(["train"] + inputs + ["--out", folder.path("parameters.json")])
        let files = Array(inputs.dropLast())
        let explain = ["explain", files[0], "p1a", "q7", "--model", files[2]]
        #expect(exitCode(explain) == 0)
        #expect(exitCode(explain + ["--parameters", folder.path("parameters.json")]) == 0)
        #expect(exitCode(explain + ["--labels", try folder.write("labels.csv", "left,right,same\np1a,p1c,yes\n"), "--quiet"]) == 0)
    }

    @Test func `compare sets two runs and two trainings beside each other`() throws {
        try run("one.csv")
        try run("other.csv", "--threshold", "0.999")
        try link("compare", folder.path("one.csv"), folder.path("one.csv"), "--json", folder.path("same.json"))
        let same = try JSONDecoder().decode(Comparison.self, from: try folder.data("same.json"))
        #expect(same.recordsInBoth == ids.count && same.split == 0 && same.merged == 0 && same.pairsLost == 0 && same.recordsRenamed == 0)
        try link("compare", folder.path("one.csv"), folder.path("other.csv"), "--json", folder.path("changed.json"))
        let changed = try JSONDecoder().decode(Comparison.self, from: try folder.data("changed.json"))
        #expect(changed.split > 0 && changed.pairsGained == 0)
        try link(["train"] + inputs + ["--out", folder.path("parameters.json")])
        #expect(try Refusal(["compare", folder.path("parameters.json"), folder.path("parameters.json")]).message.isEmpty)
        try folder.write("model.yaml", try SmallModel.with("at_least: 0.9", "at_least: 0.8"))
        try link(["train"] + inputs + ["--out", folder.path("changed.json")])
        let changedModel = try Refusal(["compare", folder.path("parameters.json"), folder.path("changed.json")])
        #expect(changedModel.exitCode == 0 && changedModel.message.contains("Note: the two were learnt with other comparisons"))
        #expect(exitCode(["compare", folder.path("one.csv"), folder.path("parameters.json")]) == 64)
        #expect(exitCode(["compare", folder.path("parameters.json"), folder.path("one.csv")]) == 64)
    }

    @Test func `clusters keep the names of an earlier run`() throws {
        try run("first.csv")
        let renamed = try folder.rows("first.csv").enumerated().map { $0 == 0 ? $1 : [$1[0], "person of \($1[1])"] }
        try folder.write("earlier.csv", CSV.text(renamed))
        let more = People.text + "new,Ann,Ash,10/01/1950,police\n"
        try folder.write("records.csv", more)
        try run("second.csv", "--previous", folder.path("earlier.csv"))
        let before = Dictionary(uniqueKeysWithValues: renamed.dropFirst().map { ($0[0], $0[1]) })
        let after = try clusters("second.csv")
        #expect(before.allSatisfy { after[$0.key] == $0.value })
        #expect(after["new"] == "person of p0a")
    }

    @Test func `record ids with commas, quotes, line breaks and signs of a formula survive`() throws {
        let odd = ["a,1", "b\"2", "c\n3", "=1+1", "-d", "  e", "ü"]
        let cells = ["\"a,1\"", "b\"2", "\"c\n3\"", "=1+1", "-d", "\"  e\"", "ü"]
        let rows = cells.enumerated().map { "\($1),\($0 < 4 ? "Ann" : "Bob"),Ash,01/02/1980,x\n" }
        try folder.write("records.csv", People.header + rows.joined())
        try run("clusters.csv", "--pairs", folder.path("pairs.csv"))
        #expect(try folder.rows("clusters.csv").dropFirst().map(\.[0]) == odd)
        #expect(Set(try folder.rows("pairs.csv").dropFirst().flatMap { $0.prefix(2) }) == Set(odd))
    }

    @Test func `several files are read as one, whatever their delimiter and line ends`() throws {
        let lines = People.text.split(separator: "\n").map(String.init)
        let second = ([lines[0]] + lines[25...]).joined(separator: "\r\n").replacing(",", with: ";")
        let files = [
            try folder.write("one.csv", lines[..<25].joined(separator: "\n")), try folder.write("two.csv", "\u{FEFF}" + second),
        ]
        try run("together.csv")
        try link(files + inputs.dropFirst() + ["--out", folder.path("parts.csv")])
        #expect(try folder.data("together.csv") == folder.data("parts.csv"))
    }
}
