import Foundation
import RecordLinkage
import Tables

/// What a run did, for people and programs that look after it.
struct LinkSummary: Encodable {
    struct Model: Encodable {
        let id: String
        let version: Int
        let developedOn: String
        let threshold: Double
    }

    struct Column: Encodable {
        let name: String
        let given: Int
        let changed: Int
        let emptied: Int
    }

    struct Rule: Encodable {
        let name: String
        /// Pairs that it makes, and those of them that no earlier rule makes.
        let pairs: Int
        let newPairs: Int
    }

    struct Counts: Encodable {
        var records = 0
        var sources: [String: Int] = [:]
        var candidatePairs = 0
        var patterns = 0
        var pairsAtThreshold = 0
        var clusters = 0
        var clustersOfSeveral = 0
        var largestCluster = 0
        var recordsLinked = 0
        var recordsWithoutPair = 0
        var recordsUnlinkable = 0
        var joinsRefusedByContradiction = 0
        var joinsRefusedBySource = 0
        var joinsRefusedAsBridge = 0
        var clustersWithBridge = 0
    }

    struct Dependence: Encodable {
        let first: String
        let second: String
        let observed: Int
        let expected: Double
    }

    struct Session: Encodable {
        let name: String
        let pairs: Int
        /// Those of them that clerks judged.
        let judgedPairs: Int
        let rounds: Int
        let hasConverged: Bool
    }

    var waymark = "link"
    let model: Model
    private(set) var counts = Counts()
    let columns: [Column]
    let rules: [Rule]
    private(set) var clusterSizes: [String: Int] = [:]
    /// Clusters of three records and more that hang together least, for a person to look at.
    private(set) var loosestClusters: [LooseCluster] = []
    private(set) var linkedBySource: [GroupRate] = []
    private(set) var linkedByGroup: [GroupRate] = []
    private(set) var expectedQuality: [ExpectedQuality] = []
    private(set) var labelledQuality: LabelledQuality?
    let parameters: Parameters
    private(set) var training: [Session] = []
    /// Random pairs that were looked at for chance; nought where nothing was learnt.
    private(set) var chancePairs = 0
    /// Comparisons that agree together among them more often than chance has it.
    private(set) var dependences: [Dependence] = []
    private(set) var stages: [String: Double] = [:]
    private(set) var seconds = 0.0
    private(set) var peakMemoryMiB = 0.0
    let workers: Int
    private(set) var warnings: [String]

    init(_ run: LinkRun, workers: Int) {
        let (model, table) = (run.linkage.model, run.linkage.table)
        self.model = Model(id: model.id, version: model.version, developedOn: model.developedOn, threshold: run.threshold)
        self.workers = workers
        parameters = run.parameters
        warnings = run.saidWarnings
        columns = table.report.columns.map { Column(name: $0.name, given: $0.given, changed: $0.changed, emptied: $0.emptied) }
        rules = model.blocking.indices.map {
            Rule(
                name: model.blocking[$0].name(model), pairs: run.pairCounts[$0],
                newPairs: run.candidates.ruleStarts[$0 + 1] - run.candidates.ruleStarts[$0])
        }
        counts.records = table.count
        var ofSource = table.sourceNames.map { _ in 0 }
        for source in table.sources { ofSource[Int(source)] += 1 }
        counts.sources = Dictionary(uniqueKeysWithValues: zip(table.sourceNames, ofSource))
        counts.candidatePairs = run.candidates.count
        counts.patterns = run.candidates.patterns.count
        counts.pairsAtThreshold = run.weights.count { Double($0) >= run.weight }
        take(run.clusters, run.refusals)
        if let (learnt, chance) = run.training { take(learnt, chance) }
    }

    private mutating func take(_ clusters: Clusters, _ refusals: Refusals) {
        counts.clusters = clusters.count
        let sizes = clusters.sizes
        for (size, count) in sizes { clusterSizes[String(size)] = count }
        counts.clustersOfSeveral = sizes.reduce(0) { $1.key > 1 ? $0 + $1.value : $0 }
        counts.recordsLinked = sizes.reduce(0) { $1.key > 1 ? $0 + $1.key * $1.value : $0 }
        counts.largestCluster = sizes.keys.max() ?? 0
        counts.joinsRefusedByContradiction = refusals.byContradiction
        counts.joinsRefusedBySource = refusals.bySource
        counts.joinsRefusedAsBridge = refusals.byBridge
    }

    private mutating func take(_ learnt: Learnt, _ chance: Chance) {
        chancePairs = chance.pairs
        dependences = chance.dependences.map { Dependence(first: $0.first, second: $0.second, observed: $0.observed, expected: $0.expected) }
        training = learnt.sessions.map {
            Session(name: $0.name, pairs: $0.pairs, judgedPairs: $0.judgedPairs, rounds: $0.rounds, hasConverged: $0.hasConverged)
        }
        for session in training where !session.hasConverged {
            warnings.append("training on \(session.name) had not come to rest after \(session.rounds) rounds")
        }
        for learntClass in learnt.parameters.classes where learntClass.share < 0.0001 {
            warnings.append("hardly any pair is of the class \"\(learntClass.id)\"; leave it out of the model")
        }
        let unseen = learnt.parameters.unseenLevels
        if !unseen.isEmpty {
            warnings.append(
                "\(unseen.count == 1 ? "1 level" : "\(unseen.count) levels") never occurred, so what they weigh is a guess: \(unseen.joined(separator: "; "))")
        }
    }

    /// How good the linkage is, as far as it can be told.
    ///
    /// - Parameter names: The names of the clusters.
    mutating func takeQuality(_ run: LinkRun, names: ClusterNames) throws {
        let linkage = run.linkage
        let thresholds = ExpectedQuality.thresholds(with: run.threshold)
        // Two passes over all pairs that know nothing of each other.
        let passes = inOrder(pieces: 2, workers: workers) { pass -> (metrics: [ClusterMetrics], expected: [ExpectedQuality]) in
            pass == 0
                ? (ClusterMetrics.all(run.clusters, run.candidates, weights: run.weights, threshold: run.weight, least: 3), [])
                : ([], ExpectedQuality.table(weights: run.weights, thresholds: thresholds))
        }
        expectedQuality = passes[1].expected
        if let judged = run.open.judged {
            let quality = try linkage.quality(
                judged, run.candidates, weights: run.weights, isSeenInTraining: (parameters.judgedPairs ?? 0) > 0, thresholds: thresholds)
            labelledQuality = quality
            warnings += quality.warnings(candidatePairs: run.candidates.count)
        }
        let paired = run.candidates.recordsWithPair(of: linkage.table.count)
        counts.recordsWithoutPair = paired.count { !$0 }
        linkedBySource = GroupRate.bySource(run.clusters, hasPair: paired, table: linkage.table)
        counts.recordsUnlinkable = try linkage.unlinkable(run.parameters, threshold: run.weight)
        counts.clustersWithBridge = passes[0].metrics.count { $0.bridges > 0 }
        loosestClusters = LooseCluster.loosest(of: passes[0].metrics, names: names)
    }

    mutating func takeGroups(_ run: LinkRun, column: Int) {
        linkedByGroup = GroupRate.table(
            run.clusters, hasPair: run.candidates.recordsWithPair(of: run.linkage.table.count), table: run.linkage.table, column: column)
    }

    mutating func take(_ stages: [(name: String, seconds: Double)], seconds: Double) {
        for stage in stages { self.stages[stage.name] = stage.seconds }
        self.seconds = seconds
        peakMemoryMiB = Self.peakMemoryMiB
    }

    /// The run in a few sentences.
    var closingLines: String {
        var lines =
            "\(counts.records) records are \(counts.clusters) people: \(counts.recordsLinked) records belong to \(counts.clustersOfSeveral) who have several, the others are alone. \(counts.candidatePairs) pairs compared in \(rounded(seconds, 1)) s."
        if counts.joinsRefusedByContradiction > 0 {
            lines += "\n\(counts.joinsRefusedByContradiction) pairs were not joined, since one person cannot have both values."
        }
        if let labelledQuality, let row = labelledQuality.thresholds.first(where: { $0.probability == model.threshold }) {
            let figures = [("precision", row.precision), ("recall", row.recall)].compactMap { name, share in share.map { "\(name) \(Self.words($0))" } }
            if !figures.isEmpty { lines += "\nBy \(labelledQuality.judgedPairs) judged pairs: \(figures.joined(separator: ", "))." }
        }
        return lines
    }

    private static func words(_ share: LabelledQuality.Share) -> String {
        guard let low = share.low, let high = share.high else { return rounded(share.value, 3) }
        return "\(rounded(share.value, 3)) (\(rounded(low, 3)) to \(rounded(high, 3)))"
    }

    /// The most memory that this process has had, from the kernel; 0 where it does not say.
    private static var peakMemoryMiB: Double {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = line.split(separator: " ").dropFirst().first.flatMap({ Double($0.trimmingCharacters(in: .whitespaces)) })
        else { return 0 }
        return (kibibytes / 1024).rounded()
    }
}
