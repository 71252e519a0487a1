import ArgumentParser
import Content
import Foundation
import ProcessMining
import Testing

@testable import Journeys

/// Files on which reading once failed, which are not part of this repository; skipped where they are not beside it.
@Suite("Files that once failed to be read", .enabled(if: Files.hasCases, "the cases are not here"))
struct CaseFileTests {
    private func read(_ name: String, _ arguments: [String] = []) throws -> (log: EventLog, said: String) {
        let command = try ReportCommand.parse([Files.cases.appending(path: name).path, "--out", "nowhere"] + arguments)
        let log = try command.options.read().events.ordered(by: .completion)
        return (log, LogWarnings(log).lines.joined(separator: "\n"))
    }

    private func refusal(_ name: String, _ arguments: [String] = []) throws -> String {
        try #require(throws: FileProblems.self) { try read(name, arguments) }.description
    }

    @Test(
        "Times of every form are read, by themselves or as is said",
        arguments: [
            ("t_words.csv", [], "2026-03-31T09:30:00+00:00"), ("t_epochms.csv", [], "2026-01-01T00:00:00+00:00"),
            ("t_ampm.csv", ["--day-first"], "2026-03-31T21:30:00+00:00"),
            ("t_ampm.csv", ["--time-format", "dd/MM/yyyy hh:mm:ss a"], "2026-03-31T21:30:00+00:00"),
            ("t_usa.csv", ["--time-format", "MM/dd/yyyy HH:mm"], "2026-03-31T09:30:00+00:00"),
        ])
    func times(name: String, arguments: [String], expected: String) throws {
        #expect(try read(name, arguments).log.first.map(Timestamp.text) == expected)
    }

    @Test func `What was taken is said`() throws {
        #expect(try read("t_epochms.csv").said.contains("taken as milliseconds since 1970: the first, 1767225600000, is 2026-01-01T00:00:00+00:00"))
        #expect(try read("t_words.csv").said.contains("2 times without an offset from UTC are taken as UTC"))
        #expect(try refusal("t_usa.csv").contains("--time-format \"MM/dd/yyyy HH:mm\""))
        #expect(try !refusal("t_usa.csv").contains("--day-first"))
    }

    @Test func `Local times come out as the same times with their offset`() throws {
        let rules = Files.cases.appending(path: "rules28.yaml").path
        let results = try ["naive_local2.csv", "naive_offset2.csv"].map { name -> [Int] in
            let command = try ConformCommand.parse([Files.cases.appending(path: name).path, "--rules", rules])
            let (journeys, _) = try command.journey.journeys(command.options, rules: rules)
            return try ConformCommand.results(rules, journeys, home: Files.root.path, log: name).flatMap { [$0.concerned, $0.breaches.count] }
        }
        #expect(results == [[12, 0], [12, 0]])
        #expect(try read("naive_local2.csv", ["--zone", "Europe/London"]).log.times == read("naive_offset2.csv").log.times)
    }

    @Test func `Amounts are read`() throws {
        #expect(try read("c_pound.csv").log.costs == [123_450, 100])
        #expect(try read("c_brackets.csv").log.costs == [-1250, 100])
    }

    @Test func `Bad rows are named by their line and left out where that is asked for`() throws {
        #expect(try refusal("cr_bad.csv").contains("cr_bad.csv:4:"))
        #expect(try read("cr_bad.csv", ["--skip-bad-rows"]).said.contains("line 4: timestamp: \"soon\""))
        #expect(try refusal("onebad.csv").contains("--skip-bad-rows"))
        let (log, said) = try read("onebad.csv", ["--skip-bad-rows"])
        #expect(log.count == 598 && log.notes.bad.count == 1)
        #expect(said.contains("1 row that cannot be read is left out:\n  line 600:"))
    }

    @Test func `What is odd is said`() throws {
        #expect(try read("emptyword.csv").log.services.allWords == ["Housing"])
        #expect(try read("emptyword.csv").said.contains("have a word for none, such as NULL or N/A, as service"))
        #expect(try read("ids_float.csv").said.contains("The cases \"12345\" and \"12345.0\" look like one"))
        #expect(try read("zero1970.csv").log.first.map(Timestamp.date) == "2026-01-01")
        #expect(try read("zero1970.csv").said.contains("stands for none"))
        let (words, said) = try read("lc_words2.csv")
        #expect(words.count == 80 && words.pairing?.pairs == 80 && said.contains("\"Started\" in the lifecycle is taken for a start"))
    }

    @Test func `A file with the newest first is turned`() throws {
        let (log, said) = try read("newestfirst.csv")
        #expect(log.events(of: 0).map { log.activities.word(log.activities.codes[$0]) } == ["received", "assessed", "decided", "closed"])
        #expect(said.contains("newest events first") && said.contains("Times are whole days"))
    }

    @Test func `XES with prefixes and without names is read`() throws {
        #expect(try read("x_prefix.xes").log.count == 1)
        let (log, said) = try read("x_noname.xes")
        #expect(log.caseCount == 2 && said.contains("2 traces have no name"))
    }

    private func written(_ arguments: [String], _ file: String, in folder: String) throws -> [[String]] {
        var command = try JourneysCommand.parseAsRoot(arguments)
        try command.run()
        return try CSVFile(name: file, data: Data(contentsOf: URL(filePath: folder + "/" + file))).rows.map(\.fields)
    }

    @Test func `Names that look alike end no command`() throws {
        let files = try Files()
        defer { files.remove() }
        let out = files.folder.appending(path: "out").path
        let log = Files.cases.appending(path: "nfc.csv").path
        #expect(try !written(["publish", log, "--out", out, "--threshold", "3"], "steps.csv", in: out).isEmpty)
        #expect(try read("nfc.csv").said.contains("look alike"))
    }

    @Test func `Cases that were all closed are not called open`() throws {
        let command = try ReportCommand.parse([Files.cases.appending(path: "open_headline.csv").path, "--out", "nowhere"])
        let (journeys, loaded) = try command.journey.journeys(command.options)
        let page = ReportPage(journeys: journeys, name: loaded.name).files[0].text
        #expect(page.contains("<h1>All cases end within 40 minutes</h1>"))
        #expect(page.contains("Every case is closed."))
    }

    @Test func `The marks of start and end are never those of a step`() throws {
        let files = try Files()
        defer { files.remove() }
        let out = files.folder.appending(path: "out").path
        let log = Files.cases.appending(path: "parenstart.csv").path
        let moves = try written(["publish", log, "--out", out, "--threshold", "3"], "moves.csv", in: out).map { Array($0.prefix(2)) }
        #expect(Set(moves).count == moves.count)
        #expect(moves.contains(["((start))", "(start)"]) && moves.contains(["(end)", "((end))"]))
        let map = try written(["report", log, "--out", out], "map.csv", in: out).map { Array($0.prefix(2)) }
        #expect(Set(map).count == map.count && map.contains(["((start))", "(start)"]))
    }

    @Test func `A model that had no diagram is written with one`() throws {
        let files = try Files()
        defer { files.remove() }
        let out = files.folder.appending(path: "out").path
        var command = try JourneysCommand.parseAsRoot(["discover", Files.cases.appending(path: "parenstart.csv").path, "--out", out])
        try command.run()
        let model = try String(contentsOf: URL(filePath: out + "/model.bpmn"), encoding: .utf8)
        #expect(model.contains("BPMNDiagram") && model.contains("BPMNShape") && model.contains("BPMNEdge"))
        let old = try String(contentsOf: Files.cases.appending(path: "no_diagram.bpmn"), encoding: .utf8)
        #expect(!old.contains("BPMNDiagram"))
    }
}
