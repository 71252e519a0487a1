import Foundation
import RecordLinkage

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
        let rounds: Int
        let hasConverged: Bool
    }

    var waymark = "link"
    var model: Model
    var counts = Counts()
    var columns: [Column]
    var rules: [Rule] = []
    var clusterSizes: [String: Int] = [:]
    var linkedBySource: [GroupRate] = []
    var linkedByGroup: [GroupRate] = []
    var expectedQuality: [ExpectedQuality] = []
    var labelledQuality: [LabelledQuality] = []
    var parameters: Parameters?
    var training: [Session] = []
    /// Comparisons that agree together among strangers more often than chance has it.
    var dependences: [Dependence] = []
    var stages: [String: Double] = [:]
    var seconds = 0.0
    var peakMemoryMiB = 0.0
    var workers: Int
    var warnings: [String] = []

    init(_ linkage: Linkage, workers: Int) {
        let model = linkage.model
        self.model = Model(id: model.id, version: model.version, developedOn: model.developedOn, threshold: model.threshold)
        self.workers = workers
        columns = linkage.table.report.columns.map { Column(name: $0.name, given: $0.given, changed: $0.changed, emptied: $0.emptied) }
        counts.records = linkage.table.count
        let table = linkage.table
        var ofSource = table.sourceNames.map { _ in 0 }
        for source in table.sources { ofSource[Int(source)] += 1 }
        counts.sources = Dictionary(uniqueKeysWithValues: zip(table.sourceNames, ofSource))
    }

    mutating func take(_ blocks: Blocks, _ pairs: CandidatePairs, _ linkage: Linkage) {
        counts.candidatePairs = pairs.count
        counts.patterns = pairs.patterns.count
        counts.recordsWithoutPair = blocks.isAlone.count { $0 }
        rules = linkage.model.blocking.indices.map {
            Rule(
                name: linkage.model.blocking[$0].name(linkage.model), pairs: blocks.pairCounts[$0],
                newPairs: pairs.ruleStarts[$0 + 1] - pairs.ruleStarts[$0])
        }
    }

    mutating func take(_ learnt: Learnt) {
        training = learnt.sessions.map { Session(name: $0.name, pairs: $0.pairs, rounds: $0.rounds, hasConverged: $0.hasConverged) }
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

    mutating func take(_ chance: Chance) {
        dependences = chance.dependences.map {
            Dependence(first: $0.first, second: $0.second, observed: $0.observed, expected: ($0.expected * 1000).rounded() / 1000)
        }
    }

    mutating func take(_ clusters: Clusters, _ refusals: Refusals) {
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

    /// The most memory that this process has had, from the kernel; 0 where it does not say.
    static var peakMemoryMiB: Double {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = line.split(separator: " ").dropFirst().first.flatMap({ Double($0.trimmingCharacters(in: .whitespaces)) })
        else { return 0 }
        return (kibibytes / 1024).rounded()
    }
}
