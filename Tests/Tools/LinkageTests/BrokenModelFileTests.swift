import Content
import Foundation
import Linkage
import Testing

@Suite("A file that is no model is refused, quickly and in words")
struct BrokenModelFileTests {
    func problems(_ data: Data) throws -> [FileProblem] {
        let folder = try Folder()
        let path = try folder.write("model.yaml", data)
        do {
            _ = try LinkModelReader.read(URL(filePath: path))
            return []
        } catch let problems as FileProblems {
            return problems.problems
        }
    }

    @Test(
        arguments: [
            ("", nil, "is empty"), ("# nothing\n", nil, "is empty"), ("just words", 1, "must have keys at the top"), ("- a\n", 1, "must have keys at the top"),
            ("id: small\ncolumns: [a\nblocking: b\n", 3, "is not valid YAML"), ("id: small\n\ttitle: x\n", 2, "is not valid YAML"),
            ("id: small\n---\nid: other\n", 2, "is not valid YAML"), ("id: &a [*a]\n", 1, "is not valid YAML"),
        ] as [(String, Int?, String)])
    func `what is not YAML with keys at the top is refused with its line`(text: String, line: Int?, message: String) throws {
        let found = try problems(Data(text.utf8))
        #expect(found.count == 1)
        #expect(found.first?.message.contains(message) == true, "\(found)")
        #expect(found.first?.line == line)
    }

    @Test(arguments: [("title: A small model", "title: A\ntitle: B", "\"title\""), ("    of: last", "    of: last\n    of: last", "\"of\"")])
    func `a key that stands twice is named`(before: String, after: String, key: String) throws {
        let found = try problems(Data(try SmallModel.with(before, after).utf8))
        #expect(found.map(\.message).first?.contains("\(key) stands twice") == true, "\(found)")
    }

    @Test func `a file that is not UTF-8 is refused with the remedy`() throws {
        let latin = Data(try SmallModel.with("A small", "A caf#").utf8.map { $0 == UInt8(ascii: "#") ? 0xE9 : $0 })
        for data in [latin, try #require(SmallModel.text.data(using: .utf16))] {
            #expect(try problems(data).map(\.message) == ["is not UTF-8; save it as UTF-8"])
        }
    }

    @Test func `a byte order mark and Windows line ends do no harm`() throws {
        #expect(try problems(Data(("\u{FEFF}" + SmallModel.text.replacing("\n", with: "\r\n")).utf8)).isEmpty)
    }

    @Test func `a NUL byte is refused`() throws {
        #expect(try problems(Data(try SmallModel.with("A small", "A\0small").utf8)).map(\.message).first?.contains("is not valid YAML") == true)
    }

    @Test func `a file of more than 8 MiB is refused`() throws {
        let found = try problems(Data(SmallModel.text.utf8) + Data(repeating: UInt8(ascii: "#"), count: 8 << 20))
        #expect(found.first?.message.contains("larger than 8 MiB") == true)
    }

    @Test(arguments: ["not", "any"])
    func `conditions nested 100,000 deep are refused`(kind: String) throws {
        let (open, close) = kind == "not" ? ("{not: ", "}") : ("{any: [", "]}")
        let deep = String(repeating: open, count: 100_000) + "{exact: last}" + String(repeating: close, count: 100_000)
        let found = try problems(Data(try SmallModel.with("{exact: last}", deep).utf8))
        #expect(found.first?.line == 31)
        #expect(found.first?.message.contains("nesting") == true)
    }

    /// Each alias doubles what the one before stands for: forty of them are a million million conditions.
    @Test(.timeLimit(.minutes(1)))
    func `aliases that stand for ever more are refused before they are followed`() throws {
        let more = (1..<40).map { "&a\($0) {any: [*a\($0 - 1), *a\($0 - 1)]}" }.joined(separator: ", ")
        let text = try SmallModel.with("unless: {day_month_swapped: born}", "unless: {any: [&a0 {exact: born}, \(more)]}")
        #expect(try problems(Data(text.utf8)).count == 1)
    }

    @Test func `too many tests on a column are refused by its name`() throws {
        let tests = (1...20).map { "{days_apart: born, at_most: \($0)}" }.joined(separator: ", ")
        let text = try SmallModel.with("[{day_month_swapped: born}, {days_apart: born, at_most: 31}]", "[\(tests)]")
        let found = try problems(Data(text.utf8))
        #expect(found.map(\.path) == ["comparisons"])
        #expect(found.first?.message.contains("more than 15 different tests on \"born\"") == true)
    }

    @Test func `a comparison that asks too many things is refused by its name`() throws {
        let tests = ["first", "last"].flatMap { column in (10..<19).map { "{jaro_winkler: \(column), at_least: 0.\($0)}" } }
        let text = try SmallModel.with("when: {swapped: [first, last]}", "when: {any: [\(tests.joined(separator: ", "))]}")
        #expect(try problems(Data(text.utf8)).first?.message.contains("\"first name\" asks") == true)
    }

    @Test func `more patterns than can be numbered are refused`() throws {
        let more = (0..<40).map { number in
            "  - name: more \(number)\n    of: last\n    levels:\n      - name: same\n        when: {exact: last}\n      - name: different\n"
        }
        let found = try problems(Data(try SmallModel.with("blocking:\n", more.joined() + "blocking:\n").utf8))
        #expect(found.first?.message.contains("too many comparisons and levels") == true)
    }

    @Test func `several problems are reported in one pass, each with its line`() throws {
        var text = try SmallModel.with("version: 1", "version: one")
        for (before, after) in [("of: last", "of: lats"), ("recall: 0.8", "recall: 2"), ("threshold: 0.8", "threshold: 8"), ("keys: [last]", "keys: [lost]")] {
            text = text.replacing(before, with: after)
        }
        let found = try problems(Data(text.utf8))
        let places = ["version", "comparisons[1].of", "training.prior.recall", "threshold", "blocking[0].keys[0]"]
        #expect(Set(places).isSubset(of: Set(found.map(\.path))))
        #expect(Set([3, 28, 43, 49, 54]).isSubset(of: Set(found.compactMap(\.line))))
    }

    @Test func `check-model goes through all files and ends with 1 where one is broken`() throws {
        let folder = try Folder()
        let good = try folder.write("good.yaml", SmallModel.text)
        let bad = try folder.write("bad.yaml", try SmallModel.with("version: 1", "version: one"))
        #expect(exitCode(["check-model", good]) == 0)
        #expect(exitCode(["check-model", bad, good]) == 1)
        #expect(exitCode(["check-model", folder.path("none.yaml")]) == 1)
        #expect(exitCode(["check-model"]) == 64)
    }
}
