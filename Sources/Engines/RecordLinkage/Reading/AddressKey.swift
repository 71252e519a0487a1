/// Brings an address to flat, house number and the first word of the street: "FLAT 3, 12 HIGH".
///
/// - Units, apartments, rooms and the like are flats. "3/12 HIGH ST" is flat 3 of number 12 and "3-12 HIGH ST" a range; "12 A" is 12A.
/// - The number is the first one that a word follows. Without a number the first two words stand, so that named houses count.
/// - THE is passed over; ST and SAINT take the next word with them; common short forms are written out; a postcode ends the address.
///
/// Empty where there is neither word nor number.
func makeAddressKey(_ value: inout [UInt8]) {
    if !makePlainAddressKey(&value) { takeApart(&value) }
}

/// Makes the key of any address.
func takeApart(_ value: inout [UInt8]) {
    keep(&value) { $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "`") }
    makeUpper(&value)
    let length = value.count
    withUnsafeTemporaryAllocation(of: AddressToken.self, capacity: AddressToken.limit) { buffer in
        let count = AddressToken.split(value.span, into: buffer)
        var parts = AddressParts(buffer, count)
        parts.read()
        parts.write(at: &value)
    }
    dropFirst(length, of: &value)
}

private func dropFirst(_ length: Int, of value: inout [UInt8]) {
    do {
        var bytes = value.mutableSpan
        for i in length..<bytes.count { bytes[i - length] = bytes[i] }
    }
    value.removeLast(length)
}

/// The parts of an address that make its key, as places of tokens.
private struct AddressParts {
    private let tokens: UnsafeMutableBufferPointer<AddressToken>
    private let count: Int
    private var flat: Int?
    private var number: Int?
    private var rangeEnd: Int?
    /// A letter that stands apart from its number.
    private var suffix: Int?
    private var words: (first: Int?, second: Int?) = (nil, nil)

    init(_ tokens: UnsafeMutableBufferPointer<AddressToken>, _ count: Int) {
        self.tokens = tokens
        self.count = count
    }

    mutating func read() {
        findFlat()
        findNumber()
        let start = (suffix ?? rangeEnd ?? number).map { $0 + 1 } ?? 0
        findWords(from: start)
        if words.first == nil, start > 0 { findWords(from: 0) }
    }

    /// "FLAT 3", "FLAT B2", "FLAT GROUND FLOOR" and "GROUND FLOOR FLAT".
    private mutating func findFlat() {
        for i in 0..<count where tokens[i].isFlat {
            if i > 0, tokens[i - 1].isFloor {
                let isLong = i > 1 && tokens[i - 1].key == AddressWords.floor && tokens[i - 2].isFloor
                take(i - (isLong ? 2 : 1), through: i)
            } else if i + 1 < count, tokens[i + 1].isFlatName {
                let isLong = i + 2 < count && tokens[i + 2].key == AddressWords.floor
                tokens[i].isTaken = true
                take(i + 1, through: i + (isLong ? 2 : 1))
            }
        }
    }

    private mutating func take(_ name: Int, through last: Int) {
        if flat == nil { flat = name }
        for i in name...last { tokens[i].isTaken = true }
    }

    private mutating func findNumber() {
        var alone: Int?
        for i in 0..<count where tokens[i].isNumber && !tokens[i].isTaken {
            let isBeforeNumber = i + 1 < count && tokens[i + 1].isNumber
            if isBeforeNumber, tokens[i + 1].gap == UInt8(ascii: "/"), flat == nil {
                flat = i
                tokens[i].isTaken = true
                continue
            }
            let end = isBeforeNumber && tokens[i + 1].gap == UInt8(ascii: "-") ? i + 1 : i
            guard end + 1 < count, tokens[end + 1].isWord, !tokens[end + 1].isTaken else {
                alone = alone ?? i
                continue
            }
            number = i
            rangeEnd = end > i ? end : nil
            if end == i, tokens[i + 1].isLoneLetter, !tokens[i].endsInLetter, i + 2 < count, tokens[i + 2].isWord, !tokens[i + 2].isTaken {
                suffix = i + 1
            }
            return
        }
        number = alone
        if let alone, alone + 1 < count, tokens[alone + 1].isNumber, tokens[alone + 1].gap == UInt8(ascii: "-") { rangeEnd = alone + 1 }
    }

    private mutating func findWords(from start: Int) {
        let wanted = number == nil ? 2 : 1
        var found = 0
        for i in start..<max(start, count) where tokens[i].isWord && !tokens[i].isTaken && i != suffix {
            let key = tokens[i].key
            if found == 0, key == AddressWords.the, hasWord(after: i) { continue }
            if found == 0 { words.first = i } else { words.second = i }
            found += 1
            let isSaint = found == 1 && (key == AddressWords.saint || key == AddressWords.st)
            if found == 2 || (wanted == 1 && !isSaint) { return }
        }
    }

    private func hasWord(after place: Int) -> Bool {
        for i in (place + 1)..<max(place + 1, count) where tokens[i].isWord && !tokens[i].isTaken { return true }
        return false
    }

    /// Writes the key behind what the value holds.
    func write(at value: inout [UInt8]) {
        let start = value.count
        if let flat {
            for letter in "FLAT ".utf8 { value.append(letter) }
            tokens[flat].write(at: &value)
        }
        if let number {
            if flat != nil {
                value.append(UInt8(ascii: ","))
                value.append(UInt8(ascii: " "))
            }
            tokens[number].write(at: &value)
            if let rangeEnd {
                value.append(UInt8(ascii: "-"))
                tokens[rangeEnd].write(at: &value)
            }
            if let suffix { tokens[suffix].write(at: &value) }
        }
        guard let first = words.first else { return }
        if value.count > start {
            if number == nil { value.append(UInt8(ascii: ",")) }
            value.append(UInt8(ascii: " "))
        }
        tokens[first].writeWord(at: &value, isFirst: true)
        guard let second = words.second else { return }
        value.append(UInt8(ascii: " "))
        tokens[second].writeWord(at: &value, isFirst: false)
    }
}
