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
        package mutating func appendInterpolation(_ text: String) {
            markup += text.turnsNeighbours ? HTML.isolate(text, in: HTML.place(behind: markup)) : HTML.escape(text)
        }
        package mutating func appendInterpolation(_ text: Substring) { appendInterpolation(String(text)) }
        package mutating func appendInterpolation<Of>(_ id: ID<Of>) { markup += id.description }
        package mutating func appendInterpolation(_ text: String?) { appendInterpolation(text ?? "") }
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

// MARK: Text that turns

extension HTML {
    /// Where in a page a piece of text is put.
    private enum Place { case content, textOnly, value }

    /// What the markup so far leaves open: a tag, an element that holds text alone, or neither.
    private static func place(behind markup: String) -> Place {
        guard let last = markup.utf8.lastIndex(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }) else {
            // A piece of a tag, such as an attribute that is not always there.
            return markup.utf8.count { $0 == UInt8(ascii: "\"") }.isMultiple(of: 2) ? .content : .value
        }
        if markup.utf8[last] == UInt8(ascii: "<") { return .value }
        let start = markup.utf8[..<last].lastIndex(of: UInt8(ascii: "<")).map(markup.utf8.index(after:)) ?? markup.startIndex
        let tag = markup[start..<last].prefix { $0.isLetter }
        switch tag {
        case "textarea": return .value
        case "title", "option", "desc", "text", "tspan": return .textOnly
        default: return .content
        }
    }

    /// The text with its own direction, shut off from what stands beside it. What a form sends back stays as it is.
    private static func isolate(_ text: String, in place: Place) -> String {
        switch place {
        case .value: escape(text)
        case .textOnly: escape(text.isolated)
        case .content: "<bdi dir=\"auto\">\(escape(text.withoutTurningMarks))</bdi>"
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
