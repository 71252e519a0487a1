import Foundation

/// An e-mail address as it is kept: cleaned of what comes along when people paste, its domain as browsers send it.
///
/// ```swift
/// try EmailAddress("Head of service <mailto:Head@Example.gov.uk>; ").text  // "Head@example.gov.uk"
/// ```
/// The part before the @ is what RFC 5321 calls a dot-string, of ASCII alone: browsers send no other from `<input type="email">`. An
/// international domain is put into its ASCII form (IDNA), which browsers do too, so that the two are the same account.
package struct EmailAddress: Hashable, Sendable {
    package let text: String

    /// What is wrong with an address, in words for the person who typed it.
    package struct Refusal: Error, Equatable, CustomStringConvertible {
        package let description: String
    }

    package init(_ typed: String) throws(Refusal) {
        let cleaned = Self.cleaned(typed)
        guard !cleaned.isEmpty else { throw Refusal(description: "Enter an email address") }
        let parts = cleaned.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else { throw Refusal(description: "Enter an email address with an @ sign, such as name@example.gov.uk") }
        guard parts.count == 2 else {
            throw Refusal(description: parts.filter { !$0.isEmpty }.count > 2 ? "Enter one email address only" : "Enter an email address with one @ sign")
        }
        let local = try Self.local(parts[0])
        let domain = try Self.domain(parts[1])
        guard local.utf8.count + 1 + domain.utf8.count <= 254 else { throw Refusal(description: "Enter a shorter email address, of at most 254 characters") }
        text = local + "@" + domain
    }

    // MARK: What comes along

    /// Without invisible characters, white space and punctuation at the ends, a name before angle brackets, and `mailto:`.
    private static func cleaned(_ typed: String) -> String {
        let visible = String(String.UnicodeScalarView(typed.unicodeScalars.filter { $0.properties.generalCategory != .format }))
        var text = trimmed(visible[...])
        if let open = text.lastIndex(of: "<") { text = trimmed(text[text.index(after: open)...]) }
        if text.lowercased().hasPrefix("mailto:") { text = trimmed(text.dropFirst("mailto:".count).prefix { $0 != "?" }) }
        return text
    }

    private static func trimmed(_ text: Substring) -> String {
        let opening: Set<Character> = ["<", "(", "\"", "'", "‘", "“"]
        let closing: Set<Character> = [">", ")", "\"", "'", "’", "”", ";", ",", ".", ":"]
        var text = text
        while let first = text.first, first.isWhitespace || opening.contains(first) { text.removeFirst() }
        while let last = text.last, last.isWhitespace || closing.contains(last) { text.removeLast() }
        return String(text)
    }

    // MARK: The two parts

    private static func local(_ text: String) throws(Refusal) -> String {
        guard !text.isEmpty else { throw Refusal(description: "Enter what stands before the @ sign as well") }
        let marks = Set("!#$%&'*+-/=?^_`{|}~.".unicodeScalars)
        for scalar in text.unicodeScalars where !(scalar.isASCII && scalar.properties.isAlphabetic) && !isDigit(scalar) && !marks.contains(scalar) {
            throw Refusal(description: refusal(of: scalar))
        }
        guard !text.hasPrefix("."), !text.hasSuffix("."), !text.contains("..") else {
            throw Refusal(description: "Check the full stops before the @ sign: none may be first, last or doubled")
        }
        guard text.utf8.count <= 64 else { throw Refusal(description: "Use at most 64 characters before the @ sign") }
        return text
    }

    private static func refusal(of scalar: Unicode.Scalar) -> String {
        switch scalar {
        case _ where scalar.properties.isWhitespace: "Take the space out of the email address"
        case ",", ";": "Enter one email address only"
        case _ where scalar.properties.generalCategory == .control: "Take the control character out of the email address"
        default: "An email address cannot have “\(scalar)” before its @ sign"
        }
    }

    private static func domain(_ text: String) throws(Refusal) -> String {
        guard !text.isEmpty else { throw Refusal(description: "Enter what stands behind the @ sign as well") }
        if text.contains(where: \.isWhitespace) { throw Refusal(description: "Take the space out of the email address") }
        if text.contains(where: { $0 == "," || $0 == ";" }) { throw Refusal(description: "Enter one email address only") }
        var components = URLComponents()
        components.host = text
        let wrong = Refusal(description: "Check what stands behind the @ sign: “\(text.prefix(80))” is not a domain such as example.gov.uk")
        guard let ascii = components.encodedHost?.lowercased() else { throw wrong }
        let labels = ascii.split(separator: ".", omittingEmptySubsequences: false)
        let areWellFormed = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || isDigit($0) || $0 == "-" }
        }
        guard labels.count > 1, areWellFormed, let last = labels.last, !last.allSatisfy(\.isNumber) else { throw wrong }
        return ascii
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
