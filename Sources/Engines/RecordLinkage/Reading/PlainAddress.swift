/// Makes the key of an address such as "34 Barridge Drive, Cromcroft": a number, a word, and no flat anywhere. Most addresses are so,
/// and need not be taken apart.
///
/// - Returns: False where the address is any other; the value then stands as it was.
func makePlainAddressKey(_ value: inout [UInt8]) -> Bool {
    guard let found = PlainAddress(value.span) else { return false }
    var kept = 0
    do {
        var bytes = value.mutableSpan
        for i in found.number {
            bytes[kept] = bytes[i]
            kept += 1
        }
        bytes[kept] = UInt8(ascii: " ")
        kept += 1
        for i in found.word {
            bytes[kept] = uppercase(bytes[i])
            kept += 1
        }
    }
    value.removeLast(value.count - kept)
    return true
}

private struct PlainAddress {
    let number: Range<Int>
    let word: Range<Int>

    /// Nil where something stands in it that asks for a second look.
    init?(_ bytes: Span<UInt8>) {
        var i = 0
        while i < bytes.count, isDigit(bytes[i]) { i += 1 }
        let numberEnd = i
        while i < bytes.count, bytes[i] == UInt8(ascii: " ") { i += 1 }
        guard numberEnd > 0, i > numberEnd else { return nil }
        let wordStart = i
        while i < bytes.count, isLetter(bytes[i]) { i += 1 }
        guard i - wordStart >= 2, i == bytes.count || !isDigit(bytes[i]) else { return nil }
        word = wordStart..<i
        let key = Self.key(bytes, word)
        let isChanged = key == AddressWords.the || key == AddressWords.saint || (word.count <= 4 && AddressWords.shortForms.contains(key))
        if isChanged || AddressWords.flats.contains(key) { return nil }
        guard Self.isWithoutFlat(bytes, from: i) else { return nil }
        var start = 0
        while start + 1 < numberEnd, bytes[start] == UInt8(ascii: "0") { start += 1 }
        number = start..<numberEnd
    }

    /// Whether no word from here on announces a flat; an apostrophe may hide one.
    private static func isWithoutFlat(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        var i = start
        while i < bytes.count {
            let byte = bytes[i]
            guard isLetter(byte) else {
                if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") { return false }
                i += 1
                continue
            }
            let first = i
            while i < bytes.count, isLetter(bytes[i]) { i += 1 }
            if AddressWords.mayBeFlat(uppercase(byte)), AddressWords.flats.contains(key(bytes, first..<i)) { return false }
        }
        return true
    }

    /// The first eight letters, packed as in `AddressToken.key`.
    private static func key(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var key: UInt64 = 0
        for i in range.lowerBound..<min(range.upperBound, range.lowerBound + 8) { key = key << 8 | UInt64(uppercase(bytes[i])) }
        return key
    }
}
