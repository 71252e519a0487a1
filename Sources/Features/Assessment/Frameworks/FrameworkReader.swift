package import Content
package import Foundation
package import Maturity

/// Reads a framework's YAML file and finds everything that is wrong with it in one pass.
package enum FrameworkReader {
    /// - Parameter mention: told of what is odd and does no harm.
    package static func read(
        _ url: URL, overriddenBy override: URL? = nil, mention: (FileProblem) -> Void = { _ in }
    ) throws -> Framework {
        let file = DataFile(name: url.lastPathComponent)
        let framework = try finish(file.read(url), file)
        file.oddities.forEach(mention)
        guard let override else { return framework }
        return try OverrideReader.apply(override, to: framework, mention: mention)
    }

    /// - Parameter name: the file name that errors give.
    package static func read(text: String, name: String, mention: (FileProblem) -> Void = { _ in }) throws -> Framework {
        let file = DataFile(name: name)
        let framework = try finish(file.root(text), file)
        file.oddities.forEach(mention)
        return framework
    }

    private static func finish(_ root: DataNode?, _ file: DataFile) throws -> Framework {
        if let root, OverrideReader.isOverride(root) {
            root.note("is a council's own changes to a framework, not a framework; it belongs into DATA/frameworks, and --override checks it")
            throw FileProblems(file.problems)
        }
        let framework = root.map(Self.framework)
        // What only the whole can show is looked for even when a part is wrong, so that one run finds all.
        for problem in framework?.problems() ?? [] where !file.problems.contains(where: { $0.path == problem.path }) {
            if problem.isOddity { file.mention(problem.path, problem.message) } else { file.note(problem.path, problem.message) }
        }
        guard let framework, file.problems.isEmpty else { throw FileProblems(file.problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) }) }
        return framework
    }

    // MARK: Parts

    private static func framework(_ root: DataNode) -> Framework {
        root.allow(only: [
            "schema", "id", "version", "title", "language", "licence", "summary", "levels", "routes", "groups", "themes",
        ])
        if let schema = root.number("schema", in: 1...99), schema != 1 {
            root.note("schema \(schema) is newer than this program knows; it reads schema 1")
        }
        return Framework(
            id: root.id(), version: root.number("version", in: 1...9999) ?? 1, title: root.text("title", upTo: 120),
            summary: root.text("summary"), language: root.text("language", upTo: 10), licence: root.text("licence", upTo: 60),
            levels: root.items("levels").map { level in
                level.allow(only: ["name", "meaning"])
                return Framework.Level(name: level.text("name", upTo: 30), meaning: level.text("meaning", upTo: 300))
            },
            routes: root.items("routes", canBeEmpty: true).map { route in
                route.allow(only: ["id", "name", "summary"])
                return Framework.Route(id: route.id(), name: route.text("name", upTo: 60), summary: route.text("summary"))
            },
            groups: root.items("groups", canBeEmpty: true).map { group in
                group.allow(only: ["id", "name", "voice", "asks"])
                return Framework.GroupTemplate(
                    id: group.id(), name: group.text("name", upTo: 60), voice: group.choice("voice", Voice.self) ?? .staff,
                    asks: group.choice("asks", Asks.self) ?? .all)
            },
            themes: root.items("themes").map { theme in
                theme.allow(only: ["id", "title", "summary", "characteristics"])
                return Framework.Theme(
                    id: theme.id(), title: theme.text("title", upTo: 80), summary: theme.text("summary"),
                    characteristics: theme.items("characteristics").map { characteristic($0) })
            })
    }

    static func characteristic(_ node: DataNode, andKey key: String? = nil) -> Characteristic {
        node.allow(
            only: Set(
                [
                    "id", "title", "statement", "why", "levels", "signs", "evidence", "steps", "routes", "groups", "pulse", "requires",
                    "goesWith",
                ] + (key.map { [$0] } ?? [])))
        return Characteristic(
            id: node.id(), title: node.text("title", upTo: 80), statement: node.text("statement", upTo: 300), why: node.text("why"),
            levels: node.texts("levels", isRequired: true), signs: node.texts("signs"), evidence: node.texts("evidence"),
            steps: node.texts("steps", isRequired: true), routes: node.isWord("routes", "all") ? [] : node.textsOrNone("routes"),
            groups: node.texts("groups"), isPulse: node.flag("pulse"), requires: node.texts("requires"), goesWith: node.texts("goesWith"))
    }
}
