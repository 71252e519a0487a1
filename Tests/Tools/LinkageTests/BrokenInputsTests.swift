import Content
import Foundation
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
        try link(["train"] + run.map { $0.replacing("out.csv", with: "parameters.json") })
    }

    private func refused(_ option: String, _ text: String) throws -> String {
        let path = try folder.write("extra", text)
        let found = try Refusal(run + [option, path])
        #expect(found.exitCode == 1)
        #expect(!folder.names.contains("out.csv"))
        return found.message
    }

    @Test(arguments: [
        ("\"small\"", "\"large\"", "they are of \"large\", this is \"small\". Train again"),
        ("\"modelVersion\" : 1", "\"modelVersion\" : 2", "they are of version 2, this is version 1. Train again"),
        ("\"id\" : \"stranger\"", "\"id\" : \"kin\"", "the classes differ"), ("\"share\" : 0.", "\"share\" : 7.", "a share is not from 0 to 1"),
        ("{", "", "is not a file of parameters; make one with \"waymark link train\""),
    ])
    func `parameters of another model or of no model are refused`(before: String, after: String, message: String) throws {
        let saved = String(decoding: try folder.data("parameters.json"), as: UTF8.self)
        try #require(saved.contains(before))
        let found = try refused("--parameters", saved.replacing(before, with: after, maxReplacements: 1))
        #expect(found.contains(message), "\(found)")
    }

    @Test func `parameters of nothing but zeros give no crash and no link`() throws {
        let saved = String(decoding: try folder.data("parameters.json"), as: UTF8.self).replacing(#/0\.\d+(e-\d+)?/#, with: "0")
        try link(run + ["--parameters", try folder.write("zeros.json", saved), "--json", folder.path("out.json")])
        #expect(Set(try folder.rows("out.csv").map(\.[1])).count == People.text.split(separator: "\n").count)
    }

    @Test(arguments: [
        ("left,right\np1a,p1b\n", ["extra:1: header: has no column \"same\""]), ("left,right,same\np1a,nobody,yes\n", ["there is no record \"nobody\""]),
        ("left,right,same\np1a,p1b,maybe\np1a,p1c,perhaps\n", ["extra:2: same: \"maybe\" is neither yes nor no", "extra:3: same: \"perhaps\""]),
        ("", ["is empty"]), ("left,right,same\np1a,\"p1b,yes\n", ["extra:2: a quote opened here is never closed"]),
    ])
    func `labels that cannot be understood are refused`(text: String, parts: [String]) throws {
        let found = try refused("--labels", text)
        for part in parts { #expect(found.contains(part), "\(found)") }
    }

    @Test(arguments: [
        ("record_id,cluster_id\np1a,x\np1a,y\n", "extra:3: record_id: \"p1a\" stands twice"),
        ("record_id,person\np1a,x\n", "extra:1: header: has no column \"cluster_id\"; it has record_id, person"),
    ])
    func `earlier clusters that cannot be understood are refused`(text: String, message: String) throws {
        let found = try refused("--previous", text)
        #expect(found.contains(message), "\(found)")
    }

    @Test func `nicknames without their columns are refused`() throws {
        #expect(try refused("--nicknames", "a,b\nBob,Robert\n").contains("has no column \"name\", \"nickname\""))
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
        ["--by", "nobody"], ["--fly"],
    ])
    func `a misused option ends with 64`(options: [String]) throws {
        #expect(exitCode(run + options) == 64)
        #expect(!folder.names.contains("out.csv"))
    }

    @Test func `a command without what it needs ends with 64`() {
        let model = folder.path("model.yaml")
        let records = folder.path("records.csv")
        let misuses = [
            [], [records, "--model", model], [records, "--out", "x"], ["--model", model, "--out", "x"], ["train", records, "--model", model],
            ["predict", records, "--model", model], ["review", records, "--model", model], ["explain", records, "p1a", "--model", model],
            ["review", records, "--model", model, "--out", "x", "--size", "0"], ["compare", records],
        ]
        for misuse in misuses { #expect(exitCode(misuse) == 64, "\(misuse)") }
    }

    @Test func `explain names the record that is not there`() throws {
        let found = try Refusal(["explain", folder.path("records.csv"), "p1a", "nobody", "--model", folder.path("model.yaml")])
        #expect(found.exitCode == 1)
        #expect(found.message.contains("there is no record \"nobody\""))
    }
}
