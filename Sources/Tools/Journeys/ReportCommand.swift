import ArgumentParser
import Content
import Foundation
import ProcessMining

/// `journeys report`: a page that shows where the days go.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write a report on an event log: one page and its figures as files.")

    @OptionGroup var options: LogOptions
    @OptionGroup var journey: JourneyOptions
    @Option(help: "The folder to write to. It is made where it is not there.")
    var out: String
    @Option(help: "A file of rules in YAML; the report then shows which are broken.")
    var rules: String?
    @Option(help: "The most steps on the map, up to 60.")
    var steps = 16
    @Option(help: "The share of moves to draw, in per cent.")
    var moves = 80

    mutating func validate() throws {
        guard (1...FlowMap.Limits.mostNodes).contains(steps) else { throw ValidationError("--steps must be from 1 to \(FlowMap.Limits.mostNodes).") }
        guard (1...100).contains(moves) else { throw ValidationError("--moves must be from 1 to 100.") }
    }

    func run() throws {
        try told {
            let (journeys, loaded) = try journey.journeys(options, rules: rules)
            var page = ReportPage(journeys: journeys, name: loaded.name)
            page.limits.nodes = steps
            page.limits.moves = Double(moves) / 100
            if let rules { page.broken = ReportFigures.broken(try ConformCommand.results(rules, journeys, home: journey.workingDays.home, log: options.log)) }
            try OutputFiles.write(page.files, into: out, for: .owner, inputs: [options.log] + [rules].compactMap { $0 })
        }
        print("Wrote \(URL(filePath: out).appending(path: "index.html").relativePath)")
    }
}
