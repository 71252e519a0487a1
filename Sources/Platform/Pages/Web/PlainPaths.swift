import HTTPTypes
package import Hummingbird

/// One address, one spelling: what is asked for in another is led to the plain one, or is not found.
///
/// A page at `//invitation/…` would send its form to a host called "invitation". Mail programs add slashes, encode
/// characters that need none, and take a full stop behind a link for a part of it.
package struct PlainPaths: RouterMiddleware {
    package typealias Context = VisitorContext

    package init() {}

    package func handle(
        _ request: Request, context: VisitorContext, next: @concurrent (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        let plain = Self.plain(path)
        guard plain != path else { return try await next(request, context) }
        let query = request.uri.query.map { "?" + $0 } ?? ""
        // 308 keeps the method, so that a form arrives as a form.
        return Response(status: .permanentRedirect, headers: [.location: plain + query, .cacheControl: "no-store"])
    }

    /// Without empty pieces, needless percent signs (RFC 3986, 6.2.2.2) and what follows a secret at the end.
    static func plain(_ path: String) -> String {
        var pieces = path.split(separator: "/").map { decoded($0) }
        if let last = pieces.last { pieces[pieces.count - 1] = withoutTail(last) }
        return "/" + pieces.joined(separator: "/")
    }

    /// `%41` is A; what is no letter, digit, `-`, `_` or `~` stays encoded. A full stop does too: `%2E%2E` leads nowhere here.
    private static func decoded(_ piece: Substring) -> String {
        guard piece.contains("%") else { return String(piece) }
        var plain: [UInt8] = []
        var rest = piece.utf8[...]
        while let byte = rest.popFirst() {
            let code = rest.prefix(2)
            let isHex = code.count == 2 && code.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
            guard byte == UInt8(ascii: "%"), isHex, let value = UInt8(String(decoding: code, as: UTF8.self), radix: 16), Token.holds(value) || value == 126
            else {
                plain.append(byte)
                continue
            }
            plain.append(value)
            rest = rest.dropFirst(2)
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// Drops a full stop, comma, bracket or the like behind a token.
    private static func withoutTail(_ piece: String) -> String {
        let token = String(decoding: piece.utf8.prefix(43), as: UTF8.self)
        guard Token.isWellFormed(token), piece.utf8.count > 43 else { return piece }
        var tail = piece.dropFirst(43)
        while !tail.isEmpty {
            if let mark = tail.first, ".,;:!?)]>}'\"".contains(mark) {
                tail = tail.dropFirst()
            } else if let code = ["%3E", "%22", "%27", "%5D", "%7D", "%29", "%2E", "%2C"].first(where: { tail.uppercased().hasPrefix($0) }) {
                tail = tail.dropFirst(code.count)
            } else {
                return piece
            }
        }
        return token
    }
}
