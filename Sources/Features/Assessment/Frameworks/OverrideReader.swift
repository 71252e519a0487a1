package import Content
import Foundation
import Maturity

/// Reads a council's own changes to a framework, and finds everything that is wrong with them in one pass.
package enum OverrideReader {
    /// Whether a file has what only an override has.
    package static func isOverride(_ root: DataNode) -> Bool { root.has("framework") && !root.has("themes") }

    static func apply(_ url: URL, to framework: Framework, mention: (FileProblem) -> Void) throws -> Framework {
        // By its path, since an override has the name of the framework that it changes.
        let file = DataFile(name: url.relativePath)
        guard let root = file.read(url) else { throw FileProblems(file.problems) }
        if root.has("themes") && !root.has("framework") {
            root.note("is a whole framework, not a council's own changes to one; it belongs into Content/frameworks")
            throw FileProblems(file.problems)
        }
        let changes = changes(root)
        let (changed, problems) = framework.applying(changes)
        tell(file, problems)
        if file.problems.isEmpty {
            let known = Set(framework.problems().map(\.message))
            tell(file, changed.problems().filter { !known.contains($0.message) }.map { located($0, changes, changed) })
        }
        guard file.problems.isEmpty else { throw FileProblems(file.problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) }) }
        file.oddities.forEach(mention)
        return changed
    }

    private static func changes(_ root: DataNode) -> FrameworkOverride {
        root.allow(only: ["framework", "hide", "reword", "add"])
        return FrameworkOverride(
            framework: root.id("framework"), hide: root.texts("hide"),
            reword: root.items("reword", isRequired: false).map { node in
                node.allow(only: ["id", "title", "statement", "why", "levels", "steps"])
                return FrameworkOverride.Rewording(
                    id: node.id(), title: node.optionalText("title", upTo: 80), statement: node.optionalText("statement", upTo: 300),
                    why: node.optionalText("why"), levels: node.has("levels") ? node.texts("levels") : nil,
                    steps: node.has("steps") ? node.texts("steps") : nil)
            },
            add: root.items("add", isRequired: false).map { node in
                FrameworkOverride.Addition(theme: node.id("theme"), characteristic: FrameworkReader.characteristic(node, andKey: "theme"))
            })
    }

    private static func tell(_ file: DataFile, _ problems: [FrameworkProblem]) {
        for problem in problems where !file.problems.contains(where: { $0.path == problem.path }) {
            if problem.isOddity { file.mention(problem.path, problem.message) } else { file.note(problem.path, problem.message) }
        }
    }

    /// A problem of the changed framework at the place in the override that brought it there, where there is one.
    private static func located(_ problem: FrameworkProblem, _ changes: FrameworkOverride, _ changed: Framework) -> FrameworkProblem {
        var found = problem
        found.message = "after these changes, \(problem.path): \(problem.message)"
        found.path = ""
        guard let match = problem.path.firstMatch(of: /^themes\[(\d+)\]\.characteristics\[(\d+)\](.*)$/), let t = Int(match.1), let c = Int(match.2)
        else { return found }
        let id = changed.themes[t].characteristics[c].id
        if let i = changes.add.firstIndex(where: { $0.characteristic.id == id }) {
            return FrameworkProblem(path: "add[\(i)]\(match.3)", message: problem.message, isOddity: problem.isOddity)
        }
        if let i = changes.reword.firstIndex(where: { $0.id == id }) {
            return FrameworkProblem(path: "reword[\(i)]\(match.3)", message: problem.message, isOddity: problem.isOddity)
        }
        return found
    }
}
