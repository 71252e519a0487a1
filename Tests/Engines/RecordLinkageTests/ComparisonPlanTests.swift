import Testing

@testable import RecordLinkage

@Suite("A comparison plan")
struct ComparisonPlanTests {
    typealias Question = ValueTest

    static let nicknames = Nicknames(pairs: [("ROBERT", "BOB"), ("ROBERT", "ROB"), ("ZOË", "ZO")])
    static let names: [Question] = [
        .exact(0), .jaroWinkler(0, atLeast: 0.88), .jaro(0, atLeast: 0.8), .levenshtein(0, atMost: 1), .damerauLevenshtein(0, atMost: 2), .initial(0),
        .nickname(0), .prefix(0, length: 2), .soundsAlike(0), .missing(0),
    ]
    static let pairs: [Question] = [.swapped(0, 1), .crossed(0, 1), .missing(0), .missing(1), .exact(1), .jaroWinkler(1, atLeast: 0.9)]
    static let dates: [Question] = [
        .exact(2), .dayMonthSwapped(2), .yearAgrees(2), .firstOfJanuary(2), .daysApart(2, atMost: 40), .missing(2), .numbersApart(3, atMost: 1.5), .exact(3),
        .missing(3),
    ]

    /// The plain reading of a question.
    func answer(_ question: Question, _ one: [String], _ other: [String]) -> Bool {
        let (a, b) = (one[question.columns[0]], other[question.columns[0]])
        let isMissing = a.isEmpty || b.isEmpty
        let (x, y) = (a.unicodeScalars.map(\.value), b.unicodeScalars.map(\.value))
        switch question {
        case .missing: return isMissing
        case .swapped(let first, let second): return !isMissing && one[first] == other[second] && one[second] == other[first] && !one[second].isEmpty
        case .crossed(let first, let second):
            return (!one[first].isEmpty && one[first] == other[second]) || (!other[first].isEmpty && other[first] == one[second])
        default: if isMissing { return false }
        }
        switch question {
        case .exact: return a == b
        case .jaroWinkler(_, let least): return max(jaroWinkler(x.span, y.span), jaroWinkler(y.span, x.span)) >= least
        case .jaro(_, let least): return max(jaro(x.span, y.span), jaro(y.span, x.span)) >= least
        case .levenshtein(_, let most): return levenshtein(x.span, y.span) <= most
        case .damerauLevenshtein(_, let most): return damerauLevenshtein(x.span, y.span) <= most
        case .initial: return x[0] == y[0] && (x.count == 1 || y.count == 1)
        case .nickname: return a == b || Self.nicknames.areLinked(Array(a.utf8).span, Array(b.utf8).span)
        case .prefix(_, let length): return x.count >= length && y.count >= length && x.prefix(length) == y.prefix(length)
        case .soundsAlike: return !soundex(Array(a.utf8).span).isEmpty && soundex(Array(a.utf8).span) == soundex(Array(b.utf8).span)
        case .dayMonthSwapped: return a.count == 10 && b.count == 10 && a.prefix(5) + a.suffix(2) + "-" + a.dropFirst(5).prefix(2) == b
        case .yearAgrees: return a.count == 10 && b.count == 10 && a.prefix(4) == b.prefix(4)
        case .firstOfJanuary: return a.hasSuffix("-01-01") || b.hasSuffix("-01-01")
        case .daysApart(_, let most): return day(a).flatMap { first in day(b).map { abs(first - $0) <= most } } ?? false
        case .numbersApart(_, let most): return Double(a).flatMap { first in Double(b).map { abs(first - $0) <= most } } ?? false
        case .missing, .swapped, .crossed: return false
        }
    }

    /// Days since the start of the year 0, counted year by year and month by month.
    func day(_ text: String) -> Int? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard text.count == 10, parts.count == 3 else { return nil }
        let isLeap = { (year: Int) in year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
        let months = [31, isLeap(parts[0]) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (0..<parts[0]).reduce(0) { $0 + (isLeap($1) ? 366 : 365) } + months.prefix(parts[1] - 1).reduce(0, +) + parts[2]
    }

    func condition(_ questions: [Question], depth: Int, _ random: inout SeededRandom) -> Condition {
        let parts = (0...random.below(3)).map { _ in
            depth == 0 ? Condition.test(questions[random.below(questions.count)]) : condition(questions, depth: depth - 1, &random)
        }
        switch random.below(4) {
        case 0: return .all(parts)
        case 1: return .any(parts)
        case 2: return .not(parts[0])
        default: return parts[0]
        }
    }

    func comparison(_ questions: [Question], _ number: Int, _ random: inout SeededRandom) -> Comparison {
        let levels = (0...random.below(4)).map { ComparisonLevel(name: "\($0)", condition: condition(questions, depth: 2, &random)) }
        let missing = random.below(2) == 0 ? Condition.test(questions.last ?? .missing(0)) : condition(questions, depth: 1, &random)
        return Comparison(name: "c\(number)", missing: missing, levels: levels + [ComparisonLevel(name: "else", condition: nil)])
    }

    func value(_ pool: [String], _ random: inout SeededRandom) -> String { pool[random.below(pool.count)] }

    @Test(
        "chooses the level that the conditions choose when read one by one",
        arguments: [
            (1, ["ROBERT", "ROB", "BOB", "R", "RUPERT", "ROBERTA", "ROBRET", "ANN", "A", ""]),
            (2, ["MARTHA", "MARHTA", "MARTA", "M", "DWAYNE", "DUANE", "DAWYNE", "D", ""]),
            (3, ["ZOË", "ZOE", "ZO", "JOSÉ", "JOSE", "ÉLODIE", "É", "ÅSA", "ŁUKASZ", "LUKASZ", ""]),
        ] as [(UInt64, [String])])
    func naive(seed: UInt64, names: [String]) throws {
        var random = SeededRandom(seed: seed)
        let dates = ["1980-02-03", "1980-03-02", "1980-01-01", "1979-12-30", "2000-02-29", "2000-03-01", "never", ""]
        let numbers = ["1", "2.5", "-1e0", "4", "many", ""]
        var comparisons = [Self.names, Self.names, Self.pairs, Self.dates, Self.dates].enumerated().map { comparison($1, $0, &random) }
        // More columns and comparisons than equality decides together, and one comparison of more columns than it decides at all.
        comparisons += (4..<13).map { comparison([.exact($0), .missing($0)], $0, &random) }
        comparisons += (4..<13).map { .made("c\($0)", $0, []) }
        comparisons.append(
            Comparison(
                name: "any", missing: .all((4..<13).map { .test(.missing($0)) }),
                levels: [
                    ComparisonLevel(name: "any", condition: .any((4..<13).map { .test(.exact($0)) })), ComparisonLevel(name: "else", condition: nil),
                ]))
        let model = LinkModel.made(["first", "last", "born", "number"] + (4..<13).map { "c\($0)" }, comparisons: comparisons)
        let rows = (0..<45).map { number in
            let further = (4..<13).map { _ in value(["A", "AB", "B", ""], &random) }
            return ["r\(number)", value(names, &random), value(names, &random), value(dates, &random), value(numbers, &random)] + further
        }
        let table = try made(model, rows)
        let prepared = try PreparedComparisons(try ComparisonPlan(model), table: table, nicknames: Self.nicknames, workers: 1)
        var comparer = PairComparer(prepared)
        var wrong: [String] = []
        for one in rows.indices {
            for other in rows.indices {
                let (a, b) = (Array(rows[one].dropFirst()), Array(rows[other].dropFirst()))
                let expected = comparisons.map { comparison -> UInt8 in
                    let isTrue = { (question: Question) in self.answer(question, a, b) }
                    if comparison.missing.holds(isTrue) { return 0 }
                    return UInt8((comparison.levels.firstIndex { $0.condition?.holds(isTrue) ?? true } ?? -2) + 1)
                }
                let found = prepared.plan.levels(of: comparer.pattern(one, other))
                if found != expected { wrong.append("\(a) and \(b): \(found), not \(expected)") }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.count), first \(wrong.first ?? "")")
    }

    func problem(_ comparisons: [Comparison]) throws -> String {
        let problem = try #require(throws: LinkageProblem.self) { try Linkage.check(LinkModel.made(["first", "last"], comparisons: comparisons)) }
        return problem.description
    }

    @Test("refuses more questions and levels than it can look up, and says of what")
    func tooMany() throws {
        let edits = { (column: Int, count: Int) in (1...count).map { Question.levenshtein(column, atMost: $0) } }
        #expect(try problem([.made("name", 0, edits(0, 15))]).contains("more than 15 different tests on \"first\""))
        let wide = Comparison(
            name: "both", missing: .test(.missing(0)),
            levels: [
                ComparisonLevel(name: "any", condition: .any((edits(0, 9) + edits(1, 9)).map { .test($0) })), ComparisonLevel(name: "else", condition: nil),
            ])
        #expect(try problem([wide]).contains("\"both\" asks 20 different things"))
        #expect(try problem((0..<45).map { .made("c\($0)", 0, []) }).contains("too many comparisons and levels"))
        try Linkage.check(LinkModel.made(["first"], comparisons: (0..<20).map { .made("c\($0)", 0, []) }))
    }

    @Test("numbers each combination of levels by itself")
    func codes() throws {
        let model = LinkModel.made(["first", "last"], comparisons: [.made("a", 0, [.initial(0)]), .made("b", 1, []), .made("c", 0, [.soundsAlike(0)])])
        let plan = try ComparisonPlan(model)
        #expect(plan.patternCount == 4 * 3 * 4)
        let all = (0..<plan.patternCount).map { plan.levels(of: $0) }
        #expect(Set(all).count == 48)
        #expect(all.allSatisfy { $0[0] < 4 && $0[1] < 3 && $0[2] < 4 })
    }
}
