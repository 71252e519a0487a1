/// A word or a number of an address, in capitals.
struct AddressToken {
    private let start: Int
    private let length: Int
    /// Digits, and a letter at most.
    let isNumber: Bool
    /// The sign before it: a slash, a hyphen, or a space for anything else.
    let gap: UInt8
    /// The first eight letters of a word, packed; 0 for a number.
    let key: UInt64
    /// Whether it can be the name of a flat: a number, a letter, or a letter or two with digits.
    private let isShort: Bool
    private let mayBeFlat: Bool
    let endsInLetter: Bool
    /// Whether it belongs to the flat.
    var isTaken = false

    var isWord: Bool { !isNumber }
    var isLoneLetter: Bool { isWord && length == 1 }
    /// Whether it announces a flat; asked of every word, so the letters with which none starts are sorted out before.
    var isFlat: Bool { mayBeFlat && AddressWords.flats.contains(key) }
    var isFloor: Bool { AddressWords.floors.contains(key) }
    var isFlatName: Bool { isShort || isFloor }

    /// What follows in an address is town and county.
    static let limit = 16

    private init(_ bytes: Span<UInt8>, _ range: Range<Int>, gap: UInt8) {
        start = range.lowerBound
        length = range.count
        self.gap = gap
        isNumber = isDigit(bytes[start]) && !isOrdinal(bytes.extracting(range))
        endsInLetter = isLetter(bytes[range.upperBound - 1])
        var key: UInt64 = 0
        for i in start..<(start + min(length, 8)) { key = key << 8 | UInt64(bytes[i]) }
        self.key = isNumber ? 0 : key
        mayBeFlat = !isNumber && AddressWords.mayBeFlat(bytes[start])
        isShort = isNumber || length == 1 || (length <= 3 && isDigit(bytes[range.upperBound - 1]))
    }

    /// Splits capitals into tokens up to a postcode; 12ASHBANK and FLAT3 are two, 12A, 1ST and B2 are one.
    ///
    /// - Returns: how many there are.
    static func split(_ bytes: Span<UInt8>, into tokens: UnsafeMutableBufferPointer<AddressToken>) -> Int {
        var count = 0
        var i = 0
        var gap = UInt8(ascii: " ")
        // Where the word before stands in the list if it may be the first half of a postcode.
        var outward: Int?
        while i < bytes.count, count < limit {
            let byte = bytes[i]
            guard isLetter(byte) || isDigit(byte) else {
                if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-") { gap = byte }
                i += 1
                continue
            }
            let start = i
            while i < bytes.count, isLetter(bytes[i]) || isDigit(bytes[i]) { i += 1 }
            let raw = bytes.extracting(start..<i)
            if let outward, isInward(raw) { return outward }
            if raw.count >= 5, isOutward(raw.extracting(droppingLast: 3)), isInward(raw.extracting(last: 3)) { return count }
            outward = isOutward(raw) ? count : nil
            i = start + firstPart(of: raw)
            tokens.initializeElement(at: count, to: AddressToken(bytes, start..<i, gap: gap))
            count += 1
            gap = UInt8(ascii: " ")
        }
        return count
    }

    /// Writes it behind what the value holds; a number without the zeros before it.
    func write(at value: inout [UInt8]) {
        var i = start
        if isNumber {
            while i + 1 < start + length, value[i] == UInt8(ascii: "0"), isDigit(value[i + 1]) { i += 1 }
        }
        while i < start + length {
            value.append(value[i])
            i += 1
        }
    }

    /// Writes a word of a street, its short form in full; SAINT is ST, which is a street only behind another word.
    func writeWord(at value: inout [UInt8], isFirst: Bool) {
        if isFirst, key == AddressWords.saint || key == AddressWords.st {
            value.append(contentsOf: "ST".utf8)
        } else if length <= 4, let place = AddressWords.shortForms.firstIndex(of: key) {
            value.append(contentsOf: AddressWords.longForms[place].utf8)
        } else {
            write(at: &value)
        }
    }
}

/// How many bytes of a run of letters and digits make the first token.
private func firstPart(of raw: Span<UInt8>) -> Int {
    var run = 1
    let startsWithDigit = isDigit(raw[0])
    while run < raw.count, isDigit(raw[run]) == startsWithDigit { run += 1 }
    guard startsWithDigit else {
        var key: UInt64 = 0
        for i in 0..<min(run, 8) { key = key << 8 | UInt64(raw[i]) }
        return run > 1 && run < raw.count && AddressWords.flats.contains(key) ? run : raw.count
    }
    return run + 1 == raw.count || isOrdinal(raw) ? raw.count : run
}

/// Digits with ST, ND, RD or TH.
private func isOrdinal(_ raw: Span<UInt8>) -> Bool {
    guard raw.count >= 3, isDigit(raw[raw.count - 3]), isDigit(raw[0]) else { return false }
    switch (raw[raw.count - 2], raw[raw.count - 1]) {
    case (UInt8(ascii: "S"), UInt8(ascii: "T")), (UInt8(ascii: "N"), UInt8(ascii: "D")), (UInt8(ascii: "R"), UInt8(ascii: "D")),
        (UInt8(ascii: "T"), UInt8(ascii: "H")):
        return true
    default: return false
    }
}

/// The shape of the first half of a postcode: QB1, Q12, EC1A.
private func isOutward(_ raw: Span<UInt8>) -> Bool {
    guard (2...4).contains(raw.count), isASCIILetter(raw[0]) else { return false }
    let digit = isDigit(raw[1]) ? 1 : 2
    guard digit < raw.count, isASCIILetter(raw[digit - 1]), isDigit(raw[digit]) else { return false }
    return raw.count - digit <= 2
}

/// The shape of the second half of a postcode: 3AB.
private func isInward(_ raw: Span<UInt8>) -> Bool {
    raw.count == 3 && isDigit(raw[0]) && isASCIILetter(raw[1]) && isASCIILetter(raw[2]) && !isOrdinal(raw)
}
