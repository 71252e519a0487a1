/// Where Graphviz's `dot` puts nodes and arrows. The child process itself is the caller's business.
package struct MapLayout: Sendable {
    package struct Point: Sendable, Hashable {
        package var x: Double
        package var y: Double
    }

    package private(set) var width = 0.0
    package private(set) var height = 0.0
    /// The middle of each node, by its place; -1 the start, -2 the end.
    package private(set) var nodes: [Int: Point] = [:]
    /// The Bézier points of each arrow, by its place, and where its label goes.
    package private(set) var arrows: [Int: (points: [Point], label: Point?)] = [:]

    /// No layout at all.
    package static let empty = MapLayout()

    private init() {}

    package static let nodeWidth = 168.0
    package static let nodeHeight = 62.0

    /// The graph in dot's language. Labels are places in the map, never text of the log.
    package static func graph(_ map: FlowMap) -> String {
        let inch = 72.0
        var lines = [
            "digraph map { rankdir=TB; nodesep=0.35; ranksep=0.55; splines=true;",
            "node [shape=box, fixedsize=true, width=\(nodeWidth / inch), height=\(nodeHeight / inch), label=\"\"];",
            "edge [fontsize=13, fontname=Arial];",
            "s [width=1, height=0.4]; e [width=1, height=0.4]; { rank=source; s } { rank=sink; e }",
        ]
        for place in map.nodes.indices { lines.append("n\(place);") }
        for (place, arrow) in map.arrows.enumerated() {
            let label = arrow.wait == nil ? "" : ", label=\"00,000 · 00 min\""
            lines.append("\(name(arrow.from)) -> \(name(arrow.to)) [id=a\(place), weight=\(weight(arrow.count, map))\(label)];")
        }
        return lines.joined(separator: "\n") + "\n}\n"
    }

    private static func name(_ place: Int) -> String { place == -1 ? "s" : place == -2 ? "e" : "n\(place)" }

    private static func weight(_ count: Int, _ map: FlowMap) -> Int {
        let most = map.arrows.map(\.count).max() ?? 1
        return 1 + count * 20 / max(1, most)
    }

    /// Reads what `dot -Tplain` answers; nil where it is not whole. Inches become pixels and the top is nought.
    package init?(plain: String, of map: FlowMap) {
        var places: [String: [Int]] = [:]
        for (place, arrow) in map.arrows.enumerated() { places["\(Self.name(arrow.from)) \(Self.name(arrow.to))", default: []].append(place) }
        var isWhole = false
        for line in plain.split(separator: "\n") {
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            switch fields.first {
            case "graph":
                guard fields.count >= 4, let wide = Double(fields[2]), let high = Double(fields[3]) else { return nil }
                (width, height) = (wide * 72, high * 72)
            case "node":
                guard fields.count >= 4, let point = point(fields[2], fields[3]) else { return nil }
                nodes[Self.place(fields[1])] = point
            case "edge":
                guard readEdge(fields, &places) else { return nil }
            case "stop": isWhole = true
            default: continue
            }
        }
        guard isWhole, nodes.count >= map.nodes.count else { return nil }
    }

    private static func place(_ name: Substring) -> Int { name == "s" ? -1 : name == "e" ? -2 : Int(name.dropFirst()) ?? 0 }

    private func point(_ x: Substring, _ y: Substring) -> Point? {
        guard let x = Double(x), let y = Double(y) else { return nil }
        return Point(x: x * 72, y: height - y * 72)
    }

    private mutating func readEdge(_ fields: [Substring], _ places: inout [String: [Int]]) -> Bool {
        guard fields.count > 4, let count = Int(fields[3]), count > 0, fields.count >= 4 + 2 * count else { return false }
        let points = (0..<count).compactMap { point(fields[4 + 2 * $0], fields[5 + 2 * $0]) }
        guard points.count == count, var own = places["\(fields[1]) \(fields[2])"], let place = own.first else { return false }
        own.removeFirst()
        places["\(fields[1]) \(fields[2])"] = own
        let rest = fields[(4 + 2 * count)...]
        // A label stands between quotes, which dot leaves out when it can; its place is the two numbers before style and colour.
        var label: Point?
        if rest.count >= 5, let x = Double(rest[rest.endIndex - 4]), let y = Double(rest[rest.endIndex - 3]) {
            label = Point(x: x * 72, y: height - y * 72)
        }
        arrows[place] = (points, label)
        return true
    }
}
