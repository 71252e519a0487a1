import Content
package import Foundation
package import RecordLinkage

/// Reads a model of a linkage from YAML and says all that is wrong with it in one pass.
package enum LinkModelReader {
    package static func read(_ url: URL) throws -> LinkModel {
        let file = DataFile(name: url.lastPathComponent)
        guard let root = file.read(url) else { throw FileProblems(file.problems) }
        return try model(root)
    }

    package static func read(name: String, text: String) throws -> LinkModel {
        let file = DataFile(name: name)
        guard let root = file.root(text) else { throw FileProblems(file.problems) }
        return try model(root)
    }

    private static func model(_ root: DataNode) throws -> LinkModel {
        root.allow(only: [
            "id", "title", "version", "developed_on", "record_id", "source", "task", "one_per_source", "columns", "comparisons", "classes",
            "blocking", "training", "contradictions", "threshold",
        ])
        let columns = LinkColumnReader.read(root)
        let conditions = ConditionReader(columns: columns.map(\.name))
        let comparisons = root.items("comparisons").map { conditions.comparison($0) }
        let classes = PairClassReader.read(root, comparisons: comparisons.map(\.name))
        let keys = BlockingReader(columns: columns.map(\.name))
        var model = LinkModel(
            id: root.id(), title: root.text("title", upTo: 200), version: root.number("version", in: 1...10_000) ?? 1,
            developedOn: root.text("developed_on"), recordID: root.text("record_id", upTo: 200),
            source: root.optionalText("source", upTo: 200), task: root.choice("task", LinkTask.self) ?? .deduplicate, columns: columns,
            comparisons: comparisons, classes: classes ?? PairClass.samePersonOrStranger, blocking: keys.rules(root, "blocking"),
            training: keys.training(root), contradictions: root.items("contradictions", isRequired: false).compactMap(conditions.contradiction),
            threshold: root.decimal("threshold", in: 0.0001...0.999999) ?? 0.5)
        model.onePerSource = onePerSource(root)
        check(model, hasClasses: classes != nil, root)
        guard root.file.problems.isEmpty else { throw FileProblems(root.file.problems) }
        do {
            try Linkage.check(model)
        } catch {
            throw FileProblems([FileProblem(file: root.file.name, line: root.line, path: "comparisons", message: error.description)])
        }
        return model
    }

    private static func onePerSource(_ root: DataNode) -> OnePerSource? {
        guard root.has("one_per_source") else { return nil }
        return root.isWord("one_per_source", "all") ? .every : .sources(root.texts("one_per_source", isRequired: true))
    }

    /// Columns that by their name hold the answer.
    private static let truths: Set<String> = ["person_id", "true_id", "truth", "cluster", "cluster_id", "simulant_id"]

    private static func check(_ model: LinkModel, hasClasses: Bool, _ root: DataNode) {
        var seen: Set<String> = []
        for (place, comparison) in model.comparisons.enumerated() {
            if !seen.insert(comparison.name).inserted {
                root.file.note("comparisons[\(place)].name", "\"\(comparison.name)\" stands twice; give each comparison a name of its own")
            }
            for (number, level) in comparison.levels.enumerated() {
                for name in level.start.keys.sorted() where !model.classes.contains(where: { $0.id == name }) {
                    root.file.note("comparisons[\(place)].levels[\(number)].start", "there is no class \"\(name)\"")
                }
            }
        }
        if model.training.method == .sessions && model.classes.count != 2 {
            root.file.note("training.method", "\"sessions\" learns two classes; leave \"classes\" out, or use the method \"classes\"")
        }
        if model.training.method == .classes && !hasClasses && root.place("training")?.isWord("method", "classes") == true {
            root.file.note("training.method", "\"classes\" needs a list \"classes\" that names them, \"same\" first")
        }
        if model.training.method == .sessions && model.training.sessions.isEmpty {
            root.file.note("training.sessions", "is missing; name at least one rule to learn from, better two")
        }
        if model.training.method == .sessions && model.training.priorRules.isEmpty {
            root.file.note("training.prior", "is missing; name strict rules and the share of matches that they find")
        }
        checkTruth(model, root)
        checkLimits(model, root)
    }

    private static func checkTruth(_ model: LinkModel, _ root: DataNode) {
        let columns = model.columns.enumerated().flatMap { place, column in
            column.from.map { ("columns[\(place)].\(column.from == [column.name] ? "name" : "from")", $0) }
        }
        for (path, name) in [("record_id", model.recordID), ("source", model.source ?? "")] + columns where truths.contains(name.lowercased()) {
            root.file.note(path, "reads \"\(name)\", which holds the truth; a linkage that has seen the answer says nothing")
        }
    }

    /// One record at most in a set, and several of one person in it, cannot both be looked for.
    private static func checkLimits(_ model: LinkModel, _ root: DataNode) {
        switch (model.task, model.onePerSource) {
        case (.deduplicate, .some):
            root.file.note(
                "one_per_source", "does not go with \"task: deduplicate\", which joins any records; say \"task: link\", or \"both\" where it names some sets")
        case (.both, .every):
            root.file.note(
                "one_per_source", "\"all\" does not go with \"task: both\", which looks for several records in a set too; say \"task: link\", or name sets")
        default: break
        }
    }
}

/// Reads the columns of a model.
enum LinkColumnReader {
    static func read(_ root: DataNode) -> [LinkColumn] {
        var seen: Set<String> = []
        return root.items("columns").map { node in
            node.allow(only: ["name", "from", "standardise"])
            let name = node.text("name", upTo: 100)
            if !seen.insert(name).inserted { node.note("\"\(name)\" stands twice; give each column a name of its own") }
            let from = node.place("from").map { place -> [String] in
                if place.word == "" { place.note("must not be empty") }
                return place.word.map { [$0] } ?? node.texts("from", isRequired: true)
            }
            let steps = node.texts("standardise").compactMap { word -> Standardisation? in
                if let step = Standardisation(rawValue: word) { return step }
                let known = Standardisation.allCases.map(\.rawValue).joined(separator: ", ")
                node.file.note("\(node.path).standardise", "\"\(word)\" is not one of \(known)")
                return nil
            }
            return LinkColumn(name: name, from: from, standardise: steps)
        }
    }
}

/// Reads the classes of pairs.
enum PairClassReader {
    /// Nil where the model names none.
    static func read(_ root: DataNode, comparisons: [String]) -> [PairClass]? {
        guard root.has("classes") else { return nil }
        var seen: Set<String> = []
        let classes = root.items("classes").map { node in
            node.allow(only: ["id", "start", "shares"])
            let id = node.id()
            if !seen.insert(id).inserted { node.note("\"\(id)\" stands twice") }
            let shared = node.texts("shares")
            for name in shared where !comparisons.contains(name) {
                node.file.note("\(node.path).shares", "there is no comparison \"\(name)\"; there are \(comparisons.joined(separator: ", "))")
            }
            return PairClass(id: id, start: node.decimal("start", in: 0.0001...1) ?? 0.5, sharedByKinship: Set(shared))
        }
        if classes.first?.id != "same" { root.file.note("classes", "the first class must be \"same\", the same person") }
        if classes.count < 2 || classes.count > 8 {
            root.file.note("classes", "has \(classes.count) \(classes.count == 1 ? "class" : "classes"); from 2 to 8 can be learnt")
        }
        return classes
    }
}
