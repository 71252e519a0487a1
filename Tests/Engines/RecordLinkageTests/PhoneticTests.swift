import Foundation
import RecordLinkage
import Testing

@Suite("A phonetic code")
struct PhoneticTests {
    // The examples of the US National Archives ("The Soundex Indexing System").
    @Test(
        "of Soundex agrees with the published examples",
        arguments: [
            ("Robert", "R163"), ("Rupert", "R163"), ("Ashcraft", "A261"), ("Tymczak", "T522"), ("Pfister", "P236"), ("Honeyman", "H555"), ("Rubin", "R150"),
            ("Washington", "W252"), ("Lee", "L000"), ("Gutierrez", "G362"), ("Jackson", "J250"), ("O'Brien", "O165"), ("OBRIEN", "O165"), ("Müller", "M460"),
            ("Øster", "O236"), ("", ""), ("12", ""), ("李", ""),
        ])
    func soundexExamples(word: String, code: String) {
        #expect(codes(Array(word.utf8))[0] == code)
    }

    // Names from the comments of Philips's own program, coded by PyPI Metaphone 0.6.
    @Test(
        "of Double Metaphone gives both ways of saying a name",
        arguments: [
            ("Smith", "SM0", "XMT"), ("Schmidt", "XMT", "SMT"), ("Thomas", "TMS", ""), ("Michael", "MKL", "MXL"), ("Caesar", "SSR", ""), ("Wright", "RT", ""),
            ("Wasserman", "ASRMN", "FSRMN"), ("Filipowicz", "FLPTS", "FLPFX"), ("Çelik", "SLK", ""), ("Façade", "FST", ""), ("O'Brien", "APRN", ""),
            ("Van Dyke", "FNTK", ""), ("Hughes", "HHS", ""), ("", "", ""), ("123", "", ""),
        ])
    func metaphoneExamples(word: String, primary: String, secondary: String) {
        #expect(codes(Array(word.utf8)).dropFirst() == [primary, secondary])
    }

    /// Soundex and the two codes of Double Metaphone.
    func codes(_ word: [UInt8]) -> [String] {
        let metaphone = doubleMetaphone(word.span)
        return [soundex(word.span), metaphone.primary, metaphone.secondary].map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("agrees with jellyfish and Metaphone on every golden word")
    func goldens() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/phonetic.csv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
        #expect(lines.count > 300)
        for line in lines {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
            try #require(fields.count == 4)
            #expect(codes(Array(fields[0].utf8)) == Array(fields[1...]), "\(fields[0])")
        }
    }

    @Test("takes any bytes at all")
    func anyBytes() {
        var random = StandardisationPropertyTests.Seeded(state: 3)
        for _ in 0..<20_000 {
            let word = (0..<Int.random(in: 0...12, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            let codes = codes(word)
            #expect(codes[0].isEmpty || codes[0].utf8.count == 4)
            #expect(codes[2].isEmpty || codes[1] != codes[2])
        }
    }
}
