import Tables

/// The blocks of all rules of a linkage.
package struct Blocks: Sendable {
    package let rules: [BlockIndex]
    /// For each record its values, then the numbers of its blocks, rule by rule: what a pair needs lies together.
    let rows: [Int32]
    /// Where the blocks start in a row, and how long a row is.
    let firstBlock: Int
    let width: Int
    /// Pairs that each rule makes by itself; a pair that several make is counted for each.
    package let pairCounts: [Int]

    /// More pairs do not fit into the memory that a linkage may take.
    package static let mostPairs = 400_000_000

    package init(_ rules: [BlockingRule], table: RecordTable, model: LinkModel, workers: Int, isWanted: (@Sendable (Int) -> Bool)? = nil) throws {
        let sources = model.task == .link ? table.sources : nil
        let indices = try inOrder(pieces: rules.count, workers: workers) { rule in
            let index = try BlockIndex(rules[rule], table: table, model: model, isWanted: isWanted)
            return (index, pairs: index.pairCount(sources: sources))
        }
        let counts = indices.map(\.pairs)
        let total = counts.reduce(0, +)
        if total > Self.mostPairs, let most = counts.indices.max(by: { counts[$0] < counts[$1] }) {
            throw LinkageProblem.tooManyPairs(count: total, limit: Self.mostPairs, rule: rules[most].name(model), ofRule: counts[most])
        }
        self.rules = indices.map(\.0)
        pairCounts = counts
        firstBlock = table.width
        width = Self.length(of: table.width + rules.count)
        rows = try Self.rows(indices.map(\.0), table: table, workers: workers)
    }

    /// Rows of up to 16 numbers are made as long as a line of the cache, so that none lies on three.
    private static func length(of used: Int) -> Int { used <= 8 ? used : (used + 15) / 16 * 16 }

    /// The values and the blocks of each record.
    private static func rows(_ indices: [BlockIndex], table: RecordTable, workers: Int) throws -> [Int32] {
        let width = length(of: table.width + indices.count)
        return try inPieces(of: table.count, each: width, workers: workers) { own in
            var rows = Array(repeating: Int32(-1), count: own.count * width)
            for (row, record) in own.enumerated() {
                for column in 0..<table.width { rows[row * width + column] = table.rows[record * table.width + column] }
            }
            for (number, index) in indices.enumerated() {
                let blockOf = index.blockOf
                for (row, record) in own.enumerated() { rows[row * width + table.width + number] = blockOf[record] }
            }
            return rows
        }
    }
}
