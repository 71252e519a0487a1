import Tables

/// The blocks of all rules of a linkage.
package struct Blocks: Sendable {
    package let rules: [BlockIndex]
    /// For each record its values, then the numbers of its blocks, rule by rule: what a pair needs lies together, and records that
    /// are compared most lie near each other.
    let rows: [Int32]
    /// For each record its row.
    let rowOf: [Int32]
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
        let indices = try inOrder(pieces: rules.count, workers: workers) {
            try BlockIndex(rules[$0], table: table, model: model, isWanted: isWanted)
        }
        let sources = model.task == .link ? table.sources : nil
        let counts = indices.map { $0.pairCount(sources: sources) }
        let total = counts.reduce(0, +)
        if total > Self.mostPairs, let most = counts.indices.max(by: { counts[$0] < counts[$1] }) {
            throw LinkageProblem.tooManyPairs(count: total, limit: Self.mostPairs, rule: rules[most].name(model), ofRule: counts[most])
        }
        firstBlock = table.width
        width = table.width + rules.count
        let order = Self.order(rules, counts: counts, table: table)
        var rowOf = order
        for (row, record) in order.enumerated() { rowOf[Int(record)] = Int32(row) }
        var rows = Array(repeating: Int32(-1), count: table.count * width)
        for (row, record) in order.enumerated() {
            let from = Int(record) * table.width
            let to = row * width
            for column in 0..<table.width { rows[to + column] = table.rows[from + column] }
            for (number, index) in indices.enumerated() { rows[to + table.width + number] = index.blockOf[Int(record)] }
        }
        self.rows = rows
        self.rowOf = rowOf
        memberRows = indices.map { $0.members.map { rowOf[Int($0)] } }
        self.rules = indices
        pairCounts = counts
    }

    /// Whether no rule puts a record beside another.
    package func isAlone(_ record: Int) -> Bool {
        let row = Int(rowOf[record])
        for place in row * width + firstBlock..<(row + 1) * width where rows[place] >= 0 { return false }
        return true
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
