/// Leaves ten digits with the right check digit, or nothing.
///
/// Spaces, hyphens and dots between the digits are passed over, and ".0" at the end, which spreadsheets add to numbers. Ten equal
/// digits pass the check but are placeholders. Check digit: modulus 11 with weights 10 to 2 (NHS Data Dictionary, NHS NUMBER).
func standardiseNHSNumber(_ value: inout [UInt8]) {
    let isRight = keepTenDigits(&value) && isNHSNumber(value.span)
    if !isRight { value.removeAll(keepingCapacity: true) }
}

/// Whether these are ten digits, not all the same, with the right check digit.
func isNHSNumber(_ digits: Span<UInt8>) -> Bool {
    guard digits.count == 10 else { return false }
    var sum = 0
    var isVaried = false
    for i in 0..<10 {
        guard isDigit(digits[i]) else { return false }
        isVaried = isVaried || digits[i] != digits[0]
        // Weight 1 for the check digit itself: the whole sum is then a multiple of 11.
        sum += Int(digits[i] - UInt8(ascii: "0")) * (10 - i)
    }
    return isVaried && sum % 11 == 0
}

/// False where there are more digits or fewer, or anything that does not belong between them.
private func keepTenDigits(_ value: inout [UInt8]) -> Bool {
    var kept = 0
    do {
        var bytes = value.mutableSpan
        var end = bytes.count
        if end > 10, bytes[end - 1] == UInt8(ascii: "0"), bytes[end - 2] == UInt8(ascii: ".") { end -= 2 }
        for i in 0..<end {
            let byte = bytes[i]
            guard isDigit(byte) else {
                guard isSpace(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") else { return false }
                continue
            }
            guard kept < 10 else { return false }
            bytes[kept] = byte
            kept += 1
        }
    }
    guard kept == 10 else { return false }
    value.removeLast(value.count - 10)
    return true
}
