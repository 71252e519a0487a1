import Tables

/// The blocks of all rules of a linkage.
package struct Blocks: Sendable {
    package let rules: [BlockIndex]
    /// For each record its values, then the numbers of its blocks, rule by rule: what a pair needs lies together, and records that
    /// are compared most lie near each other.
    let rows: [Int32]
    /// For each rule the rows of its members, block by block.
    let memberRows: [[Int32]]
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
        let order = Self.order(rules, counts: counts, table: table)
        var rowOf = order
        for (row, record) in order.enumerated() { rowOf[Int(record)] = Int32(row) }
        let rowOfRecord = rowOf
        memberRows = try inOrder(pieces: rules.count, workers: workers) { rule in indices[rule].0.members.map { rowOfRecord[Int($0)] } }
        rows = try Self.rows(order, indices.map(\.0), table: table, workers: workers)
    }

    /// Rows of up to 16 numbers are made as long as a line of the cache, so that none lies on three.
    private static func length(of used: Int) -> Int { used <= 8 ? used : (used + 15) / 16 * 16 }

    /// The values and the blocks of each record, in the order of the rows.
    private static func rows(_ order: [Int32], _ indices: [BlockIndex], table: RecordTable, workers: Int) throws -> [Int32] {
        let width = length(of: table.width + indices.count)
        return try inPieces(of: order.count, workers: workers) { own in
            var rows = Array(repeating: Int32(-1), count: own.count * width)
            for (row, place) in own.enumerated() {
                let record = Int(order[place])
                for column in 0..<table.width { rows[row * width + column] = table.rows[record * table.width + column] }
            }
            for (number, index) in indices.enumerated() {
                let blockOf = index.blockOf
                for (row, place) in own.enumerated() { rows[row * width + table.width + number] = blockOf[Int(order[place])] }
            }
            return rows
        }
    }

    /// The records sorted by the column that most pairs agree on.
    private static func order(_ rules: [BlockingRule], counts: [Int], table: RecordTable) -> [Int32] {
        var order = (0..<Int32(table.count)).map { $0 }
        var pairsOf: [Int: Int] = [:]
        for (rule, count) in zip(rules, counts) { for column in rule.columns { pairsOf[column, default: 0] += count } }
        guard let most = pairsOf.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { return order }
        var keys = order.map { UInt64(UInt32(bitPattern: table.value(Int($0), most))) }
        sortByKey(&keys, &order, bits: 32)
        return order
    }
}
