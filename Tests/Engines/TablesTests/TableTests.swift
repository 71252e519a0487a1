import Foundation
import Tables
import Testing

@Suite("A table in CSV")
struct TableTests {
    /// Every field of every row, read in pieces of `size` bytes.
    func rows(_ text: String, size: Int = 1 << 20, workers: Int = 1) throws -> [[String]] {
        let data = Data(text.utf8)
        let header = try TableHeader(data)
        return try inChunks(of: data, from: header.bodyStart, size: size, workers: workers) { range in
            var scanner = TableScanner(header, range: range, wanted: Array(header.names.indices))
            var block = FieldBlock(width: header.names.count)
            var rows: [[String]] = []
            while true {
                try scanner.next(data.span, into: &block, limit: 3)
                if block.rows == 0 { break }
                for row in 0..<block.rows {
                    rows.append((0..<block.width).map { Tables.text(of: block.fields[row * block.width + $0], in: data.span) })
                }
            }
            if let ragged = scanner.raggedRows.first {
                throw TableProblem(line: lineNumber(of: ragged.start, in: data.span), message: "\(ragged.fields) fields")
            }
            return (rows, scanner.position)
        }.flatMap { $0 }
    }

    @Test(
        "reads quotes, doubled quotes, line ends inside quotes, and every line ending",
        arguments: [
            ("a,b\n1,2\n", [["1", "2"]]), ("\u{FEFF}a,b\r\n1,2\r\n3,4", [["1", "2"], ["3", "4"]]), ("a,b\r1,2\r", [["1", "2"]]),
            ("a,b\n\"x,y\",\"say \"\"so\"\"\"\n", [["x,y", "say \"so\""]]), ("a,b\n\"1\n2\",3\n\n4,5\n", [["1\n2", "3"], ["4", "5"]]),
            ("a;b\n1;2,5\n", [["1", "2,5"]]), ("a\tb\n1\t\n", [["1", ""]]), ("a,b\n5\" pipe,x\n", [["5\" pipe", "x"]]), ("a,b\n", []),
            ("a,b\n\"\",\n", [["", ""]]),
        ])
    func shapes(text: String, expected: [[String]]) throws {
        #expect(try rows(text) == expected)
    }

    @Test(
        "takes for the delimiter what stands most often in the header outside quotes, the comma where two are level",
        arguments: [
            ("id;address, line 1;born\n1;x, y;2\n", [["1", "x, y", "2"]]), ("id\tname; first\tborn, if known\n1\t2\t3\n", [["1", "2", "3"]]),
            ("id;\"a,b,c,d\";born\n1;2;3\n", [["1", "2", "3"]]), ("id;\"a\"\",\"\",b,c\";d\n1;2;3\n", [["1", "2", "3"]]),
            ("5\" pipe;b, c;d\n1;2;3\n", [["1", "2", "3"]]), ("\"a;b\nc;d\",e\n1,2\n", [["1", "2"]]), ("a;b,c\n1,2\n", [["1", "2"]]),
            ("id\n1;2\n", [["1;2"]]), ("a,b\n1;2;3;4,5\n", [["1;2;3;4", "5"]]),
        ])
    func delimiters(text: String, expected: [[String]]) throws {
        #expect(try rows(text) == expected)
    }

    @Test(
        "says what is wrong and where",
        arguments: [
            ("", nil, "is empty"), ("a,a\n", 1, "stands twice"), ("a,b\n1,2\n1,\"2\n", 3, "never closed"),
            ("a,b\n\"1\"x,2\n", 2, "after a closing quote"), ("a,b\n1,2\n3\n", 3, "1 fields"), (",\n1,2\n", 1, "no column names"),
        ] as [(String, Int?, String)])
    func broken(text: String, line: Int?, message: String) throws {
        let problem = try #require(throws: TableProblem.self) { try rows(text) }
        #expect(problem.line == line)
        #expect(problem.message.contains(message))
    }

    @Test("refuses what is not text in UTF-8, by name")
    func encodings() throws {
        let broken: [([UInt8], String)] = [
            ([0xFF, 0xFE, 0x61, 0], "UTF-16"), ([0x50, 0x4B, 3, 4, 0], "spreadsheet"), ([0x1F, 0x8B, 8], "gzip"),
            (Array("a,b\n1,caf".utf8) + [0xE9, 0x0A], "not UTF-8"),
        ]
        for (bytes, message) in broken {
            let problem = try #require(throws: TableProblem.self) { try TableHeader(Data(bytes)) }
            #expect(problem.message.contains(message))
        }
    }

    @Test("gives the same rows however it is cut and whoever reads it")
    func chunks() throws {
        var random = SystemRandomNumberGenerator()
        let words = ["x", "", "\"a\nb\"", "\"q\"\"\"", "5\"", "long enough to matter", "\"\n\n,\""]
        for _ in 0..<40 {
            let text =
                "a,b\n"
                + (0..<50).map { _ in "\(words.randomElement(using: &random) ?? ""),\(words.randomElement(using: &random) ?? "")z" }
                .filter { !$0.contains("\"z") }.joined(separator: "\n")
            let whole = try rows(text)
            for size in [7, 30, 100] {
                #expect(try rows(text, size: size) == whole)
                #expect(try rows(text, size: size, workers: 2) == whole)
            }
        }
    }

    @Test("finds the ends of fields of any length, wherever they fall among 64 bytes and whatever control characters they hold")
    func ends() throws {
        let characters = ["x", "é", "\t", "\u{1}", " ", "\"", "\u{B}", "£"]
        var random = SystemRandomNumberGenerator()
        for _ in 0..<60 {
            let fields = (0..<40).map { _ in
                (0..<3).map { _ in "z" + (0..<Int.random(in: 0..<70, using: &random)).map { _ in characters.randomElement(using: &random) ?? "" }.joined() }
            }
            for (delimiter, lineEnd) in [(",", "\n"), (";", "\r\n"), (",", "\r")] {
                let text = (["a,b,c"] + fields.map { $0.joined(separator: "," as String) }).joined(separator: lineEnd)
                #expect(try rows(text.replacing(",", with: delimiter), size: 500, workers: 2) == fields)
            }
        }
    }

    @Test("refuses a field of more than a mebibyte, quoted or not, without looking for its end")
    func longFields() throws {
        let long = String(repeating: "x", count: TableHeader.longestField + 1)
        for field in [long, "\"\(long)\"", "\"\(long)\(long)"] {
            let problem = try #require(throws: TableProblem.self) { try rows("a,b\n1,2\n\(field),2\n") }
            #expect(problem.line == 3)
            #expect(problem.message.contains("more than 1 MiB"))
        }
    }

    @Test("numbers distinct strings in the order of first appearance, also when merged")
    func interner() {
        var one = Interner()
        var two = Interner()
        let words = (0..<5000).map { "w\($0 * 7919 % 1009)" }
        let ids = words.map { one.number(of: $0) }
        #expect(one.count == 1009)
        #expect(zip(words, ids).allSatisfy { one.text($1) == $0 })
        var other = Interner()
        _ = words.prefix(100).map { two.number(of: $0) }
        _ = words.dropFirst(50).map { other.number(of: $0) }
        let map = two.merge(other)
        #expect(two.count == 1009 && (0..<Int32(other.count)).allSatisfy { two.text(map[Int($0)]) == other.text($0) })
        #expect(one.find("w5") == ids[words.firstIndex(of: "w5") ?? 0] && one.find("none") == nil)
    }

    @Test("sees every byte in which two strings differ, whatever their length and wherever they stand", arguments: [0, 3])
    func equality(start: Int) {
        let one = (0..<40).map { UInt8($0) }
        let other = [UInt8](repeating: 0, count: start) + one
        func agree(_ length: Int, with other: [UInt8], _ theirs: Range<Int>) -> Bool {
            areEqual(one.span.bytes, 0..<length, other.span.bytes, theirs)
        }
        for length in 0...33 {
            let theirs = start..<start + length
            #expect(agree(length, with: other, theirs))
            #expect(!agree(length + 1, with: other, theirs))
            for place in theirs {
                var changed = other
                changed[place] ^= 128
                #expect(!agree(length, with: changed, theirs), "\(length) bytes, byte \(place - start)")
            }
        }
    }

    @Test("makes one array of the pieces of several workers, in their order, or throws what the first of them throws", arguments: 1...3)
    func pieces(count: Int) throws {
        struct Failed: Error, Equatable { var piece: Int }
        #expect(try inPieces(of: 150_000, each: 2, workers: count) { own in own.flatMap { [$0, -$0] } } == (0..<150_000).flatMap { [$0, -$0] })
        #expect(try inPieces(sizes: [2, 0, 1], workers: count) { piece in [[UInt8(1), 2], [], [3]][piece] } == [1, 2, 3])
        #expect(try inPieces(of: 0, workers: count) { own in Array(own) } == [])
        #expect(throws: Failed(piece: 65_536)) {
            try inPieces(of: 150_000, workers: count) { own in
                if own.lowerBound > 0 { throw Failed(piece: own.lowerBound) }
                return Array(own)
            }
        }
    }

    @Test("gives results in order and the first error, for any number of workers", arguments: [1, 2, 5])
    func workers(count: Int) throws {
        #expect(inOrder(pieces: 100, workers: count) { $0 * $0 } == (0..<100).map { $0 * $0 })
        struct Failed: Error, Equatable { var piece: Int }
        #expect(throws: Failed(piece: 3)) {
            try inOrder(pieces: 9, workers: count) { piece in if piece >= 3 { throw Failed(piece: piece) } }
        }
    }
}
