import ArgumentParser
import Content
import Foundation
import Linkage
import Testing

@Suite("Broken parameters, labels, earlier clusters and options are refused", .serialized)
struct BrokenInputsTests {
    let folder: Folder
    let run: [String]

    init() throws {
        folder = try Folder()
        run = [
            try folder.write("records.csv", People.text), "--model", try folder.write("model.yaml", SmallModel.text), "--out", folder.path("out.csv"),
            "--quiet",
        ]
    }

    /// Saved parameters of the model.
    private func saved() throws -> String {
        try link(["train"] + run.map { $0.replacing("out.csv", with: "parameters.json") })
        return String(decoding: try folder.data("parameters.json"), as: UTF8.self)
    }

    private func refused(_ option: String, _ text: String) throws -> String {
        let path = try folder.write("extra", text)
        let found = try Refusal(run + [option, path])
        #expect(found.exitCode == 1)
        #expect(!folder.names.contains("out.csv"))
        return found.message
    }

    @Test(arguments: [
        ("\"small\"", "\"large\"", "they are of \"large\", this is \"small\". Make them anew with \"waymark link train\""),
        ("\"modelVersion\" : 1", "\"modelVersion\" : 2", "they are of version 2, this is version 1. Make them anew with"),
        ("\"fingerprint\" : \"", "\"fingerprint\" : \"1", "its columns, comparisons, classes, blocking rules or nicknames have changed since"),
        ("\"fingerprint\"", "\"print\"", "they were saved by an older program and do not say with which comparisons. Make them anew with"),
        ("\"id\" : \"stranger\"", "\"id\" : \"kin\"", "the classes differ"), ("\"share\" : 0.", "\"share\" : 7.", "a share is not from 0 to 1"),
        ("{", "", "is not a file of parameters; make one with \"waymark link train\""),
        ("\"id\" : \"stranger\"", "\"id\" : 5", "extra: classes[1].id: is not a file of parameters; make one with"),
        ("\"modelVersion\"", "\"version\"", "extra: modelVersion: is not a file of parameters"),
    ])
    func `parameters of another model or of no model are refused`(before: String, after: String, message: String) throws {
        let saved = try saved()
        try #require(saved.contains(before))
        let found = try refused("--parameters", saved.replacing(before, with: after, maxReplacements: 1))
        #expect(found.contains(message) && found.contains("/extra: "), "\(found)")
    }

    @Test func `compared pairs that are broken or of another model are refused by their file, and stay as they are`() throws {
        try link(run + ["--state", folder.path("state")])
        let state = try folder.data("state")
        func refused(_ data: Data, _ message: String) throws {
            let path = try folder.write("extra", data)
            let found = try Refusal(run.map { $0.replacing("out.csv", with: "other.csv") } + ["--state", path])
            #expect(found.exitCode == 1 && found.message.contains("/extra: the ") && found.message.contains(message), "\(found.message)")
            #expect(try folder.data("extra") == data && !folder.names.contains("other.csv"))
        }
        try refused(state.dropLast(4), "is not one, or is cut short; leave it out or delete it")
        try refused(Data("record_id,cluster_id\n".utf8), "is not one, or is cut short")
        try refused(Data(), "is not one, or is cut short")
        try folder.write("model.yaml", try SmallModel.with("at_least: 0.9", "at_least: 0.8"))
        try refused(state, "are of another model or another list of nicknames; delete the file")
    }

    @Test func `parameters of nothing but zeros give no crash and no link`() throws {
        let saved = try saved().replacing(#/0\.\d+(e-\d+)?/#, with: "0")
        try link(run + ["--parameters", try folder.write("zeros.json", saved), "--json", folder.path("out.json")])
        #expect(Set(try folder.rows("out.csv").map(\.[1])).count == People.text.split(separator: "\n").count)
    }

    static let sample = "left,right,same,stratum,pairs_in_stratum\n"

    @Test(arguments: [
        ("left,right\np1a,p1b\n", ["extra:1: has no column \"same\"; it has left, right"]),
        ("left,right,same\np1a,nobody,yes\n", ["extra:2: right: there is no record \"nobody\""]),
        ("left,right,same\np1a,p1a,yes\n", ["extra:2: right: is the same record as \"left\""]),
        ("left,right,same\np1a,p1b,maybe\np1a,p1c,perhaps\n", ["extra:2: same: \"maybe\" is neither yes nor no", "extra:3: same: \"perhaps\""]),
        ("left,right,same\np1a,p1b,yes\np1b,p1a,no\n", ["extra:3: same: this pair was judged the other way above"]),
        ("left;right;same\np1a;p1b;yes;\n", ["extra:2: has 4 columns; the header has 3"]), ("", ["extra: is empty"]),
        ("left,right,same\np1a,\"p1b,yes\n", ["extra:2: a quote opened here is never closed"]),
        ("left,right,same,same\np1a,p1b,yes,no\n", ["extra:1: same: this column name stands twice"]),
        ("left,right,same,stratum\np1a,p1b,yes,A\n", ["extra:1: has \"stratum\" but not \"pairs_in_stratum\"; keep both columns"]),
        (sample + "p1a,p1b,yes,,4\n", ["extra:2: stratum: is empty; keep what the sample had"]),
        (
            sample + "p1a,p1b,yes,A,many\np1a,p1c,no,A,0\n",
            ["extra:2: pairs_in_stratum: \"many\" is no number", "extra:3: pairs_in_stratum: \"0\" is no number"]
        ),
        (sample + "p1a,p1b,yes,A,4\np1a,p1c,no,A,5\n", ["extra:3: pairs_in_stratum: stratum \"A\" had 4 above; two samples cannot"]),
        (sample + "p1a,p1b,yes,A,1\np1a,p1c,,A,1\n", ["extra:2: stratum: \"A\" has 2 rows but 1 pairs; was a row copied?"]),
    ])
    func `labels that cannot be understood are refused`(text: String, parts: [String]) throws {
        let found = try refused("--labels", text)
        for part in parts { #expect(found.contains(part), "\(found)") }
    }

    @Test func `of very many wrong labels the first twenty are named, and how many more there are`() throws {
        let found = try refused("--labels", "left,right,same\n" + String(repeating: "p1a,p1b,maybe\n", count: 50))
        #expect(found.contains("extra:21: same") && !found.contains("extra:22:") && found.contains("and 30 more"))
        let ragged = try refused("--labels", "left,right,same\n" + String(repeating: "p1a,p1b\n", count: 50))
        #expect(ragged.contains("extra:21: has 2 columns") && ragged.contains("and 30 more"))
    }

    @Test(arguments: [
        ("record_id,cluster_id\np1a,x\np1a,y\n", "extra:3: record_id: \"p1a\" stands twice"), ("record_id;cluster_id\np1a;\n", "extra:2: cluster_id: is empty"),
        ("record_id\tcluster_id\n\tx\n", "extra:2: record_id: is empty"),
        ("record_id,person\np1a,x\n", "extra:1: has no column \"cluster_id\"; it has record_id, person"),
    ])
    func `earlier clusters that cannot be understood are refused`(text: String, message: String) throws {
        let found = try refused("--previous", text)
        #expect(found.contains(message), "\(found)")
        let other = try folder.write("other.csv", "record_id,cluster_id\np1a,x\n")
        for files in [[folder.path("extra"), other], [other, folder.path("extra")]] {
            let compared = try Refusal(["compare"] + files)
            #expect(compared.exitCode == 1 && compared.message.contains(message), "\(compared.message)")
        }
    }

    @Test func `nicknames without their columns are refused`() throws {
        #expect(try refused("--nicknames", "a,b\nBob,Robert\n").contains("extra:1: has no column \"name\", \"nickname\"; it has a, b"))
        let gaps = try refused("--nicknames", "name;nickname\nRobert;Bob\n;Bill\nAnn;\n")
        #expect(gaps.contains("extra:3: name: is empty; fill it") && gaps.contains("extra:4: nickname: is empty; fill it"), "\(gaps)")
    }

    @Test(arguments: ["--labels", "--previous", "--nicknames"])
    func `a spreadsheet, UTF-16 or Latin-1 in place of a table is refused with the remedy`(option: String) throws {
        let path = folder.path("extra")
        let broken: [([UInt8], String)] = [
            ([0x50, 0x4B, 3, 4], "is a spreadsheet"), ([0xFF, 0xFE, 0x6C, 0], "is UTF-16"), ([0x6C, 0x2C, 0xE9], "is not UTF-8 here"),
        ]
        for (bytes, message) in broken {
            try folder.write("extra", Data(bytes))
            let found = try Refusal(run + [option, path])
            #expect(found.exitCode == 1 && found.message.contains(message) && found.message.contains("save"), "\(found.message)")
        }
    }

    @Test(arguments: ["--parameters", "--labels", "--previous", "--nicknames"])
    func `a further file that is not there is refused by its name`(option: String) throws {
        let found = try Refusal(run + [option, folder.path("none")])
        #expect(found.exitCode == 1)
        #expect(found.message.contains("none: cannot be read; check the name"))
    }

    @Test func `an output folder that is not there is refused and nothing is written`() throws {
        let before = folder.names
        for option in ["--out", "--pairs", "--json"] {
            let path = folder.path("nowhere/file")
            let found = try Refusal(option == "--out" ? run.map { $0 == folder.path("out.csv") ? path : $0 } : run + [option, path])
            #expect(found.exitCode == 1)
            #expect(found.message.contains("nowhere/file: cannot be written: there is no folder"))
            #expect(folder.names == before, "\(option)")
        }
    }

    @Test(arguments: ["records.csv", "model.yaml"])
    func `a run does not write over what it reads`(name: String) throws {
        let before = try folder.data(name)
        #expect(exitCode(run.map { $0 == folder.path("out.csv") ? folder.path(name) : $0 }) != 0)
        #expect(try folder.data(name) == before)
    }

    @Test(arguments: [
        ["--threshold", "0"], ["--threshold", "1"], ["--threshold", "nan"], ["--threshold", "high"], ["--workers", "0"], ["--workers", "65"],
        ["--fly"],
    ])
    func `a misused option ends with 64`(options: [String]) throws {
        #expect(exitCode(run + options) == 64)
        #expect(!folder.names.contains("out.csv"))
    }

    @Test func `a column to group by that is not there, or names people, ends with 64`() throws {
        let json = ["--json", folder.path("summary.json")]
        let unknown = try Refusal(run + json + ["--by", "nobody"])
        #expect(unknown.exitCode == 64 && unknown.message.contains("--by: the model has no column \"nobody\"; it has first, last, born"))
        let rows = (0..<60).map { "x\($0),Ann\($0),Ash,,x\n" }
        try folder.write("records.csv", People.text + rows.joined())
        let many = try Refusal(run + json + ["--by", "first"])
        #expect(many.exitCode == 64 && many.message.contains("--by: \"first\" has") && many.message.contains("at most 50, such as sex"))
        #expect(!folder.names.contains("out.csv"))
    }

    @Test func `an option that would have no effect is refused, and the message says why`() throws {
        let labels = try folder.write("labels.csv", "left,right,same\np1a,p1c,yes\n")
        let saved = folder.path("parameters.json")
        func message(_ arguments: [String]) -> String {
            do {
                _ = try LinkCommand.parseAsRoot(arguments)
                return ""
            } catch {
                #expect(LinkCommand.exitCode(for: error).rawValue == 64)
                return LinkCommand.message(for: error)
            }
        }
        let both = ["--labels", labels, "--parameters", saved]
        #expect(message(run + ["--by", "born"]).contains("--by has no effect without --json"))
        #expect(message(run + both).contains("teaches nothing and only measures: name a summary with --json"))
        #expect(message(run + both + ["--json", "x"]).isEmpty)
        let explain = ["explain", run[0], "p1a", "p1b", "--model", run[2]]
        for command in [["predict"] + run, ["review"] + run, explain] {
            #expect(message(command + both).contains("--labels has no effect beside --parameters"), "\(command)")
            #expect(message(command + ["--by", "born"]).contains("Unknown option '--by'"), "\(command)")
        }
        #expect(message(["train"] + run + ["--parameters", saved]).contains("Unknown option '--parameters'"))
    }

    @Test func `a command without what it needs ends with 64`() {
        let model = folder.path("model.yaml")
        let records = folder.path("records.csv")
        let misuses = [
            [], [records, "--model", model], [records, "--out", "x"], ["--model", model, "--out", "x"], ["train", records, "--model", model],
            ["predict", records, "--model", model], ["review", records, "--model", model], ["explain", records, "p1a", "--model", model],
            ["review", records, "--model", model, "--out", "x", "--size", "10"], ["compare", records],
        ]
        for misuse in misuses { #expect(exitCode(misuse) == 64, "\(misuse)") }
    }

    @Test func `explain names the record that is not there`() throws {
        let found = try Refusal(["explain", folder.path("records.csv"), "p1a", "nobody", "--model", folder.path("model.yaml")])
        #expect(found.exitCode == 1)
        #expect(found.message.contains("there is no record \"nobody\""))
    }
}
