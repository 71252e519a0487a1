import Delivery
import Testing

struct PenceTests {
    @Test(arguments: [("12,500", 1_250_000), ("£1250.50", 125_050), ("0", 0), ("7", 700)])
    func `an amount in pounds is read to the penny`(text: String, pence: Int64) { #expect(Pence(pounds: text)?.value == pence) }

    @Test(arguments: ["", "abc", "1.5", "-3", "1.2.3", "99999999999"])
    func `what is not an amount is refused`(text: String) { #expect(Pence(pounds: text) == nil) }

    @Test func `an amount is shown with its thousands`() {
        #expect(Pence(125_050).words == "£1,250.50")
        #expect(Pence(123_456_700).words == "£1,234,567")
        #expect(Pence(1_250_000).plain == "12500")
    }
}
