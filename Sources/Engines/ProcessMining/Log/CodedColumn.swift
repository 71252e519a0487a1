package import Tables

/// A column of words, each held as a number; -1 where an event has none.
package struct CodedColumn: Sendable {
    package var words = Interner()
    package var codes: [Int32] = []

    package init() {}

    package var wordCount: Int { words.count }

    /// Whether no event has a word here.
    package var isEmpty: Bool { words.count == 0 }

    package func word(_ code: Int32) -> String { code < 0 ? "" : words.text(code) }

    /// All words, in the order of their codes.
    package var allWords: [String] { (0..<Int32(words.count)).map { words.text($0) } }

    /// For each code its place when the words are sorted by their bytes, which is the order of code points.
    package var ranks: [Int] {
        var ranks = Array(repeating: 0, count: words.count)
        for (rank, code) in sortedCodes.enumerated() { ranks[Int(code)] = rank }
        return ranks
    }

    package var sortedCodes: [Int32] {
        (0..<Int32(words.count)).sorted { words.arena[words.range($0)].lexicographicallyPrecedes(words.arena[words.range($1)]) }
    }
}
