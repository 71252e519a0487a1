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
    /// The framework with a council's own changes, and what could not be applied.
    ///
    /// References from other characteristics to a hidden one are dropped with it.
    package func applying(_ changes: FrameworkOverride) -> (framework: Framework, problems: [FrameworkProblem]) {
        var result = self
        var problems: [FrameworkProblem] = []
        if changes.framework != id {
            problems.append(
                .init(path: "framework", message: "is for \"\(changes.framework)\", but this framework is \"\(id)\""))
        }
        for (i, rewording) in changes.reword.enumerated() {
            if !result.change(rewording.id, with: { $0.apply(rewording) }) {
                problems.append(.init(path: "reword[\(i)].id", message: "there is no characteristic \"\(rewording.id)\""))
            }
        }
        for (i, addition) in changes.add.enumerated() {
            if let t = result.themes.firstIndex(where: { $0.id == addition.theme }) {
                result.themes[t].characteristics.append(addition.characteristic)
            } else {
                problems.append(.init(path: "add[\(i)].theme", message: "there is no theme \"\(addition.theme)\""))
            }
        }
        for (i, hidden) in changes.hide.enumerated() where characteristic(hidden) == nil {
            problems.append(.init(path: "hide[\(i)]", message: "there is no characteristic \"\(hidden)\""))
        }
        result.hide(Set(changes.hide))
        return (result, problems)
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
