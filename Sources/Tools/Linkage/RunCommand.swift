import ArgumentParser
import Content
import Foundation
import RecordLinkage

/// Reads, compares, learns, joins and writes: the whole linkage.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Link records and write who is who.")

    @OptionGroup var records: RecordFiles
    @OptionGroup var inputs: LinkInputs
    @OptionGroup var learning: LearningInputs

    @Option(help: ArgumentHelp("Where to write record_id,cluster_id.", valueName: "clusters.csv"))
    var out: String

    @Option(help: ArgumentHelp("Also write the pairs with their weights.", valueName: "pairs.csv"))
    var pairs: String?

    @Option(help: "The probability from which a pair speaks for joining; the model's own where it is left out.")
    var threshold: Double?

    @Option(help: ArgumentHelp("Also write counts, seconds, parameters, quality and warnings.", valueName: "summary.json"))
    var json: String?

    @Option(help: "A column of the model: say in the summary of --json how many of each of its values were linked.")
    var by: String?

    @Option(help: ArgumentHelp("Clusters of an earlier run: those that stay keep their names.", valueName: "clusters.csv"))
    var previous: String?

    @Option(
        help: ArgumentHelp(
            "Compared pairs of the last run, kept up to date: records that did not change are not compared again. The answer is the same.",
            valueName: "file"))
    var state: String?

    @Flag(help: "Join all that hangs together, as most tools do; to compare with.")
    var connectedComponents = false

    func validate() throws {
        if let threshold, !(threshold > 0 && threshold < 1) { throw ValidationError("--threshold is a probability: above 0 and below 1.") }
        guard json == nil else { return }
        if by != nil { throw ValidationError("--by has no effect without --json: the groups are told in the summary.") }
        if learning.parameters != nil && learning.judged.labels != nil {
            throw ValidationError("--labels beside --parameters teaches nothing and only measures: name a summary with --json, or leave --labels out.")
        }
    }

    func run() throws { try told(linked) }

    private func linked() throws {
        let started = Date()
        let previous = try self.previous.map(ClusterFile.read) ?? [:]
        let open = try OpenLinkage(
            inputs,
            .init(
                records: records.paths, parameters: learning.parameters, labels: learning.judged.labels, further: [self.previous],
                outputs: [out, pairs, json, state]), check: checkGroupColumn)
        try checkGroups(open.linkage)
        open.sayWarnings()
        let before = try StateFile.read(state)
        let run = try StateFile.naming(state) {
            try LinkRun(open, threshold: threshold ?? open.linkage.model.threshold, before: before, joinsAll: connectedComponents)
        }
        let names = ClusterNames(run.clusters, table: run.linkage.table, previous: previous)
        try open.progress.stage("write") { try write(run, names: names) }
        let summary = try summary(run, names: names, started: started)
        if let json { try JSONText.write(figures: summary, to: json) }
        open.say(summary.closingLines)
        for warning in summary.warnings.dropFirst(run.saidWarnings.count) { open.note(warning) }
    }

    private func write(_ run: LinkRun, names: ClusterNames) throws {
        let linkage = run.linkage
        try ClusterFile.write(run.clusters, names: names, table: linkage.table, workers: inputs.workers, to: out)
        if let state { try OutputFiles.write(ComparedBefore(linkage, run.candidates).data, to: state, for: .owner) }
        if let pairs { try PairFile.write(run.candidates, weights: run.weights, least: -10, linkage: linkage, to: pairs) }
    }

    /// What takes time and only the written summary needs is left out where none is asked for.
    private func summary(_ run: LinkRun, names: ClusterNames, started: Date) throws -> LinkSummary {
        var summary = LinkSummary(run, workers: inputs.workers)
        if json != nil {
            try summary.takeQuality(run, names: names)
            if let by, let column = run.linkage.model.column(by) { summary.takeGroups(run, column: column) }
        }
        summary.take(run.open.progress.stages, seconds: Date().timeIntervalSince(started))
        return summary
    }

    private func checkGroupColumn(_ model: LinkModel) throws {
        guard let by, model.column(by) == nil else { return }
        throw ValidationError("--by: the model has no column \"\(by)\"; it has \(model.columns.map(\.name).joined(separator: ", ")).")
    }

    private func checkGroups(_ linkage: Linkage) throws {
        guard let by, let column = linkage.model.column(by) else { return }
        let groups = linkage.table.columns[column].counts.count { $0 > 0 }
        if groups > GroupRate.mostGroups {
            throw ValidationError("--by: \"\(by)\" has \(groups) values; name a column with at most \(GroupRate.mostGroups), such as sex.")
        }
    }
}
