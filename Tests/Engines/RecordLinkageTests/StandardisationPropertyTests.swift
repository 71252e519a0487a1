import Testing

@testable import RecordLinkage

@Suite("Every standardisation")
struct StandardisationPropertyTests {
    /// SplitMix64, seeded, so that a failure can be made again.
    struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
            return z ^ z >> 31
        }
    }

    static let pieces = [
        "FLAT", "flat ", "UNIT ", "FLOOR", "GROUND", "GARDEN ", "THE ", "ST ", "SAINT ", "HIGH", "RD", " ", " ", ", ", "/", "-", " - ", "'", "’", ".", "12",
        "3", "A", "B ",
        "1ST", "012", "QB12 ", "3AB", "0", "O", "1", "I", "ZZ99", "GIR", "BFPO", "+44", "(0)", "0044", "7700900123", "Feb", "2001", "T", ":", "é", "ß", "ﬁ",
        "İ", "ŉ",
        "\u{301}", "\u{A0}", "\u{200B}", "Ж", "李", "٣", "x", "N/A", "9434765919", "🏠", "1900-01-01", "rd", "NO",
    ]

    @Test("changes nothing the second time and gives valid UTF-8", arguments: Standardisation.allCases)
    func idempotent(way: Standardisation) {
        var random = Seeded(state: 7)
        for _ in 0..<4000 {
            let count = Int.random(in: 0...9, using: &random)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            check(way, Array(text.utf8))
        }
    }

    @Test("takes any bytes at all", arguments: Standardisation.allCases)
    func anyBytes(way: Standardisation) {
        var random = Seeded(state: 11)
        for round in 0..<4000 {
            let count = Int.random(in: 0...40, using: &random)
            let top: UInt8 = round.isMultiple(of: 2) ? 127 : 255
            check(way, (0..<count).map { _ in UInt8.random(in: 0...top, using: &random) })
        }
        check(way, Array(repeating: UInt8(ascii: "A"), count: 1 << 20))
        check(way, Array(repeating: UInt8(ascii: "7"), count: 1 << 20))
    }

    @Test("sees at once that plain names and dates are in their form")
    func keeps() {
        func keeps(_ way: Standardisation, _ text: String) -> Bool {
            let bytes = Array(text.utf8)
            return way.keeps(bytes.span, isCapitals: isCapitals(bytes.span))
        }
        for way in [Standardisation.upper, .trim, .noDiacritics, .noPunctuation, .noPlaceholders, .letters] {
            #expect(keeps(way, "SMITH") && !keeps(way, "Smith") && !keeps(way, "O'BRIEN") && !keeps(way, " SMITH"))
        }
        #expect(keeps(.dateDayFirst, "1980-02-29") && !keeps(.dateDayFirst, "1981-02-29") && !keeps(.dateDayFirst, "29/02/1980"))
        #expect(!keeps(.noPlaceholders, "UNKNOWN") && !keeps(.addressKey, "HIGH"))
    }

    func check(_ way: Standardisation, _ input: [UInt8]) {
        var once = input
        way.apply(&once)
        if way.keeps(input.span, isCapitals: isCapitals(input.span)) && once != input { Issue.record("\(way) says that it keeps \(input)") }
        var twice = once
        way.apply(&twice)
        let text = String(decoding: input, as: UTF8.self)
        if once != twice { Issue.record("\(text.debugDescription): \(String(decoding: once, as: UTF8.self)), then \(String(decoding: twice, as: UTF8.self))") }
        if String(validating: once, as: UTF8.self) == nil { Issue.record("\(text.debugDescription) gave bytes that are not UTF-8") }
    }
}
