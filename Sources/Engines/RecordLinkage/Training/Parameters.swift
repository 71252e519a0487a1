import Foundation
import Tables

/// What training learnt: how often each class shows each level.
package struct Parameters: Sendable, Equatable, Codable {
    package var model: String
    package var modelVersion: Int
    package var classes: [LearntClass]
    /// Levels that no pair of training showed: their shares are a guess.
    package var unseenLevels: [String]
    /// Whether the shares are those of all pairs of records (true) or of candidate pairs.
    package var coversAllPairs: Bool
    /// Judged pairs that they were learnt with; nil in files that were saved before it was noted.
    package var judgedPairs: Int?
    /// Of all in the model that they depend on; nil in files that were saved before there was one.
    package var fingerprint: String?

    package struct LearntClass: Sendable, Equatable, Codable {
        package var id: String
        /// The share of pairs that are of this class.
        package var share: Double
        /// For each comparison the share of each level where nothing is missing; each adds to 1.
        package var levels: [[Double]]

        package init(id: String, share: Double, levels: [[Double]]) {
            self.id = id
            self.share = share
            self.levels = levels
        }
    }

    package init(
        model: LinkModel, classes: [LearntClass], unseenLevels: [String] = [], coversAllPairs: Bool, judgedPairs: Int? = nil,
        fingerprint: String? = nil
    ) {
        self.model = model.id
        modelVersion = model.version
        self.classes = classes
        self.unseenLevels = unseenLevels
        self.coversAllPairs = coversAllPairs
        self.judgedPairs = judgedPairs
        self.fingerprint = fingerprint
    }

    /// - Throws: `LinkageProblem` where they were learnt for another model.
    package func check(_ model: LinkModel) throws(LinkageProblem) {
        guard self.model == model.id else { throw .foreignParameters("they are of \"\(self.model)\", this is \"\(model.id)\"") }
        guard modelVersion == model.version else {
            throw .foreignParameters("they are of version \(modelVersion), this is version \(model.version)")
        }
        guard classes.count >= 2, classes.map(\.id) == model.classes.map(\.id) else { throw .foreignParameters("the classes differ") }
        for learnt in classes {
            guard learnt.levels.map(\.count) == model.comparisons.map(\.levels.count) else {
                throw .foreignParameters("the comparisons or their levels differ")
            }
            let values = learnt.levels.flatMap { $0 } + [learnt.share]
            guard values.allSatisfy({ $0.isFinite && $0 >= 0 && $0 <= 1 }) else { throw .foreignParameters("a share is not from 0 to 1") }
        }
    }
}

extension Linkage {
    /// Of columns, comparisons, nicknames and classes, and of the blocking rules where the shares are those of candidate pairs.
    var parametersFingerprint: String {
        let classes = model.classes.map { "\($0.id) \($0.sharedByKinship.sorted())" }
        let rules = model.training.method == .classes ? model.blocking : []
        let text = Array("\(modelFingerprint) \(classes) \(rules)".utf8)
        return String(Interner.fingerprint(of: text.span, 0..<text.count), radix: 16)
    }

    /// - Throws: `LinkageProblem` where parameters were learnt for another model or with other comparisons, rules or nicknames.
    package func check(_ parameters: Parameters) throws(LinkageProblem) {
        try parameters.check(model)
        guard let fingerprint = parameters.fingerprint else {
            throw .foreignParameters("they were saved by an older program and do not say with which comparisons")
        }
        guard fingerprint == parametersFingerprint else {
            throw .foreignParameters(
                "its columns, comparisons, classes, blocking rules or nicknames have changed since; add 1 to \"version\" with every change")
        }
    }
}
