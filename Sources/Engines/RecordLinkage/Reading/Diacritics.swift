/// Latin letters with marks, and what to write for them in plain ones.
enum Diacritics {
    /// One or two plain letters for a letter with marks; nil where there are none.
    static func plain(_ scalar: UInt32) -> (first: UInt8, second: UInt8)? {
        let pair: UInt16
        switch scalar {
        case 0xC0...0x24F: pair = early[Int(scalar) - 0xC0]
        case 0x1E00...0x1EFF: pair = late[Int(scalar) - 0x1E00]
        case 0xFF21...0xFF3A: pair = UInt16(scalar - 0xFF21 + 0x41)
        case 0xFF41...0xFF5A: pair = UInt16(scalar - 0xFF41 + 0x61)
        case 0xFB00: pair = 0x6666
        case 0xFB01: pair = 0x6966
        case 0xFB02: pair = 0x6C66
        case 0xFB05, 0xFB06: pair = 0x7473
        default: return nil
        }
        return pair == 0 ? nil : (UInt8(truncatingIfNeeded: pair), UInt8(truncatingIfNeeded: pair >> 8))
    }

    /// Whether the scalar is a mark that combines with the letter before it.
    static func isCombining(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x300...0x36F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: true
        default: false
        }
    }

    /// The first letter is in the low byte, the second in the high one; 0 means no letter.
    private static func table(_ letters: String) -> [UInt16] {
        letters.split(separator: " ").map { text in
            let bytes = Array(text.utf8)
            return text == "*" ? 0 : UInt16(bytes[0]) | (bytes.count > 1 ? UInt16(bytes[1]) << 8 : 0)
        }
    }

    // Both tables follow the canonical decomposition of Unicode 15; letters that have none (ø, ł, đ, ß, æ …) are written as
    // British systems and passports do (ICAO Doc 9303, part 3, section 6), except that å, ä, ö, ü lose their marks alone.

    /// Letters from U+00C0 to U+024F.
    private static let early = table(
        """
        A A A A A A AE C E E E E I I I I D N O O O O O * O U U U U Y TH ss a a a a a a ae c e e e e i i i i d n o o o o o * o u u u u y \
        th y A a A a A a C c C c C c C c D d D d E e E e E e E e E e G g G g G g G g H h H h I i I i I i I i I i IJ ij J j K k k L l L l \
        L l L l L l N n N n N n n N n O o O o O o OE oe R r R r R r S s S s S s S s T t T t T t U u U u U u U u U u U u W w Y y Y Z z Z z \
        Z z s b B B b * * O C c D D * * * E E E * f G * * * I K k l * W N n O O o * * P p * * * * * * T t T U u U V Y y Z z * * * * * * * \
        * * * * * * DZ Dz dz LJ Lj lj NJ Nj nj A a I i O o U u U u U u U u U u e A a A a AE ae G g G g K k O o O o * * j DZ Dz dz G g * * \
        N n A a AE ae O o A a A a E e E e I i I i O o O o R r R r U u U u S s T t * * H h N d OU ou Z z A a E e O o O o O o O o Y y l n t \
        j db qp A C c L T s z * * B U * E e J j Q q R r Y y
        """)

    /// Letters from U+1E00 to U+1EFF, Vietnamese and Welsh ones among them.
    private static let late = table(
        """
        A a B b B b B b C c D d D d D d D d D d E e E e E e E e E e F f G g H h H h H h H h H h I i I i K k K k K k L l L l L l L l M m M \
        m M m N n N n N n N n O o O o O o O o P p P p R r R r R r R r S s S s S s S s S s T t T t T t T t U u U u U u U u U u V v V v W w \
        W w W w W w W w X x X x Y y Z z Z z Z z h t w y a s * * SS * A a A a A a A a A a A a A a A a A a A a A a A a E e E e E e E e E e \
        E e E e E e I i I i O o O o O o O o O o O o O o O o O o O o O o O o U u U u U u U u U u U u U u Y y Y y Y y Y y * * * * * *
        """)
}
