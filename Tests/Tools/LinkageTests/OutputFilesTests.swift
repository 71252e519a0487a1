import Content
import Foundation
import Testing

@Suite("What waymark link writes")
struct OutputFilesTests {
    let folder: Folder
    let inputs: [String]

    init() throws {
        folder = try Folder()
        inputs = [try folder.write("records.csv", People.text), "--model", try folder.write("model.yaml", SmallModel.text), "--quiet"]
    }

    private func mode(_ name: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: folder.path(name))[.posixPermissions] as? Int)
    }

    @Test func `every file is for its owner alone, also where one with wider rights stood before`() throws {
        let names = ["clusters.csv", "pairs.csv", "state", "summary.json", "sample.csv", "parameters.json", "predicted.csv", "changes.json"]
        for name in ["clusters.csv", "sample.csv"] { chmod(try folder.write(name, "old"), 0o644) }
        try link(
            inputs + ["--out", folder.path("clusters.csv"), "--pairs", folder.path("pairs.csv"), "--state", folder.path("state")]
                + ["--json", folder.path("summary.json")])
        try link(["review"] + inputs + ["--out", folder.path("sample.csv")])
        try link(["train"] + inputs + ["--out", folder.path("parameters.json")])
        try link(["predict"] + inputs + ["--out", folder.path("predicted.csv")])
        try link("compare", folder.path("clusters.csv"), folder.path("clusters.csv"), "--json", folder.path("changes.json"))
        for name in names { #expect(try mode(name) == 0o600, "\(name)") }
        #expect(folder.names == Set(names + ["records.csv", "model.yaml"]), "a draft was left behind")
    }

    @Test func `a link to a file stays one, and the file behind it is written`() throws {
        try folder.write("real.csv", "old")
        try FileManager.default.createSymbolicLink(atPath: folder.path("clusters.csv"), withDestinationPath: folder.path("real.csv"))
        try link(inputs + ["--out", folder.path("clusters.csv")])
        #expect(try folder.rows("real.csv").first == ["record_id", "cluster_id"])
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("clusters.csv")) == folder.path("real.csv"))
    }

    @Test func `a device or a pipe is refused and stays what it is`() throws {
        mkfifo(folder.path("pipe"), 0o600)
        try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: folder.path("pipe"))
        for name in ["pipe", "link"] {
            let found = try Refusal(inputs + ["--out", folder.path(name)])
            #expect(found.exitCode == 1 && found.message.contains("\(name): cannot be written: it is a device or a pipe; name a file"))
        }
        #expect(try FileManager.default.attributesOfItem(atPath: folder.path("pipe"))[.type] as? FileAttributeType != .typeRegular)
        #expect(folder.names == ["records.csv", "model.yaml", "pipe", "link"])
    }

    @Test func `figures of a summary have six digits, saved parameters all`() throws {
        try link(inputs + ["--out", folder.path("clusters.csv"), "--json", folder.path("summary.json")])
        try link(["train"] + inputs + ["--out", folder.path("parameters.json")])
        func digits(_ name: String) throws -> Int {
            let numbers = String(decoding: try folder.data(name), as: UTF8.self).matches(
                of: #/: (-?\d+\.\d+(e-?\d+)?)|^\s+(-?\d+\.\d+(e-?\d+)?)/#.anchorsMatchLineEndings())
            return numbers.map { match in
                let text = (match.1 ?? match.3 ?? "").split(separator: "e")[0].filter(\.isNumber)
                return text.drop { $0 == "0" }.count
            }.max() ?? 0
        }
        #expect(try digits("summary.json") == 6)
        #expect(try digits("parameters.json") > 10)
    }

    @Test func `the loosest clusters are named with their density and bridges`() throws {
        // Each like the next, the first and the last like neither: Ann Ash, Ann Birch born on her day, Zoe Birch born on that day too.
        let chain = "y1,Ann,Ash,10/01/1950,x\ny2,Ann,Birch,10/01/1950,x\ny3,Zoe,Birch,10/01/1950,x\n"
        try folder.write("records.csv", People.text + chain)
        try link(inputs + ["--out", folder.path("clusters.csv"), "--json", folder.path("summary.json"), "--connected-components", "--threshold", "0.001"])
        let found = try JSONDecoder().decode(Summary.self, from: try folder.data("summary.json")).loosestClusters
        let sizes = Dictionary(grouping: try folder.rows("clusters.csv").dropFirst()) { $0[1] }.mapValues(\.count)
        #expect(!found.isEmpty && found.map(\.density) == found.map(\.density).sorted())
        for cluster in found {
            #expect(cluster.records == sizes[cluster.cluster] && cluster.records > 2)
            let possible = cluster.records * (cluster.records - 1) / 2
            #expect(cluster.pairs < possible && abs(cluster.density - Double(cluster.pairs) / Double(possible)) < 1e-5)
            #expect(cluster.bridges <= cluster.pairs)
        }
    }

    @Test func `records without a pair are those that no record of another set meets, where sets are linked`() throws {
        let rows = [("a", "Ash", "one"), ("b", "Ash", "one"), ("c", "Birch", "one"), ("d", "Birch", "two"), ("e", "Elm", "two")]
        try folder.write("records.csv", People.header + rows.map { "\($0.0),Ann,\($0.1),01/02/1980,\($0.2)\n" }.joined())
        for (task, alone) in [("link", 3), ("both", 1), ("deduplicate", 1)] {
            let model = try SmallModel.with("task: deduplicate", "source: service\ntask: \(task)").replacing(
                "{prefix: first, length: 2}, born", with: "first, last")
            try folder.write("model.yaml", model)
            try link(inputs + ["--out", folder.path("clusters.csv"), "--json", folder.path("summary.json"), "--by", "last"])
            let found = try JSONDecoder().decode(Summary.self, from: try folder.data("summary.json"))
            #expect(found.counts.recordsWithoutPair == alone, "\(task)")
            #expect(found.linkedByGroup.reduce(0) { $0 + $1.withoutPair } == alone, "\(task)")
        }
    }

    @Test func `tables beside the records are read with semicolons and tabs too`() throws {
        try link(inputs + ["--out", folder.path("first.csv")])
        let renamed = try folder.rows("first.csv").enumerated().map { $0 == 0 ? $1 : [$1[0], "person of \($1[1])"] }
        try folder.write("commas.csv", CSV.text(renamed))
        try folder.write("tabs.csv", renamed.map { $0.joined(separator: "\t") }.joined(separator: "\r\n"))
        let nicknames = [try folder.write("n1.csv", "name,nickname\nANN,CAT\n"), try folder.write("n2.csv", "nickname;name;who said so\nCAT;ANN;us, here\n")]
        for (number, name) in ["commas.csv", "tabs.csv"].enumerated() {
            try link(inputs + ["--out", folder.path("\(number).csv"), "--previous", folder.path(name), "--nicknames", nicknames[number]])
        }
        #expect(try folder.data("0.csv") == folder.data("1.csv"))
        #expect(try folder.rows("1.csv").dropFirst().allSatisfy { $0[1].hasPrefix("person of ") })
        try link("compare", folder.path("0.csv"), folder.path("tabs.csv"), "--json", folder.path("changes.json"))
        let found = try JSONDecoder().decode(Comparison.self, from: try folder.data("changes.json"))
        #expect(found.recordsRenamed == 0 && found.recordsInBoth == renamed.count - 1)
    }

    @Test func `"both" looks for several records in a set, but in those that are named for one`() throws {
        // The first and the third record of a person are in one set.
        try folder.write("records.csv", People.text.replacing("health", with: "housing"))
        let both = "source: service\ntask: both"
        let tasks = [
            (both, true), (both + "\none_per_source: [social care]", true), (both + "\none_per_source: [housing]", false),
            ("source: service\ntask: link\none_per_source: all", false), ("task: deduplicate", true),
        ]
        for (task, areTogether) in tasks {
            try folder.write("model.yaml", try SmallModel.with("task: deduplicate", task))
            try link(inputs + ["--out", folder.path("clusters.csv")])
            let clusters = Dictionary(uniqueKeysWithValues: try folder.rows("clusters.csv").dropFirst().map { ($0[0], $0[1]) })
            #expect((0..<12).allSatisfy { (clusters["p\($0)a"] == clusters["p\($0)c"]) == areTogether }, "\(task)")
        }
    }

    @Test func `"both" of one set is said to do what "deduplicate" does`() throws {
        try folder.write("model.yaml", try SmallModel.with("task: deduplicate", "task: both"))
        let alone = try Refusal(inputs.dropLast() + ["--out", folder.path("clusters.csv")])
        #expect(alone.exitCode == 0 && alone.message.contains("all records are of one set, so \"task: both\" does what \"task: deduplicate\" does"))
    }
}
