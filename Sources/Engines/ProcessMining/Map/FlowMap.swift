/// The steps and moves of a log that fit on a page, and what share of the whole they are.
///
/// The most frequent steps are kept and the moves worked out anew on what is left, since hiding steps changes what the moves between the
/// others mean (van der Aalst 2019). Every step keeps its busiest path from the start and to the end; then moves follow by their number.
package struct FlowMap: Sendable {
    package struct Node: Sendable, Hashable {
        /// Code of the activity.
        package var activity: Int32
        package var cases: Int
        package var events: Int
        /// Code of the service that does it most often; -1 where there is none.
        package var service: Int32
    }

    package struct Arrow: Sendable, Hashable {
        /// Places in `nodes`; -1 is the start of cases, -2 their end.
        package var from: Int
        package var to: Int
        package var count: Int
        package var cases: Int
        /// Microseconds; nil to and from the ends.
        package var wait: Durations?
    }

    package struct Limits: Sendable {
        package var nodes = 30
        package var arrows = 150
        /// The share of all moves at which no more are added.
        package var moves = 0.8

        package init() {}

        package static let mostNodes = 60
        package static let mostArrows = 150
    }

    package private(set) var nodes: [Node] = []
    package private(set) var arrows: [Arrow] = []
    /// Of all steps of the log.
    package private(set) var allNodes: Int
    /// Share of all events that the kept steps are.
    package private(set) var eventShare: Double
    /// Share of the moves between kept steps that is drawn.
    package private(set) var moveShare = 1.0

    package init(_ log: EventLog, limits: Limits = Limits()) {
        let rework = Rework(log)
        var events = Array(repeating: 0, count: log.activities.wordCount)
        for code in log.activities.codes { events[Int(code)] += 1 }
        let ranks = log.activities.ranks
        let order = events.indices.filter { events[$0] > 0 }.sorted { a, b in
            rework.casesWith[a] != rework.casesWith[b] ? rework.casesWith[a] > rework.casesWith[b] : ranks[a] < ranks[b]
        }
        let kept = order.prefix(max(1, min(limits.nodes, Limits.mostNodes)))
        allNodes = events.count { $0 > 0 }
        eventShare = Double(kept.reduce(0) { $0 + events[$1] }) / Double(max(1, log.count))
        let owners = Self.owners(log)
        nodes = kept.map { Node(activity: Int32($0), cases: rework.casesWith[$0], events: events[$0], service: owners[$0]) }
        let all = Self.arrows(log, Set(kept), nodes)
        choose(all, limits)
    }

    /// Every move on the log of the kept steps, start and end included.
    private static func arrows(_ log: EventLog, _ kept: Set<Int>, _ nodes: [Node]) -> [Arrow] {
        let part = kept.count == log.activities.wordCount ? log : log.keepingEvents { kept.contains(Int(log.activities.codes[$0])) }
        let moves = Moves(part, \.activities)
        let waits = moves.summaries { max(0, part.start($0 + 1) - part.times[$0]) }
        let cases = Roadblocks.cases(part, moves)
        let ends = Ends(part)
        let places = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { (Int($1.activity), $0) })
        var arrows: [Arrow] = []
        for (index, edge) in moves.edges.enumerated() {
            guard let from = places[Int(edge.from)], let to = places[Int(edge.to)] else { continue }
            arrows.append(Arrow(from: from, to: to, count: edge.count, cases: cases[index], wait: waits[index]))
        }
        for (place, node) in nodes.enumerated() {
            let (first, last) = (ends.starts[Int(node.activity)], ends.ends[Int(node.activity)])
            if first > 0 { arrows.append(Arrow(from: -1, to: place, count: first, cases: first)) }
            if last > 0 { arrows.append(Arrow(from: place, to: -2, count: last, cases: last)) }
        }
        return arrows
    }

    private mutating func choose(_ all: [Arrow], _ limits: Limits) {
        let order = all.indices.sorted { a, b in
            all[a].count != all[b].count ? all[a].count > all[b].count : (all[a].from, all[a].to) < (all[b].from, all[b].to)
        }
        var chosen = Set(Self.tree(all, order, root: -1, from: \.from, to: \.to))
        chosen.formUnion(Self.tree(all, order, root: -2, from: \.to, to: \.from))
        let total = max(1, all.reduce(0) { $0 + $1.count })
        var shown = chosen.reduce(0) { $0 + all[$1].count }
        for index in order where !chosen.contains(index) {
            guard chosen.count < min(limits.arrows, Limits.mostArrows), Double(shown) < limits.moves * Double(total) else { break }
            chosen.insert(index)
            shown += all[index].count
        }
        moveShare = Double(shown) / Double(total)
        arrows = chosen.sorted { (all[$0].from, all[$0].to) < (all[$1].from, all[$1].to) }.map { all[$0] }
    }

    /// The busiest tree that reaches every node from a root: the widest path to each (Prim's way of growing it).
    private static func tree(
        _ all: [Arrow], _ order: [Int], root: Int, from: KeyPath<Arrow, Int>, to: KeyPath<Arrow, Int>
    ) -> [Int] {
        var reached: Set<Int> = [root]
        var chosen: [Int] = []
        while let next = order.first(where: { index in
            reached.contains(all[index][keyPath: from]) && !reached.contains(all[index][keyPath: to]) && all[index][keyPath: to] >= 0
        }) {
            chosen.append(next)
            reached.insert(all[next][keyPath: to])
        }
        return chosen
    }

    private static func owners(_ log: EventLog) -> [Int32] {
        let words = log.activities.wordCount
        guard log.hasServices else { return Array(repeating: -1, count: words) }
        var counts: [[Int32: Int]] = Array(repeating: [:], count: words)
        for event in 0..<log.count where log.services.codes[event] >= 0 {
            counts[Int(log.activities.codes[event])][log.services.codes[event], default: 0] += 1
        }
        return counts.map { own in own.max { $0.value != $1.value ? $0.value < $1.value : $0.key > $1.key }?.key ?? -1 }
    }
}
