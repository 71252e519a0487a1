import Content
import Foundation
import Linkage
import Testing

/// A slip in a model: what is replaced by what, and the line, path and part of the message with which it has to be refused.
struct Slip: CustomTestStringConvertible, Sendable {
    let what: String
    let before: String
    let after: String
    let line: Int?
    let path: String
    let message: String

    init(_ what: String, _ before: String, _ after: String, _ line: Int?, _ path: String, _ message: String) {
        self.what = what
        self.before = before
        self.after = after
        self.line = line
        self.path = path
        self.message = message
    }

    var testDescription: String { what }
}

@Suite("A broken model is refused with its line, its place and what to do")
struct BrokenModelTests {
    func problems(_ text: String) -> [FileProblem] {
        do {
            _ = try LinkModelReader.read(name: "model.yaml", text: text)
            return []
        } catch let problems as FileProblems {
            return problems.problems
        } catch {
            Issue.record("an error without words: \(error)")
            return []
        }
    }

    @Test func `the small model is right`() { #expect(problems(SmallModel.text).isEmpty) }

    @Test(arguments: unknownColumns)
    func `an unknown column is named in every place that can name one`(_ slip: Slip) throws { try check(slip) }

    @Test(arguments: conditions)
    func `a level or condition that cannot be computed is refused`(_ slip: Slip) throws { try check(slip) }

    @Test(arguments: values)
    func `a key, type or value out of place is refused`(_ slip: Slip) throws { try check(slip) }

    @Test(arguments: wholes)
    func `parts that do not go together are refused`(_ slip: Slip) throws { try check(slip) }

    private func check(_ slip: Slip) throws {
        let found = problems(try SmallModel.with(slip.before, slip.after))
        let isThere = found.contains { $0.line == slip.line && $0.path == slip.path && $0.message.contains(slip.message) }
        #expect(isThere, "\(slip.what): \(FileProblems(found).description)")
        #expect(found.allSatisfy { $0.file == "model.yaml" && !$0.message.isEmpty })
    }

    static let unknownColumns = [
        Slip("of", "of: last", "of: lats", 28, "comparisons[1].of", "no column \"lats\"; there are first, last, born"),
        Slip("a condition", "{exact: last}", "{exact: lats}", 31, "comparisons[1].levels[0].when.exact", "no column \"lats\""),
        Slip("a condition in any", "{days_apart: born,", "{days_apart: bron,", 40, "comparisons[2].levels[1].when.any[1].days_apart", "no column \"bron\""),
        Slip("missing", "{missing: born}", "{missing: bron}", 34, "comparisons[2].missing.missing", "no column \"bron\""),
        Slip("term frequency", "{column: first,", "{column: frist,", 21, "comparisons[0].levels[0].term_frequency.column", "no column \"frist\""),
        Slip("a test of two columns", "[first, last]}", "[first, lats]}", 25, "comparisons[0].levels[2].when", "no column \"lats\""),
        Slip("a blocking key", "keys: [last]", "keys: [lats]", 43, "blocking[0].keys[0]", "no column \"lats\""),
        Slip("part of a blocking key", "{prefix: first,", "{prefix: frist,", 44, "blocking[1].keys[0]", "no column \"frist\""),
        Slip("split_by", "keys: [last]", "keys: [last]\n    split_by: [lats]", 44, "blocking[0].split_by[0]", "no column \"lats\""),
        Slip("either order", "keys: [last]", "keys: [{either_order: [last, lats]}]", 43, "blocking[0].keys[0]", "no column \"lats\""),
        Slip("the prior", "[[first, last, born]]", "[[first, last, bron]]", 48, "training.prior.rules[0][2]", "no column \"bron\""),
        Slip("a session", "[[born], [", "[[bron], [", 50, "training.sessions[0][0]", "no column \"bron\""),
        Slip("a contradiction", "- column: born", "- column: bron", 52, "contradictions[0].column", "no column \"bron\""),
    ]

    static let conditions = [
        Slip(
            "the last level has when", "      - name: different\nblocking", "      - name: different\n        when: {exact: born}\nblocking", 41,
            "comparisons[2].levels[2]", "must have no \"when\""),
        Slip("a level has no when", "        when: {jaro_winkler: first, at_least: 0.9}\n", "", 22, "comparisons[0].levels[1]", "needs \"when\""),
        Slip("neither of nor missing", "    of: last\n", "", 27, "comparisons[1]", "needs \"of\""),
        Slip("a pair test with one column", "[first, last]}", "[first]}", 25, "comparisons[0].levels[2].when", "two different"),
        Slip("a pair test with the same column twice", "[first, last]}", "[last, last]}", 25, "comparisons[0].levels[2].when", "two different"),
        Slip("a pair test without a list", "swapped: [first, last]", "swapped: first", 25, "comparisons[0].levels[2].when.swapped", "must be a list"),
        Slip("a likeness above 1", "at_least: 0.9", "at_least: 90", 23, "comparisons[0].levels[1].when.at_least", "must be from 0 to 1"),
        Slip("no bound", ", at_least: 0.9}", "}", 23, "comparisons[0].levels[1].when.at_least", "is missing"),
        Slip("an unknown condition", "{exact: last}", "{equals: last}", 31, "comparisons[1].levels[0].when", "must have one of exact"),
        Slip("a word in place of a condition", "{exact: last}", "same", 31, "comparisons[1].levels[0].when", "must have one of exact"),
        Slip(
            "two conditions at once", "{exact: last}", "{exact: last, missing: first}", 31, "comparisons[1].levels[0].when", "put them under \"all\" or \"any\""
        ),
        Slip(
            "an empty any", "[{day_month_swapped: born}, {days_apart: born, at_most: 31}]", "[]", 40, "comparisons[2].levels[1].when.any", "must not be empty"),
        Slip("one level", "      - name: same\n        when: {exact: last}\n", "", 30, "comparisons[1].levels", "from 2 to 20 fit"),
        Slip(
            "a contradiction that looks elsewhere", "unless: {day_month_swapped: born}", "unless: {exact: last}", 53, "contradictions[0].unless",
            "may look at \"born\" alone"),
        Slip("an unknown blocking key", "{prefix: first, length: 2}", "{suffix: first, length: 2}", 44, "blocking[1].keys[0]", "one of prefix"),
        Slip("a prefix without length", "{prefix: first, length: 2}", "{prefix: first}", 44, "blocking[1].keys[0].length", "is missing"),
        Slip("either order of one column", "keys: [last]", "keys: [{either_order: [last]}]", 43, "blocking[0].keys[0]", "two different columns"),
        Slip("no keys", "keys: [last]", "keys: []", 43, "blocking[0].keys", "must not be empty"),
    ]

    static let values = [
        Slip("an unknown key", "title:", "titel: x\ntitle:", 2, "titel", "unknown key; use one of blocking, classes"),
        Slip("an unknown key in a column", "    from: surname", "    form: surname", 11, "columns[1].form", "unknown key; use one of from, name, standardise"),
        Slip("a word where a number belongs", "version: 1", "version: one", 3, "version", "must be a whole number"),
        Slip("a number as text", "version: 1", "version: \"1\"", 3, "version", "must be a whole number"),
        Slip("a number beyond all bounds", "version: 1", "version: 99999999999999999999", 3, "version", "must be a whole number"),
        Slip("a list where keys belong", "    of: last", "    of: [last]", 28, "comparisons[1].of", "must be text"),
        Slip("a threshold above 1", "threshold: 0.8", "threshold: 1.5", 54, "threshold", "must be from 0.0001 to 0.999999"),
        Slip("a threshold of 0", "threshold: 0.8", "threshold: 0", 54, "threshold", "must be from 0.0001 to 0.999999"),
        Slip("a threshold that is no number", "threshold: 0.8", "threshold: .nan", 54, "threshold", "must be from"),
        Slip("no threshold", "threshold: 0.8\n", "", 1, "threshold", "is missing"),
        Slip("an unknown standardisation", "[date-day-first]", "[date-day-last]", 14, "columns[2].standardise", "\"date-day-last\" is not one of upper"),
        Slip("an unknown task", "task: deduplicate", "task: dedupe", 6, "task", "is not one of deduplicate, link, both"),
        Slip("an unknown method", "method: sessions", "method: magic", 46, "training.method", "is not one of sessions, classes"),
        Slip("a recall of 0", "recall: 0.8", "recall: 0", 49, "training.prior.recall", "must be from 0.01 to 1"),
        Slip("a block of one", "keys: [last]", "keys: [last]\n    largest_block: 1", 44, "blocking[0].largest_block", "must be from 2"),
        Slip("an id with capitals", "id: small", "id: Small Model", 1, "id", "use small letters, digits and hyphens"),
        Slip("an empty title", "title: A small model", "title: ''", 2, "title", "must not be empty"),
        Slip("no data that it was developed on", "developed_on: Nothing but these tests.\n", "", 1, "developed_on", "is missing"),
    ]

    private static let two = "classes:\n  - {id: same, start: 0.5}\n  - {id: stranger, start: 0.5}\n"

    static let wholes = [
        Slip("a column name twice", "- name: last\n    from: surname", "- name: first\n    from: surname", 10, "columns[1]", "\"first\" stands twice"),
        Slip("one class", "blocking:\n", "classes:\n  - {id: same, start: 1}\nblocking:\n", 43, "classes", "from 2 to 8"),
        Slip(
            "another class first", "blocking:\n", "classes:\n  - {id: kin, start: 0.5}\n  - {id: same, start: 0.5}\nblocking:\n", 43, "classes",
            "the first class must be \"same\""),
        Slip("a class twice", "blocking:\n", "\(two)  - {id: same, start: 0.1}\nblocking:\n", 45, "classes[2]", "\"same\" stands twice"),
        Slip(
            "a class that shares what is not compared", "blocking:\n", "\(two)  - {id: kin, start: 0.1, shares: [home]}\nblocking:\n", 45,
            "classes[2].shares", "no comparison \"home\"; there are first name, surname, date of birth"),
        Slip("three classes for sessions", "blocking:\n", "\(two)  - {id: kin, start: 0.1}\nblocking:\n", 50, "training.method", "learns two classes"),
        Slip("classes without a list", "method: sessions", "method: classes", 46, "training.method", "needs a list \"classes\""),
        Slip("sessions without prior", "  prior:\n    rules: [[first, last, born]]\n    recall: 0.8\n", "", 46, "training.prior", "name strict rules"),
        Slip("sessions without sessions", "  sessions: [[born], [last, first]]\n", "", 46, "training.sessions", "name at least one rule"),
        Slip("a truth column", "from: surname", "from: person_id", 11, "columns[1].from", "reads \"person_id\", which holds the truth"),
        Slip("a truth column in a list", "from: surname", "from: [surname, Truth]", 11, "columns[1].from", "reads \"Truth\", which holds the truth"),
        Slip("a truth column by its name", "- name: first", "- name: cluster_id", 8, "columns[0].name", "reads \"cluster_id\", which holds the truth"),
        Slip("a truth column as id", "record_id: id", "record_id: true_id", 5, "record_id", "holds the truth"),
        Slip("a truth column as source", "task:", "source: simulant_id\ntask:", 6, "source", "holds the truth"),
        Slip("a key that names the truth", "record_id: id", "record_id: id\ntruth: person_id", 6, "truth", "unknown key; use one of blocking"),
        Slip(
            "one record a set in a deduplication", "task: deduplicate", "task: deduplicate\none_per_source: [housing]", 7, "one_per_source",
            "does not go with \"task: deduplicate\""),
        Slip(
            "one record in every set where sets have several", "task: deduplicate", "task: both\none_per_source: all", 7, "one_per_source",
            "\"all\" does not go with \"task: both\""),
        Slip("no blocking", "blocking:\n  - keys: [last]\n  - keys: [{prefix: first, length: 2}, born]\n", "", 1, "blocking", "is missing"),
    ]
}
