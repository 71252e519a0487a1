/// The levels of a framework as charts draw them: always one hue, light to dark.
package struct LevelScale: Sendable {
    package let names: [String]

    package init(names: [String]) { self.names = names }

    package var highest: Int { names.count - 1 }

    /// One of five shades; a framework with fewer or more levels is spread over them.
    package func shade(_ level: Double) -> Int {
        highest > 0 ? Int((level / Double(highest) * 4).rounded()) : 0
    }

    /// Whether text on the shade must be white.
    package func isDark(_ level: Double) -> Bool { shade(level) >= 3 }

    package func label(_ level: Int) -> String { names.indices.contains(level) ? "\(level) \(names[level])" : "\(level)" }

    /// The key above a chart.
    package var key: HTML { keyList(extra: nil) }

    /// The key above a heat table, with the sign for a hidden cell.
    package var keyWithHidden: HTML { keyList(extra: "<li><span class=\"wm-swatch wm-hidden-cell\"></span>[c] hidden</li>") }

    private func keyList(extra: HTML?) -> HTML {
        let items = names.indices.map { level -> HTML in
            "<li><span class=\"wm-swatch wm-l\(shade(Double(level)))\"></span>\(label(level))</li>"
        }
        return "<ul class=\"wm-key\">\(items)\(extra)</ul>"
    }

    /// "Not yet: 1. Aware: 5."
    func sentence(_ counts: [Int]) -> String {
        zip(names, counts).map { "\($0): \($1)." }.joined(separator: " ")
    }

    /// Where a level stands on a horizontal axis that leaves room for labels, in per cent of the width.
    func x(_ level: Double) -> Double { highest > 0 ? 6 + level / Double(highest) * 88 : 50 }
}

/// A number in a coordinate: at most two decimals, no trailing zeros.
func coordinate(_ value: Double) -> String {
    var text = Words.decimal(value, places: 2)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
}
