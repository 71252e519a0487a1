import Foundation
import Testing

@testable import RecordLinkage

@Suite("A string measure")
struct StringMeasureTests {
    /// Levenshtein, Damerau-Levenshtein, Jaro and Jaro-Winkler of two strings of any kind of letter.
    func measures<Letter: FixedWidthInteger>(_ a: [Letter], _ b: [Letter]) -> [Double] {
        let (x, y) = (a.span, b.span)
        return [Double(levenshtein(x, y)), Double(damerauLevenshtein(x, y)), jaro(x, y), jaroWinkler(x, y)]
    }

    func codePoints(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    func isClose(_ one: [Double], _ other: [Double]) -> Bool {
        one.count == other.count && zip(one, other).allSatisfy { abs($0 - $1) <= 1e-9 }
    }

    @Test("agrees with RapidFuzz by code points and with DuckDB by bytes")
    func goldens() throws {
        let rows = try golden("strings.csv")
        #expect(rows.count > 390)
        for row in rows {
            try #require(row.count == 9)
            let (a, b) = (row[0], row[1])
            let expected = try row.dropFirst(2).map { try #require(Double($0)) }
            #expect(isClose(measures(codePoints(a), codePoints(b)), [expected[0], expected[2], expected[3], expected[4]]), "\(a) and \(b)")
            let bytes = measures(Array(a.utf8), Array(b.utf8))
            // Two empty strings are alike here and for RapidFuzz, and unlike for DuckDB.
            if !(a.isEmpty && b.isEmpty) { #expect(isClose(Array(bytes[2...]), Array(expected[5...])), "\(a) and \(b)") }
            if (a + b).utf8.allSatisfy({ $0 < 128 }) { #expect(bytes == measures(codePoints(a), codePoints(b)), "\(a) and \(b)") }
        }
    }

    // Winkler, "String comparator metrics and enhanced decision rules in the Fellegi-Sunter model" (1990); the table stands again in
    // Winkler, "Overview of record linkage and current research directions", US Census Bureau (2006). CRATE and TRACE are of common use.
    @Test(
        "of Jaro and Winkler gives the published values",
        arguments: [
            ("MARTHA", "MARHTA", 0.944, 0.961), ("DIXON", "DICKSONX", 0.767, 0.813), ("DWAYNE", "DUANE", 0.822, 0.840), ("JONES", "JOHNSON", 0.790, 0.832),
            ("SHACKLEFORD", "SHACKELFORD", 0.970, 0.982), ("DUNNINGHAM", "CUNNIGHAM", 0.896, 0.896), ("NICHLESON", "NICHULSON", 0.926, 0.956),
            ("MASSEY", "MASSIE", 0.889, 0.933), ("ABROMS", "ABRAMS", 0.889, 0.922), ("JERALDINE", "GERALDINE", 0.926, 0.926),
            ("MICHELLE", "MICHAEL", 0.869, 0.921), ("JULIES", "JULIUS", 0.889, 0.933), ("TANYA", "TONYA", 0.867, 0.880), ("SEAN", "SUSAN", 0.783, 0.805),
            ("JON", "JOHN", 0.917, 0.933), ("CRATE", "TRACE", 0.733, 0.733),
        ])
    func published(a: String, b: String, jaro: Double, winkler: Double) {
        let found = measures(Array(a.utf8), Array(b.utf8))
        #expect(abs(found[2] - jaro) < 0.00051)
        #expect(abs(found[3] - winkler) < 0.00051)
    }

    @Test(
        "of edits counts letters put in, taken out, changed and, by Damerau, swapped",
        arguments: [
            ("kitten", "sitting", 3, 3), ("Saturday", "Sunday", 3, 3), ("CA", "ABC", 3, 2), ("AB", "BA", 2, 1), ("", "ABC", 3, 3), ("SAME", "SAME", 0, 0),
            ("1948-01-02", "1948-10-02", 2, 1),
        ])
    func edits(a: String, b: String, plain: Double, damerau: Double) {
        #expect(measures(Array(a.utf8), Array(b.utf8)).prefix(2) == [plain, damerau])
    }

    @Test("of edits gives one more than the limit for everything beyond it")
    func limits() throws {
        for row in try golden("strings.csv") {
            let (a, b) = (codePoints(row[0]), codePoints(row[1]))
            let (plain, damerau) = (levenshtein(a.span, b.span), damerauLevenshtein(a.span, b.span))
            for limit in 0...5 {
                let (shortPlain, shortDamerau) = (levenshtein(a.span, b.span, limit: limit), damerauLevenshtein(a.span, b.span, limit: limit))
                #expect(shortPlain == min(plain, limit + 1), "\(row[0]) and \(row[1]) within \(limit)")
                #expect(shortDamerau == min(damerau, limit + 1), "\(row[0]) and \(row[1]) within \(limit)")
            }
        }
    }

    @Test("agrees with ten lines that do the same slowly, on random strings short and long", arguments: [(8, 1500), (90, 25)])
    func random(length: Int, rounds: Int) {
        var random = SeededRandom(seed: 5)
        for _ in 0..<rounds {
            let (a, b) = (word(length, &random), word(length, &random))
            let found = measures(a, b)
            #expect(found[0] == Double(slowLevenshtein(a, b)))
            #expect(abs(found[2] - slowJaro(a, b)) < 1e-12)
            let back = measures(b, a)
            #expect(back[0] == found[0] && back[1] == found[1])
            let isShort = length < 10
            for limit in isShort ? [0, 1, 2, 3] : [10] {
                let (plain, damerau) = (levenshtein(a.span, b.span, limit: limit), damerauLevenshtein(a.span, b.span, limit: limit))
                #expect(Double(plain) == min(found[0], Double(limit + 1)))
                #expect(Double(damerau) == min(found[1], Double(limit + 1)))
            }
        }
    }

    @Test("of Damerau is the fewest single edits that lead from one string to the other")
    func fewestEdits() {
        var random = SeededRandom(seed: 9)
        for _ in 0..<12 {
            let start = word(4, &random)
            for (end, steps) in walk(from: start) {
                let found = damerauLevenshtein(start.span, end.span)
                #expect(found == steps, "\(start) to \(end)")
            }
        }
    }

    func word(_ longest: Int, _ random: inout SeededRandom) -> [UInt8] {
        (0..<random.below(longest + 1)).map { _ in UInt8(65 + random.below(longest < 10 ? 3 : 12)) }
    }

    func slowLevenshtein(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var table = (0...a.count).map { i in (0...b.count).map { $0 == 0 ? i : i == 0 ? $0 : 0 } }
        for i in a.indices {
            for j in b.indices {
                table[i + 1][j + 1] = min(table[i][j + 1] + 1, table[i + 1][j] + 1, table[i][j] + (a[i] == b[j] ? 0 : 1))
            }
        }
        return table[a.count][b.count]
    }

    func slowJaro(_ a: [UInt8], _ b: [UInt8]) -> Double {
        if a.isEmpty || b.isEmpty { return a == b ? 1 : 0 }
        var taken: [Int] = []
        var matched: [UInt8] = []
        for (i, letter) in a.enumerated() {
            guard let j = b.indices.first(where: { b[$0] == letter && !taken.contains($0) && abs($0 - i) < max(1, max(a.count, b.count) / 2) })
            else { continue }
            taken.append(j)
            matched.append(letter)
        }
        guard !matched.isEmpty else { return 0 }
        let m = Double(matched.count)
        let swaps = zip(matched, taken.sorted().map { b[$0] }).count { $0 != $1 } / 2
        return (m / Double(a.count) + m / Double(b.count) + (m - Double(swaps)) / m) / 3
    }

    /// Every string of at most five of three letters, with the fewest single edits to it.
    func walk(from start: [UInt8]) -> [[UInt8]: Int] {
        var steps = [start: 0]
        var queue = [start]
        var next = 0
        while next < queue.count {
            let word = queue[next]
            next += 1
            var neighbours: [[UInt8]] = []
            for i in 0...word.count {
                for letter: UInt8 in 65...67 {
                    if word.count < 5 { neighbours.append(Array(word[..<i]) + [letter] + Array(word[i...])) }
                    if i < word.count { neighbours.append(Array(word[..<i]) + [letter] + Array(word[(i + 1)...])) }
                }
                if i < word.count { neighbours.append(Array(word[..<i]) + Array(word[(i + 1)...])) }
                if i + 1 < word.count { neighbours.append(Array(word[..<i]) + [word[i + 1], word[i]] + Array(word[(i + 2)...])) }
            }
            for neighbour in neighbours where steps[neighbour] == nil {
                steps[neighbour] = (steps[word] ?? 0) + 1
                queue.append(neighbour)
            }
        }
        return steps
    }
}
