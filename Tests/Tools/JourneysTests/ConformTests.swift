import ArgumentParser
import Content
import Foundation
import ProcessMining
import Testing

@testable import Journeys

@Suite("Checking cases, and finding models")
struct ConformTests {
    private static let log = """
        case_id,activity,demand,timestamp
        1,apply,,2026-01-05
        1,chase,failure,2026-01-06
        1,decide,,2026-01-07
        2,apply,,2026-01-05
        2,decide,,2026-01-20
        3,apply,,2026-01-05
        3,close,,2026-01-06
        4,apply,,2026-01-19

        """
    private static let rules = """
        schema: 1
        rules:
          - {id: week, title: Decided in a week, kind: deadline, from: apply, to: decide, within: 7, unit: days}
        """

    private func run(_ arguments: [String]) throws {
        var command = try JourneysCommand.parseAsRoot(arguments)
        try command.run()
    }

    @Test func `Cases are listed with what kind of breach they are, also those in time`() throws {
        let files = try Files()
        defer { files.remove() }
        let (log, cases) = (try files.write("log.csv", Self.log), files.folder.appending(path: "cases.csv").path)
        let rules = try files.write("rules.yaml", Self.rules)
        try run(["conform", log, "--rules", rules, "--closed", "close", "--closed", "decide", "--cases", cases])
        let rows = try CSVFile(name: "cases", data: Data(contentsOf: URL(filePath: cases))).rows.map(\.fields)
        #expect(
            rows == [
                ["week", "2", "2026-01-12", "8", "late"], ["week", "3", "2026-01-12", "", "never done"], ["week", "4", "2026-01-26", "", "still in time"],
            ])

        let command = try ConformCommand.parse([log, "--rules", rules, "--closed", "close", "--closed", "decide"])
        let (journeys, _) = try command.journey.journeys(command.options)
        let results = try ConformCommand.results(rules, journeys, home: nil, log: log)
        #expect(
            RulesWording.text(results)
                == "Decided in a week: broken in 2 of 4 cases (50%): 1 late, 1 never done. Of those late, the one in the middle is 8 days late. "
                + "1 case may still do it: it is neither late nor known to be over.\n")
        let line = String(decoding: RulesWording.json(results).bytes, as: UTF8.self)
        #expect(line == #"[{"broken":2,"concerned":4,"id":"week","kept":1,"late":1,"neverDone":1,"notAllowed":0,"overdue":0,"pending":1}]"#)
        #expect(ReportFigures.broken(results).table.columns.contains("Never done"))
    }

    @Test func `A model is found without contacts, written, read back and checked`() throws {
        let files = try Files()
        defer { files.remove() }
        let (log, out) = (try files.write("log.csv", Self.log), files.folder.appending(path: "model").path)
        try run(["discover", log, "--out", out, "--noise", "0"])
        for name in ["model.bpmn", "model.pnml"] {
            let text = try String(contentsOf: URL(filePath: out + "/" + name), encoding: .utf8)
            #expect(!text.contains("chase"))
            let cases = files.folder.appending(path: name + ".csv").path
            try run(["conform", log, "--model", out + "/" + name, "--cases", cases])
            let rows = try CSVFile(name: "cases", data: Data(contentsOf: URL(filePath: cases))).rows.map(\.fields)
            #expect(rows.map { $0[1] } == Array(repeating: "follows the model", count: 4))
            #expect(try FileManager.default.attributesOfItem(atPath: cases)[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `Cases that deviate are told with the steps that differ`() throws {
        let files = try Files()
        defer { files.remove() }
        let log = try files.write("log.csv", Self.log)
        let model = try files.write(
            "model.pnml", ModelExport.pnml(PetriNet(.sequence([.activity(0), .activity(1), .activity(2)])), { ["apply", "decide", "write"][Int($0)] }))
        let command = try ConformCommand.parse([log, "--model", model])
        let found = try ModelConformance.read(model, command.options, command.journey, states: 1000)
        // By hand: of three steps in the shortest run the cases lack one (twice), two and have one more, and two: 1/5, 1/5, 3/5 and 2/4 of the worst.
        #expect(found.text.hasPrefix("0 of 4 cases follow the model from beginning to end. Mean fitness is 0.625 by alignments.\n"))
        #expect(found.text.contains("The log has no event of these steps of the model: write.\n"))
        #expect(found.text.contains("The model has none of these steps of the log: close.\n"))
        #expect(found.text.contains("  write: in 4 cases\n") && found.text.contains("  decide: in 2 cases\n") && found.text.contains("  close: in 1 case\n"))
        #expect(found.csv.contains("3,deviates,3,0.400,decide; write,close"))
    }

    @Test func `No file is written over the model that is read, and one of rules and model is asked for`() throws {
        let files = try Files()
        defer { files.remove() }
        let (log, model) = (try files.write("log.csv", Self.log), try files.write("model.pnml", "<pnml/>"))
        #expect(throws: ExitCode(1)) { try run(["conform", log, "--model", model, "--cases", model]) }
        #expect(try String(contentsOf: URL(filePath: model), encoding: .utf8) == "<pnml/>")
        #expect(throws: ExitCode(1)) { try run(["conform", log, "--model", model]) }
        let empty = try files.write("empty.bpmn", "")
        for (path, message) in [
            (empty, "is empty"), (try files.write("model.bpmn.gz", Data([0x1F, 0x8B, 8])), "is packed"), (files.folder.path, "cannot be read"),
        ] {
            let command = try ConformCommand.parse([log, "--model", path])
            let found = try #require(throws: FileProblems.self) { try ModelConformance.read(path, command.options, command.journey, states: 1000) }
            #expect(found.description.contains(message))
        }
        #expect(throws: (any Error).self) { try ConformCommand.parse([log]) }
        #expect(throws: (any Error).self) { try ConformCommand.parse([log, "--rules", model, "--states", "5000"]) }
        #expect(throws: (any Error).self) { try ConformCommand.parse([log, "--model", model, "--closed", "close"]) }
        #expect(throws: (any Error).self) { try ConformCommand.parse([log, "--model", model, "--rules", model]) }
    }

    /// Each sentence against the figures that it tells, on made-up logs of two channels.
    @Test("Comparisons are told in plain words that are true", arguments: 1...12)
    func sentences(seed: UInt64) throws {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        func draw(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        var rows = "case_id,activity,channel,timestamp\n"
        for number in 0..<60 {
            let channel = number.isMultiple(of: 2) ? "phone" : "web"
            var hour = draw(100)
            for step in ["ask", "visit", "pay"] where step != "visit" || draw(4) > 0 {
                rows += "\(number),\(step),\(channel),\(Timestamp.text(Int64(490_000 + hour) * 3_600_000_000))\n"
                hour += draw(channel == "web" && seed.isMultiple(of: 2) ? 400 : 60)
            }
        }
        let files = try Files()
        defer { files.remove() }
        let path = try files.write("log.csv", rows)
        let (first, second) = try CompareCommand.parse([path, "--channels", "phone,web"]).sides()
        let comparison = Comparison(first.1, second.1)
        let text = CompareWording(comparison, nil).text((first.0, first.1.caseCount), (second.0, second.1.caseCount))

        #expect(!text.contains("delta") && !text.contains("p ") && !text.contains("Holm"))
        let lead = try #require(comparison.lead)
        #expect(text.contains("differ no more than chance would bring") == (lead.p >= 0.05))
        let ranked = text.split(separator: "\n").filter { $0.contains("of 10 pairs of waits") }
        #expect(ranked.count == comparison.lines.count { $0.isWaitDifferent == true })
        for line in comparison.lines where line.isWaitDifferent == true {
            let test = try #require(line.wait)
            let sentence = try #require(ranked.first { $0.contains("\(line.from) → \(line.to): ") })
            #expect(sentence.contains("the one of “\(test.firstLarger >= test.secondLarger ? "phone" : "web")” is longer"))
        }
        for line in comparison.lines where line.isWaitDifferent == false { #expect(!ranked.contains { $0.contains("\(line.from) → \(line.to): ") }) }
    }
}
