import ArgumentParser
import Foundation
import ProcessMining

/// `journeys analyse`: the figures of a log as one line of JSON.
struct AnalyseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyse", abstract: "Print the figures of an event log.",
        discussion: "With --compatible pm4py the two orders and the negative gaps of that tool are kept, so that results can be compared.")

    enum Tool: String, ExpressibleByArgument, CaseIterable { case pm4py }

    @OptionGroup var options: LogOptions
    @Option(help: "Agree with another tool, instead of keeping one order throughout: pm4py.")
    var compatible: Tool?
    @Flag(help: "Print one line of JSON.")
    var json = false

    func run() throws {
        let loaded = try told { try options.read() }
        let isCompatible = compatible == .pm4py
        let withHandovers = !isCompatible || loaded.form == .table || options.service != nil
        let figures = Figures(loaded, isCompatible: isCompatible, withHandovers: withHandovers)
        for line in Self.warnings(figures.log) { complain(line) }
        FileHandle.standardOutput.write(Data(json ? figures.json.bytes + [10] : Array(figures.summary.utf8)))
    }

    /// What was left out, for standard error.
    static func warnings(_ log: EventLog) -> [String] {
        guard log.dropped.count > 0 else { return [] }
        guard !log.dropped.rows.isEmpty else { return ["\(log.dropped.count) events without an object of this type are left out."] }
        let rows = log.dropped.rows.map { "line \($0.line) has no \($0.missing.rawValue)" }
        return ["\(log.dropped.count) rows are left out: \(rows.joined(separator: ", "))\(log.dropped.count > rows.count ? " and more" : "")."]
    }
}
