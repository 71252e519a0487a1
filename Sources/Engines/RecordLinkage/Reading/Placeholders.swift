/// Values that stand for "we do not know".
enum Placeholders {
    /// Whether the value is one of them; case, spaces and signs do not matter.
    ///
    /// NA, NULL, TEST and BABY are also, rarely, names of people: they are placeholders here.
    static func hold(_ value: Span<UInt8>) -> Bool {
        guard isASCII(value) else {
            var plain: [UInt8] = []
            for i in value.indices { plain.append(value[i]) }
            fold(&plain, .all)
            return isASCII(plain.span) && hold(plain.span)
        }
        var low: UInt64 = 0
        var high: UInt64 = 0
        var count = 0
        var first: UInt8 = 0
        var isEven = true
        for i in value.indices {
            let byte = uppercase(value[i])
            guard isASCIILetter(byte) || isDigit(byte) else { continue }
            if count < 8 { low = low << 8 | UInt64(byte) } else { high = high << 8 | UInt64(byte) }
            if count == 0 { first = byte }
            isEven = isEven && byte == first
            count += 1
            // Longer ones are only those of one character repeated.
            if count > 16, !isEven { return false }
        }
        if count == 0 { return true }
        if isEven { return isFiller(first, count) }
        if count == 7, low >> 24 == 0x5A5A_3939 { return true }
        return count <= 16 && shapes[count] >> UInt64(first & 63) & 1 == 1 && known.contains(SIMD2(low, high))
    }

    /// For each length the first characters that a placeholder has: most values are sorted out by that.
    private static let shapes: [UInt64] = known.reduce(into: Array(repeating: 0, count: 17)) { shapes, key in
        let bytes = [key.x, key.y].flatMap { half in stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> UInt64($0)) } }
            .filter { $0 != 0 }
        shapes[bytes.count] |= 1 << UInt64(bytes[0] & 63)
    }

    /// One character again and again: 0, 99999, XX, ZZZ. III can be a suffix to a name.
    private static func isFiller(_ byte: UInt8, _ count: Int) -> Bool {
        switch byte {
        case UInt8(ascii: "0"): true
        case UInt8(ascii: "X"): count >= 2
        case UInt8(ascii: "I"): false
        default: count >= (isDigit(byte) ? 5 : 3)
        }
    }

    /// The letters and digits of each, eight to a number.
    private static let known: Set<SIMD2<UInt64>> = Set(
        (words + days + days.flatMap { ["\($0)000000", "\($0)T000000"] }).map { word in
            var key = SIMD2<UInt64>(0, 0)
            for (i, byte) in word.utf8.enumerated() { key[i / 8] = key[i / 8] << 8 | UInt64(byte) }
            return key
        })

    private static let words =
        """
        UNKNOWN UNKNOW UNKOWN UNKNWN UNK UNKN NOTKNOWN NK DK DONTKNOW DONOTKNOW NAMEUNKNOWN NAMENOTKNOWN UNKNOWNNAME NAMENOTGIVEN \
        ADDRESSUNKNOWN ADDRESSNOTKNOWN UNKNOWNADDRESS UNKNOWNUNKNOWN DOBUNKNOWN DOBNOTKNOWN NONAME NAMELESS UNNAMED NOFORENAME \
        NOSURNAME NOFIRSTNAME NOLASTNAME NA NSK NIL NONE NULL NAN VOID BLANK EMPTY MISSING NOTAPPLICABLE NOTAVAILABLE NOTGIVEN \
        NOTSTATED NOTPROVIDED NOTRECORDED NOTSPECIFIED NOTDISCLOSED NOTSUPPLIED NOTENTERED NOTSET NOTHELD NODATA NORECORD NOVALUE \
        NOINFORMATION NOTREQUIRED NOTRELEVANT WITHHELD REDACTED REFUSED DECLINED UNDEFINED UNSPECIFIED UNAVAILABLE UNDISCLOSED \
        UNOBTAINABLE INVALID ANON ANONYMOUS ANONYMISED TBC TBA TBD TOBECONFIRMED TOBEADVISED TOBEDETERMINED TEST TESTS TESTING \
        TESTTEST TESTRECORD TESTPATIENT TESTCLIENT TESTUSER TESTDATA DUMMY DUMMYRECORD DELETE DELETED DONOTUSE DUPLICATE \
        BABY BABYBOY BABYGIRL BABYOF BABYONE BABYTWO BABY1 BABY2 UNBORN UNBORNBABY UNBORNCHILD NEWBORN NEWBORNBABY INFANT \
        INFANTMALE INFANTFEMALE MALEINFANT FEMALEINFANT TWIN TWINONE TWINTWO TWIN1 TWIN2 TWINA TWINB NFA NOFIXEDABODE \
        NOFIXEDADDRESS NOADDRESS HOMELESS NOPOSTCODE POSTCODEUNKNOWN NONHSNUMBER NOPHONE NOTELEPHONE NONUMBER NOEMAIL \
        SAMPLE EXAMPLE ASDF QWERTY 1234567890 0123456789 123456789 01234567890 12345678910
        """.split(separator: " ").map(String.init)

    /// First and last days of calendars and of software, as dates and with the day first.
    private static let days =
        """
        19000101 01011900 19010101 01011901 18991230 30121899 18991231 31121899 18000101 01011800 17530101 01011753 16010101 01011601 \
        00010101 01010001 99991231 31129999 29991231 31122999 20991231 31122099 99990101 01019999
        """.split(separator: " ").map(String.init)
}
