extension Framework {
    /// Groups that would be asked nothing at all, and two groups of one name, which no round can tell apart.
    func groupProblems() -> [FrameworkProblem] {
        // Where a statement names a group that is not there, that is the mistake.
        let known = Set(groups.map(\.id))
        let isSound = !themes.isEmpty && characteristics.allSatisfy { $0.groups.allSatisfy(known.contains) }
        let idle = groups.enumerated().filter { themes(askedOf: $1.id, asks: $1.asks).isEmpty }.map { i, group in
            FrameworkProblem(
                path: "groups[\(i)].asks",
                message: group.asks == .pulse
                    ? "the group \"\(group.id)\" is asked the pulse, and no statement meant for it has \"pulse: true\""
                    : "the group \"\(group.id)\" is asked nothing: every statement names other groups")
        }
        return (isSound ? idle : [])
            + Self.twice(groups.enumerated().map { ("groups[\($0)].name", $1.name) }).map { path, name, earlier in
                FrameworkProblem(path: path, message: "the group name \"\(name)\" already stands at \(earlier)")
            }
    }

    /// Titles and names that people cannot tell apart. Ids do, so nothing breaks.
    func nameProblems() -> [FrameworkProblem] {
        let kinds: [[(path: String, name: String)]] = [
            themes.enumerated().map { ("themes[\($0)].title", $1.title) }, located.map { ("\($0).title", $1.title) },
            levels.enumerated().map { ("levels[\($0)].name", $1.name) }, routes.enumerated().map { ("routes[\($0)].name", $1.name) },
        ]
        return kinds.flatMap(Self.twice).map { path, name, earlier in
            FrameworkProblem(path: path, message: "\"\(name)\" is already the name at \(earlier); people cannot tell them apart", isOddity: true)
        }
    }

    /// Names that came before, whatever their capitals and spaces.
    private static func twice(_ names: [(path: String, name: String)]) -> [(path: String, name: String, earlier: String)] {
        var first: [String: String] = [:]
        return names.compactMap { path, name in
            let key = name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard !key.isEmpty else { return nil }
            if let earlier = first[key] { return (path, name, earlier) }
            first[key] = path
            return nil
        }
    }
}
