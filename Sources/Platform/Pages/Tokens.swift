import Crypto
package import Foundation

/// Secrets in links and cookies: made at random, kept only as a hash.
package enum Token {
    /// 32 random bytes as 43 URL-safe characters.
    package static func make() -> String { Data((0..<32).map { _ in UInt8.random(in: .min ... .max) }).base64URL }

    /// What is stored in place of the token.
    package static func hash(_ token: String) -> Data { Data(SHA256.hash(data: Data(token.utf8))) }

    /// A token that can be made again from the hub's key and a purpose, and from nothing else.
    package static func derived(from key: Data, for purpose: String) -> String {
        Data(HMAC<SHA256>.authenticationCode(for: Data(purpose.utf8), using: SymmetricKey(data: key))).base64URL
    }

    /// Compares without telling by its time where the difference is.
    package static func isSame(_ a: String, _ b: String) -> Bool {
        let a = Array(a.utf8)
        let b = Array(b.utf8)
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Whether the text has the form of a token, before the database is asked for it.
    package static func isWellFormed(_ text: String) -> Bool {
        text.utf8.count == 43 && text.utf8.allSatisfy(holds)
    }

    /// Whether a character can stand in a token: a letter, a digit, `-` or `_`.
    static func holds(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
    }
}

extension Data {
    fileprivate var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
