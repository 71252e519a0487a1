/// Gives each distinct byte string a dense number, in the order of first appearance.
///
/// All bytes lie in one arena; `count` strings of n bytes in all take about n + 16 × count bytes.
package struct Interner: Sendable {
    package private(set) var arena: [UInt8] = []
    /// `count + 1` offsets into the arena.
    package private(set) var offsets: [Int] = [0]
    private var slots: [Int32]
    private var hashes: [UInt32] = []
    private var mask: Int

    package init() {
        slots = Array(repeating: -1, count: 64)
        mask = 63
    }

    package var count: Int { offsets.count - 1 }

    package func range(_ id: Int32) -> Range<Int> { offsets[Int(id)]..<offsets[Int(id) + 1] }

    package func text(_ id: Int32) -> String { String(decoding: arena[range(id)], as: UTF8.self) }

    package func length(_ id: Int32) -> Int { offsets[Int(id) + 1] - offsets[Int(id)] }

    /// The number of `bytes[range]`; a new one where it was not seen before.
    package mutating func number(of bytes: Span<UInt8>, _ range: Range<Int>) -> Int32 {
        let hash = Self.hash(bytes, range)
        var slot = Int(hash) & mask
        while slots[slot] >= 0 {
            let id = slots[slot]
            if hashes[Int(id)] == hash && isEqual(id, bytes, range) { return id }
            slot = (slot + 1) & mask
        }
        let id = Int32(count)
        slots[slot] = id
        hashes.append(hash)
        arena.reserveCapacity(arena.count + range.count)
        for i in range { arena.append(bytes[i]) }
        offsets.append(arena.count)
        if count * 2 > slots.count { grow() }
        return id
    }

    package mutating func number(of bytes: [UInt8]) -> Int32 { number(of: bytes.span, 0..<bytes.count) }

    package mutating func number(of text: String) -> Int32 { number(of: Array(text.utf8)) }

    /// The number of a string that is there; nil where it is not.
    package func find(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int32? {
        let hash = Self.hash(bytes, range)
        var slot = Int(hash) & mask
        while slots[slot] >= 0 {
            let id = slots[slot]
            if hashes[Int(id)] == hash && isEqual(id, bytes, range) { return id }
            slot = (slot + 1) & mask
        }
        return nil
    }

    package func find(_ text: String) -> Int32? {
        let bytes = Array(text.utf8)
        return find(bytes.span, 0..<bytes.count)
    }

    /// Takes in all strings of another: element i of the answer is the number here of its string i.
    package mutating func merge(_ other: Interner) -> [Int32] {
        let bytes = other.arena.span
        var map: [Int32] = []
        map.reserveCapacity(other.count)
        for id in 0..<other.count { map.append(number(of: bytes, other.offsets[id]..<other.offsets[id + 1])) }
        return map
    }

    private func isEqual(_ id: Int32, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let start = offsets[Int(id)]
        guard offsets[Int(id) + 1] - start == range.count else { return false }
        let own = arena.span
        for i in 0..<range.count where own[start + i] != bytes[range.lowerBound + i] { return false }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        mask = slots.count - 1
        for id in 0..<count {
            var slot = Int(hashes[id]) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(id)
        }
    }

    /// Eight bytes at a time by multiply and fold, as in wyhash; the same on every machine and in every run.
    private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        let raw = bytes.bytes
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: range.count)
        var i = range.lowerBound
        while i + 8 <= range.upperBound {
            hash = fold(hash ^ raw.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self))
            i += 8
        }
        var rest: UInt64 = 0
        while i < range.upperBound {
            rest = rest << 8 | UInt64(bytes[i])
            i += 1
        }
        hash = fold(hash ^ rest)
        return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
    }

    private static func fold(_ value: UInt64) -> UInt64 {
        let (high, low) = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return high ^ low
    }
}
