/// One thing wrong with a framework, and where: a path such as `themes[2].characteristics[0].levels`.
package struct FrameworkProblem: Hashable, Sendable {
    package var path: String
    package var message: String
    /// Whether it is odd and does no harm: to be told, not refused.
    package var isOddity: Bool

    package init(path: String, message: String, isOddity: Bool = false) {
        self.path = path
        self.message = message
        self.isOddity = isOddity
    }
}

extension Framework {
    /// Everything that is wrong with the framework as a whole, found in one pass.
    ///
    /// Types and missing keys are the reader's business; this looks at what only the whole can show: duplicate ids,
    /// a descriptor or step too few, references to nothing, prerequisites that run in a circle, groups that are asked nothing,
    /// and names that stand twice.
    package func problems() -> [FrameworkProblem] {
        countProblems() + duplicateProblems() + referenceProblems() + cycleProblems() + groupProblems() + nameProblems()
    }

    var located: [(path: String, characteristic: Characteristic)] {
        themes.enumerated().flatMap { t, theme in
            theme.characteristics.enumerated().map { c, it in ("themes[\(t)].characteristics[\(c)]", it) }
        }
    }

    private func countProblems() -> [FrameworkProblem] {
        var problems: [FrameworkProblem] = []
        if levels.count < 2 { problems.append(.init(path: "levels", message: "needs at least two levels")) }
        if themes.isEmpty { problems.append(.init(path: "themes", message: "needs at least one theme")) }
        for (t, theme) in themes.enumerated() where theme.characteristics.isEmpty {
            problems.append(.init(path: "themes[\(t)].characteristics", message: "theme \"\(theme.id)\" is empty"))
        }
        for (path, it) in located {
            if it.levels.count != levels.count {
                problems.append(
                    .init(
                        path: "\(path).levels",
                        message: "\"\(it.id)\" has \(it.levels.count) descriptors; the framework has \(levels.count) levels"
                    ))
            }
            if it.steps.count != max(0, levels.count - 1) {
                problems.append(
                    .init(
                        path: "\(path).steps",
                        message: "\"\(it.id)\" has \(it.steps.count) steps; \(levels.count) levels need \(levels.count - 1)"))
            }
        }
        return problems
    }

    private func duplicateProblems() -> [FrameworkProblem] {
        func duplicates(_ ids: [(path: String, id: String)], _ what: String) -> [FrameworkProblem] {
            var first: [String: String] = [:]
            return ids.compactMap { path, id in
                guard let earlier = first[id] else {
                    first[id] = path
                    return nil
                }
                return .init(path: "\(path).id", message: "\(what) id \"\(id)\" is already used at \(earlier)")
            }
        }
        let themeIDs = themes.enumerated().map { ("themes[\($0)]", $1.id) }
        let routeIDs = routes.enumerated().map { ("routes[\($0)]", $1.id) }
        let groupIDs = groups.enumerated().map { ("groups[\($0)]", $1.id) }
        return duplicates(themeIDs, "theme") + duplicates(located.map { ($0, $1.id) }, "characteristic")
            + duplicates(routeIDs, "route") + duplicates(groupIDs, "group")
    }

    private func referenceProblems() -> [FrameworkProblem] {
        let ids = Set(characteristics.map(\.id))
        let routeIDs = Set(routes.map(\.id))
        let groupIDs = Set(groups.map(\.id))
        var problems: [FrameworkProblem] = []
        func check(_ references: [String], in known: Set<String>, _ path: String, _ what: String) {
            for (i, id) in references.enumerated() where !known.contains(id) {
                problems.append(.init(path: "\(path)[\(i)]", message: "there is no \(what) \"\(id)\""))
            }
        }
        for (path, it) in located {
            check(it.routes, in: routeIDs, "\(path).routes", "route")
            check(it.groups, in: groupIDs, "\(path).groups", "group")
            check(it.requires, in: ids, "\(path).requires", "characteristic")
            check(it.goesWith, in: ids, "\(path).goesWith", "characteristic")
        }
        return problems
    }

    /// Depth-first search with three colours (Cormen et al., Introduction to Algorithms, 22.3).
    private func cycleProblems() -> [FrameworkProblem] {
        var requires: [String: [String]] = [:]
        for (_, it) in located { requires[it.id] = it.requires }
        var finished: Set<String> = []
        var trail: [String] = []
        var problems: [FrameworkProblem] = []

        func visit(_ id: String, path: String) {
            if let start = trail.firstIndex(of: id) {
                let circle = (trail[start...] + [id]).joined(separator: " → ")
                problems.append(.init(path: "\(path).requires", message: "prerequisites run in a circle: \(circle)"))
                return
            }
            guard finished.insert(id).inserted else { return }
            finished.remove(id)
            trail.append(id)
            for next in requires[id] ?? [] { visit(next, path: path) }
            trail.removeLast()
            finished.insert(id)
        }
        for (path, it) in located { visit(it.id, path: path) }
        return problems
    }
}
