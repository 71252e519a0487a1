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
        let indices = try inOrderOfRules(rules, workers: workers) { try BlockIndex($0, table: table, model: model, isWanted: isWanted) }
        let sources = model.task == .link ? table.sources : nil
        let counts = indices.map { $0.pairCount(sources: sources) }
        let total = counts.reduce(0, +)
        if total > Self.mostPairs, let most = counts.indices.max(by: { counts[$0] < counts[$1] }) {
            throw LinkageProblem.tooManyPairs(count: total, limit: Self.mostPairs, rule: rules[most].name(model), ofRule: counts[most])
        }
        firstBlock = table.width
        width = table.width + rules.count
        var rows = Array(repeating: Int32(-1), count: table.count * width)
        for record in 0..<table.count {
            let from = record * table.width
            let to = record * width
            for column in 0..<table.width { rows[to + column] = table.rows[from + column] }
            for (number, index) in indices.enumerated() { rows[to + table.width + number] = index.blockOf[record] }
        }
        self.rows = rows
        self.rules = indices
        pairCounts = counts
    }

    /// Whether no rule puts a record beside another.
    package func isAlone(_ record: Int) -> Bool {
        for place in record * width + firstBlock..<(record + 1) * width where rows[place] >= 0 { return false }
        return true
    }
}

private func inOrderOfRules(_ rules: [BlockingRule], workers: Int, _ work: @Sendable (BlockingRule) throws -> BlockIndex) throws -> [BlockIndex] {
    try inOrder(pieces: rules.count, workers: workers) { try work(rules[$0]) }
}
