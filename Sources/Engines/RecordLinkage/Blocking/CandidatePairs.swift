import Tables

/// Pairs of records that at least one rule puts together, each once, with their patterns.
package struct CandidatePairs: Sendable {
    /// The record of each pair that stands first in the table.
    package private(set) var left: [Int32] = []
    package private(set) var right: [Int32] = []
    /// For each pair its place in `patterns`.
    package private(set) var pattern: [Int32] = []
    /// Where the pairs of each rule start, and the end of the last: a pair belongs to the first rule that makes it.
    package private(set) var ruleStarts: [Int] = [0]
    /// In the order of their numbers.
    package private(set) var patterns: [Pattern] = []

    package var count: Int { left.count }

    /// The patterns as training takes them.
    package var counted: [CountedPattern] { patterns.map { CountedPattern(levels: $0.levels, count: Double($0.count)) } }

    /// Counts how often each combination of levels was seen.
    package struct Pattern: Sendable, Equatable {
        package let code: UInt64
        /// For each comparison the level, counted from 1; 0 for missing.
        package let levels: [UInt8]
        package var count: Int
    }

    /// Compares all pairs of the blocks.
    init(
        _ blocks: Blocks, prepared: PreparedComparisons, task: LinkTask, known: KnownPatterns? = nil, workers: Int, checkpoint: Checkpoint
    ) throws {
        let pieces = blocks.rules.indices.flatMap { rule in WorkPiece.pieces(of: blocks.rules[rule], rule: rule) }
        let parts = try inOrder(pieces: pieces.count, workers: workers) { number in
            try checkpoint(number, pieces.count)
            return ComparedPairs(pieces[number], blocks: blocks, prepared: prepared, task: task, known: known)
        }
        let codes = Array(Set(parts.flatMap(\.codes))).sorted()
        var counts = Array(repeating: 0, count: codes.count)
        var total = 0
        for (piece, part) in zip(pieces, parts) {
            while ruleStarts.count <= piece.rule { ruleStarts.append(total) }
            total += part.left.count
            for (code, count) in zip(part.codes, part.counts) { counts[Self.place(of: code, in: codes)] += count }
        }
        while ruleStarts.count <= blocks.rules.count { ruleStarts.append(total) }
        let sizes = parts.map(\.left.count)
        left = try inPieces(sizes: sizes, workers: workers) { parts[$0].left }
        right = try inPieces(sizes: sizes, workers: workers) { parts[$0].right }
        pattern = try inPieces(sizes: sizes, workers: workers) { piece in
            let places = parts[piece].codes.map { Int32(Self.place(of: $0, in: codes)) }
            return parts[piece].pattern.map { places[Int($0)] }
        }
        patterns = zip(codes, counts).map { Pattern(code: $0, levels: prepared.plan.levels(of: $0), count: $1) }
    }

    private static func place(of code: UInt64, in codes: [UInt64]) -> Int {
        var low = 0
        var high = codes.count
        while low < high {
            let middle = (low + high) / 2
            if codes[middle] < code { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Places in the members of one rule whose pairs one worker compares at a time.
struct WorkPiece: Sendable {
    let rule: Int
    let places: Range<Int>

    private static let usualPairs = 1 << 16

    static func pieces(of index: BlockIndex, rule: Int) -> [WorkPiece] {
        var pieces: [WorkPiece] = []
        var start = 0
        var pairs = 0
        for block in index.blocks {
            for place in block {
                pairs += block.upperBound - place - 1
                if pairs >= usualPairs {
                    pieces.append(WorkPiece(rule: rule, places: start..<place + 1))
                    start = place + 1
                    pairs = 0
                }
            }
        }
        if start < index.members.count { pieces.append(WorkPiece(rule: rule, places: start..<index.members.count)) }
        return pieces
    }
}

/// The pairs of one piece of work.
struct ComparedPairs: Sendable {
    private(set) var left: [Int32] = []
    private(set) var right: [Int32] = []
    /// For each pair its place in `codes`.
    private(set) var pattern: [Int32] = []
    private(set) var codes: [UInt64] = []
    /// For each of `codes` how many pairs have it.
    private(set) var counts: [Int] = []

    private var touched: Int32 = 0
    /// How many rows are fetched together.
    private static let ahead = 16

    init(_ piece: WorkPiece, blocks: Blocks, prepared: PreparedComparisons, task: LinkTask, known: KnownPatterns?) {
        let index = blocks.rules[piece.rule]
        let width = blocks.width
        let rows = blocks.rows.span
        let members = index.members.span
        let starts = index.starts.span
        var batch = PairBatch(prepared, blocks: blocks, known: known)
        var block = index.block(at: piece.places.lowerBound)
        for place in piece.places {
            if (place - piece.places.lowerBound) % Self.ahead == 0 { touch(place, members, rows, blocks) }
            while place >= Int(starts[block + 1]) { block += 1 }
            let end = Int(starts[block + 1])
            let one = members[place]
            let blocksOfOne = Int(one) * width &+ blocks.firstBlock
            for other in place + 1..<end {
                let second = members[other]
                if isMadeEarlier(blocksOfOne, Int(second) * width &+ blocks.firstBlock, piece.rule, rows) { continue }
                if task == .link && prepared.table.sources[Int(one)] == prepared.table.sources[Int(second)] { continue }
                batch.add(one, second)
                if batch.isFull { take(&batch) }
            }
        }
        take(&batch)
        codes = batch.numbering.codes
        counts = Array(repeating: 0, count: codes.count)
        for code in pattern { counts[Int(code)] += 1 }
    }

    /// Asks for the rows of the members after the next ones. Each row that is not at hand is waited for; asked for together, and early,
    /// they come together.
    @inline(__always)
    private mutating func touch(_ place: Int, _ members: Span<Int32>, _ rows: Span<Int32>, _ blocks: borrowing Blocks) {
        var sum: Int32 = 0
        for ahead in min(place + Self.ahead, members.count)..<min(place + 2 * Self.ahead, members.count) {
            sum &+= rows[Int(members[ahead]) &* blocks.width &+ blocks.firstBlock]
        }
        touched &+= sum
    }

    private mutating func take(_ batch: inout PairBatch) {
        left += batch.ones
        right += batch.others
        batch.compare(into: &pattern)
    }
}

/// Pairs that wait to be compared together.
private struct PairBatch {
    private(set) var ones: [Int32] = []
    private(set) var others: [Int32] = []
    private(set) var numbering: PatternNumbering
    private var comparer: PairComparer
    private var codes: [UInt64] = []
    private let known: KnownPatterns?

    init(_ prepared: PreparedComparisons, blocks: Blocks, known: KnownPatterns?) {
        comparer = PairComparer(prepared, rows: blocks.rows, width: blocks.width)
        numbering = PatternNumbering(count: prepared.plan.patternCount)
        self.known = known
        ones.reserveCapacity(PairComparer.batch)
        others.reserveCapacity(PairComparer.batch)
    }

    var isFull: Bool { ones.count == PairComparer.batch }

    @inline(__always)
    mutating func add(_ one: Int32, _ other: Int32) {
        ones.append(one)
        others.append(other)
    }

    /// Appends the places of the pairs' patterns, and is empty again.
    mutating func compare(into patterns: inout [Int32]) {
        if let known {
            compareUnknown(known)
        } else {
            comparer.patterns(ones, others, into: &codes)
        }
        for code in codes { patterns.append(numbering.number(of: code)) }
        ones.removeAll(keepingCapacity: true)
        others.removeAll(keepingCapacity: true)
    }

    /// Finds the patterns of those alone that an earlier run did not find.
    private mutating func compareUnknown(_ known: KnownPatterns) {
        let before = zip(ones, others).map { known.pattern(Int($0), Int($1)) }
        let unknown = before.indices.filter { before[$0] == nil }
        comparer.patterns(unknown.map { ones[$0] }, unknown.map { others[$0] }, into: &codes)
        var all = before.map { $0 ?? 0 }
        for (place, code) in zip(unknown, codes) { all[place] = code }
        codes = all
    }
}

/// Whether two records share the block of a rule before this one.
///
/// - Parameters:
///   - one: Where the first record's blocks start in the rows.
///   - other: Where the second's do.
@inline(__always)
private func isMadeEarlier(_ one: Int, _ other: Int, _ rule: Int, _ rows: Span<Int32>) -> Bool {
    for earlier in 0..<rule {
        let block = rows[one &+ earlier]
        if block >= 0 && block == rows[other &+ earlier] { return true }
    }
    return false
}
