/// Reads amounts in pounds as whole pence.
enum PenceReader {
    /// What bytes say, whichever way the amount is written.
    static func reading(_ bytes: Span<UInt8>, _ range: Range<Int>, hasDecimalComma: Bool) -> LooseAmount.Reading {
        if !hasDecimalComma, let pence = pence(bytes, range) { return .pence(pence, hasDecimalComma: false) }
        return LooseAmount.read(bytes, range, hasDecimalComma: hasDecimalComma)
    }

    /// Pence of "12", "12.5", "-3.999" or "£1.50", rounded half away from nought; nil where the bytes are no amount.
    static func pence(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
        var i = range.lowerBound
        let end = range.upperBound
        let isMinus = i < end && bytes[i] == UInt8(ascii: "-")
        if isMinus { i += 1 }
        if i + 1 < end, bytes[i] == 0xC2, bytes[i + 1] == 0xA3 { i += 2 }
        var whole: Int64 = 0
        var digits = 0
        while i < end, bytes[i] &- 48 < 10 {
            whole = whole * 10 + Int64(bytes[i] - 48)
            digits += 1
            i += 1
            guard digits <= 15 else { return nil }
        }
        var pence = whole * 100
        if i < end, bytes[i] == UInt8(ascii: ".") {
            i += 1
            var scale: Int64 = 10
            var isThird = false
            while i < end, bytes[i] &- 48 < 10 {
                let digit = Int64(bytes[i] - 48)
                digits += 1
                pence += digit * scale
                if scale == 0 && !isThird {
                    if digit >= 5 { pence += 1 }
                    isThird = true
                }
                scale /= 10
                i += 1
            }
        }
        guard i == end, digits > 0 else { return nil }
        return isMinus ? -pence : pence
    }
}
