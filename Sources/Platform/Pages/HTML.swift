package import Store

/// Markup that is safe to send: whatever is interpolated is escaped unless it is markup itself.
///
///     let row: HTML = "<td>\(council.name)</td>"
///
/// The only other way in is a literal in our own source, so a value typed by someone cannot become markup
/// (decision record 0003).
package struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
    package let markup: String

    package init(stringLiteral value: String) { markup = value }

    package init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

    package static let empty: HTML = ""

    package var isEmpty: Bool { markup.isEmpty }

    package static func + (a: HTML, b: HTML) -> HTML { "\(a)\(b)" }

    /// Text with `& < > " '` escaped, fit for an element's content and for a quoted attribute.
    package static func escape(_ text: String) -> String {
        guard text.utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        package mutating func appendLiteral(_ literal: String) { markup += literal }
        package mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
        package mutating func appendInterpolation(_ html: HTML?) { markup += html?.markup ?? "" }
        package mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { markup += part.markup } }
        package mutating func appendInterpolation(_ text: String) { markup += HTML.escape(text) }
        package mutating func appendInterpolation(_ text: Substring) { markup += HTML.escape(String(text)) }
        package mutating func appendInterpolation<Of>(_ id: ID<Of>) { markup += id.description }
        package mutating func appendInterpolation(_ text: String?) { markup += HTML.escape(text ?? "") }
        package mutating func appendInterpolation(_ number: some BinaryInteger) { markup += String(number) }

        /// One piece of markup or another. A bare `condition ? "<b>" : "<i>"` would be text, and escaped.
        package mutating func appendInterpolation(
            if condition: Bool, _ html: @autoclosure () -> HTML, else other: @autoclosure () -> HTML
        ) {
            markup += condition ? html().markup : other().markup
        }

        /// Markup that stands only under a condition: `\(if: isOpen, "<p>…</p>")`.
        package mutating func appendInterpolation(if condition: Bool, _ html: @autoclosure () -> HTML) {
            if condition { markup += html().markup }
        }
    }
}

extension Sequence<HTML> {
    /// The parts, one after the other, with markup of ours between them.
    package func joined(by separator: HTML = "") -> HTML {
        var result = ""
        var isFirst = true
        for part in self {
            if !isFirst { result += separator.markup }
            result += part.markup
            isFirst = false
        }
        return HTML(stringLiteral: result)
    }
}
