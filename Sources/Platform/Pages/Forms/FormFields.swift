/// A posted form as the browser sent it: names and values in order, as text.
package struct FormFields: Sendable {
    private static let most = 2000

    package private(set) var pairs: [(name: String, value: String)]

    package init(_ pairs: [(name: String, value: String)]) { self.pairs = pairs }

    /// From `application/x-www-form-urlencoded` text (WHATWG URL Standard, 5.1). At most 2,000 fields are read.
    package init(urlEncoded text: String) {
        pairs = text.split(separator: "&").prefix(Self.most).map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decode(parts[0]), parts.count > 1 ? Self.decode(parts[1]) : "")
        }
    }

    /// From the body of a posted form; nil where it is no such form: a broken escape, text that is not UTF-8, over 2,000 fields.
    ///
    /// Browsers send none of these. An address is read more kindly, since people write addresses by hand.
    package init?(posted body: [UInt8]) {
        let parts = body.split(separator: UInt8(ascii: "&"), maxSplits: Self.most)
        guard parts.count <= Self.most else { return nil }
        var pairs: [(name: String, value: String)] = []
        for part in parts {
            let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false).map { Self.bytes($0) }
            guard sides.allSatisfy(\.isWhole), let name = String(validating: sides[0].bytes, as: UTF8.self),
                let value = String(validating: sides.count > 1 ? sides[1].bytes : [], as: UTF8.self)
            else { return nil }
            pairs.append((Self.plain(name), Self.plain(value)))
        }
        self.pairs = pairs
    }

    /// The value without white space at its ends; empty where the field is not there.
    package subscript(name: String) -> String {
        Self.trimmed(pairs.first { $0.name == name }?.value ?? "")
    }

    package func has(_ name: String) -> Bool { pairs.contains { $0.name == name } }

    package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map { Self.trimmed($0.value) } }

    package func setting(_ name: String, to value: String) -> FormFields {
        FormFields(pairs.filter { $0.name != name } + [(name, value)])
    }

    private static func decode(_ text: Substring) -> String { plain(String(decoding: bytes(Array(text.utf8)[...]).bytes, as: UTF8.self)) }

    /// Undoes the escapes; one that is broken stays as it is.
    private static func bytes(_ text: ArraySlice<UInt8>) -> (bytes: [UInt8], isWhole: Bool) {
        var bytes: [UInt8] = []
        var isWhole = true
        bytes.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                bytes.append(32)
            } else if byte == UInt8(ascii: "%") {
                let digits = rest.prefix(2).compactMap(Self.hexDigit)
                isWhole = isWhole && digits.count == 2
                bytes.append(digits.count == 2 ? digits[0] << 4 | digits[1] : byte)
                if digits.count == 2 { rest = rest.dropFirst(2) }
            } else {
                bytes.append(byte)
            }
        }
        return (bytes, isWhole)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }

    /// NUL cannot be stored as text; browsers send line ends as CRLF.
    private static func plain(_ text: String) -> String { text.replacing("\0", with: "").replacing("\r\n", with: "\n") }

    private static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
