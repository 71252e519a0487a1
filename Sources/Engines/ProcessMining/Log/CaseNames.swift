import Tables

/// The names of cases, by number.
///
/// A name of at most 15 bytes is held as two words with its length in the last byte: where those are equal, so are the names. Longer
/// ones are words of an `Interner`, and held as its number.
package struct CaseNames: Sendable {
    typealias Key = SIMD2<UInt64>

    fileprivate(set) var keys: [Key] = []
    fileprivate(set) var long = Interner()

    init() {}

    package var count: Int { keys.count }

    package func text(_ number: Int) -> String {
        let key = keys[number]
        let length = Int(key[1] >> 56)
        guard length <= Self.longestShort else { return long.text(Int32(truncatingIfNeeded: key[0])) }
        return String(decoding: (0..<length).map { UInt8(truncatingIfNeeded: key[$0 / 8] >> UInt64($0 % 8 * 8)) }, as: UTF8.self)
    }

    /// Some of the names, in this order.
    func keeping(_ numbers: [Int]) -> CaseNames {
        var names = self
        names.keys = numbers.map { keys[$0] }
        return names
    }

    static let longestShort = 15
    private static let longMark: UInt64 = 0xFF << 56

    /// - Parameter range: not empty.
    @inline(__always)
    fileprivate mutating func key(of bytes: Span<UInt8>, _ range: Range<Int>) -> Key {
        let (start, length) = (range.lowerBound, range.count)
        guard length <= Self.longestShort, start &+ 8 <= bytes.count else { return otherKey(bytes, range) }
        let raw = bytes.bytes
        let head = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self))
        let mark = UInt64(truncatingIfNeeded: length) &<< 56
        if length <= 8 { return Key(head & (~0 >> UInt64(truncatingIfNeeded: 64 &- length &* 8)), mark) }
        let tail = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: range.upperBound &- 8, as: UInt64.self))
        return Key(head, (tail >> UInt64(truncatingIfNeeded: 128 &- length &* 8)) | mark)
    }

    /// Of a long name, and of a short one at the end of the bytes.
    private mutating func otherKey(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Key {
        guard range.count <= Self.longestShort else { return longKey(long.number(of: bytes, range)) }
        var key = Key(0, UInt64(range.count) << 56)
        for (place, i) in range.enumerated() { key[place / 8] |= UInt64(bytes[i]) << UInt64(place % 8 * 8) }
        return key
    }

    private func longKey(_ number: Int32) -> Key { Key(UInt64(UInt32(bitPattern: number)), Self.longMark) }

    /// The keys here of names that stand in another list.
    fileprivate mutating func keys(of other: CaseNames) -> [Key] {
        guard other.long.count > 0 else { return other.keys }
        let numbers = long.merge(other.long)
        return other.keys.map { $0[1] == Self.longMark ? longKey(numbers[Int($0[0])]) : $0 }
    }
}

/// Gives each case a number by its name, in the order of first appearance.
struct CaseNumbers: Sendable {
    private(set) var names = CaseNames()
    /// Half the fingerprint of a key, and its number plus one; 0 where the slot is free.
    private var slots: [UInt64]
    private var mask: Int

    /// - Parameter expected: about how many different names.
    init(expected: Int = 0) {
        var size = 1024
        while size < min(expected, 1 << 24) * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        mask = size - 1
    }

    /// The number of the name in a range of bytes that is not empty.
    @inline(__always)
    mutating func number(of bytes: Span<UInt8>, _ range: Range<Int>) -> Int32 {
        let key = names.key(of: bytes, range)
        return number(of: key, Self.fingerprint(key))
    }

    mutating func number(of text: String) -> Int32 {
        let bytes = Array(text.utf8)
        return number(of: bytes.span, 0..<bytes.count)
    }

    /// The number of a name by its key, which must be a short one.
    mutating func number(of key: CaseNames.Key) -> Int32 { number(of: key, Self.fingerprint(key)) }

    @inline(__always)
    private mutating func number(of key: CaseNames.Key, _ mark: UInt64) -> Int32 {
        var slot = Int(truncatingIfNeeded: mark >> 32) & mask
        while true {
            let entry = slots[slot]
            if entry == 0 { return add(key, mark, slot) }
            if (entry ^ mark) >> 32 == 0 {
                let number = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) &- 1
                if names.keys[number] == key { return Int32(truncatingIfNeeded: number) }
            }
            slot = (slot &+ 1) & mask
        }
    }

    @inline(never)
    private mutating func add(_ key: CaseNames.Key, _ mark: UInt64, _ slot: Int) -> Int32 {
        names.keys.append(key)
        slots[slot] = mark & 0xFFFF_FFFF_0000_0000 | UInt64(names.keys.count)
        if names.keys.count * 2 > slots.count { grow() }
        return Int32(truncatingIfNeeded: names.keys.count - 1)
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        mask = slots.count - 1
        for entry in old where entry != 0 {
            var slot = Int(truncatingIfNeeded: entry >> 32) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = entry
        }
    }

    /// Takes in other names: element i of the answer is the number here of their name i.
    ///
    /// Memory is asked for sixteen names at a time, first their slots and then their keys, so that it comes together.
    mutating func merge(_ other: CaseNames) -> [Int32] {
        let keys = names.keys(of: other)
        var found: [Int32] = []
        found.reserveCapacity(keys.count)
        var marks = Array(repeating: UInt64(0), count: 16)
        var entries = marks
        var start = 0
        while start < keys.count {
            let count = min(16, keys.count - start)
            for i in 0..<count {
                marks[i] = Self.fingerprint(keys[start + i])
                entries[i] = slots[Int(truncatingIfNeeded: marks[i] >> 32) & mask]
            }
            for i in 0..<count {
                let number = Int(truncatingIfNeeded: entries[i] & 0xFFFF_FFFF)
                if number > 0 { entries[i] = names.keys[number - 1][0] }
            }
            for i in 0..<count { found.append(number(of: keys[start + i], marks[i])) }
            start += count
        }
        return found
    }

    /// Two words multiplied and folded, as in wyhash.
    @inline(__always)
    private static func fingerprint(_ key: CaseNames.Key) -> UInt64 {
        let (high, low) = (key[0] ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: key[1] ^ 0xA076_1D64_78BD_642F)
        return high ^ low
    }
}
