/// Leaves ten digits with the right check digit, or nothing.
///
/// Spaces, hyphens and dots between the digits are passed over, and ".0" at the end, which spreadsheets add to numbers. Ten equal
/// digits pass the check but are placeholders. Check digit: modulus 11 with weights 10 to 2 (NHS Data Dictionary, NHS NUMBER).
func standardiseNHSNumber(_ value: inout [UInt8]) {
    let isRight = isNHSNumber(&value)
    if !isRight { value.removeAll(keepingCapacity: true) }
}

private func isNHSNumber(_ value: inout [UInt8]) -> Bool {
    var kept = 0
    var sum = 0
    var isVaried = false
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
            isVaried = isVaried || byte != bytes[0]
            // Weight 1 for the check digit itself: the whole sum is then a multiple of 11.
            sum += Int(byte - UInt8(ascii: "0")) * (10 - kept)
            kept += 1
        }
    }
    guard kept == 10, isVaried, sum % 11 == 0 else { return false }
    value.removeLast(value.count - 10)
    return true
}
