/// Knows which values of a column one person cannot have two of.
struct ContradictionCheck: Sendable {
    let column: Int
    private let unless: Condition?
    private let tests: MeasuredTests
    private let values: ValueTests

    init(_ rule: Contradiction, _ linkage: Linkage) {
        column = rule.column
        unless = rule.unless
        tests = MeasuredTests(rule.unless?.tests ?? [])
        let vocabulary = linkage.table.vocabularies[linkage.table.columns[rule.column].vocabulary]
        values = ValueTests(vocabulary, tests: tests.all, nicknames: linkage.nicknames)
    }

    /// Whether one person cannot have both of two different values.
    func exclude(_ one: Int32, _ other: Int32) -> Bool {
        guard let unless else { return true }
        let answers = values.answers(one, other, tests)
        return !unless.holds { test in tests.all.firstIndex(of: test).map { answers >> UInt16($0 + 1) & 1 == 1 } ?? false }
    }
}
