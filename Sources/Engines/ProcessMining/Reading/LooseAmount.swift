/// Reads amounts in pounds as finance systems write them: £1,234.50, (12.50), 12.50-, 1.234,50, 12,50 and 12.50 GBP.
struct LooseAmount {
    enum Reading: Hashable {
        /// - Parameter hasDecimalComma: whether only a decimal comma makes sense of it.
        case pence(Int64, hasDecimalComma: Bool)
        /// A word for none.
        case none
        case wrong
    }

    private var text: ArraySlice<UInt8>

    /// Where one comma or dot stands before three digits, it parts thousands if it is a comma and pence if it is a dot, unless it is said
    /// that the comma stands before the pence.
    static func read(_ bytes: Span<UInt8>, _ range: Range<Int>, hasDecimalComma: Bool) -> Reading {
        guard range.count <= TimeText.longest else { return .wrong }
        let plain = TimeText.plain(bytes, range.lowerBound, range.count)
        if plain.isEmpty || NoTime.words.contains(String(decoding: plain, as: UTF8.self)) { return .none }
        var amount = LooseAmount(text: plain[...])
        let isMinus = amount.takeSigns()
        guard let isMinus, let (pence, isComma) = amount.pence(hasDecimalComma) else { return .wrong }
        return .pence(isMinus ? -pence : pence, hasDecimalComma: isComma)
    }

    private mutating func drop(_ word: String) -> Bool {
        if text.starts(with: word.utf8) {
            text = text.dropFirst(word.utf8.count)
        } else if text.suffix(word.utf8.count).elementsEqual(word.utf8) {
            text = text.dropLast(word.utf8.count)
        } else {
            return false
        }
        while text.first == 32 { text = text.dropFirst() }
        while text.last == 32 { text = text.dropLast() }
        return true
    }

    /// Takes brackets, signs and the currency off, one of each; says whether the amount is below zero, or nil where they make no sense.
    private mutating func takeSigns() -> Bool? {
        var minus = 0
        var currencies = 0
        while let first = text.first, let last = text.last, first &- 48 >= 10 || last &- 48 >= 10 {
            if first == UInt8(ascii: "("), last == UInt8(ascii: ")"), text.count > 2 {
                text = text.dropFirst().dropLast()
                minus += 1
            } else if drop("-") || drop("\u{2212}") {
                minus += 1
            } else if drop("£") || drop("gbp") {
                currencies += 1
            } else if first == UInt8(ascii: "+") {
                text = text.dropFirst()
            } else {
                break
            }
        }
        return minus <= 1 && currencies <= 1 ? minus == 1 : nil
    }

    /// Pence, and whether a decimal comma alone makes sense of the text.
    private func pence(_ hasDecimalComma: Bool) -> (Int64, Bool)? {
        let (comma, dot) = (UInt8(ascii: ","), UInt8(ascii: "."))
        let (commas, dots) = (text.count { $0 == comma }, text.count { $0 == dot })
        let last = text.last { $0 == comma || $0 == dot }
        let after = text.reversed().prefix { $0 != comma && $0 != dot }.count
        var decimal: UInt8?
        if hasDecimalComma {
            decimal = commas > 0 ? comma : nil
        } else if commas > 0 && dots > 0 {
            decimal = last
        } else if dots == 1 {
            decimal = dot
        } else if commas == 1 {
            guard after <= 3 else { return nil }
            decimal = after < 3 ? comma : nil
        }
        let parts = decimal.map { text.split(separator: $0, omittingEmptySubsequences: false) } ?? [text]
        guard parts.count <= 2, let whole = Self.whole(parts[0]) else { return nil }
        let part = parts.count == 2 ? parts[1] : []
        guard part.allSatisfy({ $0 &- 48 < 10 }), !parts[0].isEmpty || !part.isEmpty else { return nil }
        let digits = (Array(part) + [48, 48, 48]).prefix(3).map { Int64($0 - 48) }
        return (whole * 100 + digits[0] * 10 + digits[1] + (digits[2] >= 5 ? 1 : 0), decimal == comma && !hasDecimalComma)
    }

    /// The pounds, of which thousands may be parted by one kind of sign.
    private static func whole(_ text: ArraySlice<UInt8>) -> Int64? {
        let marks = Set(text.filter { $0 &- 48 >= 10 })
        guard marks.count <= 1, marks.isSubset(of: [32, 39, 44, 46]) else { return nil }
        let groups = text.split(omittingEmptySubsequences: false) { $0 &- 48 >= 10 }
        guard groups.count == 1 || (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
        let digits = groups.joined()
        guard digits.count <= 15 else { return nil }
        return digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
    }
}
