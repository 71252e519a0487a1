/// What changed between two runs over the same records.
package struct ClusterComparison: Sendable, Equatable, Codable {
    /// Records in both runs, in the older only and in the newer only.
    package private(set) var recordsInBoth = 0
    package private(set) var recordsGone = 0
    package private(set) var recordsNew = 0
    /// Clusters of the older run, by what became of their records that are in both.
    package private(set) var unchanged = 0
    package private(set) var split = 0
    package private(set) var merged = 0
    /// Pairs of records together in both runs, in the older only and in the newer only.
    package private(set) var pairsInBoth = 0
    package private(set) var pairsLost = 0
    package private(set) var pairsGained = 0
    /// Records in both whose cluster has another name.
    package private(set) var recordsRenamed = 0

    package init(old: [String: String], new: [String: String]) {
        var cells: [[String]: Int] = [:]
        var oldSizes: [String: Int] = [:]
        var newSizes: [String: Int] = [:]
        var partsOfOld: [String: Set<String>] = [:]
        var partsOfNew: [String: Set<String>] = [:]
        for (record, before) in old {
            guard let after = new[record] else {
                recordsGone += 1
                continue
            }
            recordsInBoth += 1
            if before != after { recordsRenamed += 1 }
            cells[[before, after], default: 0] += 1
            oldSizes[before, default: 0] += 1
            newSizes[after, default: 0] += 1
            partsOfOld[before, default: []].insert(after)
            partsOfNew[after, default: []].insert(before)
        }
        recordsNew = new.count - recordsInBoth
        for parts in partsOfOld.values {
            if parts.count > 1 {
                split += 1
            } else if let after = parts.first, (partsOfNew[after]?.count ?? 0) > 1 {
                merged += 1
            } else {
                unchanged += 1
            }
        }
        pairsInBoth = Self.pairs(cells.values)
        pairsLost = Self.pairs(oldSizes.values) - pairsInBoth
        pairsGained = Self.pairs(newSizes.values) - pairsInBoth
    }

    private static func pairs(_ sizes: some Sequence<Int>) -> Int { sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
}
