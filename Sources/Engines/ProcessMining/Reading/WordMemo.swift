import Tables

/// Remembers the codes of short words of one column, so that the few words that most rows repeat are not looked up each time.
///
/// A word of at most 24 bytes is its first, middle and last eight bytes and its length: where those are equal, so are the words.
struct WordMemo: Sendable {
    private struct Entry {
        var head: UInt64 = 0
        var middle: UInt64 = 0
        var tail: UInt64 = 0
        var length = 0
        var code: Int32 = -1
    }

    private var entries = Array(repeating: Entry(), count: 256)

    /// The code of a word that is not empty; a new one where it was not seen before.
    mutating func code(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, in words: inout Interner) -> Int32 {
        let length = end - start
        guard length <= 24, start + 8 <= bytes.count else { return words.number(of: bytes, start..<end) }
        let raw = bytes.bytes
        var head = raw.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
        if length < 8 { head &= (1 << UInt64(length * 8)) - 1 }
        let middle = length > 16 ? raw.unsafeLoadUnaligned(fromByteOffset: start + 8, as: UInt64.self) : 0
        let tail = length >= 8 ? raw.unsafeLoadUnaligned(fromByteOffset: end - 8, as: UInt64.self) : 0
        let mixed = ((head ^ (middle &* 31) ^ (tail << 7)) &+ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15
        let slot = Int(truncatingIfNeeded: mixed >> 56)
        let entry = entries[slot]
        if entry.head == head, entry.tail == tail, entry.middle == middle, entry.length == length { return entry.code }
        let code = words.number(of: bytes, start..<end)
        entries[slot] = Entry(head: head, middle: middle, tail: tail, length: length, code: code)
        return code
    }
}
