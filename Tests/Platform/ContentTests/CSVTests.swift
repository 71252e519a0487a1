import Content
import Foundation
import Testing

struct CSVTests {
    private func read(_ text: String) throws -> CSVFile { try CSVFile(name: "f.csv", data: Data(text.utf8)) }

    @Test func `quotes, commas, line breaks in cells, any line ending and a byte order mark are read`() throws {
        let file = try read("\u{FEFF}a,b\r\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\nlines\",2\r3,4")
        #expect(file.header == ["a", "b"])
        #expect(file.rows.map(\.fields) == [["x, y", "say \"hi\""], ["two\nlines", "2"], ["3", "4"]])
        #expect(file.rows.map(\.line) == [2, 3, 5])
    }

    @Test func `what is written is read back the same`() throws {
        let rows = [["plain", "with, comma"], ["with \"quote\"", "two\nlines"], ["", "end "]]
        let file = try read(CSV.text([["a", "b"]] + rows))
        #expect(file.rows.map(\.fields) == rows)
    }

    @Test(arguments: ["=1+1", "@cmd", "+x", "-x", "\tx"])
    func `a cell that a spreadsheet would run is written as text`(cell: String) {
        #expect(CSV.text([[cell]]).contains("'"))
    }

    @Test func `a negative number stays a number`() { #expect(CSV.text([["-1.5"]]) == "-1.5\r\n") }

    @Test(arguments: [
        ("", "is empty"), ("a,b\n1\n", "f.csv:2: has 1 columns; the header has 2"), ("a,b\n\"x,1\n", "f.csv:2: a quote opened here is never closed"),
        ("a,b\n1,2,3\n", "f.csv:2: has 3 columns"),
    ])
    func `a broken file is refused with its line`(text: String, message: String) {
        let problems = #expect(throws: FileProblems.self) { try read(text) }
        #expect(problems?.description.contains(message) == true)
    }

    @Test func `a file that is not UTF-8 is refused with the remedy`() {
        let problems = #expect(throws: FileProblems.self) { try CSVFile(name: "f.csv", data: Data([0x61, 0xE9, 0x0A])) }
        #expect(problems?.description.contains("save it as \"CSV UTF-8\"") == true)
    }

    @Test func `missing columns are named together`() throws {
        let problems = #expect(throws: FileProblems.self) { try read("a,b\n1,2\n").columns(["a", "c", "d"]) }
        #expect(problems?.description == "f.csv:1: header: has no column \"c\", \"d\"; it has a, b")
    }
}
