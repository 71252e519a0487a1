import Testing

@testable import RecordLinkage

@Suite("A comparison")
struct ComparisonTests {
    typealias Question = ValueTest

    /// The levels that two records of two columns have, whichever stands first.
    func levels(_ comparisons: [Comparison], _ one: [String], _ other: [String], nicknames: Nicknames = noNicknames) throws -> [UInt8] {
        let model = LinkModel.made(one.indices.map { "c\($0)" }, comparisons: comparisons)
        let table = try made(model, [["r1"] + one, ["r2"] + other])
        let prepared = try PreparedComparisons(try ComparisonPlan(model), table: table, nicknames: nicknames, workers: 1)
        var comparer = PairComparer(prepared)
        let there = prepared.plan.levels(of: comparer.pattern(0, 1))
        let back = prepared.plan.levels(of: comparer.pattern(1, 0))
        #expect(there == back)
        return there
    }

    /// Whether a condition holds of two records; a missing value is seen as no and never as nothing to compare.
    func holds(_ condition: Condition, _ one: [String], _ other: [String]) throws -> Bool {
        let comparison = Comparison(
            name: "asked", missing: .any([]),
            levels: [ComparisonLevel(name: "yes", condition: condition), ComparisonLevel(name: "no", condition: nil)])
        let nicknames = Nicknames(pairs: [("ROBERT", "BOB"), ("ROBERT", "ROB")])
        return try levels([comparison], one, other, nicknames: nicknames) == [1]
    }

    @Test(
        "answers every kind of question",
        arguments: [
            (.exact(0), "ANN", "ANN", true), (.exact(0), "ANN", "ANNE", false), (.jaroWinkler(0, atLeast: 0.96), "MARTHA", "MARHTA", true),
            (.jaroWinkler(0, atLeast: 0.97), "MARTHA", "MARHTA", false), (.jaro(0, atLeast: 0.94), "MARTHA", "MARHTA", true),
            (.jaro(0, atLeast: 0.95), "MARTHA", "MARHTA", false), (.levenshtein(0, atMost: 1), "ANNE", "ANN", true),
            (.levenshtein(0, atMost: 1), "ANEN", "ANNE", false), (.damerauLevenshtein(0, atMost: 1), "ANEN", "ANNE", true),
            (.damerauLevenshtein(0, atMost: 1), "ANNEX", "ANN", false), (.dayMonthSwapped(0), "1980-02-03", "1980-03-02", true),
            (.dayMonthSwapped(0), "1980-02-03", "1981-03-02", false), (.dayMonthSwapped(0), "02-03", "03-02", false),
            (.yearAgrees(0), "1980-02-03", "1980-12-31", true), (.yearAgrees(0), "1980-02-03", "1981-02-03", false),
            (.yearAgrees(0), "1980", "1980 or so", false), (.firstOfJanuary(0), "1980-01-01", "1975-05-05", true),
            (.firstOfJanuary(0), "1980-01-02", "1980-02-01", false), (.daysApart(0, atMost: 10), "1999-12-28", "2000-01-07", true),
            (.daysApart(0, atMost: 9), "1999-12-28", "2000-01-07", false), (.daysApart(0, atMost: 1), "2000-02-28", "2000-02-29", true),
            (.daysApart(0, atMost: 1), "1900-02-28", "1900-03-01", true), (.daysApart(0, atMost: 365), "2000-13-01", "2000-12-01", false),
            (.numbersApart(0, atMost: 0.5), "12.5", "13", true), (.numbersApart(0, atMost: 0.5), "12.4", "13", false),
            (.numbersApart(0, atMost: 1), "1e400", "1e400 x", false), (.initial(0), "J", "JOHN", true), (.initial(0), "JO", "JOHN", false),
            (.initial(0), "K", "JOHN", false), (.nickname(0), "BOB", "ROB", true), (.nickname(0), "BOB", "BILL", false),
            (.prefix(0, length: 3), "JOHN", "JOHANN", true), (.prefix(0, length: 4), "JOHN", "JOHANN", false),
            (.prefix(0, length: 3), "JO", "JO ANN", false), (.soundsAlike(0), "SMITH", "SMYTHE", true), (.soundsAlike(0), "SMITH", "JONES", false),
        ] as [(Question, String, String, Bool)])
    func kinds(question: Question, one: String, other: String, expected: Bool) throws {
        #expect(try holds(.test(question), [one, ""], [other, ""]) == expected)
        #expect(try holds(.not(.test(question)), [one, ""], [other, ""]) != expected)
        #expect(try !holds(.test(question), ["", one], ["", other]))
        #expect(try !holds(.test(question), [one, ""], ["", ""]))
    }

    @Test(
        "answers of a value and itself",
        arguments: [
            (.exact(0), "A", true), (.jaroWinkler(0, atLeast: 1), "A", true), (.jaro(0, atLeast: 1), "A", true), (.levenshtein(0, atMost: 0), "A", true),
            (.damerauLevenshtein(0, atMost: 0), "A", true), (.nickname(0), "ZED", true), (.soundsAlike(0), "ZED", true), (.initial(0), "J", true),
            (.initial(0), "JO", false), (.prefix(0, length: 2), "JO", true), (.prefix(0, length: 3), "JO", false), (.yearAgrees(0), "1980-02-03", true),
            (.yearAgrees(0), "1980", false), (.dayMonthSwapped(0), "1980-03-03", true), (.dayMonthSwapped(0), "1980-03-04", false),
            (.firstOfJanuary(0), "1980-01-01", true), (.firstOfJanuary(0), "1980-01-02", false), (.daysApart(0, atMost: 0), "1980-02-03", true),
            (.daysApart(0, atMost: 9), "soon", false), (.numbersApart(0, atMost: 0), "7", true), (.numbersApart(0, atMost: 9), "seven", false),
            (.missing(0), "A", false), (.swapped(0, 0), "A", true),
        ] as [(Question, String, Bool)])
    func reflexive(question: Question, value: String, expected: Bool) throws {
        #expect(try holds(.test(question), [value], [value]) == expected)
    }

    @Test(
        "looks across two columns",
        arguments: [
            (["A", "B"], ["B", "A"], true, true), (["A", "B"], ["B", "C"], false, true), (["A", "B"], ["A", "B"], false, false),
            (["A", ""], ["", "A"], false, true), (["", "B"], ["B", ""], false, true), (["", ""], ["", ""], false, false),
            (["A", "A"], ["A", "A"], true, true),
        ])
    func twoColumns(one: [String], other: [String], swapped: Bool, crossed: Bool) throws {
        #expect(try holds(.test(.swapped(0, 1)), one, other) == swapped)
        #expect(try holds(.test(.crossed(0, 1)), one, other) == crossed)
    }

    @Test("combines answers by all, any and not")
    func combinations() throws {
        let (yes, no) = (Condition.test(.exact(0)), Condition.test(.exact(1)))
        for (condition, expected) in [
            (.all([yes, no]), false), (.all([yes, yes]), true), (.all([]), true), (.any([no, yes]), true), (.any([no, no]), false), (.any([]), false),
            (.not(no), true), (.all([yes, .not(.any([no, .not(yes)]))]), true), (.not(.all([yes, .any([no, yes])])), false),
        ] as [(Condition, Bool)] {
            #expect(try holds(condition, ["A", "B"], ["A", "C"]) == expected, "\(condition)")
        }
    }

    @Test(
        "on several columns has nothing to say only where its own condition holds",
        arguments: [
            (["A", "B"], ["A", "B"], 1), (["A", ""], ["A", "B"], 2), (["", ""], ["A", "B"], 0), (["A", ""], ["", "B"], 0), (["A", "B"], ["C", "D"], 3),
            (["A", ""], ["C", ""], 3),
        ] as [([String], [String], UInt8)])
    func missing(one: [String], other: [String], level: UInt8) throws {
        let comparison = Comparison(
            name: "name", missing: .all([.test(.missing(0)), .test(.missing(1))]),
            levels: [
                ComparisonLevel(name: "both", condition: .all([.test(.exact(0)), .test(.exact(1))])),
                ComparisonLevel(name: "one", condition: .any([.test(.exact(0)), .test(.exact(1))])), ComparisonLevel(name: "else", condition: nil),
            ])
        #expect(try levels([comparison], one, other) == [level])
    }

    @Test("counts letters and not bytes, also where quick bounds are used")
    func beyondASCII() throws {
        for row in try golden("strings.csv") where !(row[0].isEmpty || row[1].isEmpty || (row[0] + row[1]).utf8.allSatisfy { $0 < 128 }) {
            let edits = try #require(Int(row[4]))
            let (plain, winkler) = (try #require(Double(row[5])), try #require(Double(row[6])))
            for (question, expected) in [
                (.jaro(0, atLeast: plain - 0.001), true), (.jaro(0, atLeast: plain + 0.001), plain == 1), (.jaroWinkler(0, atLeast: winkler - 0.001), true),
                (.jaroWinkler(0, atLeast: winkler + 0.001), winkler == 1), (.damerauLevenshtein(0, atMost: edits), true),
                (.damerauLevenshtein(0, atMost: edits - 1), false), (.levenshtein(0, atMost: try #require(Int(row[2]))), true),
            ] as [(Question, Bool)] where row[0] != row[1] || row[0].utf8.elementsEqual(row[1].utf8) {
                #expect(try holds(.test(question), [row[0]], [row[1]]) == (edits == 0 || expected), "\(row[0]) and \(row[1]): \(question)")
            }
        }
    }

    @Test("measures what it says it measures, also where letters that come twice or not at all spare it the trouble")
    func boundsOfLikeness() throws {
        var random = SeededRandom(seed: 4)
        func word() -> String { String((0..<(1 + random.below(12))).map { _ in Character(["A", "B", "C", "D", "E", "1", "2"][random.below(7)]) }) }
        var answers: [Bool: Int] = [:]
        for _ in 0..<400 {
            let (one, other) = (word(), word())
            let (a, b) = (Array(one.utf8), Array(other.utf8))
            let (likeness, edits) = (max(jaro(a.span, b.span), jaro(b.span, a.span)), damerauLevenshtein(a.span, b.span, limit: 12))
            for least in [0.5, 0.7, 0.85] where abs(likeness - least) > 1e-9 && jaro(a.span, b.span) == jaro(b.span, a.span) {
                let found = try holds(.test(.jaro(0, atLeast: least)), [one], [other])
                #expect(found == (likeness >= least), "\(one) and \(other): \(likeness)")
                answers[found, default: 0] += 1
            }
            for most in 1...4 {
                let found = try holds(.test(.damerauLevenshtein(0, atMost: most)), [one], [other])
                #expect(found == (edits <= most), "\(one) and \(other): \(edits)")
                answers[found, default: 0] += 1
            }
        }
        #expect(answers.values.allSatisfy { $0 > 300 } && answers.count == 2)
    }

    @Test(
        "takes letters beyond ASCII whole, and hears nothing where there are no Latin letters",
        arguments: [
            (.initial(0), "É", "ÉLODIE", true), (.initial(0), "É", "ÅSA", false), (.prefix(0, length: 1), "ÉLODIE", "ÅSA", false),
            (.prefix(0, length: 2), "É", "ÉLODIE", false), (.prefix(0, length: 2), "ÉLODIE", "ÉLAN", true), (.soundsAlike(0), "12", "李", false),
            (.soundsAlike(0), "MÜLLER", "MILLER", true),
        ] as [(Question, String, String, Bool)])
    func wholeLetters(question: Question, one: String, other: String, expected: Bool) throws {
        #expect(try holds(.test(question), [one], [other]) == expected)
    }
}
