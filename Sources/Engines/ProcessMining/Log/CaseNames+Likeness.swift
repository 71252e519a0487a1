import Tables

/// Names of cases that a spreadsheet or two systems have damaged.
extension CaseNames {
    /// Names that people would take for one by their capital letters, blanks at their ends, zeros before them or .0 after them: the first
    /// of each with the next that is like it, at most three. O(names), and hardly more than a look at each where none can be alike.
    package func alike() -> [(String, String)] {
        let lengths = keys.lazy.map { Self.length($0) }
        let hasOneLength = lengths.allSatisfy { $0 == lengths.first }
        let isOdd = keys.map { self.isOdd($0, hasOneLength) }
        guard isOdd.contains(true) || hasBothSizes else { return [] }
        var numbers = CaseNumbers(expected: count)
        var firsts: [Int] = []
        var found: [(String, String)] = []
        for name in 0..<count {
            let key = keys[name]
            let isPlain = !isOdd[name] && Self.length(key) <= Self.longestShort
            let number = Int(isPlain ? numbers.number(of: Self.small(key)) : numbers.number(of: Self.plain(text(name))))
            if number == firsts.count {
                firsts.append(name)
            } else {
                found.append((text(firsts[number]), text(name)))
                if found.count == 3 { break }
            }
        }
        return found
    }

    /// The names that a spreadsheet has cut short, such as 1.23457E+11: how many, and the first.
    package func cutShort() -> (count: Int, first: String)? {
        let cut = (0..<count).lazy.filter { Self.has(keys[$0], 43) }.map(text).filter { name in
            let parts = name.uppercased().split(separator: "E+", omittingEmptySubsequences: false)
            return parts.count == 2 && Double(parts[0].replacing(",", with: ".")) != nil && Int(parts[1]) != nil
        }
        return cut.first.map { (cut.count { _ in true }, $0) }
    }

    private static func length(_ key: Key) -> Int { Int(truncatingIfNeeded: key[1] >> 56) }

    /// A name as it is where nothing happened to it.
    private static func plain(_ name: String) -> String {
        var bytes = name.utf8.map { $0 &- 65 < 26 ? $0 | 32 : $0 }[...]
        while let last = bytes.last, last <= 32 { bytes.removeLast() }
        while let first = bytes.first, first <= 32 { bytes.removeFirst() }
        func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool { !bytes.isEmpty && bytes.allSatisfy { $0 &- 48 < 10 } }
        if let dot = bytes.firstIndex(of: 46), isNumber(bytes[..<dot]), bytes[(dot + 1)...].allSatisfy({ $0 == 48 }) { bytes = bytes[..<dot] }
        if isNumber(bytes) { while bytes.count > 1, bytes.first == 48 { bytes.removeFirst() } }
        return bytes.isEmpty ? " " : String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a name has a blank at an end, or is a number with a zero before it or with .0 after it.
    ///
    /// - Parameter hasOneLength: whether all names are equally long, so that zeros and .0 cannot make two alike.
    private func isOdd(_ key: Key, _ hasOneLength: Bool) -> Bool {
        let length = Self.length(key)
        guard length <= Self.longestShort else {
            let range = long.range(Int32(truncatingIfNeeded: key[0]))
            return long.arena[range.lowerBound] <= 32 || long.arena[range.upperBound - 1] <= 32
        }
        let first = UInt8(truncatingIfNeeded: key[0])
        let last = UInt8(truncatingIfNeeded: key[(length - 1) / 8] >> UInt64((length - 1) % 8 * 8))
        if first <= 32 || last <= 32 { return true }
        return !hasOneLength && (first == 48 || (last == 48 && Self.has(key, 46)))
    }

    /// Whether some name has capital letters and some name small ones.
    private var hasBothSizes: Bool {
        var (capitals, small) = (UInt64(0), UInt64(0))
        for key in keys {
            if Self.length(key) <= Self.longestShort {
                capitals |= Self.letters(key[0], from: 65) | Self.letters(key[1] & Self.textOfTail, from: 65)
                small |= Self.letters(key[0], from: 97) | Self.letters(key[1] & Self.textOfTail, from: 97)
            } else {
                for i in long.range(Int32(truncatingIfNeeded: key[0])) {
                    if long.arena[i] &- 65 < 26 { capitals = 1 }
                    if long.arena[i] &- 97 < 26 { small = 1 }
                }
            }
            if capitals != 0 && small != 0 { return true }
        }
        return false
    }

    // MARK: Eight bytes at a time

    private static let textOfTail: UInt64 = ~0 >> 8
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// Whether a byte may stand in a name; long names are not looked into.
    private static func has(_ key: Key, _ byte: UInt8) -> Bool {
        let (head, tail) = (key[0] ^ (ones &* UInt64(byte)), (key[1] & textOfTail) ^ (ones &* UInt64(byte)))
        return ((head &- ones) & ~head | (tail &- ones) & ~tail) & (ones << 7) != 0
    }

    /// A short name with small letters.
    private static func small(_ key: Key) -> Key {
        Key(key[0] | letters(key[0], from: 65) >> 2, key[1] | letters(key[1] & textOfTail, from: 65) >> 2)
    }

    /// Marks the bytes that are letters, from A or from a on.
    private static func letters(_ word: UInt64, from first: UInt64) -> UInt64 {
        let low = word & (ones &* 0x7F)
        let isFrom = low &+ ones &* (0x80 - first)
        let isBeyond = low &+ ones &* (0x80 - first - 26)
        return isFrom & ~isBeyond & ~word & (ones << 7)
    }
}
