/// Three squares and a word.
package enum Dial {
    /// - Parameter filled: 0 to 3.
    package static func html(_ name: String, filled: Int, word: String) -> HTML {
        let pips = (0..<3).map { i -> HTML in
            "<rect class=\"wm-pip\(if: i < filled, " wm-pip--on")\" x=\"\(1 + i * 18)\" y=\"1\" width=\"13\" height=\"12\"/>"
        }
        return "<div><dt>\(name)</dt><dd><svg width=\"54\" height=\"14\" aria-hidden=\"true\">\(pips)</svg>\(word)</dd></div>"
    }
}

/// How far along a run of pages someone is.
package enum ProgressStrip {
    package enum State { case done, here, toDo }

    package static func html(id: String, title: String, description: String, _ states: [State]) -> HTML {
        let width = 100 / Double(max(1, states.count))
        let boxes = states.enumerated().map { i, state -> HTML in
            let kind: HTML =
                switch state {
                case .done: "wm-done"
                case .here: "wm-here"
                case .toDo: "wm-todo"
                }
            let x = coordinate(Double(i) * width + 0.3)
            return "<rect class=\"\(kind)\" x=\"\(x)%\" y=\"1\" width=\"\(coordinate(width - 0.9))%\" height=\"10\" rx=\"2\"/>"
        }
        return Chart.svg(id: id, height: 12, title: title, description: description, "\(boxes)")
    }
}
