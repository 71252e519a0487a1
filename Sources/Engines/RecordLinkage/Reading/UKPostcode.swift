/// Leaves a full British postcode in capitals without space, or nothing.
///
/// Accepts the shapes A9 9AA, A99 9AA, AA9 9AA, AA99 9AA, A9A 9AA and AA9A 9AA (BS 7666), BFPO numbers and GIR 0AA. O and 0, I and
/// 1 are mended where only one of the two can stand. Areas are not looked up, so that a slip of one letter can still be compared.
/// The pseudo-postcodes ZZ99 of the NHS and ONS (no fixed abode, not known) name no place and become empty.
func standardiseUKPostcode(_ value: inout [UInt8]) {
    makeUpper(&value)
    keep(&value) { isDigit($0) || isLetter($0) }
    let isRight = isUKPostcode(&value)
    if !isRight { value.removeAll(keepingCapacity: true) }
}

private func isUKPostcode(_ value: inout [UInt8]) -> Bool {
    var code = value.mutableSpan
    let count = code.count
    guard count >= 5, count <= 8 else { return false }
    if code[0] == UInt8(ascii: "B"), starts(code, "BFPO") {
        for i in 4..<count where !asDigit(&code[i]) { return false }
        return true
    }
    guard count <= 7 else { return false }
    if count == 6, code[0] == UInt8(ascii: "G"), starts(code, "GIR"), starts(code, "AA", at: 4) { return asDigit(&code[3]) }
    let outward = count - 3
    guard asDigit(&code[outward]), isASCIILetter(code[outward + 1]), isASCIILetter(code[outward + 2]) else { return false }
    // Areas that start with I or O have a second letter.
    guard isASCIILetter(code[0]) || (isASCIILetter(code[1]) && asLetter(&code[0])), isOutward(&code, outward) else { return false }
    return code[0] != UInt8(ascii: "Z") || !starts(code, "ZZ99")
}

private func isOutward(_ code: inout MutableSpan<UInt8>, _ count: Int) -> Bool {
    switch count {
    case 2:
        return asDigit(&code[1])
    case 4:
        return asLetter(&code[1]) && asDigit(&code[2]) && asDigitOrLetter(&code[3])
    default:
        // No district starts with 0, so S01 is SO1; a letter I or O is never the third character, so E1O is E10.
        guard asDigitOrLetter(&code[2]) else { return false }
        if isDigit(code[2]) {
            if code[1] == UInt8(ascii: "0") { code[1] = UInt8(ascii: "O") }
            return true
        }
        return asDigit(&code[1])
    }
}

private func asDigit(_ byte: inout UInt8) -> Bool {
    if byte == UInt8(ascii: "O") { byte = UInt8(ascii: "0") }
    if byte == UInt8(ascii: "I") { byte = UInt8(ascii: "1") }
    return isDigit(byte)
}

private func asLetter(_ byte: inout UInt8) -> Bool {
    if byte == UInt8(ascii: "0") { byte = UInt8(ascii: "O") }
    if byte == UInt8(ascii: "1") { byte = UInt8(ascii: "I") }
    return isASCIILetter(byte)
}

private func asDigitOrLetter(_ byte: inout UInt8) -> Bool { asDigit(&byte) || isASCIILetter(byte) }

private func starts(_ code: borrowing MutableSpan<UInt8>, _ text: String, at start: Int = 0) -> Bool {
    var i = start
    for letter in text.utf8 {
        guard i < code.count, code[i] == letter else { return false }
        i += 1
    }
    return true
}
