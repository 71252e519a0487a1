import ArgumentParser
import Content
import Foundation
import RecordLinkage

/// Reads, compares, learns, joins and writes: the whole linkage.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Link records and write who is who.")

    @OptionGroup var inputs: LinkInputs

    @Option(help: ArgumentHelp("Where to write record_id,cluster_id.", valueName: "clusters.csv"))
    var out: String

    @Option(help: ArgumentHelp("Also write the pairs with their weights.", valueName: "pairs.csv"))
    var pairs: String?

    @Option(help: "The probability from which a pair speaks for joining; the model's own where it is left out.")
    var threshold: Double?

    @Option(help: ArgumentHelp("Also write counts, seconds, parameters and warnings.", valueName: "summary.json"))
    var json: String?

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
    }

    func run() throws { try told(linked) }

    private func linked() throws {
        let started = Date()
        let previous = try self.previous.map(ClusterFile.read) ?? [:]
        let open = try OpenLinkage(inputs, outputs: [out, pairs, json, state], also: [self.previous])
        open.sayWarnings()
        let linkage = open.linkage
        let group = inputs.by.flatMap { linkage.model.column($0) }
        var summary = LinkSummary(linkage, workers: inputs.workers)
        let blocks = try open.progress.stage("block") { try linkage.blocks() }
        let candidates = try open.progress.stage("compare") { try linkage.candidates(blocks, before: try StateFile.read(state)) }
        summary.take(blocks, candidates, linkage)
        let (parameters, weights) = try open.progress.stage("learn and score") {
            let chance = inputs.parameters == nil ? try linkage.chance() : nil
            if let chance { summary.take(chance) }
            let (parameters, learnt) = try open.learnt(candidates, chance: chance ?? (try linkage.chance()))
            if let learnt { summary.take(learnt) }
            return (parameters, try linkage.weights(candidates, parameters: parameters))
        }
        let weight = weightOfProbability(threshold ?? linkage.model.threshold)
        let clusters = try open.progress.stage("cluster") {
            connectedComponents
                ? (RecordLinkage.connectedComponents(candidates, weights: weights, threshold: weight, recordCount: linkage.table.count), Refusals())
                : try linkage.cluster(candidates, weights: weights, threshold: weight)
        }
        summary.take(clusters.0, clusters.1)
        try open.progress.stage("write") {
            let names = ClusterNames.names(clusters.0, table: linkage.table, previous: previous)
            try ClusterFile.write(clusters.0, names: names, table: linkage.table, to: out)
            if let state { try save(ComparedBefore(linkage, candidates).data, to: state) }
            if let pairs { try PairFile.write(candidates, weights: weights, least: -10, linkage: linkage, to: pairs) }
        }
        summary.counts.pairsAtThreshold = weights.count { Double($0) >= weight }
        if let json {
            try fill(&summary, open, blocks, candidates, weights: weights, clusters: clusters.0, parameters, weight: weight, group: group)
            summary.model = .init(
                id: linkage.model.id, version: linkage.model.version, developedOn: linkage.model.developedOn,
                threshold: threshold ?? linkage.model.threshold)
            for stage in open.progress.stages { summary.stages[stage.name] = (stage.seconds * 1000).rounded() / 1000 }
            summary.seconds = (Date().timeIntervalSince(started) * 1000).rounded() / 1000
            summary.peakMemoryMiB = LinkSummary.peakMemoryMiB
            var written = summary
            written.warnings = open.warnings + summary.warnings
            try JSONText.write(written, to: json)
        }
        say(summary, started: started)
    }

    /// What takes time and only the summary needs.
    private func fill(
        _ summary: inout LinkSummary, _ open: OpenLinkage, _ blocks: Blocks, _ candidates: CandidatePairs, weights: [Float],
        clusters: Clusters, _ parameters: Parameters, weight: Double, group: Int?
    ) throws {
        let linkage = open.linkage
        summary.parameters = parameters
        summary.expectedQuality = ExpectedQuality.table(weights: weights)
        if let labels = inputs.labels {
            summary.labelledQuality = try linkage.quality(LabelFile.read(labels, table: linkage.table), candidates, weights: weights)
        }
        summary.linkedBySource = GroupRate.bySource(clusters, blocks: blocks, table: linkage.table)
        if let group { summary.linkedByGroup = GroupRate.table(clusters, blocks: blocks, table: linkage.table, column: group) }
        summary.counts.recordsUnlinkable = try linkage.unlinkable(parameters, threshold: weight)
        summary.counts.clustersWithBridge = ClusterMetrics.all(clusters, candidates, weights: weights, threshold: weight, least: 3)
            .count { $0.bridges > 0 }
    }

    private func say(_ summary: LinkSummary, started: Date) {
        guard !inputs.quiet else { return }
        let counts = summary.counts
        print(
            "\(counts.records) records are \(counts.clusters) people: \(counts.recordsLinked) records belong to \(counts.clustersOfSeveral) who have several, the others are alone. \(counts.candidatePairs) pairs compared in \(rounded(Date().timeIntervalSince(started), 1)) s."
        )
        if counts.joinsRefusedByContradiction > 0 {
            print("\(counts.joinsRefusedByContradiction) pairs were not joined, since one person cannot have both values.")
        }
        for warning in summary.warnings { complain("Note: \(warning).") }
    }
}
