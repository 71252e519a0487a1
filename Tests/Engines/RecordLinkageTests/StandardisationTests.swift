import RecordLinkage
import Testing

@Suite("A standardisation")
struct StandardisationTests {
    func apply(_ way: Standardisation, _ text: String) -> String {
        var bytes = Array(text.utf8)
        way.apply(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "of letters, spaces and signs keeps what it names",
        arguments: [
            (.upper, "Zoë Ruß o'neill", "ZOË RUSS O'NEILL"), (.lower, "ÉLODIE Smith", "élodie smith"),
            (.trim, " \tMary\u{A0}\u{200B}  Ann \r\n", "Mary Ann"), (.trim, "  \t ", ""),
            (.noDiacritics, "Łukasz Müller-Ø'Çelik Cæsar œuvre Groß Nguyễn Ŵyn Ş", "Lukasz Muller-O'Celik Caesar oeuvre Gross Nguyen Wyn S"),
            (.noDiacritics, "e\u{301}o\u{308} Иван", "eo Иван"), (.noSpaces, " A\u{2009}B\tC ", "ABC"),
            (.letters, "o'Brien-2 Zoë 李", "oBrienZoë李"), (.digits, "(020) 7946-0000", "02079460000"), (.digits, "٠١２ x", "012"),
            (.alphanumeric, "Flat 3/b, É-9", "Flat3bÉ9"),
        ] as [(Standardisation, String, String)])
    func text(way: Standardisation, text: String, expected: String) {
        #expect(apply(way, text) == expected)
    }

    @Test(
        "without punctuation brings the ways of writing a name together",
        arguments: [
            ("O'BRIEN", "OBRIEN"), ("O’BRIEN", "OBRIEN"), ("O` BRIEN", "OBRIEN"), ("SMITH-JONES", "SMITH JONES"), ("SMITH – JONES", "SMITH JONES"),
            ("J.R. HARTLEY", "JR HARTLEY"), ("DR.SMITH", "DR SMITH"), ("J.SMITH", "J SMITH"), ("ST. JOHN", "ST JOHN"), ("(ANN),MARY/", "ANN MARY"),
            ("--", ""), ("JAMES' HOUSE", "JAMES HOUSE"),
        ])
    func punctuation(text: String, expected: String) {
        #expect(apply(.noPunctuation, text) == expected)
    }

    @Test(
        "without placeholders empties what stands for not known",
        arguments: [
            "UNKNOWN", "n/a", "N.A.", "None", "Not known", "NK", "TBC", "test", "Baby", "BABY GIRL", "-", ".", "??", "—", "XXX", "xx", "0000000000",
            "99999", "1900-01-01", "01/01/1900", "1900-01-01T00:00:00", "1900-01-01 00:00:00", "9999-12-31", "NO FIXED ABODE", "ZZ99 3VZ", "0", " ",
        ])
    func placeholders(text: String) {
        #expect(apply(.noPlaceholders, text) == "")
    }

    @Test(
        "without placeholders leaves every other value as it is",
        arguments: ["Noneley", " Mary ", "NATHAN", "X", "III", "Li", "O", "1970-01-01", "12", "2000", "Ж", "AAAB", "BABYLON", "UNKNOWN ROAD 12 LONDON"])
    func noPlaceholders(text: String) {
        #expect(apply(.noPlaceholders, text) == text)
    }

    @Test(
        "of a date reads many forms",
        arguments: [
            (.date, "2001-02-03", "2001-02-03"), (.date, "20010203", "2001-02-03"), (.date, "2001/2/3", "2001-02-03"),
            (.date, "2001-02-03T00:00:00.000Z", "2001-02-03"), (.date, "2001-02-03 12:30:00+01:00", "2001-02-03"), (.date, "20010203000000", "2001-02-03"),
            (.date, "3 Feb 2001", "2001-02-03"), (.date, "03-FEB-01", "2001-02-03"), (.date, "Feb 3, 2001", "2001-02-03"), (.date, "2001 feb 3", "2001-02-03"),
            (.date, "Sat, 3rd of February 2001", "2001-02-03"), (.date, "25/12/2001", "2001-12-25"), (.date, "12/25/2001", "2001-12-25"),
            (.date, "03/03/2001", "2001-03-03"), (.date, "03/02/2001", ""), (.date, "03.02.2001", ""), (.date, "25/12/01", ""), (.date, "03022001", ""),
            (.date, "25122001", "2001-12-25"), (.date, "2000-02-29", "2000-02-29"), (.date, "1900-02-29", ""), (.date, "2001-02-30", ""),
            (.date, "2001-13-01", ""), (.date, "0001-01-01", ""), (.date, "unknown", ""), (.date, "2001", ""), (.date, "1.2.3.4", ""), (.date, "36925", ""),
            (.date, "3 Smarch 2001", ""), (.date, "2001-02-03 or so", ""), (.date, "2001‑02‑03", "2001-02-03"), (.date, "3 Feb Mar 2001", ""),
            (.dateDayFirst, "03/02/2001", "2001-02-03"), (.dateDayFirst, "3.2.01", "2001-02-03"), (.dateDayFirst, "03022001", "2001-02-03"),
            (.dateDayFirst, "3-2-29", "2029-02-03"), (.dateDayFirst, "3-2-30", "1930-02-03"), (.dateDayFirst, "12/25/2001", ""),
            (.dateDayFirst, "2001-02-03", "2001-02-03"), (.dateMonthFirst, "02/03/2001", "2001-02-03"), (.dateMonthFirst, "02032001", "2001-02-03"),
            (.dateMonthFirst, "25/12/2001", ""),
        ] as [(Standardisation, String, String)])
    func dates(way: Standardisation, text: String, expected: String) {
        #expect(apply(way, text) == expected)
    }

    // Shapes from BS 7666 as the Royal Mail's Programmers' Guide to PAF lists them.
    @Test(
        "of a British postcode mends and joins full ones",
        arguments: [
            ("M1 1AA", "M11AA"), ("m60 1nw", "M601NW"), ("CR2 6XH", "CR26XH"), ("DN55 1PT", "DN551PT"), ("W1A 1HQ", "W1A1HQ"), ("EC1A 1BB", "EC1A1BB"),
            (" sw1a-0aa. ", "SW1A0AA"), ("SW1A OAA", "SW1A0AA"), ("S016 1AB", "SO161AB"), ("0L9 6AB", "OL96AB"), ("1P1 1AB", "IP11AB"), ("E1O 2AB", "E102AB"),
            ("BI 1AB", "B11AB"), ("GIR 0AA", "GIR0AA"), ("GIR OAA", "GIR0AA"), ("BFPO 123", "BFPO123"), ("BFPO", ""), ("BF1 2AU", "BF12AU"), ("QB12", ""),
            ("QB12 3", ""), ("QB12 3A", ""), ("QB123 3AB", ""), ("123 4AB", ""), ("QB12 3A8", ""), ("ZZ99 3VZ", ""), ("N/A", ""), ("EC1A 1BB UK", ""),
            ("M1\u{A0}1AA", "M11AA"),
        ])
    func postcodes(text: String, expected: String) {
        #expect(apply(.ukPostcode, text) == expected)
    }

    // 943 476 5919 is the worked example of the NHS Data Dictionary; 9 … numbers are never issued.
    @Test(
        "of an NHS number wants the right check digit",
        arguments: [
            ("943 476 5919", "9434765919"), ("9434765919", "9434765919"), ("943-476-5919", "9434765919"), ("9434765919.0", "9434765919"),
            ("401 023 2137", "4010232137"), ("9434765918", ""), ("943476591", ""), ("94347659190", ""), ("0000000000", ""), ("4444444444", ""),
            ("943 476 591X", ""), ("9990000006", ""), ("", ""),
        ])
    func nhsNumbers(text: String, expected: String) {
        #expect(apply(.nhsNumber, text) == expected)
    }

    // Numbers that Ofcom sets apart for drama.
    @Test(
        "of a British telephone number gives the national form",
        arguments: [
            ("020 7946 0123", "02079460123"), ("+44 20 7946 0123", "02079460123"), ("+44 (0)20 7946 0123", "02079460123"), ("0044 7700 900123", "07700900123"),
            ("447700900123", "07700900123"), ("7700900123", "07700900123"), ("Tel: 01632 960123 ext 12", "01632960123"),
            ("01632960123/07700900123", "01632960123"),
            ("+33 1 99 00 12 34", ""), ("01632 9601", ""), ("0000000000", ""), ("00000000000", ""), ("04632 960123", ""), ("unknown", ""),
            ("０７７００９００１２３", "07700900123"), ("07777777777", ""),
        ])
    func phones(text: String, expected: String) {
        #expect(apply(.ukPhone, text) == expected)
    }
}
