import Foundation

/// What training learnt: how often each class shows each level.
package struct Parameters: Sendable, Equatable, Codable {
    package var model: String
    package var modelVersion: Int
    package var classes: [LearntClass]
    /// Levels that no pair of training showed: their shares are a guess.
    package var unseenLevels: [String]
    /// Whether the shares are those of all pairs of records (true) or of candidate pairs.
    package var coversAllPairs: Bool

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

    package init(model: LinkModel, classes: [LearntClass], unseenLevels: [String] = [], coversAllPairs: Bool) {
        self.model = model.id
        modelVersion = model.version
        self.classes = classes
        self.unseenLevels = unseenLevels
        self.coversAllPairs = coversAllPairs
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
