import Tables

/// Called between pieces of work with how many there are; what it throws ends the work.
package typealias Checkpoint = @Sendable (_ done: Int, _ total: Int) throws -> Void

/// A linkage of one table: blocks, compares, learns and scores. Each step takes what the one before gave.
package struct Linkage: Sendable {
    package let model: LinkModel
    package let table: RecordTable
    let prepared: PreparedComparisons
    let nicknames: Nicknames
    let workers: Int
    private let checkpoint: Checkpoint

    /// - Parameters:
    ///   - workers: Threads to use; the answer does not depend on them.
    /// - Throws: `LinkageProblem` where the model is too complex or there is nothing to link.
    package init(
        model: LinkModel, table: RecordTable, nicknames: Nicknames, workers: Int = 1, checkpoint: @escaping Checkpoint = { _, _ in }
    ) throws {
        self.model = model
        self.table = table
        self.nicknames = nicknames
        self.workers = workers
        self.checkpoint = checkpoint
        guard table.count > 1 else { throw LinkageProblem.tooFewRecords(table.count) }
        if model.task == .link && table.sourceNames.count < 2 { throw LinkageProblem.oneSourceOnly(table.sourceNames.first ?? "") }
        try Self.check(model)
        prepared = try PreparedComparisons(try ComparisonPlan(model), table: table, nicknames: nicknames, workers: workers)
    }

    package func blocks() throws -> Blocks { try Blocks(model.blocking, table: table, model: model, workers: workers) }

    /// All pairs of the blocks with their patterns.
    ///
    /// - Parameter before: What an earlier run compared; records that did not change since are not compared again.
    package func candidates(_ blocks: Blocks, before: ComparedBefore? = nil) throws -> CandidatePairs {
        let known = try before?.matched(to: self)
        let pairs = try CandidatePairs(
            blocks, prepared: prepared, task: model.task, known: known, workers: workers, checkpoint: checkpoint)
        if pairs.count == 0 { throw LinkageProblem.noPairs }
        return pairs
    }

    package func chance() throws -> Chance { try Chance(model, prepared: prepared, workers: workers) }

    /// Learns the parameters as the model says.
    ///
    /// - Parameter labels: Pairs that clerks judged.
    package func train(_ pairs: CandidatePairs, chance: Chance, labels: [Label] = []) throws -> Learnt {
        let trainer = Trainer(linkage: self, chance: chance, judged: try JudgedPairs(labels, self))
        switch model.training.method {
        case .classes: return trainer.classes(pairs)
        case .sessions: return try trainer.sessions()
        }
    }

    /// Pairs of records that may be one person, by the model's task.
    package var possiblePairs: Double {
        let all = Double(table.count) * Double(table.count - 1) / 2
        guard model.task == .link else { return all }
        var counts = Array(repeating: 0.0, count: table.sourceNames.count)
        for source in table.sources { counts[Int(source)] += 1 }
        return all - counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    }

    /// The pairs of a training rule; of very many a share that does not depend on the order of the records.
    func pairs(of rule: BlockingRule) throws -> CandidatePairs {
        let most = 1_000_000
        var blocks = try Blocks([rule], table: table, model: model, workers: workers)
        if blocks.pairCounts[0] > most {
            let kept = Chance.sample(of: table, about: Int(Double(table.count) * (Double(most) / Double(blocks.pairCounts[0])).squareRoot()))
            let isKept = kept.reduce(into: Array(repeating: false, count: table.count)) { $0[$1] = true }
            blocks = try Blocks([rule], table: table, model: model, workers: workers, isWanted: { isKept[$0] })
        }
        return try CandidatePairs(blocks, prepared: prepared, task: model.task, workers: workers, checkpoint: checkpoint)
    }

    /// How many pairs the rules make, each counted once.
    func countPairs(_ blocks: Blocks) throws -> Int {
        try CandidatePairs(blocks, prepared: prepared, task: model.task, workers: workers, checkpoint: checkpoint).count
    }

    /// The record with an id.
    package func record(_ id: String) throws -> Int {
        guard let record = table.recordIDs.find(id) else { throw LinkageProblem.unknownRecord(id) }
        return Int(record)
    }

    /// The match weight of each pair: log2 of the odds that its records are one person.
    package func weights(_ pairs: CandidatePairs, parameters: Parameters) throws -> [Float] {
        let scorer = Scorer(parameters, model: model, table: table, patterns: pairs.patterns)
        return try inPieces(of: pairs.count, workers: workers) { own in
            try checkpoint(own.lowerBound, pairs.count)
            return scorer.weights(pairs, own)
        }
    }

    /// The default: surest pairs first, contradictions and weak bridges refused.
    ///
    /// - Parameter threshold: The lowest match weight that speaks for joining.
    package func cluster(_ pairs: CandidatePairs, weights: [Float], threshold: Double) throws -> (clusters: Clusters, refusals: Refusals) {
        try BestFirst(pairs, weights: weights, threshold: threshold, linkage: self).clusters(pairs, weights: weights)
    }
}

/// What a clerk said of two records.
package struct Label: Sendable, Equatable {
    package let left: String
    package let right: String
    package let isSamePerson: Bool

    package init(left: String, right: String, isSamePerson: Bool) {
        self.left = left
        self.right = right
        self.isSamePerson = isSamePerson
    }
}

extension Linkage {
    /// Says whether a model can be computed at all.
    package static func check(_ model: LinkModel) throws(LinkageProblem) {
        guard (2...8).contains(model.classes.count), !model.comparisons.isEmpty else {
            throw .tooComplex("a model needs from two to eight classes and a comparison")
        }
        let keys = (model.blocking + model.training.sessions + model.training.priorRules).flatMap(\.columns)
        let tested = model.comparisons.flatMap { $0.missing.tests + $0.levels.compactMap(\.condition).flatMap(\.tests) }.flatMap(\.columns)
        guard (keys + tested + model.contradictions.map(\.column)).allSatisfy(model.columns.indices.contains) else {
            throw .tooComplex("a rule looks at a column that the model does not have")
        }
        guard model.comparisons.allSatisfy({ (2...20).contains($0.levels.count) }) else {
            throw .tooComplex("a comparison needs from two to twenty levels")
        }
        guard model.contradictions.allSatisfy({ ($0.unless?.tests.count ?? 0) <= 15 }) else {
            throw .tooComplex("a contradiction asks more than 15 different things; leave some out")
        }
        do {
            _ = try ComparisonPlan(model)
        } catch {
            throw .tooComplex(error.message)
        }
        guard model.training.method == .classes || model.classes.count == 2 else {
            throw .tooComplex("the method \"sessions\" learns two classes, not \(model.classes.count)")
        }
        for rule in model.contradictions where rule.unless?.tests.contains(where: { $0.columns != [rule.column] }) == true {
            throw .tooComplex("what a contradiction of \"\(model.columns[rule.column].name)\" excuses may look at that column alone")
        }
    }
}
