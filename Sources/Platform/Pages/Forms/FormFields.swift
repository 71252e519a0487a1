/// A posted form as the browser sent it: names and values in order, as text.
package struct FormFields: Sendable {
    package private(set) var pairs: [(name: String, value: String)]

    package init(_ pairs: [(name: String, value: String)]) { self.pairs = pairs }

    /// From `application/x-www-form-urlencoded` text (WHATWG URL Standard, 5.1). At most 2,000 fields are read.
    package init(urlEncoded text: String) {
        pairs = text.split(separator: "&").prefix(2000).map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decode(parts[0]), parts.count > 1 ? Self.decode(parts[1]) : "")
        }
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

    private static func decode(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                bytes.append(32)
            } else if byte == UInt8(ascii: "%"), let value = UInt8(String(Substring(rest.prefix(2))), radix: 16), rest.count >= 2 {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        // NUL cannot be stored as text; browsers send line ends as CRLF.
        return String(decoding: bytes, as: UTF8.self).replacing("\0", with: "").replacing("\r\n", with: "\n")
    }

    private static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
