/// Two groups on one line: a filled square and a ring; a square with a dot where they say the same.
package struct PairStrip {
    package let id: String
    package let title: String
    package let scale: LevelScale
    package let first: (name: String, value: Double)
    package let second: (name: String, value: Double)

    package init(
        id: String, title: String, scale: LevelScale, first: (name: String, value: Double), second: (name: String, value: Double)
    ) {
        self.id = id
        self.title = title
        self.scale = scale
        self.first = first
        self.second = second
    }

    package var html: HTML {
        let a = coordinate(scale.x(first.value))
        let b = coordinate(scale.x(second.value))
        let ticks = scale.names.indices.map { level -> HTML in
            let x = coordinate(scale.x(Double(level)))
            return "<line class=\"wm-tick\" x1=\"\(x)%\" x2=\"\(x)%\" y1=\"10\" y2=\"18\"/>"
        }
        let square: HTML =
            "<svg x=\"\(a)%\" y=\"14\" width=\"1\" height=\"1\" overflow=\"visible\"><rect class=\"wm-now\" x=\"-8\" y=\"-8\" width=\"16\" height=\"16\"/></svg>"
        let marks: HTML =
            first.value == second.value
            ? "\(square)<circle class=\"wm-other wm-dot\" cx=\"\(b)%\" cy=\"14\" r=\"4\"/>"
            : "<line class=\"wm-link\" x1=\"\(b)%\" x2=\"\(a)%\" y1=\"14\" y2=\"14\"/>\(square)<circle class=\"wm-other\" cx=\"\(b)%\" cy=\"14\" r=\"8\"/>"
        return Chart.svg(
            id: id, height: 28, title: title,
            description: "\(first.name) \(Words.level(first.value)), \(second.name) \(Words.level(second.value)).",
            "<line class=\"wm-axis\" x1=\"6%\" x2=\"94%\" y1=\"14\" y2=\"14\"/>\(ticks)\(marks)")
    }

    package static func key(first: String, second: String) -> HTML {
        """
        <ul class="wm-key"><li><svg width="18" height="18" aria-hidden="true"><rect class="wm-now" x="1" y="1" width="16" height="16"/></svg>\(first)</li>
        <li><svg width="20" height="20" aria-hidden="true"><circle class="wm-other" cx="10" cy="10" r="8"/></svg>\(second)</li>
        <li><svg width="18" height="18" aria-hidden="true"><rect class="wm-now" x="1" y="1" width="16" height="16"/>\
        <circle class="wm-other wm-dot" cx="9" cy="9" r="4"/></svg>the same</li></ul>
        """
    }

    /// The level numbers under the last row.
    package static func axis(_ scale: LevelScale) -> HTML {
        let labels = scale.names.indices.map { level -> HTML in
            "<text class=\"m s mid\" x=\"\(coordinate(scale.x(Double(level))))%\" y=\"14\">\(level)</text>"
        }
        return "<svg class=\"wm-svg\" width=\"100%\" height=\"18\" aria-hidden=\"true\">\(labels)</svg>"
    }
}
