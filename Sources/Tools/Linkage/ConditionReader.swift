import Content
import RecordLinkage

/// Reads comparisons, their levels and conditions.
struct ConditionReader {
    let columns: [String]

    func comparison(_ node: DataNode) -> Comparison {
        node.allow(only: ["name", "of", "missing", "levels"])
        let own = node.has("of") ? column(node, "of") : nil
        let missing: Condition
        if let place = node.place("missing") {
            missing = condition(place) ?? .any([])
        } else if let own {
            missing = .test(.missing(own))
        } else if node.has("of") {
            missing = .any([])
        } else {
            node.note("needs \"of\", its column, or \"missing\", which says when nothing can be compared")
            missing = .any([])
        }
        let nodes = node.items("levels")
        let levels = nodes.enumerated().map { level($1, isLast: $0 == nodes.count - 1) }
        if levels.count < 2 || levels.count > 20 {
            node.file.note("\(node.path).levels", "has \(levels.count) \(levels.count == 1 ? "level" : "levels"); from 2 to 20 fit")
        }
        return Comparison(name: node.text("name", upTo: 100), missing: missing, levels: levels)
    }

    private func level(_ node: DataNode, isLast: Bool) -> ComparisonLevel {
        node.allow(only: ["name", "when", "term_frequency", "start"])
        let when = node.place("when").flatMap(condition)
        if isLast && node.has("when") { node.note("is the last level and must have no \"when\": it takes all that is left") }
        if !isLast && !node.has("when") { node.note("needs \"when\"; only the last level takes all that is left") }
        var start: [String: Double] = [:]
        if node.has("start"), let place = node.section("start") {
            for key in place.keys { start[key] = place.decimal(key, in: 0...1) ?? 0 }
        }
        return ComparisonLevel(name: node.text("name", upTo: 100), condition: when, termFrequency: termFrequency(node), start: start)
    }

    private func termFrequency(_ level: DataNode) -> TermFrequency? {
        guard level.has("term_frequency"), let node = level.section("term_frequency") else { return nil }
        node.allow(only: ["column", "weight", "floor"])
        guard let column = column(node, "column") else { return nil }
        return TermFrequency(
            column: column, weight: node.has("weight") ? node.decimal("weight", in: 0...1) ?? 1 : 1,
            floor: node.has("floor") ? node.decimal("floor", in: 0...1) ?? 0 : 0)
    }

    func contradiction(_ node: DataNode) -> Contradiction? {
        node.allow(only: ["column", "unless"])
        guard let column = column(node, "column") else { return nil }
        let unless = node.place("unless").flatMap(condition)
        if let unless, unless.tests.contains(where: { $0.columns != [column] }) {
            node.file.note("\(node.path).unless", "may look at \"\(columns[column])\" alone")
        }
        return Contradiction(column: column, unless: unless)
    }

    /// The condition at a place; nil, with the reason noted, where it is none.
    func condition(_ node: DataNode) -> Condition? {
        let kinds = node.keys.filter { Self.kinds.contains($0) }
        guard let kind = kinds.first, kinds.count == 1 else {
            node.note(
                kinds.count > 1
                    ? "has \(kinds.count) conditions at once; put them under \"all\" or \"any\""
                    : "must have one of \(Self.kinds.joined(separator: ", "))")
            return nil
        }
        switch kind {
        case "all", "any":
            node.allow(only: [kind])
            let parts = node.elements(kind).compactMap { condition($0) }
            return kind == "all" ? .all(parts) : .any(parts)
        case "not":
            node.allow(only: [kind])
            return node.place(kind).flatMap { condition($0) }.map { .not($0) }
        case "swapped", "crossed": return pair(node, kind)
        default: return test(node, kind).map { .test($0) }
        }
    }

    private static let kinds = [
        "exact", "jaro_winkler", "jaro", "levenshtein", "damerau_levenshtein", "day_month_swapped", "year_agrees", "first_of_january",
        "days_apart", "numbers_apart", "initial", "nickname", "prefix", "sounds_alike", "swapped", "crossed", "missing", "all", "any", "not",
    ]

    private func test(_ node: DataNode, _ kind: String) -> ValueTest? {
        let bound = ["jaro_winkler": "at_least", "jaro": "at_least", "prefix": "length"][kind]
        let limit = ["levenshtein", "damerau_levenshtein", "days_apart", "numbers_apart"].contains(kind) ? "at_most" : bound
        node.allow(only: Set([kind] + (limit.map { [$0] } ?? [])))
        guard let column = column(node, kind) else { return nil }
        switch kind {
        case "exact": return .exact(column)
        case "jaro_winkler": return node.decimal("at_least", in: 0...1).map { .jaroWinkler(column, atLeast: $0) }
        case "jaro": return node.decimal("at_least", in: 0...1).map { .jaro(column, atLeast: $0) }
        case "levenshtein": return node.number("at_most", in: 0...100).map { .levenshtein(column, atMost: $0) }
        case "damerau_levenshtein": return node.number("at_most", in: 0...100).map { .damerauLevenshtein(column, atMost: $0) }
        case "day_month_swapped": return .dayMonthSwapped(column)
        case "year_agrees": return .yearAgrees(column)
        case "first_of_january": return .firstOfJanuary(column)
        case "days_apart": return node.number("at_most", in: 0...100_000).map { .daysApart(column, atMost: $0) }
        case "numbers_apart": return node.decimal("at_most", in: 0...1e15).map { .numbersApart(column, atMost: $0) }
        case "initial": return .initial(column)
        case "nickname": return .nickname(column)
        case "prefix": return node.number("length", in: 1...100).map { .prefix(column, length: $0) }
        case "sounds_alike": return .soundsAlike(column)
        default: return .missing(column)
        }
    }

    private func pair(_ node: DataNode, _ kind: String) -> Condition? {
        node.allow(only: [kind])
        let names = node.texts(kind, isRequired: true)
        let found = names.compactMap { name in columns.firstIndex(of: name) }
        if let unknown = names.first(where: { !columns.contains($0) }) {
            node.note("there is no column \"\(unknown)\"; there are \(columns.joined(separator: ", "))")
            return nil
        }
        guard names.count == 2, found.count == 2, found[0] != found[1] else {
            node.note("\"\(kind)\" needs two different columns, such as [first_name, surname]")
            return nil
        }
        return .test(kind == "swapped" ? .swapped(found[0], found[1]) : .crossed(found[0], found[1]))
    }

    private func column(_ node: DataNode, _ key: String) -> Int? {
        let name = node.text(key, upTo: 100)
        if let found = columns.firstIndex(of: name) { return found }
        if !name.isEmpty { node.file.note("\(node.path).\(key)", "there is no column \"\(name)\"; there are \(columns.joined(separator: ", "))") }
        return nil
    }
}
