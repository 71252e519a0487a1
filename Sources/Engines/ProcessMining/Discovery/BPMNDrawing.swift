/// A tree as the nodes and flows of a BPMN diagram, each with its place, in pixels from the top left.
///
/// Blocks lie within each other as in the tree: a sequence from left to right, the branches of a block below one another between its two gateways,
/// what is done again in a loop below its body and from right to left. So no node lies on another, and flows run level or upright.
struct BPMNDrawing {
    struct Node {
        var kind: String
        var name: String
        var direction: String?
        var x: Double
        var y: Double
        var width: Double
        var height: Double

        var middleX: Double { x + width / 2 }
        var middleY: Double { y + height / 2 }
    }

    struct Flow {
        var from: Int
        var to: Int
        var points: [(x: Double, y: Double)]
    }

    private(set) var nodes: [Node] = []
    private(set) var flows: [Flow] = []
    private let word: (Int32) -> String

    private static let gap = 50.0
    private static let rowGap = 30.0
    private static let task = (width: 100.0, height: 80.0)
    private static let event = 36.0
    private static let gateway = 50.0

    init(_ tree: ProcessTree, _ word: @escaping (Int32) -> String) {
        self.word = word
        let size = Self.size(tree)
        let line = Line(y: max(80, 40 + size.up), isBackward: false)
        var x = 160.0
        let start = node("startEvent", name: "start", at: &x, line)
        x += Self.gap
        let last = add(tree, after: start, at: x, line)
        x += size.width + (size.width > 0 ? Self.gap : 0)
        let end = node("endEvent", name: "end", at: &x, line)
        flow(last, end, line)
    }

    /// The height at which a part of the diagram runs, and whether from right to left.
    private struct Line {
        var y: Double
        var isBackward: Bool

        func shifted(_ down: Double) -> Line { Line(y: y + down, isBackward: isBackward) }
        var turned: Line { Line(y: y, isBackward: !isBackward) }
        /// From one place some way along.
        func along(_ x: Double, _ way: Double) -> Double { isBackward ? x - way : x + way }
    }

    // MARK: Sizes

    /// How wide a part is, and how far it reaches above and below the line on which it is entered and left.
    private struct Size {
        var width: Double
        var up: Double
        var down: Double
    }

    private static func size(_ tree: ProcessTree) -> Size {
        switch tree {
        case .silent: return Size(width: 0, up: 10, down: 10)
        case .activity: return Size(width: task.width, up: task.height / 2, down: task.height / 2)
        case .sequence(let children):
            let sizes = children.map(size)
            let width = sizes.reduce(0) { $0 + $1.width } + gap * Double(sizes.count { $0.width > 0 } - 1)
            return Size(width: max(0, width), up: sizes.map(\.up).max() ?? 0, down: sizes.map(\.down).max() ?? 0)
        case .choice, .parallel, .loop:
            let sizes = rows(tree).map(size)
            let offsets = offsets(sizes)
            return Size(
                width: 2 * gateway + 2 * gap + (sizes.map(\.width).max() ?? 0), up: max(gateway / 2, sizes.first?.up ?? 0),
                down: max(gateway / 2, (offsets.last ?? 0) + (sizes.last?.down ?? 0)))
        }
    }

    /// The branches of a block from the top; a branch of nothing goes to the bottom, the body of a loop stays at the top.
    private static func rows(_ tree: ProcessTree) -> [ProcessTree] {
        if case .loop = tree { return tree.children }
        return tree.children.filter { $0 != .silent } + tree.children.filter { $0 == .silent }
    }

    private static func offsets(_ sizes: [Size]) -> [Double] {
        var offsets: [Double] = []
        for (row, size) in sizes.enumerated() {
            offsets.append(row == 0 ? 0 : offsets[row - 1] + max(sizes[row - 1].down, row == 1 ? gateway / 2 : 0) + rowGap + size.up)
        }
        return offsets
    }

    // MARK: Drawing

    /// Draws a node with its near edge at a place, which moves to its far edge.
    private mutating func node(_ kind: String, name: String = "", direction: String? = nil, at x: inout Double, _ line: Line) -> Int {
        let (width, height) =
            kind == "task" ? Self.task : kind.hasSuffix("Gateway") ? (Self.gateway, Self.gateway) : (Self.event, Self.event)
        let far = line.along(x, width)
        nodes.append(
            Node(kind: kind, name: name, direction: direction, x: min(x, far), y: line.y - height / 2, width: width, height: height))
        x = far
        return nodes.count - 1
    }

    /// Joins two nodes by way of a line; one that lies beside the line is left or entered above or below.
    private mutating func flow(_ from: Int, _ to: Int, _ line: Line) {
        let (a, b) = (nodes[from], nodes[to])
        var points: [(x: Double, y: Double)] = []
        if a.middleY == line.y {
            points.append((line.isBackward ? a.x : a.x + a.width, line.y))
        } else {
            points += [(a.middleX, line.y > a.middleY ? a.y + a.height : a.y), (a.middleX, line.y)]
        }
        if b.middleY == line.y {
            points.append((line.isBackward ? b.x + b.width : b.x, line.y))
        } else {
            points += [(b.middleX, line.y), (b.middleX, line.y > b.middleY ? b.y + b.height : b.y)]
        }
        flows.append(Flow(from: from, to: to, points: points))
    }

    /// Draws a tree behind a node; the answer is the node at its end.
    private mutating func add(_ tree: ProcessTree, after before: Int, at x: Double, _ line: Line) -> Int {
        var x = x
        switch tree {
        case .silent: return before
        case .activity(let code):
            let task = node("task", name: word(code), at: &x, line)
            flow(before, task, line)
            return task
        case .sequence(let children):
            var last = before
            for child in children {
                let width = Self.size(child).width
                last = add(child, after: last, at: x, line)
                x = line.along(x, width > 0 ? width + Self.gap : 0)
            }
            return last
        case .choice: return block(tree, "exclusiveGateway", after: before, at: x, line)
        case .parallel: return block(tree, "parallelGateway", after: before, at: x, line)
        case .loop: return loop(tree, after: before, at: x, line)
        }
    }

    private mutating func block(_ tree: ProcessTree, _ kind: String, after before: Int, at x: Double, _ line: Line) -> Int {
        let (rows, sizes) = (Self.rows(tree), Self.rows(tree).map(Self.size))
        var x = x
        let split = node(kind, direction: "Diverging", at: &x, line)
        flow(before, split, line)
        let inner = line.along(x, Self.gap)
        x = line.along(inner, (sizes.map(\.width).max() ?? 0) + Self.gap)
        let join = node(kind, direction: "Converging", at: &x, line)
        for (row, offset) in zip(rows, Self.offsets(sizes)) {
            let own = line.shifted(offset)
            flow(add(row, after: split, at: inner, own), join, own)
        }
        return join
    }

    private mutating func loop(_ tree: ProcessTree, after before: Int, at x: Double, _ line: Line) -> Int {
        let (rows, sizes) = (Self.rows(tree), Self.rows(tree).map(Self.size))
        var x = x
        let join = node("exclusiveGateway", direction: "Converging", at: &x, line)
        flow(before, join, line)
        let inner = line.along(x, Self.gap)
        let far = line.along(inner, sizes.map(\.width).max() ?? 0)
        x = line.along(far, Self.gap)
        let split = node("exclusiveGateway", direction: "Diverging", at: &x, line)
        flow(add(rows[0], after: join, at: inner, line), split, line)
        for (row, offset) in zip(rows, Self.offsets(sizes)).dropFirst() {
            let own = line.shifted(offset).turned
            flow(add(row, after: split, at: far, own), join, own)
        }
        return split
    }
}
