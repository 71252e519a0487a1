/// What of a log may be published: counts of few people hidden, and others with them so that none can be worked out.
package struct Publication: Sendable {
    package struct Move: Sendable, Hashable {
        /// Words of activities; empty for the start and the end of cases.
        package var from: String
        package var to: String
        /// Nil where hidden.
        package var count: Int?
        /// Microseconds; nil where hidden, of few cases, or at the ends.
        package var mean: Double?
        package var median: Double?
        package var p90: Double?
    }

    package struct Step: Sendable, Hashable {
        package var activity: String
        package var count: Int
    }

    package struct Variant: Sendable, Hashable {
        package var activities: [String]
        /// Their codes: two words that look alike may be two activities.
        var codes: [Int32]
        package var cases: Int
    }

    package let threshold: Int
    package private(set) var cases = 0
    package private(set) var steps: [Step] = []
    package private(set) var moves: [Move] = []
    package private(set) var variants: [Variant] = []
    /// Steps of few cases, or that would give away a hidden number, left out before anything is counted.
    package private(set) var stepsLeftOut = 0
    /// The counts behind the moves, and what is hidden; not for publication.
    package private(set) var table = FlowTable([])
    package private(set) var leads: (mean: Double, median: Double, p90: Double)?

    /// A sequence of steps is published when at least so many cases share it, whatever the threshold.
    package static let fewestOfVariant = 10

    /// - Parameters:
    ///   - threshold: the fewest cases of which a number is shown.
    ///   - mostSteps: of more steps, those of the fewest cases are left out: nobody can read so many.
    package init(_ log: EventLog, threshold: Int = 10, mostSteps: Int = FlowMap.Limits.mostNodes) {
        self.threshold = threshold
        let casesWith = Rework(log).casesWith
        let ranks = log.activities.ranks
        let order = casesWith.indices.sorted { (casesWith[$1], ranks[$0]) < (casesWith[$0], ranks[$1]) }
        var left = Set(order.dropFirst(mostSteps).map(Int32.init))
        while true {
            let part = left.isEmpty ? log : log.keepingEvents { !left.contains(log.activities.codes[$0]) }
            let rework = Rework(part)
            let few = rework.casesWith.indices.filter { rework.casesWith[$0] > 0 && rework.casesWith[$0] < threshold }
            if !few.isEmpty {
                left.formUnion(few.map(Int32.init))
                continue
            }
            guard part.caseCount >= threshold else { break }
            // Published variants pin down the moves in them: rather show fewer of those than fewer steps.
            var guilty: Set<Int32> = []
            for limit in [Int.max, 10, 3, 0] {
                guilty = publish(part, variantLimit: limit)
                if guilty.isEmpty { break }
            }
            if guilty.isEmpty { break }
            left.formUnion(guilty)
        }
        stepsLeftOut = left.count
    }

    /// Fills in what may be shown; the answer is steps that must go because a hidden number cannot be kept.
    private mutating func publish(_ log: EventLog, variantLimit: Int) -> Set<Int32> {
        cases = log.caseCount
        let words = log.activities.allWords
        variants = Self.variants(log, words, max(threshold, Self.fewestOfVariant), limit: variantLimit)
        let moves = Moves(log, \.activities)
        let caseCounts = Roadblocks.cases(log, moves)
        let ends = Ends(log)
        var cells: [FlowTable.Cell] = []
        let least = Self.least(variants)
        for (index, edge) in moves.edges.enumerated() {
            cells.append(cell(Int(edge.from), Int(edge.to), edge.count, caseCounts[index], least))
        }
        for code in words.indices {
            if ends.starts[code] > 0 { cells.append(cell(-1, code, ends.starts[code], ends.starts[code], least)) }
            if ends.ends[code] > 0 { cells.append(cell(code, -2, ends.ends[code], ends.ends[code], least)) }
        }
        table = FlowTable(cells)
        let guilty = hideMore(log)
        guard guilty.isEmpty else { return guilty }
        let waits = moves.summaries { max(0, log.start($0 + 1) - log.times[$0]) }
        self.moves = table.cells.enumerated().map { index, cell in
            let wait = index < waits.count && !cell.isHidden && caseCounts[index] >= Self.fewestOfVariant ? waits[index] : nil
            return Move(
                from: cell.from < 0 ? "" : words[cell.from], to: cell.to < 0 ? "" : words[cell.to], count: cell.isHidden ? nil : cell.count,
                mean: wait?.mean, median: wait?.median, p90: wait?.p90)
        }
        var counts = Array(repeating: 0, count: words.count)
        for code in log.activities.codes { counts[Int(code)] += 1 }
        steps = log.activities.sortedCodes.filter { counts[Int($0)] > 0 }.map { Step(activity: words[Int($0)], count: counts[Int($0)]) }
        leads = Durations(CaseTimes.lead(log)).map { ($0.mean, $0.median, $0.p90) }
        return []
    }

    private func cell(_ from: Int, _ to: Int, _ count: Int, _ cases: Int, _ least: [[Int]: Int]) -> FlowTable.Cell {
        FlowTable.Cell(from: from, to: to, count: count, least: max(1, least[[from, to]] ?? 0), isHidden: cases < threshold)
    }

    /// Hides more numbers until each hidden one may be anything over a range at least as wide as the threshold.
    private mutating func hideMore(_ log: EventLog) -> Set<Int32> {
        var isDone = false
        var guilty: Set<Int32> = []
        // One at a time keeps most; of many steps several go at once, since each time all is counted anew.
        let most = 1 + log.activities.wordCount / 60
        while !isDone {
            isDone = true
            for index in table.cells.indices where table.cells[index].isHidden {
                let range = table.interval(of: index, enough: threshold)
                guard range.upperBound - range.lowerBound < threshold else { continue }
                guard let more = table.complement(of: index, enough: threshold), !more.isEmpty else {
                    guilty.insert(leaver(of: table.cells[index], log))
                    if guilty.count >= most { return guilty }
                    continue
                }
                for cell in more { table.cells[cell].isHidden = true }
                isDone = false
            }
            if !guilty.isEmpty { return guilty }
        }
        return []
    }

    /// Of the two ends of a move the step with fewer events.
    private func leaver(of cell: FlowTable.Cell, _ log: EventLog) -> Int32 {
        let ends = [cell.from, cell.to].filter { $0 >= 0 }.map(Int32.init)
        func events(_ code: Int32) -> Int { log.activities.codes.count { $0 == code } }
        return ends.min { (events($0), $0) < (events($1), $1) } ?? 0
    }

    private static func variants(_ log: EventLog, _ words: [String], _ fewest: Int, limit: Int) -> [Variant] {
        let all = Variants(log)
        var shown = Array(all.largest(all.count, in: log).filter { all.counts[$0] >= fewest }.prefix(limit))
        // What is left over must not be few cases either.
        while let last = shown.last, (1..<fewest).contains(log.caseCount - shown.reduce(0) { $0 + all.counts[$1] }) {
            shown.removeAll { $0 == last }
        }
        return shown.map { variant in
            let codes = log.events(of: all.examples[variant]).map { log.activities.codes[$0] }
            return Variant(activities: codes.map { words[Int($0)] }, codes: codes, cases: all.counts[variant])
        }
    }

    /// How often published variants alone take each move.
    private static func least(_ variants: [Variant]) -> [[Int]: Int] {
        var least: [[Int]: Int] = [:]
        for variant in variants {
            let steps = [-1] + variant.codes.map(Int.init) + [-2]
            for (from, to) in zip(steps, steps.dropFirst()) { least[[from, to], default: 0] += variant.cases }
        }
        return least
    }
}
