extension String {
    /// Whether there is nothing to see in it.
    var isBlank: Bool {
        unicodeScalars.allSatisfy {
            $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint || $0.properties.generalCategory == .control || $0 == "\u{2800}"
        }
    }

    /// Without white space, and what copying leaves behind, at either end.
    var trimmed: String {
        var text = Substring(self).unicodeScalars
        while let first = text.first, Self.isTrimmed(first) { text.removeFirst() }
        while let last = text.last, Self.isTrimmed(last) { text.removeLast() }
        return String(text)
    }

    private static func isTrimmed(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}" }
}
