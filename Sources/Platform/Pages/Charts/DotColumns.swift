/// One dot is one person, at most two abreast, stacked over their level: read from the back of a room.
package struct DotColumns {
    package let id: String
    package let title: String
    package let scale: LevelScale
    package let counts: [Int]
    package let dontKnow: Int

    package init(id: String, title: String, scale: LevelScale, counts: [Int], dontKnow: Int) {
        self.id = id
        self.title = title
        self.scale = scale
        self.counts = counts
        self.dontKnow = dontKnow
    }

    /// Above this many in one column the dots shrink, so that the picture fits a projector.
    private static let roomy = 24

    package var html: HTML {
        let tallest = counts.max() ?? 0
        let pitch = tallest <= Self.roomy ? 17.5 : max(3, 17.5 * Double(Self.roomy) / Double(tallest))
        let radius = pitch * 0.4
        let rows = (tallest + 1) / 2
        let base = 38 + Double(rows) * pitch
        let columns = counts.enumerated().map { level, count -> HTML in
            column(level: level, count: count, base: base, pitch: pitch, radius: radius)
        }
        return Chart.svg(
            id: id, height: Int(base) + 36, title: title, description: scale.sentence(counts) + " Did not know: \(dontKnow).",
            "\(columns)<line class=\"wm-tick\" x1=\"0\" x2=\"100%\" y1=\"\(coordinate(base))\" y2=\"\(coordinate(base))\"/>")
    }

    private func column(level: Int, count: Int, base: Double, pitch: Double, radius: Double) -> HTML {
        let x = coordinate((Double(level) + 0.5) / Double(scale.names.count) * 100)
        let dots = (0..<count).map { i -> HTML in
            let isAlone = i == count - 1 && i.isMultiple(of: 2)
            let dx = isAlone ? 0 : (i.isMultiple(of: 2) ? -1 : 1) * pitch * 0.486
            let y = base - pitch * (Double(i / 2) + 0.57)
            return "<circle class=\"wm-now\" cx=\"\(coordinate(dx))\" cy=\"\(coordinate(y))\" r=\"\(coordinate(radius))\"/>"
        }
        let top = base - pitch * Double((count + 1) / 2) - 10
        return """
            <svg x="\(x)%" y="0" width="1" height="1" overflow="visible">\(dots)</svg>\
            <text class="mid b" x="\(x)%" y="\(coordinate(top))">\(count)</text>\
            <text class="mid m" x="\(x)%" y="\(coordinate(base + 26))">\(level)<tspan class="wm-lname"> \(scale.names[level])</tspan></text>
            """
    }
}
