import Foundation

/// The address of something on the web, as people type and paste it: the one rule for forms and files.
package struct WebLink: Hashable, Sendable {
    /// As it is kept: scheme and host in small letters, all else as it was given.
    package let text: String
    /// The same for two addresses that lead to one page: without scheme, "www.", a slash at the end and what only counts visitors.
    package let identity: String

    /// What is wrong with an address; the words follow "the link …".
    package enum Refusal: Error, Hashable, CustomStringConvertible {
        case noScheme, noHost, space, unseen, signIn, host(String)

        package var description: String {
            switch self {
            case .noScheme: "must start with https:// or http://"
            case .noHost: "has no name of a site behind https://"
            case .space: "has a space in it; write %20 for it, or copy the address again"
            case .unseen: "has a character in it that a link cannot have; copy the address again"
            case .signIn: "has a sign-in name before an @; leave it out"
            case .host(let name): "has \"\(name)\" as the name of its site, which cannot be one"
            }
        }
    }

    /// White space round the address does not count.
    package init(_ typed: String) throws(Refusal) {
        let address = typed.trimmingCharacters(in: .whitespacesAndNewlines.union(CharacterSet(charactersIn: "\u{FEFF}\u{200B}\u{2060}")))
        guard let scheme = ["https", "http"].first(where: { address.lowercased().hasPrefix($0 + "://") }) else { throw .noScheme }
        for scalar in address.unicodeScalars {
            if scalar.properties.isWhitespace { throw .space }
            if Self.isRefused(scalar) { throw .unseen }
        }
        let rest = address.unicodeScalars.dropFirst(scheme.count + 3)
        let end = rest.firstIndex { "/?#".unicodeScalars.contains($0) } ?? rest.endIndex
        let host = try Self.host(String(rest[..<end]), scheme)
        let place = String(rest[end...])
        text = "\(scheme)://\(host)\(place)"
        identity = (host.hasPrefix("www.") ? String(host.dropFirst(4)) : host) + Self.identity(of: place)
    }

    private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        let kind = scalar.properties.generalCategory
        return kind == .control || kind == .format || scalar.properties.isDefaultIgnorableCodePoint || "<>\"\\".unicodeScalars.contains(scalar)
    }

    // MARK: The site

    /// A host in small letters, with its port where that is not the usual one.
    private static func host(_ authority: String, _ scheme: String) throws(Refusal) -> String {
        guard !authority.isEmpty else { throw .noHost }
        if authority.contains("@") { throw .signIn }
        var name = authority.lowercased()
        var port = ""
        if let colon = name.lastIndex(of: ":"), !name.hasSuffix("]") {
            port = String(name[name.index(after: colon)...])
            name = String(name[..<colon])
            guard let number = Int(port), (1...65_535).contains(number), port.utf8.allSatisfy({ (48...57).contains($0) }) else { throw .host(authority) }
            if number == (scheme == "https" ? 443 : 80) { port = "" }
        }
        if name.hasSuffix(".") { name.removeLast() }
        guard !name.isEmpty else { throw .noHost }
        guard isName(name) else { throw .host(authority) }
        return port.isEmpty ? name : "\(name):\(port)"
    }

    /// Labels as the domain name system has them, letters of any script; an intranet's name may have but one. Or an address of IPv6.
    private static func isName(_ name: String) -> Bool {
        if name.hasPrefix("[") && name.hasSuffix("]") {
            return name.contains(":") && name.dropFirst().dropLast().utf8.allSatisfy { "0123456789abcdef:.".utf8.contains($0) }
        }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        return name.utf8.count <= 253
            && labels.allSatisfy { label in
                !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                    && label.unicodeScalars.allSatisfy {
                        $0 == "-" || $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType == .decimal
                            || $0.properties.generalCategory == .nonspacingMark
                    }
            }
    }

    // MARK: Twins

    /// Parameters that tell a site where a visitor came from, and change nothing of the page.
    private static let tracking: Set<String> = [
        "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi",
    ]

    private static func identity(of place: String) -> String {
        let parts = place.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let question = parts.isEmpty ? [] : parts[0].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var path = question.first.map(String.init) ?? ""
        while path.hasSuffix("/") { path.removeLast() }
        let parameters = (question.count > 1 ? question[1] : "").split(separator: "&").filter { parameter in
            let name = parameter.prefix { $0 != "=" }.lowercased()
            return !name.hasPrefix("utm_") && !tracking.contains(name)
        }
        var text = unescaped(path)
        if !parameters.isEmpty { text += "?" + parameters.sorted().joined(separator: "&") }
        if parts.count > 1, !parts[1].isEmpty, !parts[1].hasPrefix(":~:") { text += "#" + parts[1] }
        return text
    }

    /// A path in which %7E is ~ and %C3%B4 is ô; one that is not sound UTF-8 stays as it is.
    private static func unescaped(_ path: String) -> String { path.removingPercentEncoding ?? path }
}
