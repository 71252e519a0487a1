/// What the words of a lifecycle mean, and which of them mean nothing here.
package struct LifecycleWords: Sendable, Hashable {
    /// Words that are not the standard's own and were taken for a start or a completion.
    package internal(set) var starts: [String] = []
    package internal(set) var ends: [String] = []
    /// Words that mean nothing here; their rows are events like any other.
    package internal(set) var unknown: [String] = []

    package init() {}

    enum Moment: Hashable, Sendable {
        case start, end
        /// Neither, such as suspended: the step goes on.
        case between
        /// The step was given up or left out, so that it did not happen; `abort` ends one that had begun.
        case abort, skip
        case other
    }

    /// The moments of IEEE 1849, in any case of letters.
    private static let standard: [String: Moment] = [
        "start": .start, "complete": .end, "schedule": .between, "assign": .between, "reassign": .between, "suspend": .between, "resume": .between,
        "withdraw": .abort, "ateabort": .abort, "piabort": .abort, "autoskip": .skip, "manualskip": .skip,
    ]
    /// Words that can hardly mean anything else.
    private static let plain: [String: Moment] = [
        "started": .start, "begin": .start, "begins": .start, "began": .start, "begun": .start, "starts": .start, "starting": .start, "completed": .end,
        "completes": .end, "completion": .end, "finish": .end, "finished": .end, "finishes": .end, "end": .end, "ended": .end, "ends": .end,
        "scheduled": .between,
        "assigned": .between, "reassigned": .between, "suspended": .between, "resumed": .between, "paused": .between, "pause": .between, "withdrawn": .abort,
        "aborted": .abort, "abort": .abort, "cancelled": .abort, "canceled": .abort, "skipped": .skip, "skip": .skip,
    ]
    /// Words that are also states of a case.
    private static let states: [String: Moment] = [
        "inprogress": .start, "open": .start, "opened": .start, "running": .start, "active": .start, "done": .end, "closed": .end, "close": .end,
        "resolved": .end,
        "onhold": .between, "pending": .between, "waiting": .between, "queued": .between,
    ]

    /// Whether a word may as well be a state of a case.
    static func isState(_ word: String) -> Bool { states[plain(word)] != nil }

    /// The moment of each word. Words that are not the standard's own are understood only where they, with the standard's, tell of starts and of
    /// completions.
    ///
    /// - Parameter withStates: whether words that may be states of a case are taken for moments as well.
    static func moments(_ words: [String], withStates: Bool) -> (moments: [Moment], said: LifecycleWords) {
        let plainWords = words.map(plain)
        var moments = plainWords.map { standard[$0] ?? plain[$0] ?? (withStates ? states[$0] : nil) ?? .other }
        if !(moments.contains(.start) && moments.contains(.end)) { moments = plainWords.map { standard[$0] ?? .other } }
        var said = LifecycleWords()
        for (index, word) in words.enumerated() where standard[plainWords[index]] == nil {
            switch moments[index] {
            case .start: said.starts.append(word)
            case .end: said.ends.append(word)
            case .other: if plain[plainWords[index]] == nil { said.unknown.append(word) }
            case .between, .abort, .skip: break
            }
        }
        return (moments, said)
    }

    private static func plain(_ word: String) -> String { word.lowercased().filter { $0.isLetter } }
}
