/// Which characters beyond ASCII are brought to ASCII before a value is read.
struct Fold: OptionSet, Sendable {
    let rawValue: UInt8

    /// White space of any width becomes a space; characters without width go.
    static let spaces = Fold(rawValue: 1)
    /// Letters with marks become plain; marks that stand alone go.
    static let letters = Fold(rawValue: 2)
    /// Apostrophes and dashes become those of ASCII, other signs a space.
    static let punctuation = Fold(rawValue: 4)
    /// Digits of any script become those of ASCII.
    static let digits = Fold(rawValue: 8)
    /// What is still neither ASCII nor a letter goes.
    static let lettersOnly = Fold(rawValue: 16)

    static let all: Fold = [.spaces, .letters, .punctuation, .digits]
}

/// Folds a value that is not all ASCII; bytes that are not UTF-8 become U+FFFD.
func fold(_ value: inout [UInt8], _ parts: Fold) {
    let text = String(decoding: value, as: UTF8.self)
    value.removeAll(keepingCapacity: true)
    for scalar in text.unicodeScalars { append(scalar, to: &value, parts) }
}

private func append(_ scalar: Unicode.Scalar, to value: inout [UInt8], _ parts: Fold) {
    guard !scalar.isASCII else { return value.append(UInt8(truncatingIfNeeded: scalar.value)) }
    if parts.contains(.letters) {
        if Diacritics.isCombining(scalar.value) { return }
        if let (first, second) = Diacritics.plain(scalar.value) {
            value.append(first)
            if second != 0 { value.append(second) }
            return
        }
    }
    if parts.contains(.spaces) {
        if isWidthless(scalar.value) { return }
        if scalar.properties.isWhitespace { return value.append(UInt8(ascii: " ")) }
    }
    if parts.contains(.punctuation), let sign = sign(for: scalar) { return value.append(sign) }
    if parts.contains(.digits), scalar.properties.generalCategory == .decimalNumber, let digit = scalar.properties.numericValue {
        return value.append(UInt8(ascii: "0") + UInt8(digit))
    }
    if parts.contains(.lettersOnly), !isPartOfWord(scalar) { return }
    value.append(contentsOf: UTF8.encode(scalar) ?? .init())
}

/// Zero-width spaces and joiners, the soft hyphen, the byte order mark and marks of direction: pasted in, never seen.
private func isWidthless(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAD, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFEFF: true
    default: false
    }
}

private func sign(for scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0xB4, 0x2B9...0x2BF, 0x2C8, 0x2018...0x201B, 0x2032, 0xA78B, 0xA78C, 0xFF07: return UInt8(ascii: "'")
    case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: return UInt8(ascii: "-")
    case 0xFF0E: return UInt8(ascii: ".")
    case 0xFF0F: return UInt8(ascii: "/")
    default: break
    }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
        .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
        return UInt8(ascii: " ")
    default: return nil
    }
}

private func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
        .enclosingMark:
        true
    default: false
    }
}
