import ArgumentParser
import Content
import Foundation
import ProcessMining
import Testing

@testable import Journeys

/// Results of PM4Py 2.7.23.11 on real logs, which are not part of this repository; skipped where they are not beside it.
@Suite("Agreement with PM4Py", .enabled(if: Files.hasLogs, "the real logs are not here"))
struct ParityTests {
    private func figures(_ file: String, workers: Int) throws -> [UInt8] {
        let path = Files.logs.appending(path: file).path
        let command = try AnalyseCommand.parse([path, "--compatible", "pm4py", "--json", "--workers", String(workers)])
        let loaded = try command.options.read(isPaired: false)
        return Figures(loaded, isCompatible: true, withHandovers: loaded.form == .table).json.bytes
    }

    private func differences(_ a: Any?, _ b: Any?, _ path: String) -> [String] {
        if let a = a as? [String: Any], let b = b as? [String: Any] {
            return Set(a.keys).union(b.keys).sorted().flatMap { differences(a[$0], b[$0], path + "/" + $0) }
        }
        if let a = a as? [Any], let b = b as? [Any] {
            return a.count == b.count ? zip(a, b).enumerated().flatMap { differences($1.0, $1.1, path + "[\($0)]") } : ["\(path): \(a.count) and \(b.count)"]
        }
        if let a = a as? NSNumber, let b = b as? NSNumber { return abs(a.doubleValue - b.doubleValue) <= 1.0001e-3 ? [] : ["\(path): \(a) and \(b)"] }
        if let a = a as? String, let b = b as? String { return a == b ? [] : ["\(path): \(a) and \(b)"] }
        return ["\(path): on one side alone"]
    }

    @Test(
        "Every figure is the same to a thousandth of a second, for one worker and two",
        arguments: [
            ("receipt.xes.gz", "receipt"), ("roadtraffic100traces.xes", "roadtraffic100"), ("running-example.xes", "running-example"),
            ("running-example.csv", "running-example"), ("interval_event_log.xes.gz", "interval_xes"), ("interval_event_log.csv.gz", "interval_csv"),
            ("traffic_fines.csv.gz", "traffic_fines"), ("BPIC15_1.xes.gz", "BPIC15_1"),
        ])
    func parity(file: String, expected: String) throws {
        let packed = try FileHandle(forReadingFrom: Files.logs.appending(path: "expected/\(expected).json.gz"))
        let reference = try JSONSerialization.jsonObject(with: LoadedLog.unpacked(packed))
        let own = try figures(file, workers: 2)

        #expect(differences(reference, try JSONSerialization.jsonObject(with: Data(own)), "") == [])
        #expect(try figures(file, workers: 1) == own)
    }

    @Test func `One object-centric log is read the same from its three encodings`() throws {
        let all = try ["ocel20_example.sqlite", "ocel20_example.xmlocel", "ocel20_example.jsonocel"].map { name in
            let command = try AnalyseCommand.parse([Files.logs.appending(path: name).path, "--object", "Purchase Order"])
            let log = try command.options.read().events
            return [log.activities.codes.map { log.activities.word($0) }, (0..<log.caseCount).map(log.caseName)]
        }
        #expect(all[0] == all[1])
        #expect(all[0] == all[2])
        #expect(all[0][0].count == 5)
    }

    @Test(arguments: ["ocel1_example.sqlite", "ocel1_example.xmlocel", "ocel1_example.jsonocel"])
    func `The older object-centric format is refused by name`(name: String) throws {
        let found = try #require(try problems(["analyse", Files.logs.appending(path: name).path]))
        #expect(found.description.contains("OCEL 1.0"))
    }

    /// PM4Py 2.7.23.11 read model.pnml as written by `journeys discover` and replayed the same log: 59.62343096 % of cases fit, 0.9456781448.
    @Test func `Token replay of a discovered model gives what PM4Py gives for that model`() throws {
        let command = try AnalyseCommand.parse([Files.logs.appending(path: "receipt.xes.gz").path])
        let log = try command.options.read().events.ordered(by: .completion)
        let replay = TokenReplay(log, PetriNet(InductiveMiner(noise: 0.2).tree(of: log)))

        #expect(abs(Double(replay.fittingCases) / Double(replay.cases) - 0.5962343096) < 1e-9)
        #expect(abs(replay.fitness - 0.9456781448) < 1e-9)
    }

    private func check(_ log: String, _ model: Data) throws -> ModelCheck {
        let events = try AnalyseCommand.parse([Files.logs.appending(path: log).path]).options.read().events.ordered(by: .completion)
        return try ModelCheck(events, ModelFile(model, activities: events.activities).net)
    }

    /// PM4Py 2.7.23.11, `conformance_diagnostics_alignments`: costs in steps, and the mean of its fitness.
    @Test func `Alignments cost what PM4Py's cost`() throws {
        let net = try String(contentsOf: Files.logs.appending(path: "running-example.pnml"), encoding: .isoLatin1)
        let fitting = try check("running-example.xes", Data(net.utf8))
        #expect((fitting.totalCost, fitting.fittingCases) == (0, 6))
        let drawn = try check("running-example.xes", Data(contentsOf: Files.logs.appending(path: "running-example.bpmn")))
        #expect((drawn.totalCost, drawn.fittingCases) == (0, 6))
        let other = try check("running-example.xes", Data(net.replacing("<text>decide</text>", with: "<text>settle</text>").utf8))
        #expect(other.totalCost == 18)
        #expect(abs(try #require(other.meanFitness) - 0.7634920634920636) < 1e-12)
        let intended = try check("receipt.xes.gz", LoadedLog.unpacked(FileHandle(forReadingFrom: Files.logs.appending(path: "receipt.bpmn.gz"))))
        #expect((intended.totalCost, intended.fittingCases) == (0, 1434))
    }

    /// The same for the model that `journeys discover` writes: 829 of 1,434 cases cost nothing, all together 1,698 steps.
    @Test func `Alignments with a discovered model cost what PM4Py's cost`() throws {
        let log = try AnalyseCommand.parse([Files.logs.appending(path: "receipt.xes.gz").path]).options.read().events.ordered(by: .completion)
        let check = try ModelCheck(log, PetriNet(InductiveMiner(noise: 0.2).tree(of: log)))
        #expect((check.fittingCases, check.totalCost, check.notAlignedCases) == (829, 1698, 0))
        #expect(abs(try #require(check.meanFitness) - 0.8555755014725912) < 1e-12)
    }
}
