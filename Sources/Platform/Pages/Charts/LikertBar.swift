/// One stacked bar: how many people gave each level. Don't know stands outside the bar.
package struct LikertBar {
    package let id: String
    package let title: String
    package let scale: LevelScale
    package let counts: [Int]
    package let dontKnow: Int
    package let height: Int

    package init(id: String, title: String, scale: LevelScale, counts: [Int], dontKnow: Int, height: Int = 28) {
        self.id = id
        self.title = title
        self.scale = scale
        self.counts = counts
        self.dontKnow = dontKnow
        self.height = height
    }

    /// A segment narrower than this, in per cent, has no label: it would not fit.
    private static let narrowest = 6.5

    package var html: HTML {
        let total = max(1, counts.reduce(0, +))
        var start = 0.0
        var segments: [HTML] = []
        for (level, count) in counts.enumerated() where count > 0 {
            let width = Double(count) / Double(total) * 100
            let middle = coordinate(start + width / 2)
            segments.append(
                """
                <rect class="wm-seg l\(scale.shade(Double(level)))" x="\(coordinate(start))%" y="0" width="\(coordinate(width))%" height="\(height)"/>\
                \(if: width >= Self.narrowest, """
                    <text class="mid\(if: scale.isDark(Double(level)), " inv")" x="\(middle)%" y="\(coordinate(Double(height) / 2 + 5.5))">\(count)</text>
                    """)
                """)
            start += width
        }
        return Chart.svg(
            id: id, height: height, title: title, description: scale.sentence(counts) + " Did not know: \(dontKnow).",
            "\(segments)<rect class=\"wm-frame\" x=\"0\" y=\"0\" width=\"100%\" height=\"\(height)\"/>")
    }
}
