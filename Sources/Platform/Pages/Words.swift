/// Figures and lists as a reader would say them.
package enum Words {
    /// "2", "2½"; medians and targets are always whole or half.
    package static func level(_ value: Double) -> String {
        let whole = Int(value.rounded(.down))
        switch value - Double(whole) {
        case 0: return String(whole)
        case 0.5: return whole == 0 ? "½" : "\(whole)½"
        default: return decimal(value, places: 2)
        }
    }

    /// "0.30": a fixed number of places.
    package static func decimal(_ value: Double, places: Int) -> String {
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((value * Double(scale)).rounded())
        let sign = scaled < 0 ? "-" : ""
        guard places > 0 else { return "\(scaled)" }
        let fraction = String(abs(scaled) % scale)
        let padding = String(repeating: "0", count: places - fraction.count)
        return "\(sign)\(abs(scaled) / scale).\(padding)\(fraction)"
    }

    /// "1 person", "3 people".
    package static func count(_ n: Int, _ one: String, _ many: String) -> String { "\(n) \(n == 1 ? one : many)" }

    /// "Six": numbers up to twelve as words, for the start of a heading.
    package static func number(_ n: Int) -> String {
        let words = [
            "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
        ]
        return words.indices.contains(n) ? words[n] : String(n)
    }

    /// "a, b and c".
    package static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// "Senior officers" to "senior officers", for the middle of a sentence. For words of ours alone: in what someone typed the
    /// first letter may be a name's, as in "Welsh speakers".
    package static func midSentence(_ title: String) -> String {
        guard let first = title.first, title.dropFirst().first?.isUppercase != true else { return title }
        return first.lowercased() + title.dropFirst()
    }
}
