/// A block-structured model of a process: every tree stands for a sound workflow net.
package indirect enum ProcessTree: Hashable, Sendable {
    case activity(Int32)
    /// A step that leaves no trace.
    case silent
    case sequence([ProcessTree])
    case choice([ProcessTree])
    case parallel([ProcessTree])
    /// The first is done, then as often as wanted one of the others and the first again.
    case loop([ProcessTree])

    package var children: [ProcessTree] {
        switch self {
        case .activity, .silent: []
        case .sequence(let all), .choice(let all), .parallel(let all), .loop(let all): all
        }
    }

    package var activities: Set<Int32> {
        if case .activity(let code) = self { return [code] }
        return children.reduce(into: []) { $0.formUnion($1.activities) }
    }

    /// The same behaviour with fewer nodes: blocks of one kind within each other made one, silent steps of a sequence left out.
    package var simplified: ProcessTree {
        switch self {
        case .activity, .silent: return self
        case .loop(let all): return .loop(all.map(\.simplified))
        case .sequence(let all):
            let parts: [ProcessTree] = all.map(\.simplified).flatMap { part -> [ProcessTree] in
                if case .sequence(let own) = part { return own }
                return part == .silent ? [] : [part]
            }
            return parts.count > 1 ? .sequence(parts) : parts.first ?? .silent
        case .parallel(let all):
            let parts: [ProcessTree] = all.map(\.simplified).flatMap { part -> [ProcessTree] in
                if case .parallel(let own) = part { return own }
                return part == .silent ? [] : [part]
            }
            return parts.count > 1 ? .parallel(parts) : parts.first ?? .silent
        case .choice(let all):
            var parts: [ProcessTree] = []
            for part in all.map(\.simplified) {
                if case .choice(let own) = part { parts += own } else { parts.append(part) }
            }
            if parts.contains(.silent) { parts = [.silent] + parts.filter { $0 != .silent } }
            return parts.count > 1 ? .choice(parts) : parts.first ?? .silent
        }
    }

    /// As PM4Py and ProM write trees: `->( 'a', X( 'b', tau ) )`.
    package func text(_ word: (Int32) -> String) -> String {
        func joined(_ sign: String, _ all: [ProcessTree]) -> String { sign + "( " + all.map { $0.text(word) }.joined(separator: ", ") + " )" }
        switch self {
        case .activity(let code): return "'" + word(code) + "'"
        case .silent: return "tau"
        case .sequence(let all): return joined("->", all)
        case .choice(let all): return joined("X", all)
        case .parallel(let all): return joined("+", all)
        case .loop(let all): return joined("*", all)
        }
    }
}
