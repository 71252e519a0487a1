import Content
import Foundation
import Testing

/// A file of records that is refused: what it holds, and parts of the message.
struct BrokenFile: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let data: Data
    let parts: [String]

    init(_ what: String, _ text: String, _ parts: String...) {
        testDescription = what
        data = Data(text.utf8)
        self.parts = parts
    }

    init(_ what: String, bytes: [UInt8], _ parts: String...) {
        testDescription = what
        data = Data(bytes)
        self.parts = parts
    }
}

@Suite("Broken records are refused with the file, the line and what to do, and nothing is left behind", .serialized)
struct BrokenRecordsTests {
    static let good = People.header + "a1,Zelda,Quill,01/02/1980,x\na2,Zelda,Quill,01/02/1980,y\na3,Bob,Elm,03/04/1970,x\na4,Bob,Elm,03/04/1970,y\n"

    static let files = [
        BrokenFile("a missing column", good.replacing("born", with: "birth"), ":1: has no column \"born\"; it has id, first, surname, birth, service"),
        BrokenFile("two missing columns", good.replacing("born", with: "birth").replacing("first", with: "given"), "\"first\", \"born\""),
        BrokenFile("a column twice", good.replacing("service", with: "first"), ":1: first: this column name stands twice", "rename one"),
        BrokenFile("a row too short half-way", good + "a5,Cat,Fir\na6,Cat,Fir,,x\n", ":6: has 3 columns; the header has 5", "stray comma or quote"),
        BrokenFile("a row too long half-way", good + "a5,Cat,Fir,,x,,\na6,Cat,Fir,,x\n", ":6: has 7 columns; the header has 5"),
        BrokenFile("a quote that is never closed", good + "a5,\"Cat,Fir,,x\na6,Cat,Fir,,x\n", ":6: a quote opened here is never closed"),
        BrokenFile("text after a quote", good + "a5,\"Cat\"x,Fir,,x\n", ":6: has text after a closing quote; double the quotes"),
        BrokenFile("a record id twice", good + "a2,Cat,Fir,,x\n", ":6: id: the record id \"a2\" stands twice; give every record its own"),
        BrokenFile("an empty record id", good + ",Cat,Fir,,x\n", ":6: id: the record id is empty; give every record its own"),
        BrokenFile("empty rows at the end", good + ",,,,\n,,,,\n", ":6: id: the row has no value at all; delete the empty rows"),
        BrokenFile("a word to spreadsheets", "sep=,\n" + good, ":1: begins with \"sep=\", which is a word to spreadsheets; take that line out"),
        BrokenFile("an empty file", "", "is empty; it needs a first line with column names"),
        BrokenFile("blank lines alone", "\n\n\n", ":1: has no column names"),
        BrokenFile("a header alone", People.header, "no records in all; linking needs at least two"),
        BrokenFile("one record", People.header + "a1,Zelda,Quill,01/02/1980,x\n", "1 record", "linking needs at least two"),
        BrokenFile("UTF-16", bytes: [0xFF, 0xFE] + good.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, "is UTF-16; save it as \"CSV UTF-8\""),
        BrokenFile("gzip", bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0], "is compressed with gzip; unpack it first"),
        BrokenFile("a spreadsheet", bytes: [0x50, 0x4B, 3, 4, 20, 0, 0, 0], "is a spreadsheet or a zip file; save the sheet as \"CSV UTF-8\""),
        BrokenFile("a latin-1 byte", bytes: Array(good.utf8) + Array("a5,Ren".utf8) + [0xE9] + Array(",Fir,,x\n".utf8), ":6: is not UTF-8 here; save it"),
        BrokenFile("zeros alone", bytes: Array(repeating: 0, count: 100), ":1: holds zero bytes, so it is not text"),
        BrokenFile("nothing in any column", People.header + "a1,,,,x\na2,,,,y\n", "no two records agree on any blocking rule"),
        BrokenFile("nobody like another", People.header + "a1,Zelda,Quill,,x\na2,Bob,Elm,,y\n", "no two records agree on any blocking rule"),
    ]

    @Test(arguments: files)
    func `a broken file is refused`(_ file: BrokenFile) throws {
        let folder = try Folder()
        let records = try folder.write("records.csv", file.data)
        let found = try refusal(folder, records: [records])
        for part in file.parts { #expect(found.message.contains(part), "\(found.message)") }
    }

    /// Refused with exit code 1, in a message that shows no name and no date, and nothing is written.
    private func refusal(_ folder: Folder, model: String = SmallModel.text, records: [String], _ more: String...) throws -> Refusal {
        let model = try folder.write("model.yaml", model)
        let before = folder.names
        let outputs = ["--out", folder.path("out.csv"), "--json", folder.path("out.json"), "--pairs", folder.path("pairs.csv")]
        let found = try Refusal(records + ["--model", model] + outputs + more)
        #expect(found.exitCode == 1)
        #expect(folder.names == before)
        #expect(!found.message.isEmpty)
        for personal in ["Zelda", "Quill", "1980-", "/1980", "Secretsson"] {
            #expect(!found.message.localizedCaseInsensitiveContains(personal), "\(found.message)")
        }
        return found
    }

    @Test func `a file that is not there, or is a folder, is refused by its name`() throws {
        let folder = try Folder()
        let records = try folder.write("records.csv", Self.good)
        #expect(try refusal(folder, records: [folder.path("none.csv")]).message.contains("none.csv: cannot be read; check the name"))
        #expect(try refusal(folder, records: [URL(filePath: records).deletingLastPathComponent().path]).message.contains("cannot be read"))
        #expect(try refusal(folder, records: [records, records]).message.contains("stands twice"))
    }

    @Test(.enabled(if: geteuid() != 0, "an administrator may read everything"))
    func `a file that this user may not read is refused`() throws {
        let folder = try Folder()
        let records = try folder.write("records.csv", Self.good)
        chmod(records, 0)
        #expect(try refusal(folder, records: [records]).message.contains("this user may read it"))
    }

    @Test func `a giant block is refused by rule, size and record id, not by name`() throws {
        let folder = try Folder()
        let rows = (0..<20_001).map { "g\($0),Zelda\($0),Secretsson,01/01/1980,x\n" }
        let found = try refusal(folder, records: [try folder.write("records.csv", People.header + rows.joined())])
        for part in ["rule \"last\"", "20001 records", "record g0", "at most 20000 fit", "split_by"] { #expect(found.message.contains(part)) }
    }

    @Test func `more than 64 sources are refused`() throws {
        let folder = try Folder()
        let rows = (0..<65).map { "g\($0),Zelda,Quill,,set \($0)\n" }
        let records = try folder.write("records.csv", People.header + rows.joined())
        let found = try refusal(folder, model: try SmallModel.with("task:", "source: service\ntask:"), records: [records])
        #expect(found.message.contains("records.csv: service: names more than 64 sets of records"))
    }

    @Test func `linking one source with itself is refused`() throws {
        let folder = try Folder()
        let records = try folder.write("records.csv", Self.good.replacing(",y\n", with: ",x\n"))
        let found = try refusal(folder, model: try SmallModel.with("task: deduplicate", "source: service\ntask: link"), records: [records])
        #expect(found.message.contains("one set, \"x\""))
        #expect(found.message.contains("Give several files, or a model with \"task: deduplicate\""))
    }

    @Test(
        .timeLimit(.minutes(2)),
        arguments: [("", ",Fir,,x\n", "more than 1 MiB"), ("\"", "\",Fir,,x\n", "more than 1 MiB"), ("\"", "", "look for a quote that is not closed")])
    func `a field of 100 MB is refused by its line`(open: String, close: String, message: String) throws {
        let folder = try Folder()
        let field = Data(repeating: UInt8(ascii: "z"), count: 100_000_000)
        let records = try folder.write("records.csv", Data((Self.good + "a5,\(open)").utf8) + field + Data(close.utf8))
        let found = try refusal(folder, records: [records])
        #expect(found.message.contains("records.csv:6: "))
        #expect(found.message.contains(message))
        #expect(found.message.count < 1000)
    }

    @Test func `a NUL byte in a value is a value like any other`() throws {
        let folder = try Folder()
        let records = try folder.write("records.csv", Self.good.replacing("Zelda", with: "Z\0a"))
        let model = try folder.write("model.yaml", SmallModel.text)
        try link(records, "--model", model, "--out", folder.path("out.csv"), "--quiet")
        #expect(try folder.rows("out.csv").count == 5)
    }

    @Test func `a column that is empty in every record is a warning, not an error`() throws {
        let folder = try Folder()
        let records = try folder.write("records.csv", People.text.replacing(#/\d\d/\d\d/\d{4}/#, with: ""))
        let model = try folder.write("model.yaml", try SmallModel.with("[[first, last, born]]", "[[first, last]]"))
        let found = try Refusal([records, "--model", model, "--out", folder.path("out.csv")])
        #expect(found.exitCode == 0)
        #expect(found.message.contains("the column \"born\" is empty in every record"))
    }
}
