import Foundation
import RecordLinkage
import Testing

@Suite("Nicknames")
struct NicknamesTests {
    let few = Nicknames(pairs: [
        ("ROBERT", "BOB"), ("ROBERT", "ROB"), ("Patrick", "Pat"), ("PATRICIA", "PAT"), ("CATHERINE", "KATHERINE"), ("KATHERINE", "KAY"), ("", "X"),
    ])

    @Test(
        "link a name with its forms and the forms with one another, and go no further",
        arguments: [
            ("ROBERT", "BOB", true), ("bob", "Robert", true), ("BOB", "ROB", true), ("PATRICK", "PAT", true), ("PATRICK", "PATRICIA", false),
            ("CATHERINE", "KATHERINE", true), ("KATHERINE", "KAY", true), ("CATHERINE", "KAY", false), ("BOB", "PAT", false), ("ROBERTO", "BOB", false),
            ("ZED", "ZED", true), ("ZED", "zed", true), ("ROBERT", "ROBERT", true), ("", "", false), ("", "BOB", false), ("X", "", false),
        ])
    func links(one: String, other: String, expected: Bool) {
        #expect(areLinked(one, other, few) == expected)
        #expect(areLinked(other, one, few) == expected)
    }

    func areLinked(_ one: String, _ other: String, _ names: Nicknames) -> Bool {
        let (a, b) = (Array(one.utf8), Array(other.utf8))
        return names.areLinked(a.span, b.span)
    }

    @Test("of no list link equal names only")
    func empty() {
        #expect(areLinked("ANN", "ANN", Nicknames(pairs: [])))
        #expect(!areLinked("ANN", "ANNE", Nicknames(pairs: [])))
    }

    @Test("of English names come in capitals, each row once, and link what is used in the United Kingdom")
    func english() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let text = try String(contentsOf: root.appending(path: "Content/link-models/nicknames-english.csv"), encoding: .utf8)
        let lines = text.split(separator: "\n").map(String.init)
        let rows = lines.dropFirst().map { $0.split(separator: ",").map(String.init) }
        #expect(lines.first == "name,nickname" && rows.count > 350)
        #expect(rows.allSatisfy { row in row.count == 2 && row[0] != row[1] && row.joined().utf8.allSatisfy { (65...90).contains($0) } })
        #expect(Set(lines).count == lines.count)

        let names = Nicknames(pairs: rows.map { ($0[0], $0[1]) })
        for (one, other) in [
            ("ELIZABETH", "LIZ"), ("BETH", "BETTY"), ("MOHAMMED", "MUHAMMAD"), ("MOHD", "MOHAMMAD"), ("CATHERINE", "KATHERINE"), ("KATE", "CATHERINE"),
            ("ALASTAIR", "ALISTAIR"), ("DAVID", "DAFYDD"), ("SEAN", "SHAUN"), ("PIOTR", "PETER"), ("AISHA", "AYESHA"), ("TED", "EDWARD"), ("PEGGY", "MARGARET"),
        ] {
            #expect(areLinked(one, other, names), "\(one) and \(other)")
        }
        #expect(!areLinked("JOHN", "JANE", names))
    }
}
