/// Leaves a British telephone number as 0 and ten digits, or nothing.
///
/// Reads +44, 0044, 44 and (0), any spacing, words before the number and an extension or second number after it; gives back the 0
/// that spreadsheets take away. Numbers of other countries, of other lengths, and of ranges that Ofcom has not opened (04, 06)
/// become empty (Ofcom, National Telephone Numbering Plan).
func standardiseUKPhone(_ value: inout [UInt8]) {
    let isRight = isUKPhone(&value)
    if !isRight { value.removeAll(keepingCapacity: true) }
}

private func isUKPhone(_ value: inout [UInt8]) -> Bool {
    var kept = 0
    var isForeignForm = false
    do {
        var bytes = value.mutableSpan
        for i in bytes.indices {
            let byte = bytes[i]
            if isDigit(byte) {
                guard kept < 16 else { return false }
                bytes[kept] = byte
                kept += 1
            } else if byte == UInt8(ascii: "+") {
                guard kept == 0 else { break }
                isForeignForm = true
            } else if isLetter(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") {
                if kept > 0 { break }
            }
        }
    }
    value.removeLast(value.count - kept)
    guard let start = nationalStart(value.span, isForeignForm: isForeignForm) else { return false }
    let first = value[start]
    guard value.count - start == 10, "1235789".utf8.contains(first), value[(start + 1)...].contains(where: { $0 != first }) else { return false }
    if start == 0 {
        value.insert(UInt8(ascii: "0"), at: 0)
    } else {
        value[start - 1] = UInt8(ascii: "0")
        value.removeFirst(start - 1)
    }
    return true
}

/// Where the ten digits after the national 0 start.
private func nationalStart(_ digits: Span<UInt8>, isForeignForm: Bool) -> Int? {
    let zero = UInt8(ascii: "0")
    let four = UInt8(ascii: "4")
    guard digits.count >= 10 else { return nil }
    var start = 0
    if !isForeignForm, digits[0] == zero, digits[1] == zero { start = 2 }
    let isCountry = digits[start] == four && digits[start + 1] == four
    if isForeignForm || start == 2 {
        guard isCountry else { return nil }
        start += 2
    } else if isCountry, digits.count >= 12 {
        start += 2
    }
    return digits[start] == zero ? start + 1 : start
}
