/// Finds where unquoted fields end, 64 bytes at a time: a bit for each byte that is a delimiter or may end a line.
///
/// Looking at words for each field by itself would look at most words twice; here each is looked at once, however short the fields are.
struct FieldEnds: Sendable {
    /// The first of the 64 bytes.
    private var base = 0
    /// The marks that were not given yet; those of lower bytes are gone.
    private var marks: UInt64 = 0
    private let delimiters: Pair

    /// Two times eight bytes.
    private typealias Pair = SIMD2<UInt64>

    init(delimiter: UInt8) { delimiters = Self.each(UInt64(delimiter)) }

    @inline(__always)
    private static func each(_ byte: UInt64) -> Pair { Pair(repeating: byte &* 0x0101_0101_0101_0101) }

    /// Starts at a byte anew, forwards or backwards.
    mutating func restart(_ position: Int, in bytes: Span<UInt8>) {
        base = position
        marks = marks(at: base, bytes)
    }

    /// Goes forward; nothing before this byte is given any more.
    @inline(__always)
    mutating func skip(to position: Int, in bytes: Span<UInt8>) {
        if position &- base >= 64 {
            restart(position, in: bytes)
        } else {
            marks &= ~0 &<< UInt64(truncatingIfNeeded: position &- base)
        }
    }

    /// The next byte that is a delimiter or below 14, as a line feed and a return are; the number of bytes where there is none.
    @inline(__always)
    mutating func next(in bytes: Span<UInt8>) -> Int {
        while marks == 0 {
            base &+= 64
            guard base < bytes.count else { return bytes.count }
            marks = marks(at: base, bytes)
        }
        let found = base &+ marks.trailingZeroBitCount
        marks &= marks &- 1
        return found
    }

    @inline(__always)
    private func marks(at base: Int, _ bytes: Span<UInt8>) -> UInt64 {
        guard base &+ 64 <= bytes.count else { return lastMarks(at: base, bytes) }
        // The bits of word n and n + 4 stand in the two halves of a pair; bytes become two bits, four bits and then eight.
        let twos = (twos(bytes, base), twos(bytes, base &+ 8), twos(bytes, base &+ 16), twos(bytes, base &+ 24))
        let (low, high) = (fours(twos.0 | twos.1 &<< 8), fours(twos.2 | twos.3 &<< 8))
        let pairs = low | high &<< 16
        let both = (pairs | pairs &>> 28) & Pair(repeating: 0xFFFF_FFFF)
        return both[0] | both[1] << 32
    }

    /// Of bytes `i` to `i + 7`, and of those 32 further on: two bits in every other byte.
    ///
    /// Sums stay within their bytes, so that each bit is exact (Warren, Hacker's Delight, 6-1).
    @inline(__always)
    private func twos(_ bytes: Span<UInt8>, _ i: Int) -> Pair {
        let raw = bytes.bytes
        let words = Pair(
            UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self)),
            UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: i &+ 32, as: UInt64.self)))
        let low = Self.each(0x7F)
        let other = words ^ delimiters
        let isOther = ((other & low) &+ low) | other
        let isText = ((words & low) &+ Self.each(0x72)) | words
        let bits = ((isOther & isText) ^ Self.each(0xFF)) &>> 7 & Self.each(1)
        return (bits | bits &>> 7) & Pair(repeating: 0x0003_0003_0003_0003)
    }

    @inline(__always)
    private func fours(_ twos: Pair) -> Pair { (twos | twos &>> 14) & Pair(repeating: 0x0000_0F0F_0000_0F0F) }

    /// Of the last bytes, one by one.
    private func lastMarks(at base: Int, _ bytes: Span<UInt8>) -> UInt64 {
        var marks: UInt64 = 0
        var i = base
        while i < bytes.count {
            if bytes[i] < 14 || bytes[i] == UInt8(truncatingIfNeeded: delimiters[0]) { marks |= 1 << UInt64(i - base) }
            i += 1
        }
        return marks
    }
}
