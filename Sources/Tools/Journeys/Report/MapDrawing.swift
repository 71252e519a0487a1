import ProcessMining

/// Draws a map from its layout: thickness is cases, the figure is the median wait, rust the three longest in all.
struct MapDrawing {
    let map: FlowMap
    let layout: MapLayout
    let journeys: Journeys

    var markup: Markup {
        let (width, height) = (layout.width + 24, layout.height + 24)
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Map of the journey">
            <svg class="flow" role="img" aria-labelledby="t-flow d-flow" viewBox="-12 -12 \(width) \(height)" width="\(Int(width))" height="\(Int(height))">\
            <title id="t-flow">How cases travel from step to step</title><desc id="d-flow">\(description)</desc>
            \(arrows)\(nodes)\(labels)</svg></div>
            """
    }

    /// The three arrows on which the most time is lost.
    private var slowest: Set<Int> {
        let order = map.arrows.indices.filter { map.arrows[$0].wait != nil }.sorted {
            (map.arrows[$0].wait?.total ?? 0) > (map.arrows[$1].wait?.total ?? 0)
        }
        return Set(order.prefix(3))
    }

    private var description: String {
        let named = slowest.sorted().map { index -> String in
            let arrow = map.arrows[index]
            return "\(name(arrow.from)) to \(name(arrow.to)), half within \(Wording.time(arrow.wait?.median ?? 0, .up))"
        }
        return "\(map.nodes.count) steps and \(map.arrows.count) moves. The most time is lost from " + named.joined(separator: "; from ") + "."
    }

    func name(_ place: Int) -> String {
        guard place < 0 else { return journeys.activity(map.nodes[place].activity) }
        let marks = EndMarks(map.nodes.map { journeys.activity($0.activity) })
        return place == -1 ? marks.start : marks.end
    }

    private var arrows: [Markup] {
        let most = Double(map.arrows.map(\.count).max() ?? 1)
        let slow = slowest
        return map.arrows.indices.compactMap { index in
            guard let points = layout.arrows[index]?.points, points.count >= 4, let last = points.last else { return nil }
            let width = 1.2 + 7 * (Double(map.arrows[index].count) / most).squareRoot()
            let kind: Markup = slow.contains(index) ? "arrow arrow-go" : "arrow"
            let head: Markup = slow.contains(index) ? "head head-go" : "head"
            let bends = stride(from: 1, to: points.count - 2, by: 3).map { start -> Markup in
                let (a, b, c) = (points[start], points[start + 1], points[start + 2])
                return "C\(a.x) \(a.y) \(b.x) \(b.y) \(c.x) \(c.y)"
            }
            return """
                <path class="\(kind)" stroke-width="\(width)" d="M\(points[0].x) \(points[0].y)\(bends)"/>\
                \(Self.head(points[points.count - 2], last, width, head))

                """
        }
    }

    /// A triangle at the end of an arrow, pointing as its last bend does.
    private static func head(_ before: MapLayout.Point, _ end: MapLayout.Point, _ width: Double, _ kind: Markup) -> Markup {
        let (dx, dy) = (end.x - before.x, end.y - before.y)
        let length = max(0.001, (dx * dx + dy * dy).squareRoot())
        let (ux, uy) = (dx / length, dy / length)
        let (reach, half) = (9.0, 4 + width / 2)
        let (tipX, tipY) = (end.x + ux * reach, end.y + uy * reach)
        return """
            <path class="\(kind)" d="M\(tipX) \(tipY)L\(end.x - uy * half) \(end.y + ux * half)L\(end.x + uy * half) \(end.y - ux * half)Z"/>
            """
    }

    private var labels: [Markup] {
        let slow = slowest
        return map.arrows.indices.compactMap { index in
            guard let wait = map.arrows[index].wait, let place = layout.arrows[index]?.label else { return nil }
            let kind: Markup = slow.contains(index) ? "mid go halo" : "mid halo"
            return """
                <text class="\(kind)" x="\(place.x)" y="\(place.y + 5)">\(Wording.count(map.arrows[index].cases)) · \(Wording.short(wait.median, .up))</text>

                """
        }
    }

    private var nodes: [Markup] {
        let (width, height) = (MapLayout.nodeWidth, MapLayout.nodeHeight)
        let boxes = map.nodes.indices.compactMap { place -> Markup? in
            guard let middle = layout.nodes[place] else { return nil }
            let node = map.nodes[place]
            let lines = Self.wrapped(journeys.activity(node.activity))
            let top = middle.y - height / 2 + (lines.count == 1 ? 26 : 18)
            let words = lines.enumerated().map { line, text -> Markup in
                "<text class=\"b mid\" x=\"\(middle.x)\" y=\"\(top + Double(line) * 16)\">\(text)</text>"
            }
            let cases = Wording.count(node.cases)
            let service = node.service >= 0 ? " · " + Self.cut(journeys.service(node.service), max(8, 23 - cases.count)) : ""
            return """
                <g><rect class="node" x="\(middle.x - width / 2)" y="\(middle.y - height / 2)" width="\(width)" height="\(height)" rx="5"/>\(words)\
                <text class="s mid" x="\(middle.x)" y="\(middle.y + height / 2 - 9)">\(cases)\(service)</text></g>

                """
        }
        return boxes + [end(-1, "Start"), end(-2, "End")]
    }

    private func end(_ place: Int, _ word: String) -> Markup {
        guard let middle = layout.nodes[place] else { return "" }
        return """
            <rect class="node-end" x="\(middle.x - 36)" y="\(middle.y - 14.4)" width="72" height="28.8" rx="5"/>\
            <text class="b mid inv" x="\(middle.x)" y="\(middle.y + 5)">\(word)</text>
            """
    }

    static func cut(_ text: String, _ most: Int) -> String { text.count > most ? text.prefix(most - 1) + "…" : text }

    /// At most two lines of 21 characters.
    static func wrapped(_ text: String) -> [String] {
        guard text.count > 21 else { return [text] }
        var first = ""
        var rest = text.split(separator: " ")[...]
        while let word = rest.first, first.count + word.count + 1 <= 21 {
            first += (first.isEmpty ? "" : " ") + word
            rest = rest.dropFirst()
        }
        if first.isEmpty { return [String(text.prefix(21)), cut(String(text.dropFirst(21)), 21)] }
        return rest.isEmpty ? [first] : [first, cut(rest.joined(separator: " "), 21)]
    }
}
