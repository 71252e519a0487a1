/// Knows which values of a column one person cannot have two of.
///
/// A class, so that asking it a million times copies nothing.
final class ContradictionCheck: Sendable {
    let column: Int
    private let tests: MeasuredTests
    private let values: ValueTests
    /// For the answers of the tests whether they excuse two different values.
    private let excuses: [Bool]

    init(_ rule: Contradiction, _ linkage: Linkage) {
        column = rule.column
        let tests = rule.unless?.tests ?? []
        self.tests = MeasuredTests(tests)
        let vocabulary = linkage.table.vocabularies[linkage.table.columns[rule.column].vocabulary]
        values = ValueTests(vocabulary, tests: tests, nicknames: linkage.nicknames)
        excuses = (0..<1 << (tests.count + 1)).map { answers in
            rule.unless?.holds { test in tests.firstIndex(of: test).map { answers >> ($0 + 1) & 1 == 1 } ?? false } ?? false
        }
    }

    /// Whether one person cannot have both of two values; -1, for none, is no obstacle.
    func exclude(_ one: Int32, _ other: Int32) -> Bool {
        if one < 0 || other < 0 || one == other { return false }
        return !excuses[tests.all.isEmpty ? 0 : Int(values.answers(one, other, tests))]
    }
}
