import Content
import RecordLinkage

/// Reads blocking rules and how to train.
struct BlockingReader {
    let columns: [String]

    /// Rules with keys of their own: `- keys: [surname, postcode]`.
    func rules(_ root: DataNode, _ key: String) -> [BlockingRule] {
        root.items(key).compactMap { node in
            node.allow(only: ["keys", "largest_block", "split_by"])
            let keys = node.elements("keys").compactMap(self.key)
            let largest = node.has("largest_block") ? node.number("largest_block", in: 2...1_000_000) : nil
            return BlockingRule(
                keys, largestBlock: largest ?? BlockingRule.usualLargestBlock,
                splitBy: node.elements("split_by", isRequired: false).compactMap(self.key))
        }
    }

    func training(_ root: DataNode) -> Training {
        guard let node = root.section("training") else { return Training(method: .classes) }
        node.allow(only: ["method", "prior", "chance_pairs", "sessions", "seed"])
        var training = Training(method: node.choice("method", TrainingMethod.self) ?? .classes)
        if node.has("prior"), let prior = node.section("prior") {
            prior.allow(only: ["rules", "recall"])
            training.priorRules = lists(prior, "rules")
            training.priorRecall = prior.decimal("recall", in: 0.01...1) ?? 0.6
        }
        training.sessions = lists(node, "sessions", isRequired: false)
        if node.has("chance_pairs") { training.chancePairs = node.number("chance_pairs", in: 1000...100_000_000) ?? training.chancePairs }
        if node.has("seed") { training.seed = UInt64(node.number("seed", in: 0...1_000_000_000) ?? 1) }
        return training
    }

    /// Rules written as lists of keys: `- [surname, date_of_birth]`.
    private func lists(_ node: DataNode, _ key: String, isRequired: Bool = true) -> [BlockingRule] {
        node.elements(key, isRequired: isRequired).compactMap { rule in
            guard let elements = rule.elements, !elements.isEmpty else {
                rule.note("must be a list of keys, such as [surname, date_of_birth]")
                return nil
            }
            return BlockingRule(elements.compactMap(self.key))
        }
    }

    private func key(_ node: DataNode) -> BlockingKey? {
        if let word = node.word { return column(word, node).map { .value($0) } }
        let kinds = ["prefix", "soundex", "metaphone", "year", "either_order"]
        guard let kind = node.keys.first(where: { kinds.contains($0) }) else {
            node.note("must be a column or one of \(kinds.joined(separator: ", ")), such as {prefix: surname, length: 3}")
            return nil
        }
        node.allow(only: kind == "prefix" ? ["prefix", "length"] : [kind])
        if kind == "either_order" {
            let found = node.texts(kind, isRequired: true).compactMap { column($0, node) }
            guard found.count == 2, found[0] != found[1] else {
                node.note("\"either_order\" needs two different columns")
                return nil
            }
            return .eitherOrder(found[0], found[1])
        }
        guard let column = column(node.text(kind, upTo: 100), node) else { return nil }
        switch kind {
        case "prefix": return node.number("length", in: 1...100).map { .prefix(column, length: $0) }
        case "soundex": return .soundex(column)
        case "metaphone": return .metaphone(column)
        default: return .year(column)
        }
    }

    private func column(_ name: String, _ node: DataNode) -> Int? {
        if let found = columns.firstIndex(of: name) { return found }
        node.note("there is no column \"\(name)\"; there are \(columns.joined(separator: ", "))")
        return nil
    }
}
