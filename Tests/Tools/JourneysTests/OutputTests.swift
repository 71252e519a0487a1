import ArgumentParser
import Content
import Foundation
import Testing

@testable import Journeys

@Suite("What waymark journeys writes")
struct OutputTests {
    private static let log = "case_id,activity,timestamp\n1,apply,2026-01-05\n1,decide,2026-01-07\n2,apply,2026-01-06\n2,decide,2026-01-09\n"
    private static let rules = """
        schema: 1
        rules:
          - {id: once, title: Decided once, kind: exactly-once, activity: decide}
        """

    private func run(_ arguments: [String]) throws {
        var command = try JourneysCommand.parseAsRoot(arguments)
        try command.run()
    }

    private func mode(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test("No command writes over what it reads", arguments: ["conform", "compare", "report", "publish", "discover"])
    func inputs(command: String) throws {
        let files = try Files()
        defer { files.remove() }
        // The name that the command would write, in the folder it would write to; once by its name and once by a link to it.
        let target = ["report": "index.html", "publish": "steps.csv", "discover": "model.pnml"][command] ?? "log.csv"
        let log = try files.write(target, Self.log)
        let rules = try files.write("rules.yaml", Self.rules)
        let named = files.folder.appending(path: "link.csv").path
        try FileManager.default.createSymbolicLink(atPath: named, withDestinationPath: log)
        for input in [log, named] {
            let arguments: [String] =
                switch command {
                case "conform": ["--rules", rules, "--cases", log]
                case "compare": ["--day", "2026-01-06", "--csv", log]
                case "publish": ["--threshold", "3", "--out", files.folder.path]
                default: ["--out", files.folder.path]
                }
            #expect(throws: ExitCode(1)) { try run([command, input] + arguments) }
            #expect(try String(contentsOf: URL(filePath: log), encoding: .utf8) == Self.log)
        }
        if command == "conform" {
            #expect(throws: ExitCode(1)) { try run(["conform", log, "--rules", rules, "--cases", rules]) }
            #expect(try String(contentsOf: URL(filePath: rules), encoding: .utf8) == Self.rules)
        }
    }

    @Test func `Files that name cases are for their owner alone`() throws {
        let files = try Files()
        defer { files.remove() }
        let log = try files.write("log.csv", Self.log)
        let out = files.folder.appending(path: "report").path
        let (cases, moves) = (files.folder.appending(path: "cases.csv").path, files.folder.appending(path: "moves.csv").path)
        _ = FileManager.default.createFile(atPath: cases, contents: nil, attributes: [.posixPermissions: 0o644])
        try run(["conform", log, "--rules", try files.write("rules.yaml", Self.rules), "--cases", cases])
        try run(["compare", log, "--day", "2026-01-06", "--csv", moves])
        try run(["report", log, "--out", out])
        let written = try FileManager.default.contentsOfDirectory(atPath: out).map { out + "/" + $0 }
        #expect(written.count > 3)
        for path in [cases, moves] + written { #expect(try mode(path) == 0o600, "\(path)") }
        #expect(try mode(out) == 0o700)
    }

    @Test func `Words with commas stay whole in the files, numbers lose theirs`() throws {
        let table = FigureTable(
            id: "t", caption: "T", columns: ["Step", "Then", "Times", "Cost, £"], rows: [["1,2", "£3,000", "1,234", "£1,234.50"]], wordColumns: 2)
        let read = try CSVFile(name: "t.csv", data: Data(table.csv.utf8))
        #expect(read.rows.map(\.fields) == [["1,2", "£3,000", "1234", "1234.50"]])
    }

    @Test func `A report of steps named by numbers with commas names them so in every file`() throws {
        let files = try Files()
        defer { files.remove() }
        let names = ["1,2", "2,000", "£3,000"]
        let rows = (0..<40).flatMap { number in names.enumerated().map { "\(number),\"\($1)\",2026-01-\(5 + $0 * 7)\n" } }
        let log = try files.write("log.csv", "case_id,activity,timestamp\n" + rows.joined())
        let out = files.folder.appending(path: "report")
        try run(["report", log, "--out", out.path])
        for name in ["map", "waits"] {
            let read = try CSVFile(name: name, data: Data(contentsOf: out.appending(path: "\(name).csv")))
            #expect(!read.rows.isEmpty)
            for row in read.rows where row.fields[0] != "(start)" && row.fields[1] != "(end)" {
                #expect(names.contains(row.fields[0]) && names.contains(row.fields[1]), "\(name): \(row.fields)")
            }
        }
    }
}
