/// What must hold of two records for a level.
package indirect enum Condition: Sendable, Hashable {
    case test(ValueTest)
    case all([Condition])
    case any([Condition])
    case not(Condition)

    /// The tests in it, each once, in the order of their first appearance.
    package var tests: [ValueTest] {
        var found: [ValueTest] = []
        collect(&found)
        return found
    }

    private func collect(_ found: inout [ValueTest]) {
        switch self {
        case .test(let test): if !found.contains(test) { found.append(test) }
        case .all(let parts), .any(let parts): for part in parts { part.collect(&found) }
        case .not(let part): part.collect(&found)
        }
    }

    package func holds(_ isTrue: (ValueTest) -> Bool) -> Bool {
        switch self {
        case .test(let test): isTrue(test)
        case .all(let parts): parts.allSatisfy { $0.holds(isTrue) }
        case .any(let parts): parts.contains { $0.holds(isTrue) }
        case .not(let part): !part.holds(isTrue)
        }
    }
}

/// One question about two records. All but `missing` are false where a value is missing.
package enum ValueTest: Sendable, Hashable {
    /// One of the two values is missing.
    case missing(Int)
    case exact(Int)
    case jaroWinkler(Int, atLeast: Double)
    case jaro(Int, atLeast: Double)
    case levenshtein(Int, atMost: Int)
    case damerauLevenshtein(Int, atMost: Int)
    /// Same year, day and month the other way round.
    case dayMonthSwapped(Int)
    case yearAgrees(Int)
    /// One of the dates is a first of January, which often stands for "not known".
    case firstOfJanuary(Int)
    case daysApart(Int, atMost: Int)
    case numbersApart(Int, atMost: Double)
    /// The first letters agree and one value is a letter alone.
    case initial(Int)
    case nickname(Int)
    case prefix(Int, length: Int)
    case soundsAlike(Int)
    /// Each record's first column equals the other's second.
    case swapped(Int, Int)
    /// At least one record's first column equals the other's second.
    case crossed(Int, Int)

    /// The columns that it looks at.
    package var columns: [Int] {
        switch self {
        case .missing(let column), .exact(let column), .jaroWinkler(let column, _), .jaro(let column, _), .levenshtein(let column, _),
            .damerauLevenshtein(let column, _), .dayMonthSwapped(let column), .yearAgrees(let column), .firstOfJanuary(let column),
            .daysApart(let column, _), .numbersApart(let column, _), .initial(let column), .nickname(let column),
            .prefix(let column, _), .soundsAlike(let column):
            [column]
        case .swapped(let one, let other), .crossed(let one, let other): [one, other]
        }
    }

    /// Whether it measures how like two strings are.
    var isOfLikeness: Bool {
        switch self {
        case .jaroWinkler, .jaro, .levenshtein, .damerauLevenshtein: true
        default: false
        }
    }

    /// Whether it holds of any value and itself.
    var isReflexive: Bool {
        switch self {
        case .missing, .firstOfJanuary, .initial, .nickname, .prefix, .soundsAlike, .dayMonthSwapped, .yearAgrees, .daysApart, .numbersApart:
            false
        default: true
        }
    }
}
