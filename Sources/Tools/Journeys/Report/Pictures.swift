import Foundation

/// Pictures as SVG that keeps the size of its text at every width: x in per cent, y in pixels.
enum Pictures {
    struct Bar: Sendable {
        var label: String
        var value: Double
        /// Written at the end of the bar.
        var text: String
        var detail = ""
        var isMarked = false
    }

    /// Ranked bars: label above, value at the end, the rest below, so that a phone shows all of it.
    static func bars(_ bars: [Bar], id: String, title: String, description: String) -> Markup {
        let most = max(bars.map(\.value).max() ?? 0, 1e-9)
        var top = 0
        let rows = bars.map { bar -> Markup in
            let lines = labelLines(bar.label)
            let y = top + (lines.count - 1) * 20
            let details = detailLines(bar.detail)
            top = y + 48 + details.count * 18
            let width = max(0.3, bar.value / most * 70)
            let kind: Markup = bar.isMarked ? "bar bar-go" : "bar"
            return """
                \(lines.enumerated().map { line, text -> Markup in "<text x=\"0\" y=\"\(y + 15 - (lines.count - 1 - line) * 20)\">\(text)</text>" })<rect class="\(kind)" x="0" y="\(y + 21)" width="\(width)%" height="16"/>\
                <text class="b" x="\(width + 1.5)%" y="\(y + 34)">\(bar.text)</text>\
                \(details.enumerated().map { line, text -> Markup in "<text class=\"s\" x=\"0\" y=\"\(y + 53 + line * 18)\">\(text)</text>" })

                """
        }
        return frame(rows, height: top, id: id, title: title, description: description)
    }

    /// A label in lines that a phone has room for: one, or one for each side of its arrow. The table has all of it.
    static func labelLines(_ label: String) -> [String] {
        guard label.count > 42, let arrow = label.range(of: " → ") else { return [MapDrawing.cut(label, 42)] }
        return [MapDrawing.cut(String(label[..<arrow.lowerBound]), 40) + " →", MapDrawing.cut(String(label[arrow.upperBound...]), 42)]
    }

    /// A detail in lines that a phone has room for, broken where it has a dot.
    static func detailLines(_ detail: String) -> [String] {
        detail.components(separatedBy: " · ").reduce(into: [String]()) { lines, part in
            if let last = lines.last, last.count + part.count + 3 <= 50 { lines[lines.count - 1] = last + " · " + part } else { lines.append(part) }
        }
    }

    static func frame(_ parts: [Markup], height: Int, id: String, title: String, description: String) -> Markup {
        """
        <svg class="picture" role="img" aria-labelledby="t-\(id) d-\(id)" width="100%" height="\(height)">\
        <title id="t-\(id)">\(title)</title><desc id="d-\(id)">\(description)</desc>
        \(parts)</svg>
        """
    }

    struct Point: Sendable {
        /// Both from 0 to 1.
        var x: Double
        var y: Double
        var isMarked = false
    }

    struct Axis: Sendable {
        /// From 0 to 1, and what stands there.
        var marks: [(place: Double, text: String)]
    }

    /// Points, or steps, over an axis with level lines; the picture is 260 pixels high.
    static func line(
        _ points: [Point], isStepped: Bool, levels: [(place: Double, text: String, isDashed: Bool)], axis: Axis, id: String, title: String,
        description: String
    ) -> Markup {
        let height = 220.0
        func top(_ y: Double) -> Double { 16 + (1 - y) * height }
        func across(_ x: Double) -> Double { 12 + x * 84 }
        var parts = levels.map { level -> Markup in
            let kind: Markup = level.isDashed ? "level dashed" : "level"
            return """
                <line class="\(kind)" x1="12%" x2="96%" y1="\(top(level.place))" y2="\(top(level.place))"/>\
                <text class="s" x="0" y="\(top(level.place) + 5)">\(level.text)</text>

                """
        }
        for (before, after) in zip(points, points.dropFirst()) {
            if isStepped {
                parts.append(segment(across(before.x), top(before.y), across(after.x), top(before.y)))
                parts.append(segment(across(after.x), top(before.y), across(after.x), top(after.y)))
            } else {
                parts.append(segment(across(before.x), top(before.y), across(after.x), top(after.y)))
            }
        }
        if !isStepped {
            for point in points {
                parts.append(
                    point.isMarked
                        ? "<circle class=\"signal\" cx=\"\(across(point.x))%\" cy=\"\(top(point.y))\" r=\"6\"/>\n"
                        : "<circle class=\"usual\" cx=\"\(across(point.x))%\" cy=\"\(top(point.y))\" r=\"3.5\"/>\n")
            }
        }
        for mark in axis.marks {
            parts.append("<text class=\"s mid\" x=\"\(across(mark.place))%\" y=\"\(height + 40)\">\(mark.text)</text>\n")
        }
        return frame(parts, height: 270, id: id, title: title, description: description)
    }

    private static func segment(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> Markup {
        "<line class=\"path\" x1=\"\(x1)%\" y1=\"\(y1)\" x2=\"\(x2)%\" y2=\"\(y2)\"/>"
    }
}
