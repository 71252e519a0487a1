/// The model made ready for speed: tests gathered by the columns they look at, levels looked up by the answers.
struct ComparisonPlan: Sendable {
    let units: [TestUnit]
    let comparisons: [PlannedComparison]
    /// The factor of each comparison's level in a pattern's number.
    let factors: [UInt64]

    /// - Throws: `PlanProblem` where a comparison asks more than can be looked up, or there are too many patterns.
    init(_ model: LinkModel) throws(PlanProblem) {
        var units: [TestUnit] = []
        for test in model.comparisons.flatMap({ $0.missing.tests + $0.levels.compactMap(\.condition).flatMap(\.tests) }) {
            let columns = test.columns
            if let unit = units.firstIndex(where: { $0.columns == columns }) {
                units[unit].add(test)
            } else {
                var unit = TestUnit(columns: columns)
                unit.add(test)
                units.append(unit)
            }
        }
        if let unit = units.first(where: { $0.tests.count > 15 }) {
            throw PlanProblem(message: "more than 15 different tests on \"\(model.columns[unit.columns[0]].name)\"; leave some out")
        }
        self.units = units
        var comparisons: [PlannedComparison] = []
        var factors: [UInt64] = []
        var factor: UInt64 = 1
        for comparison in model.comparisons {
            comparisons.append(try PlannedComparison(comparison, units: units))
            factors.append(factor)
            let (product, isTooLarge) = factor.multipliedReportingOverflow(by: UInt64(comparison.levels.count + 1))
            if isTooLarge { throw PlanProblem(message: "too many comparisons and levels: their patterns cannot be numbered; leave some out") }
            factor = product
        }
        self.comparisons = comparisons
        self.factors = factors
    }

    /// The number of patterns there can be.
    var patternCount: UInt64 {
        guard let last = comparisons.last, let factor = factors.last else { return 1 }
        return factor &* UInt64(last.levelCount + 1)
    }

    /// The level of each comparison, 0 for missing, in a pattern's number.
    func levels(of code: UInt64) -> [UInt8] {
        comparisons.indices.map { UInt8(code / factors[$0] % UInt64(comparisons[$0].levelCount + 1)) }
    }
}

struct PlanProblem: Error, Hashable {
    let message: String
}

/// Tests on the same column, or the same two, answered together as bits; bit 0 says that a value is missing.
struct TestUnit: Sendable {
    let columns: [Int]
    private(set) var tests: [ValueTest] = []

    init(columns: [Int]) { self.columns = columns }

    mutating func add(_ test: ValueTest) {
        if case .missing = test { return }
        if !tests.contains(test) { tests.append(test) }
    }

    func bit(of test: ValueTest) -> Int? {
        if case .missing = test { return 0 }
        return tests.firstIndex(of: test).map { $0 + 1 }
    }

    /// How many bits its answers take.
    var width: Int { tests.count + 1 }
}

/// A comparison whose level is looked up from the answers of its units.
struct PlannedComparison: Sendable {
    /// Units with the place of their bits in the look-up.
    let parts: [(unit: Int, shift: Int)]
    let table: [UInt8]
    let levelCount: Int

    init(_ comparison: Comparison, units: [TestUnit]) throws(PlanProblem) {
        let tests = comparison.missing.tests + comparison.levels.compactMap(\.condition).flatMap(\.tests)
        let used = units.indices.filter { unit in tests.contains { $0.columns == units[unit].columns } }
        var parts: [(unit: Int, shift: Int)] = []
        var width = 0
        for unit in used {
            parts.append((unit, width))
            width += units[unit].width
        }
        guard width <= 18 else {
            throw PlanProblem(message: "the comparison \"\(comparison.name)\" asks \(width) different things; at most 18 fit")
        }
        var places: [ValueTest: Int] = [:]
        for part in parts {
            for test in tests where test.columns == units[part.unit].columns {
                if let bit = units[part.unit].bit(of: test) { places[test] = part.shift + bit }
            }
        }
        let unitsOfTests = units
        table = (0..<(1 << width)).map { answers in
            let isTrue: (ValueTest) -> Bool = { test in
                guard let place = places[test] else { return false }
                let isMissing = parts.contains { $0.shift <= place && place < $0.shift + unitsOfTests[$0.unit].width && answers >> $0.shift & 1 == 1 }
                if case .missing = test { return isMissing }
                return !isMissing && answers >> place & 1 == 1
            }
            if comparison.missing.holds(isTrue) { return 0 }
            let level = comparison.levels.firstIndex { $0.condition?.holds(isTrue) ?? true }
            return UInt8((level ?? comparison.levels.count - 1) + 1)
        }
        self.parts = parts
        levelCount = comparison.levels.count
    }
}
