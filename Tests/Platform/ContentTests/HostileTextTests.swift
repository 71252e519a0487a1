import Content
import Foundation
import Testing

/// What one program writes, another must read as the same, whatever people put into a note.
struct HostileTextTests {
    /// Pieces that have broken a writer or a reader somewhere.
    private static let pieces = [
        "a", "ô", "🏛️", ",", "\"", "\"\"", "'", ";", "\t", " ", "\r", "\n", "\r\n", "=", "+", "-", "@", "1", "0.5", "sep=", "\u{301}", "\u{FE0F}",
        "\u{200D}", "\u{200B}", "\u{FEFF}", "\u{2028}", "\u{2029}", "\u{85}", "\u{202E}", "\u{2066}", "＝", "＋", "－", "＠", "\u{A0}", "\u{B}",
        "cmd|' /C calc'!A0",
    ]

    /// A linear congruential generator (Knuth, The Art of Computer Programming, 3.3.4), so that each run has the same texts.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 33)
        }
    }

    private func rows(_ seed: UInt64) -> [[String]] {
        var dice = Dice(state: seed)
        return (0..<40).map { _ in
            (0..<4).map { _ in (0..<Int.random(in: 0...6, using: &dice)).map { _ in Self.pieces.randomElement(using: &dice) ?? "" }.joined() }
        }
    }

    private func isBlank(_ text: String) -> Bool {
        text.trimmingCharacters(in: .whitespacesAndNewlines.union(CharacterSet(charactersIn: "\u{FEFF}\u{200B}"))).isEmpty
    }

    @Test(arguments: 1...50) func `hostile text is read back scalar by scalar as it was written`(seed: UInt64) throws {
        // A row without any value is nobody's answer and is passed over, so each has one here.
        let rows = rows(seed).map { ["x"] + $0 }
        let file = try CSVFile(name: "f.csv", data: Data(CSV.text([["a", "b", "c", "d", "e"]] + rows).utf8))
        #expect(file.rows.count == rows.count)
        for (read, written) in zip(file.rows.flatMap(\.fields), rows.flatMap { $0 }) {
            let (read, written) = (Array(read.unicodeScalars), Array(written.unicodeScalars))
            #expect(read == written || read == ["'"] + written)
        }
    }

    @Test(arguments: 1...50) func `no cell of hostile text is a formula to a spreadsheet`(seed: UInt64) throws {
        for value in rows(seed).flatMap({ $0 }) {
            let file = try CSVFile(name: "f.csv", data: Data(CSV.text([["x"], ["x" + value], [value]]).utf8))
            guard let cell = file.rows.last?.fields[0], !isBlank(value) else { continue }
            // As a spreadsheet might: without spaces and without what nobody sees.
            let seen = cell.unicodeScalars.drop { scalar in
                scalar == " " || scalar == "\u{A0}" || scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .format
                    || (scalar.properties.generalCategory == .control && !"\t\r\n".unicodeScalars.contains(scalar)) || scalar == "\u{2028}"
                    || scalar == "\u{2029}"
            }
            let isNumber = Double(String(seen)) != nil
            #expect(isNumber || !"=+-@\t\r\n＝＋－＠".unicodeScalars.contains(seen.first ?? "x"), "\(value.debugDescription) became \(cell.debugDescription)")
        }
    }

    @Test(arguments: 1...50) func `any bytes are read or refused, never the end of the program`(seed: UInt64) throws {
        var dice = Dice(state: seed)
        let pieces = Self.pieces.map { Array($0.utf8) } + [[0xFF], [0xFE], [0xE9], [0], [0x92], [0xEF, 0xBB], [0x50, 0x4B, 3, 4]]
        for _ in 0..<40 {
            let bytes = (0..<Int.random(in: 0...12, using: &dice)).flatMap { _ in pieces.randomElement(using: &dice) ?? [] }
            do {
                let file = try CSVFile(name: "f.csv", data: Data(bytes))
                #expect(file.rows.allSatisfy { $0.fields.count == file.header.count && $0.line >= 1 })
            } catch {
                #expect(error is FileProblems)
            }
        }
    }

    @Test(arguments: [
        ("a,\u{FE0F}b", "\"a,\u{FE0F}b\"\r\n"), ("say \"\u{200D}hi", "\"say \"\"\u{200D}hi\"\r\n"), ("=\u{200D}1+1", "'=\u{200D}1+1\r\n"),
        ("\u{200B}=1", "'\u{200B}=1\r\n"), ("  @x", "'  @x\r\n"), ("＝1+1", "'＝1+1\r\n"), ("\r\nx", "\"'\r\nx\"\r\n"), ("-inf", "'-inf\r\n"),
        ("+0x1p3", "'+0x1p3\r\n"),
        ("\u{FEFF}x", "\"\u{FEFF}x\"\r\n"), ("-1.5", "-1.5\r\n"), ("+3", "+3\r\n"), ("1e-3", "1e-3\r\n"), ("é", "é\r\n"),
    ])
    func `quotes, commas and formulas are found whatever hangs on them, and numbers stay numbers`(cell: String, written: String) {
        #expect(Array(CSV.text([[cell]]).utf8) == Array(written.utf8), "\(CSV.text([[cell]]).debugDescription)")
    }
}

/// Files as spreadsheets save them.
struct SpreadsheetFileTests {
    private func read(_ bytes: [UInt8]) throws -> (file: CSVFile, notes: String) {
        var notes: [String] = []
        let file = try CSVFile(name: "f.csv", data: Data(bytes)) { notes.append($0.description) }
        return (file, notes.joined(separator: "\n"))
    }

    private func read(_ text: String) throws -> (file: CSVFile, notes: String) { try read(Array(text.utf8)) }

    @Test(arguments: [
        ("a,b\n1,2\n,\n , \n", "f.csv: has 2 rows without any value on lines 3, 4, left out"), ("a,b\n,\n1,2\n", "a row without any value on line 2"),
        ("a;b\n1;2\n", "has columns separated by semicolons"), ("a\tb\r\n1\t2\r\n", "separated by tabs"), ("a|b\n1|2\n", "separated by bars"),
        ("sep=;\r\na;b\r\n1;2\r\n", "says \"sep=\" on line 1"), ("\"sep=,\"\na,b\n1,2\n", "says \"sep=\""), ("\u{FEFF}sep=\t\na\tb\n1\t2", "by tabs"),
        ("a,b\n \"1\",\"2\" \n", "has spaces round quotes on line 2"), (",\n\na,b\n1,2\n", "a row without any value on line 1"),
    ])
    func `what a spreadsheet made of a file is read, and told`(text: String, note: String) throws {
        let (file, notes) = try read(text)
        #expect(file.header == ["a", "b"])
        #expect(file.rows.map(\.fields) == [["1", "2"]])
        #expect(notes.contains(note), "\(notes)")
    }

    @Test func `cells and columns without anything in them beyond the header do not count`() throws {
        #expect(try read("a,b\n1,2,,\n").file.rows.map(\.fields) == [["1", "2"]])
        #expect(try read("a,b,,\n1,2\n").file.rows.map(\.fields) == [["1", "2", "", ""]])
    }

    @Test func `UTF-16 is read and told`() throws {
        let (file, notes) = try read(Array("a,b\nCafé,2\n".data(using: .utf16) ?? Data()))
        #expect(file.rows[0].fields == ["Café", "2"])
        #expect(notes == "f.csv: is UTF-16, and is read as that")
    }

    @Test func `an older code is refused with the line where it shows and the remedy`() {
        for broken: [UInt8] in [[0x61, 10, 0xC3, 0xA9, 10, 0xE9, 10], [0x61, 10, 0x78, 10, 0x8E, 10]] {
            let problems = #expect(throws: FileProblems.self) { try read(broken) }
            #expect(problems?.description == "f.csv:3: is not UTF-8 but an older code, such as Windows-1252; save it as \"CSV UTF-8\"")
        }
    }

    @Test(arguments: [
        ("a,b,a\n1,2,3\n", "f.csv:1: header: the column \"a\" stands twice; remove or rename one"),
        ("a,b\n\"x\"y,2\n", "f.csv:2: has text behind a closing quote; double the quotes inside a cell: \"\""),
        ("a/b\n1,2\n3,4\n5,6\n", "f.csv: has one column in its header and more below; separate columns by commas, semicolons or tabs"),
        ("PK\u{3}\u{4}", "f.csv: is a spreadsheet or a packed file; save the sheet as \"CSV UTF-8\""),
        ("a,b\n1,\u{0}\n", "f.csv: holds zero bytes, so it is not text; save it as \"CSV UTF-8\""),
        (",,\n,,\n", "f.csv: is empty; it needs a first line with column names"),
    ])
    func `what cannot be told is refused in one line with the remedy`(text: String, message: String) {
        let problems = #expect(throws: FileProblems.self) { try read(text) }
        #expect(problems?.description == message)
    }

    @Test func `columns are found whatever their capitals, spaces and hyphens, and told; two that could be one are refused`() throws {
        var notes: [String] = []
        let file = try read(" Local Authority Code ,NAME\n1,2\n").file
        #expect(try file.columns(["name", "local-authority-code"]) { notes.append($0.description) } == [1, 0])
        #expect(notes == ["f.csv:1: header: reads \"NAME\" as name, \"Local Authority Code\" as local-authority-code"])
        let twins = try read("Name,name\n1,2\n").file
        let problems = #expect(throws: FileProblems.self) { try twins.columns(["name"]) }
        #expect(problems?.description == "f.csv:1: header: has \"Name\" and \"name\", and each could be \"name\"; remove or rename one")
    }

    @Test func `at most twenty problems are shown, and how many more there are`() {
        let problems = FileProblems((1...1000).map { FileProblem(file: "f", line: $0, path: "", message: "m") })
        #expect(problems.description.split(separator: "\n").count == 21)
        #expect(problems.description.hasSuffix("f:20: m\nand 980 more"))
        #expect(FileProblems([problems.problems[0]], further: 4).description == "f:1: m\nand 4 more")
    }
}
