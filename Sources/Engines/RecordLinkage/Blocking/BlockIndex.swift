import Tables

/// The blocks of one rule: which records agree on its keys.
package struct BlockIndex: Sendable {
    /// For each record the number of its block; -1 for one that lacks a key or has nobody to be linked with.
    package private(set) var blockOf: [Int32]
    /// Records, block by block, each block in the order of the table.
    package private(set) var members: [Int32] = []
    /// Where each block starts in `members`, and the end of the last.
    package private(set) var starts: [Int32] = [0]

    package init(
        _ rule: BlockingRule, table: RecordTable, model: LinkModel, isWanted: ((Int) -> Bool)? = nil
    ) throws(LinkageProblem) {
        let sources = model.task == .link ? table.sources : nil
        self.init(keys: rule.keys, table: table, sources: sources, isWanted: isWanted)
        let tooLarge = blocks.filter { $0.count > rule.largestBlock }
        guard let first = tooLarge.first else { return }
        guard !rule.splitBy.isEmpty else {
            let largest = tooLarge.max { $0.count < $1.count } ?? first
            throw .blockTooLarge(
                rule: rule.name(model), size: largest.count, limit: rule.largestBlock,
                record: table.recordIDs.text(members[largest.lowerBound]))
        }
        split(tooLarge, rule, table: table, sources: sources)
        if let still = blocks.first(where: { $0.count > rule.largestBlock }) {
            throw .blockTooLarge(
                rule: rule.name(model) + ", split", size: still.count, limit: rule.largestBlock, record: table.recordIDs.text(members[still.lowerBound]))
        }
    }

    /// - Parameter sources: The sets of the records, where only those of two sets may be linked: a block of one set is none.
    private init(keys: [BlockingKey], table: RecordTable, sources: [UInt8]?, isWanted: ((Int) -> Bool)?) {
        blockOf = Array(repeating: -1, count: table.count)
        var sorted = KeyedRecords(RuleKeys(keys, table: table), table: table, isWanted: isWanted)
        sorted.sort()
        members.reserveCapacity(sorted.records.count)
        var i = 0
        while i < sorted.records.count {
            let key = sorted.keys[i]
            var end = i + 1
            while end < sorted.records.count, sorted.keys[end] == key { end += 1 }
            if end - i > 1, sources.map({ Self.isMixed(sorted.records[i..<end], $0) }) ?? true {
                let number = Int32(starts.count - 1)
                for place in i..<end {
                    blockOf[Int(sorted.records[place])] = number
                    members.append(sorted.records[place])
                }
                starts.append(Int32(members.count))
            }
            i = end
        }
    }

    /// The block that a position in `members` belongs to.
    func block(at position: Int) -> Int {
        var low = 0
        var high = starts.count - 1
        while low + 1 < high {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= position { low = middle } else { high = middle }
        }
        return low
    }

    private static func isMixed(_ records: ArraySlice<Int32>, _ sources: [UInt8]) -> Bool {
        records.contains { sources[Int($0)] != sources[Int(records[records.startIndex])] }
    }

    /// The positions in `members` of each block.
    package var blocks: [Range<Int>] { zip(starts, starts.dropFirst()).map { Int($0)..<Int($1) } }

    private mutating func append(_ records: ArraySlice<Int32>) {
        let number = Int32(starts.count - 1)
        for record in records { blockOf[Int(record)] = number }
        members.append(contentsOf: records)
        starts.append(Int32(members.count))
    }

    private mutating func split(_ tooLarge: [Range<Int>], _ rule: BlockingRule, table: RecordTable, sources: [UInt8]?) {
        var isLarge = Array(repeating: false, count: table.count)
        for block in tooLarge { for place in block { isLarge[Int(members[place])] = true } }
        let parts = BlockIndex(keys: rule.keys + rule.splitBy, table: table, sources: sources, isWanted: { isLarge[$0] })
        let kept = blocks.filter { $0.count <= rule.largestBlock }.map { members[$0] }
        blockOf = Array(repeating: -1, count: table.count)
        members = []
        starts = [0]
        for block in kept { append(block) }
        for block in parts.blocks { append(parts.members[block]) }
    }

    /// How many pairs the rule makes by itself.
    package func pairCount(sources: [UInt8]?) -> Int {
        blocks.reduce(0) { total, block in
            var pairs = block.count * (block.count - 1) / 2
            if let sources {
                var counts: [UInt8: Int] = [:]
                for place in block { counts[sources[Int(members[place])], default: 0] += 1 }
                for count in counts.values { pairs -= count * (count - 1) / 2 }
            }
            return total + pairs
        }
    }
}
