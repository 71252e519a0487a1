package import ArgumentParser

/// Finds the records that are one person's.
package struct LinkCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Find the records that are one person's, across files and services.",
        discussion: "Guide: docs/guides/linkage.md. Models that ship: Content/link-models.",
        subcommands: [
            RunCommand.self, TrainCommand.self, PredictCommand.self, ExplainCommand.self, ReviewCommand.self, CompareCommand.self,
            CheckModelCommand.self,
        ],
        defaultSubcommand: RunCommand.self)

    package init() {}
}
