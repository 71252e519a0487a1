/// Writes comma-separated values that are safe to open in a spreadsheet.
///
/// It works on bytes and scalars: as characters, a comma with U+FE0F behind it is no comma, and "\r\n" is one.
package enum CSV {
    /// Rows as a file, each cell quoted where it must be and never a formula.
    package static func text(_ rows: [[String]]) -> String {
        var bytes: [UInt8] = []
        for row in rows {
            for (place, value) in row.enumerated() {
                if place > 0 { bytes.append(comma) }
                append(Array(harmless(value).utf8).span, to: &bytes)
            }
            bytes += [13, 10]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Puts a cell behind the bytes, in quotes where it needs them (RFC 4180, 2.6 and 2.7), otherwise as it is.
    package static func append(_ cell: Span<UInt8>, to bytes: inout [UInt8]) {
        var needsQuotes = isMarked(cell)
        for i in cell.indices {
            let byte = cell[i]
            if byte == comma || byte == quote || byte == 10 || byte == 13 { needsQuotes = true }
        }
        guard needsQuotes else {
            cell.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
            return
        }
        bytes.append(quote)
        for i in cell.indices {
            if cell[i] == quote { bytes.append(quote) }
            bytes.append(cell[i])
        }
        bytes.append(quote)
    }

    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")

    /// Whether a cell starts with U+FEFF, which at the start of a file would be taken for its byte order mark.
    private static func isMarked(_ cell: Span<UInt8>) -> Bool {
        cell.count >= 3 && cell[0] == 0xEF && cell[1] == 0xBB && cell[2] == 0xBF
    }

    /// A cell that a spreadsheet would run as a formula gets a leading apostrophe (OWASP, CSV injection); a number stays one.
    private static func harmless(_ value: String) -> String {
        let rest = value.unicodeScalars.drop { isPassedOver($0) }
        guard let first = rest.first, formulaStarts.contains(first), !isNumber(rest) else { return value }
        return "'" + value
    }

    /// Those of OWASP, those that start another cell or line, and the wide forms that an East Asian spreadsheet takes for the same.
    private static let formulaStarts: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]

    /// Spaces and what nobody sees: a spreadsheet may drop them and find the formula behind.
    private static func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
        guard !formulaStarts.contains(scalar) else { return false }
        let kind = scalar.properties.generalCategory
        return scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint || kind == .format || kind == .control
    }

    /// Digits with at most a sign, a point and an exponent; "-inf" and hexadecimals are words to a spreadsheet.
    private static func isNumber(_ scalars: Substring.UnicodeScalarView) -> Bool {
        let isPlain = scalars.allSatisfy { $0.isASCII && ("0123456789+-.eE".unicodeScalars.contains($0)) }
        return isPlain && Double(String(scalars)) != nil
    }
}
