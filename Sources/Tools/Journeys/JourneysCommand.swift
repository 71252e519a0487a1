package import ArgumentParser

/// `waymark journeys`: from an event log to where the days go.
package struct JourneysCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "journeys", abstract: "See end to end where residents wait, from a log of what happened to their cases.",
        subcommands: [
            AnalyseCommand.self, ReportCommand.self, ConformCommand.self, DiscoverCommand.self, CompareCommand.self, PublishCommand.self,
        ])

    package init() {}
}
