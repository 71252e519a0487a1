/// Where a council is and where it wants to be, on one line: disc, dashed way, ring; a band for the middle half of answers.
package struct TargetStrip {
    package let id: String
    package let title: String
    package let scale: LevelScale
    package let now: Double
    package let target: Double?
    /// The middle half of the answers, where enough people answered.
    package let band: ClosedRange<Double>?
    /// "agreed level now", "median now".
    package let nowMeans: String

    package init(
        id: String, title: String, scale: LevelScale, now: Double, target: Double?, band: ClosedRange<Double>?, nowMeans: String
    ) {
        self.id = id
        self.title = title
        self.scale = scale
        self.now = now
        self.target = target
        self.band = band
        self.nowMeans = nowMeans
    }

    package var html: HTML {
        let heading =
            target.map { "\(title.isolated): from level \(Words.level(now)) to level \(Words.level($0))" } ?? "\(title.isolated): level \(Words.level(now))"
        return Chart.svg(id: id, height: 74, title: heading, description: sentence, "\(bandHTML)\(axis)\(way)\(marks)")
    }

    private var sentence: String {
        var parts = ["\(nowMeans) \(Words.level(now))."]
        if let target { parts.append("Target \(Words.level(target)).") }
        if let band {
            parts.append("The middle half of answers lies between \(Words.level(band.lowerBound)) and \(Words.level(band.upperBound)).")
        }
        return parts.joined(separator: " ")
    }

    private var bandHTML: HTML? {
        guard let band else { return nil }
        let low = scale.x(band.lowerBound)
        let high = scale.x(band.upperBound)
        let (x1, x2) = (coordinate(low), coordinate(high))
        return """
            <rect class="wm-band" x="\(x1)%" y="31" width="\(coordinate(high - low))%" height="18"/>\
            <line class="wm-cap" x1="\(x1)%" x2="\(x1)%" y1="31" y2="49"/><line class="wm-cap" x1="\(x2)%" x2="\(x2)%" y1="31" y2="49"/>
            """
    }

    private var axis: HTML {
        let ticks = scale.names.indices.map { level -> HTML in
            let x = coordinate(scale.x(Double(level)))
            return """
                <line class="wm-tick" x1="\(x)%" x2="\(x)%" y1="36" y2="44"/><text class="m s mid" x="\(x)%" y="68">\(level)</text>
                """
        }
        return "<line class=\"wm-axis\" x1=\"6%\" x2=\"94%\" y1=\"40\" y2=\"40\"/>\(ticks)"
    }

    private var way: HTML? {
        guard let target, target > now else { return nil }
        let end = coordinate(scale.x(target))
        return """
            <line class="wm-way" x1="\(coordinate(scale.x(now)))%" x2="\(end)%" y1="40" y2="40"/>\
            <svg x="\(end)%" y="40" width="1" height="1" overflow="visible"><path class="wm-head" d="M-10 0 L-20 -6.5 L-20 6.5 Z"/></svg>
            """
    }

    private var marks: HTML {
        let x = coordinate(scale.x(now))
        let nowMark: HTML = "<circle class=\"wm-now\" cx=\"\(x)%\" cy=\"40\" r=\"9\"/>"
        guard let target, target != now else {
            return "\(nowMark)<text class=\"b mid\" x=\"\(x)%\" y=\"18\">\(target == nil ? "now" : "right as it is")</text>"
        }
        let end = coordinate(scale.x(target))
        return """
            \(nowMark)<circle class="wm-target" cx="\(end)%" cy="40" r="8"/>\
            <text class="b mid" x="\(x)%" y="18">now</text><text class="b go mid" x="\(end)%" y="18">target</text>
            """
    }

    /// - Parameter target: "target for May 2028".
    package static func key(now: String, target: String) -> HTML {
        """
        <ul class="wm-key"><li><svg width="20" height="20" aria-hidden="true"><circle class="wm-now" cx="10" cy="10" r="8"/></svg>\(now)</li>
        <li><svg width="44" height="20" aria-hidden="true"><line class="wm-way" x1="2" x2="24" y1="10" y2="10"/>\
        <path class="wm-head" d="M30 10 L21 4 L21 16 Z"/><circle class="wm-target" cx="36" cy="10" r="6"/></svg>\(target)</li>
        <li><svg width="34" height="20" aria-hidden="true"><rect class="wm-band" x="2" y="2" width="30" height="16"/>\
        <line class="wm-cap" x1="2" x2="2" y1="2" y2="18"/><line class="wm-cap" x1="32" x2="32" y1="2" y2="18"/></svg>middle half of answers</li></ul>
        """
    }
}
