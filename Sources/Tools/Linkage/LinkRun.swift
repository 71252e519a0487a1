import RecordLinkage

/// A linkage from blocks to clusters, with what each step found.
struct LinkRun {
    let open: OpenLinkage
    /// The probability from which a pair speaks for joining.
    let threshold: Double
    /// Pairs that each rule makes by itself.
    let pairCounts: [Int]
    let candidates: CandidatePairs
    let parameters: Parameters
    /// How the parameters were learnt; nil where saved ones are used.
    let training: (learnt: Learnt, chance: Chance)?
    let weights: [Float]
    let clusters: Clusters
    let refusals: Refusals

    var linkage: Linkage { open.linkage }
    /// What was said on the way.
    var saidWarnings: [String] { open.warnings + (training.map { open.idleLabels($0.learnt) } ?? []) }
    /// The match weight that belongs to the threshold.
    var weight: Double { weightOfProbability(threshold) }

    /// - Parameters:
    ///   - before: What an earlier run compared.
    ///   - joinsAll: Whether all that hangs together is joined.
    init(_ open: OpenLinkage, threshold: Double, before: ComparedBefore?, joinsAll: Bool) throws {
        self.open = open
        self.threshold = threshold
        let linkage = open.linkage
        let blocks = try open.progress.stage("block") { try linkage.blocks() }
        pairCounts = blocks.pairCounts
        let candidates = try open.progress.stage("compare") { try linkage.candidates(blocks, before: before) }
        self.candidates = candidates
        let (parameters, training, weights) = try open.progress.stage("learn and score") {
            let (parameters, training) = try open.learnt(candidates)
            return (parameters, training, try linkage.weights(candidates, parameters: parameters))
        }
        self.parameters = parameters
        self.training = training
        self.weights = weights
        let weight = weightOfProbability(threshold)
        (clusters, refusals) = try open.progress.stage("cluster") {
            joinsAll
                ? (connectedComponents(candidates, weights: weights, threshold: weight, recordCount: linkage.table.count), Refusals())
                : try linkage.cluster(candidates, weights: weights, threshold: weight)
        }
    }
}
