/// A council's own changes to a framework: characteristics added, reworded or hidden, by id, without a fork.
package struct FrameworkOverride: Codable, Hashable, Sendable {
    /// The framework it changes.
    package var framework: String
    package var hide: [String]
    package var reword: [Rewording]
    package var add: [Addition]

    package init(framework: String, hide: [String] = [], reword: [Rewording] = [], add: [Addition] = []) {
        self.framework = framework
        self.hide = hide
        self.reword = reword
        self.add = add
    }

    /// New words for a characteristic; what is nil stays as it was.
    package struct Rewording: Codable, Hashable, Sendable {
        package var id: String
        package var title: String?
        package var statement: String?
        package var why: String?
        package var levels: [String]?
        package var steps: [String]?

        package init(
            id: String, title: String? = nil, statement: String? = nil, why: String? = nil, levels: [String]? = nil,
            steps: [String]? = nil
        ) {
            self.id = id
            self.title = title
            self.statement = statement
            self.why = why
            self.levels = levels
            self.steps = steps
        }
    }

    package struct Addition: Codable, Hashable, Sendable {
        package var theme: String
        package var characteristic: Characteristic

        package init(theme: String, characteristic: Characteristic) {
            self.theme = theme
            self.characteristic = characteristic
        }
    }
}

extension Framework {
    /// The framework with a council's own changes, and what could not be applied or says nothing.
    ///
    /// References from other characteristics to a hidden one are dropped with it.
    package func applying(_ changes: FrameworkOverride) -> (framework: Framework, problems: [FrameworkProblem]) {
        var result = self
        var problems: [FrameworkProblem] = []
        if changes.framework != id {
            problems.append(.init(path: "framework", message: "is for \"\(changes.framework)\", but this framework is \"\(id)\""))
        }
        problems += result.reword(changes.reword, hiding: changes.hide)
        problems += result.add(changes.add, hiding: changes.hide)
        problems += hideProblems(changes)
        result.hide(Set(changes.hide))
        problems += emptied(by: changes, result)
        if changes.reword.isEmpty && changes.add.isEmpty && changes.hide.isEmpty {
            problems.append(.init(path: "", message: "changes nothing", isOddity: true))
        }
        return (result, problems)
    }

    private mutating func reword(_ rewordings: [FrameworkOverride.Rewording], hiding hidden: [String]) -> [FrameworkProblem] {
        var problems: [FrameworkProblem] = []
        var first: [String: Int] = [:]
        for (i, rewording) in rewordings.enumerated() {
            let id = rewording.id
            if !change(id, with: { $0.apply(rewording) }) {
                problems.append(.init(path: "reword[\(i)].id", message: "there is no characteristic \"\(id)\""))
            } else if let earlier = first[id] {
                problems.append(.init(path: "reword[\(i)].id", message: "\"\(id)\" is already reworded at reword[\(earlier)]; put both into one"))
            } else if hidden.contains(id) {
                problems.append(.init(path: "reword[\(i)].id", message: "\"\(id)\" is hidden too, so nobody sees its new words", isOddity: true))
            } else if rewording == FrameworkOverride.Rewording(id: id) {
                problems.append(.init(path: "reword[\(i)]", message: "gives no new words for \"\(id)\"", isOddity: true))
            }
            first[id] = first[id] ?? i
        }
        return problems
    }

    private mutating func add(_ additions: [FrameworkOverride.Addition], hiding hidden: [String]) -> [FrameworkProblem] {
        var problems: [FrameworkProblem] = []
        for (i, addition) in additions.enumerated() {
            let id = addition.characteristic.id
            guard let theme = themes.firstIndex(where: { $0.id == addition.theme }) else {
                problems.append(.init(path: "add[\(i)].theme", message: "there is no theme \"\(addition.theme)\""))
                continue
            }
            if hidden.contains(id) {
                problems.append(
                    .init(
                        path: "add[\(i)].id",
                        message: "\"\(id)\" is hidden too, so your statement would be gone; give it an id of its own, or reword \"\(id)\""))
            } else if characteristic(id) != nil {
                problems.append(.init(path: "add[\(i)].id", message: "the id \"\(id)\" is already used; give your statement an id of its own"))
                continue
            }
            themes[theme].characteristics.append(addition.characteristic)
        }
        return problems
    }

    private func hideProblems(_ changes: FrameworkOverride) -> [FrameworkProblem] {
        let added = Set(changes.add.map(\.characteristic.id))
        var seen: Set<String> = []
        return changes.hide.enumerated().compactMap { i, hidden in
            if !seen.insert(hidden).inserted { return .init(path: "hide[\(i)]", message: "\"\(hidden)\" stands twice", isOddity: true) }
            guard characteristic(hidden) == nil, !added.contains(hidden) else { return nil }
            return .init(path: "hide[\(i)]", message: "there is no characteristic \"\(hidden)\"")
        }
    }

    /// What hiding takes away as a whole: the pulse, and all that a group was asked.
    private func emptied(by changes: FrameworkOverride, _ result: Framework) -> [FrameworkProblem] {
        guard !result.themes.isEmpty else { return [.init(path: "hide", message: "hides every statement; keep some")] }
        var problems: [FrameworkProblem] = []
        let pulse = characteristics.filter(\.isPulse).map(\.id)
        if !pulse.isEmpty && !result.characteristics.contains(where: \.isPulse) {
            problems.append(
                .init(path: "hide", message: "hides the whole pulse, so the short set is empty; keep at least one of \(pulse.joined(separator: ", "))"))
        }
        for group in groups where !themes(askedOf: group.id, asks: group.asks).isEmpty {
            guard result.themes(askedOf: group.id, asks: group.asks).isEmpty, problems.isEmpty || group.asks == .all else { continue }
            problems.append(.init(path: "hide", message: "leaves the group \"\(group.id)\" nothing to answer; keep a statement that it is asked"))
        }
        return problems
    }

    private mutating func change(_ id: String, with edit: (inout Characteristic) -> Void) -> Bool {
        for t in themes.indices {
            for c in themes[t].characteristics.indices where themes[t].characteristics[c].id == id {
                edit(&themes[t].characteristics[c])
                return true
            }
        }
        return false
    }

    private mutating func hide(_ ids: Set<String>) {
        for t in themes.indices {
            themes[t].characteristics.removeAll { ids.contains($0.id) }
            for c in themes[t].characteristics.indices {
                themes[t].characteristics[c].requires.removeAll(where: ids.contains)
                themes[t].characteristics[c].goesWith.removeAll(where: ids.contains)
            }
        }
        themes.removeAll { $0.characteristics.isEmpty }
    }
}

extension Characteristic {
    fileprivate mutating func apply(_ words: FrameworkOverride.Rewording) {
        title = words.title ?? title
        statement = words.statement ?? statement
        why = words.why ?? why
        levels = words.levels ?? levels
        steps = words.steps ?? steps
    }
}
