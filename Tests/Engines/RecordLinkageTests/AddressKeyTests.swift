import RecordLinkage
import Testing

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

    func key(_ text: String) -> String {
        var bytes = Array(text.utf8)
        Standardisation.addressKey.apply(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
