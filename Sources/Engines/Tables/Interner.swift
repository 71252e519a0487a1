/// Gives each distinct byte string a dense number, in the order of first appearance.
///
/// All bytes lie in one arena; `count` strings of n bytes in all take about n + 32 × count bytes.
package struct Interner: Sendable {
    package private(set) var arena: [UInt8] = []
    /// `count + 1` offsets into the arena.
    package private(set) var offsets: [Int] = [0]
    /// Half the fingerprint and the number plus one of a string; 0 where the slot is free.
    private var slots: [UInt64]
    private var mask: Int

    /// - Parameter expected: How many strings there will be, where that is known: it saves moving them as they grow.
    package init(expected: Int = 0) {
        var size = 1024
        while size < expected * 2 { size *= 2 }
        slots = Self.freeSlots(size)
        mask = size - 1
        offsets.reserveCapacity(expected + 1)
    }

    /// Makes room for the bytes of strings that are to come.
    package mutating func reserve(strings: Int, bytes: Int) {
        offsets.reserveCapacity(strings + 1)
        arena.reserveCapacity(bytes)
    }

    package var count: Int { offsets.count - 1 }

    package func range(_ id: Int32) -> Range<Int> { offsets[Int(id)]..<offsets[Int(id) + 1] }

    package func text(_ id: Int32) -> String { String(decoding: arena[range(id)], as: UTF8.self) }

    /// The number of `bytes[range]`; a new one where it was not seen before.
    package mutating func number(of bytes: Span<UInt8>, _ range: Range<Int>) -> Int32 {
        number(of: bytes, range, mark: Self.fingerprint(of: bytes, range) & Self.upperHalf)
    }

    private mutating func number(of bytes: Span<UInt8>, _ range: Range<Int>, mark: UInt64) -> Int32 {
        let (slot, found) = place(of: mark, bytes, range)
        if let found { return found }
        let id = append(bytes.extracting(range))
        slots[slot] = mark | UInt64(id + 1)
        if count * 2 > slots.count { grow() }
        return id
    }

    package mutating func number(of bytes: [UInt8]) -> Int32 { number(of: bytes.span, 0..<bytes.count) }

    package mutating func number(of text: String) -> Int32 { number(of: Array(text.utf8)) }

    /// The fingerprint of a string that is there.
    package func fingerprint(_ id: Int32) -> UInt64 { Self.fingerprint(of: arena.span, range(id)) }

    /// The number of a string that is there; nil where it is not.
    package func find(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int32? {
        place(of: Self.fingerprint(of: bytes, range) & Self.upperHalf, bytes, range).found
    }

    package func find(_ text: String) -> Int32? {
        let bytes = Array(text.utf8)
        return find(bytes.span, 0..<bytes.count)
    }

    /// Gives a string a new number without looking whether it has one: for parts that are merged later, which looks.
    package mutating func append(_ bytes: Span<UInt8>) -> Int32 {
        bytes.withUnsafeBufferPointer { arena.append(contentsOf: $0) }
        offsets.append(arena.count)
        return Int32(count - 1)
    }

    /// Gives back the memory that only new strings need; no string may be asked for by its bytes any more.
    package mutating func seal() { slots = [] }

    /// Takes in all strings of another: element i of the answer is the number here of its string i.
    package mutating func merge(_ other: Interner) -> [Int32] {
        let bytes = other.arena.span
        return numbers(of: bytes, count: other.count) { other.offsets[$0]..<other.offsets[$0 + 1] }
    }

    /// The numbers of many strings. What a few of them need is touched first, so that their memory is fetched together.
    package mutating func numbers(of bytes: Span<UInt8>, count: Int, _ range: (Int) -> Range<Int>) -> [Int32] {
        let batch = 32
        var found: [Int32] = []
        found.reserveCapacity(count)
        var marks = Array(repeating: UInt64(0), count: batch)
        var touched = Array(repeating: 0, count: batch)
        var start = 0
        while start < count {
            let size = min(batch, count - start)
            for i in 0..<size { marks[i] = Self.fingerprint(of: bytes, range(start + i)) & Self.upperHalf }
            for i in 0..<size {
                let entry = slots[Int(marks[i] >> 32) & mask]
                touched[i] = entry & Self.upperHalf == marks[i] && entry != 0 ? Int(entry & 0xFFFF_FFFF) - 1 : -1
            }
            for i in 0..<size where touched[i] >= 0 { touched[i] = offsets[touched[i]] }
            for i in 0..<size where touched[i] >= 0 && touched[i] < arena.count { touched[i] = Int(arena[touched[i]]) }
            for i in 0..<size { found.append(number(of: bytes, range(start + i), mark: marks[i])) }
            start += size
        }
        return found
    }

    private static let upperHalf: UInt64 = 0xFFFF_FFFF_0000_0000

    /// The slot of a string and its number, or the free slot for it.
    private func place(of mark: UInt64, _ bytes: Span<UInt8>, _ range: Range<Int>) -> (slot: Int, found: Int32?) {
        var slot = Int(mark >> 32) & mask
        while true {
            let entry = slots[slot]
            if entry == 0 { return (slot, nil) }
            if entry & Self.upperHalf == mark {
                let id = Int(entry & 0xFFFF_FFFF) - 1
                if isEqual(id, bytes, range) { return (slot, Int32(id)) }
            }
            slot = (slot + 1) & mask
        }
    }

    private func isEqual(_ id: Int, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        areEqual(arena.span.bytes, offsets[id]..<offsets[id + 1], bytes.bytes, range)
    }

    private static func freeSlots(_ count: Int) -> [UInt64] {
        [UInt64](unsafeUninitializedCapacity: count) { slots, size in
            askForLargePages(under: slots)
            slots.initialize(repeating: 0)
            size = count
        }
    }

    private mutating func grow() {
        let old = slots
        slots = Self.freeSlots(old.count * 2)
        mask = slots.count - 1
        for entry in old where entry != 0 {
            var slot = Int(entry >> 32) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = entry
        }
    }

    /// A number that hardly any other string has; the same on every machine and in every run.
    ///
    /// Eight bytes at a time are multiplied and folded, as in wyhash.
    package static func fingerprint(of bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        let raw = bytes.bytes
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: range.count)
        var i = range.lowerBound
        while i + 8 <= range.upperBound {
            hash = fold(hash ^ raw.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self))
            i += 8
        }
        return fold(fold(hash ^ lastBytes(raw, i..<range.upperBound)) ^ 0xE703_7ED1_A0B4_28DB)
    }

    private static func fold(_ value: UInt64) -> UInt64 {
        let (high, low) = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return high ^ low
    }
}

/// Whether two ranges hold the same bytes; up to eight are looked at together, some of them twice.
package func areEqual(_ one: RawSpan, _ own: Range<Int>, _ other: RawSpan, _ theirs: Range<Int>) -> Bool {
    let count = own.count
    guard count == theirs.count else { return false }
    @inline(__always)
    func agree<Word: FixedWidthInteger & BitwiseCopyable>(_ word: Word.Type, _ at: Int) -> Bool {
        one.unsafeLoadUnaligned(fromByteOffset: own.lowerBound &+ at, as: word)
            == other.unsafeLoadUnaligned(fromByteOffset: theirs.lowerBound &+ at, as: word)
    }
    if count >= 8 {
        var at = 0
        while at &+ 8 < count {
            guard agree(UInt64.self, at) else { return false }
            at &+= 8
        }
        return agree(UInt64.self, count &- 8)
    }
    if count >= 4 { return agree(UInt32.self, 0) && agree(UInt32.self, count &- 4) }
    if count >= 2 { return agree(UInt16.self, 0) && agree(UInt16.self, count &- 2) }
    return count == 0 || agree(UInt8.self, 0)
}

/// Fewer than eight bytes as one number, the first of them highest.
@inline(__always)
private func lastBytes(_ raw: RawSpan, _ range: Range<Int>) -> UInt64 {
    if range.isEmpty { return 0 }
    if range.upperBound >= 8 {
        let word = UInt64(bigEndian: raw.unsafeLoadUnaligned(fromByteOffset: range.upperBound - 8, as: UInt64.self))
        return word & (1 << UInt64(8 * range.count) - 1)
    }
    var last: UInt64 = 0
    for i in range { last = last << 8 | UInt64(raw.unsafeLoad(fromByteOffset: i, as: UInt8.self)) }
    return last
}
