/// Moves between steps with some of them hidden, and what a reader can work out of the hidden ones.
///
/// What flows into a step flows out of it, and the totals of steps are published. Each move stands in two equations: that of what leaves
/// its first step and that of what comes to its second. How far a hidden number can be told is then a question of flow: it can rise
/// as far as the others in its equations can make room (Gusfield, A graph theoretic approach to statistical data security, 1988).
package struct FlowTable: Sendable {
    package struct Cell: Sendable, Hashable {
        /// Places of steps; -1 is the start of cases as a source, -2 their end.
        package var from: Int
        package var to: Int
        package var count: Int
        /// What a reader knows that it is at least: from variants that are published.
        package var least: Int
        package var isHidden: Bool

        package init(from: Int, to: Int, count: Int, least: Int, isHidden: Bool) {
            self.from = from
            self.to = to
            self.count = count
            self.least = least
            self.isHidden = isHidden
        }
    }

    package internal(set) var cells: [Cell]
    /// For each equation the numbers that stand in it.
    private let arcs: [Node: [Int]]

    package init(_ cells: [Cell]) {
        self.cells = cells
        var arcs: [Node: [Int]] = [:]
        for (index, cell) in cells.enumerated() {
            arcs[.out(cell.from), default: []].append(index)
            arcs[.into(cell.to), default: []].append(index)
        }
        self.arcs = arcs
    }

    /// From the least to the most that a hidden number can be for all that a reader knows; bounds beyond `enough` away are not sought.
    package func interval(of index: Int, enough: Int) -> ClosedRange<Int> {
        let up = flow(from: .into(cells[index].to), to: .out(cells[index].from), without: index, most: enough)
        let room = max(0, cells[index].count - cells[index].least)
        let down = flow(from: .out(cells[index].from), to: .into(cells[index].to), without: index, most: min(room, enough))
        return cells[index].count - down...cells[index].count + up
    }

    /// The cheapest visible numbers to hide so that a hidden one can rise by `enough`; nil where there is no way.
    func complement(of index: Int, enough: Int) -> [Int]? {
        var costs: [Node: Int] = [.into(cells[index].to): 0]
        var before: [Node: Int] = [:]
        var open: Set<Node> = [.into(cells[index].to)]
        let goal = Node.out(cells[index].from)
        while let node = open.min(by: { (costs[$0] ?? 0, $0) < (costs[$1] ?? 0, $1) }) {
            if node == goal { break }
            open.remove(node)
            for arc in arcs[node] ?? [] where arc != index {
                let cell = cells[arc]
                // Against its direction a number falls, and must have room to.
                if case .into = node, cell.count - cell.least < enough { continue }
                let next: Node = node == .into(cell.to) ? .out(cell.from) : .into(cell.to)
                let cost = (costs[node] ?? 0) + (cell.isHidden ? 0 : cell.count + 1)
                if cost < costs[next] ?? .max {
                    costs[next] = cost
                    before[next] = arc
                    open.insert(next)
                }
            }
        }
        guard costs[goal] != nil else { return nil }
        var chosen: [Int] = []
        var node = goal
        while node != .into(cells[index].to), let arc = before[node] {
            if !cells[arc].isHidden { chosen.append(arc) }
            node = node == .out(cells[arc].from) ? .into(cells[arc].to) : .out(cells[arc].from)
        }
        return chosen
    }

    enum Node: Hashable, Comparable { case out(Int), into(Int) }

    /// The most that can be moved along hidden numbers from one equation to another (Ford and Fulkerson 1956, shortest ways first).
    private func flow(from source: Node, to sink: Node, without index: Int, most: Int) -> Int {
        var moved: [Int: Int] = [:]
        var total = 0
        while total < most {
            var before: [Node: Int] = [:]
            var queue: [Node] = [source]
            var head = 0
            while head < queue.count, before[sink] == nil {
                let node = queue[head]
                head += 1
                for arc in arcs[node] ?? [] where cells[arc].isHidden && arc != index {
                    let (next, room) = step(node, arc, moved[arc] ?? 0)
                    if room > 0, next != source, before[next] == nil {
                        before[next] = arc
                        queue.append(next)
                    }
                }
            }
            guard before[sink] != nil else { break }
            var way: [(arc: Int, node: Node)] = []
            var node = sink
            while node != source, let arc = before[node] {
                let previous: Node = node == .into(cells[arc].to) ? .out(cells[arc].from) : .into(cells[arc].to)
                way.append((arc, previous))
                node = previous
            }
            let room = way.map { step($0.node, $0.arc, moved[$0.arc] ?? 0).room }.min() ?? 0
            let amount = min(room, most - total)
            for (arc, node) in way { moved[arc, default: 0] += node == .out(cells[arc].from) ? amount : -amount }
            total += amount
        }
        return total
    }

    /// Leaving `out` a number rises, without bound; leaving `into` it falls, to its least.
    private func step(_ node: Node, _ arc: Int, _ moved: Int) -> (next: Node, room: Int) {
        let cell = cells[arc]
        if node == .out(cell.from) { return (.into(cell.to), .max / 4) }
        return (.out(cell.from), cell.count + moved - cell.least)
    }
}
