import Testing

@testable import RecordLinkage

@Suite("An address key")
struct AddressKeyTests {
    @Test(
        "is flat, number and first word of the street",
        arguments: [
            ("FLAT 3, 12 HIGH ROAD, TOWN", "FLAT 3, 12 HIGH"), ("flat 3 12 High Rd", "FLAT 3, 12 HIGH"), ("3/12 HIGH ST", "FLAT 3, 12 HIGH"),
            ("APARTMENT 3, 12 HIGH ROAD", "FLAT 3, 12 HIGH"), ("Flat3,12 High Road", "FLAT 3, 12 HIGH"), ("12 HIGH ROAD, FLAT 3", "FLAT 3, 12 HIGH"),
            ("FLAT 3, ROSE COURT, 12 HIGH ROAD", "FLAT 3, 12 HIGH"), ("FLAT 3 - 12 HIGH ROAD", "FLAT 3, 12 HIGH"),
            ("Unit B2, 12 High Road", "FLAT B2, 12 HIGH"),
            ("GROUND FLOOR FLAT, 12 HIGH ROAD", "FLAT GROUND, 12 HIGH"), ("TOP FLAT 12 HIGH ROAD", "FLAT TOP, 12 HIGH"),
            ("FLAT 3 ROSE CT", "FLAT 3, ROSE COURT"),
            ("12 ASHBANK ROAD, TOWN", "12 ASHBANK"), ("12ASHBANK RD", "12 ASHBANK"), ("12A High St", "12A HIGH"), ("12 a high street", "12A HIGH"),
            ("012 HIGH ROAD", "12 HIGH"), ("12-14 HIGH ROAD", "12-14 HIGH"), ("12 – 14 High Road", "12-14 HIGH"), ("12 THE GREEN", "12 GREEN"),
            ("12 ST JOHN'S ROAD", "12 ST JOHNS"), ("12 Saint Johns Road", "12 ST JOHNS"), ("ROSE COTTAGE, 12 HIGH ROAD", "12 HIGH"),
            ("No. 12, High Road", "12 HIGH"),
            ("12 1ST AVENUE", "12 1ST"), ("HIGH ROAD 12", "12 HIGH"), ("PO BOX 123", "123 PO"), ("12 Łódź Rd", "12 LODZ"), ("12 улица Мира", "12 УЛИЦА"),
        ])
    func numbers(text: String, expected: String) {
        #expect(key(text) == expected)
    }

    @Test(
        "is the first two words of a named house, and nothing where there is nothing",
        arguments: [
            ("ROSE COTTAGE, HIGH ROAD", "ROSE COTTAGE"), ("Rose Cott, High Road", "ROSE COTTAGE"), ("THE OLD RECTORY, TOWN", "OLD RECTORY"),
            ("ROSE COTTAGE, QB12 3AB", "ROSE COTTAGE"), ("QB12 3AB", ""), (", - /", ""), ("12", "12"), ("FLAT 3", "FLAT 3"), ("THE", "THE"),
        ])
    func names(text: String, expected: String) {
        #expect(key(text) == expected)
    }

    @Test("of a plain address is what taking it apart gives", arguments: 1...4 as ClosedRange<UInt64>)
    func plain(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let words = [
            "12", "007", "3A", "0", "High", "ROAD", "st", "SAINT", "The", "flat", "FLT", "Apartment", "b", "B2", "O'Neil", "Łódź", "nth", "QB1", "3AB",
            "1ST", "FLAT3", "12ASH", "3FL'AT", "ROSE", "Drive",
        ]
        let gaps = [" ", " ", " ", ", ", "/", "-", "  ", ""]
        var plain = 0
        var wrong: [String] = []
        for _ in 0..<5000 {
            var text = random.below(2) == 0 ? "34 Barridge " : ""
            for _ in 0..<(1 + random.below(6)) { text += words[random.below(words.count)] + gaps[random.below(gaps.count)] }
            var short = Array(text.utf8)
            if makePlainAddressKey(&short) { plain += 1 } else { #expect(short == Array(text.utf8)) }
            var quick = Array(text.utf8)
            makeAddressKey(&quick)
            var whole = Array(text.utf8)
            takeApart(&whole)
            if quick != whole { wrong.append("\(text): \(String(decoding: quick, as: UTF8.self)), not \(String(decoding: whole, as: UTF8.self))") }
        }
        #expect(wrong.isEmpty, "\(wrong.count), first \(wrong.first ?? "")")
        #expect(plain > 500)
    }

    func key(_ text: String) -> String {
        var bytes = Array(text.utf8)
        Standardisation.addressKey.apply(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
