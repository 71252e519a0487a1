/// HTML made from literals; text that is put in is escaped by its type.
struct Markup: ExpressibleByStringInterpolation, Sendable {
    private(set) var text: String

    init(stringLiteral value: String) { text = value }
    init(stringInterpolation: Interpolation) { text = stringInterpolation.text }
    private init(joined: String) { text = joined }

    static func joined(_ parts: [Markup]) -> Markup { Markup(joined: parts.map(\.text).joined()) }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ value: String) { text += Markup.escaped(value) }
        mutating func appendInterpolation(_ value: Int) { text += String(value) }
        mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
        mutating func appendInterpolation(_ parts: [Markup]) { for part in parts { text += part.text } }
        /// A length or a place in a picture, to a tenth.
        mutating func appendInterpolation(_ value: Double) { text += Wording.number(value, places: 1).replacing(",", with: "") }
    }

    private static func escaped(_ value: String) -> String {
        guard value.utf8.contains(where: { [38, 60, 62, 34, 39].contains($0) || ($0 < 32 && $0 != 10) }) else { return value }
        var out = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            case _ where scalar.value < 32 && scalar.value != 10: out += " "
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
