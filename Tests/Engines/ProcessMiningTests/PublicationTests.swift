import ProcessMining
import Testing

@Suite("Publishing")
struct PublicationTests {
    @Test(arguments: 1...40)
    func `No hidden number can be worked out from those that are shown`(seed: UInt64) throws {
        let log = try Logs.random(seed: seed, cases: 40 + Int(seed) * 5).log
        let publication = Publication(log, threshold: 5)
        let cells = publication.table.cells

        // The equations that a reader has: what leaves a step, and what comes to it, adds up to its total.
        let hidden = cells.indices.filter { cells[$0].isHidden }
        var rows: [[Double]] = []
        for place in Set(cells.flatMap { [$0.from, $0.to] }).sorted() {
            for side in [\FlowTable.Cell.from, \FlowTable.Cell.to] {
                let row = hidden.map { cells[$0][keyPath: side] == place ? 1.0 : 0 }
                if row.contains(1) { rows.append(row) }
            }
        }
        #expect(determined(rows, width: hidden.count).isEmpty)
        for index in hidden {
            let range = cells[index].count - 4...cells[index].count + 4
            let found = publication.table.interval(of: index, enough: 5)
            #expect(found.upperBound - found.lowerBound >= 5)
            #expect(found.overlaps(range))
        }
    }

    /// The unknowns that linear equations fix: rows with one entry after Gauss and Jordan.
    private func determined(_ equations: [[Double]], width: Int) -> [Int] {
        var rows = equations
        var pivot = 0
        for column in 0..<width {
            guard let found = (pivot..<rows.count).first(where: { abs(rows[$0][column]) > 1e-9 }) else { continue }
            rows.swapAt(pivot, found)
            let lead = rows[pivot][column]
            rows[pivot] = rows[pivot].map { $0 / lead }
            for other in rows.indices where other != pivot && abs(rows[other][column]) > 1e-9 {
                let factor = rows[other][column]
                for index in 0..<width { rows[other][index] -= factor * rows[pivot][index] }
            }
            pivot += 1
        }
        return rows.compactMap { row in
            let entries = row.indices.filter { abs(row[$0]) > 1e-9 }
            return entries.count == 1 ? entries[0] : nil
        }
    }

    /// Cross-check of the bounds by trying every filling of a small table.
    @Test func `The range of a hidden number is what every filling of the table allows`() {
        // Two steps out, two steps in, all four moves hidden: 2 3 / 4 5.
        let counts = [2, 3, 4, 5]
        let cells = counts.enumerated().map { place, count in
            FlowTable.Cell(from: place / 2, to: 10 + place % 2, count: count, least: 1, isHidden: true)
        }
        let table = FlowTable(cells)
        for index in 0..<4 {
            var values: Set<Int> = []
            for first in 1...20 {
                let filling: [Int] = [first, 5 - first, 6 - first, 3 + first]
                if filling.allSatisfy({ $0 >= 1 }) { values.insert(filling[index]) }
            }
            let range = table.interval(of: index, enough: 50)
            #expect(range.lowerBound == values.min())
            #expect(range.upperBound == values.max())
        }
    }

    @Test func `Numbers of few cases, their waits and their variants are hidden`() throws {
        let counts = [("abcd", 40), ("acbd", 30), ("abd", 25), ("acd", 25), ("ad", 2), ("bacd", 1)]
        let words = counts.flatMap { Array(repeating: $0.0, count: $0.1) }
        let publication = Publication(try Logs.letters(words), threshold: 10)

        #expect(publication.steps.map(\.activity) == ["a", "b", "c", "d"])
        #expect(publication.variants.allSatisfy { $0.cases >= 10 })
        #expect(publication.moves.first { $0.from == "a" && $0.to == "d" }?.count == nil)
        #expect(publication.moves.filter { $0.count == nil }.allSatisfy { $0.mean == nil && $0.median == nil && $0.p90 == nil })
        #expect(publication.moves.filter { $0.count == nil }.count >= 2)
    }

    @Test func `The cases in no published variant are never few`() throws {
        let counts = [("ab", 30), ("ac", 12), ("ad", 1)]
        let words = counts.flatMap { Array(repeating: $0.0, count: $0.1) }
        let publication = Publication(try Logs.letters(words), threshold: 10)
        let left = publication.cases - publication.variants.reduce(0) { $0 + $1.cases }
        #expect(left == 0 || left >= 10)
    }

    @Test func `Of too few cases nothing is published`() throws {
        let publication = Publication(try Logs.letters(["ab", "ab", "ac"]), threshold: 10)
        #expect(publication.steps.isEmpty && publication.moves.isEmpty && publication.variants.isEmpty)
    }
}
