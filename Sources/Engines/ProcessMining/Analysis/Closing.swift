/// When the cases of a log are over, and how that is known: said by whoever asks, found in the log, or not known at all.
///
/// Silence alone tells nothing: a case that has been quiet for months may be over or forgotten, and a log of a fortnight has no quiet cases
/// at all. So, where nobody says, closing steps are looked for: steps after which cases hardly ever go on (at least `leastFinality` of the
/// cases with such a step end with it). They are believed where at least half of all cases end with one, and where most of the others have
/// been quiet for no longer than cases are between two steps; else the others have ended in another way, and nothing is said to be open.
///
/// ```swift
/// let closing = Closing(log, settings, isContact: { _ in false })
/// closing.basis  // .found
/// ```
/// Complexity: O(events + cases log cases). Contacts of failure demand are no steps: a call after the end opens nothing.
package struct Closing: Sendable {
    package enum Basis: Sendable, Hashable {
        /// Its last step is one that was named.
        case named
        /// Its last step is one after which cases hardly ever go on.
        case found
        /// Nothing has happened in it for so many days, as was asked for.
        case quiet(days: Int)
        /// The log does not say. Every case counts from its first event to its last.
        case unknown
    }

    /// A step with which cases end.
    package struct LastStep: Sendable, Hashable {
        package var activity: Int32
        /// Cases that end with it.
        package var cases: Int
        /// Cases in which it happens.
        package var having: Int
        package var isClosing: Bool

        package var finality: Double { Double(cases) / Double(max(1, having)) }
    }

    package private(set) var basis: Basis
    /// Most cases first, ties by words.
    package private(set) var lastSteps: [LastStep]
    /// For each case whether it is known to be over.
    package private(set) var isClosed: [Bool]

    package var isKnown: Bool { basis != .unknown }
    package var closingSteps: [LastStep] { lastSteps.filter(\.isClosing) }

    static let leastFinality = 0.9
    /// Of the cases that end with one and have more than one step.
    static let leastShare = 0.01

    /// - Parameters:
    ///   - log: ordered by completion.
    ///   - isContact: of an event, whether it is failure demand.
    package init(_ log: EventLog, _ settings: JourneySettings, takenAt: Int64, isContact: (Int) -> Bool) {
        let last = (0..<log.caseCount).map { index in
            log.events(of: index).last { !isContact($0) } ?? log.caseOffsets[index + 1] - 1
        }
        let lastActivity = last.map { log.activities.codes[$0] }
        lastSteps = Self.lastSteps(log, lastActivity, isContact)
        isClosed = []
        if !settings.closingActivities.isEmpty {
            basis = .named
            let words = log.activities.allWords
            mark { settings.closingActivities.contains(words[Int($0.activity)]) }
        } else if let days = settings.quietDays {
            basis = .quiet(days: days)
            let last = (0..<log.caseCount).map { log.times[log.caseOffsets[$0 + 1] - 1] }
            isClosed = last.map { takenAt - $0 >= Int64(days) * Timestamp.day }
            return
        } else {
            basis = .found
            let several = Self.several(log, lastActivity, isContact)
            let least = max(2, Int(Self.leastShare * Double(several.reduce(0, +))))
            mark { $0.finality >= Self.leastFinality && several[Int($0.activity)] >= least }
        }
        let closing = Set(closingSteps.map(\.activity))
        isClosed = lastActivity.map { closing.contains($0) }
        guard basis == .found, !explainsTheEnds(log, takenAt) else { return }
        basis = .unknown
        mark { _ in false }
        isClosed = isClosed.map { _ in false }
    }

    private mutating func mark(_ isClosing: (LastStep) -> Bool) {
        for place in lastSteps.indices { lastSteps[place].isClosing = isClosing(lastSteps[place]) }
    }

    private static func lastSteps(_ log: EventLog, _ lastActivity: [Int32], _ isContact: (Int) -> Bool) -> [LastStep] {
        let words = log.activities.wordCount
        var (ending, having) = (Array(repeating: 0, count: words), Array(repeating: 0, count: words))
        var lastCase = Array(repeating: -1, count: words)
        for index in 0..<log.caseCount {
            ending[Int(lastActivity[index])] += 1
            for event in log.events(of: index) {
                let code = Int(log.activities.codes[event])
                if lastCase[code] != index { having[code] += 1 }
                lastCase[code] = index
            }
        }
        let ranks = log.activities.ranks
        return (0..<words).filter { ending[$0] > 0 }
            .sorted { ending[$0] != ending[$1] ? ending[$0] > ending[$1] : ranks[$0] < ranks[$1] }
            .map { LastStep(activity: Int32($0), cases: ending[$0], having: having[$0], isClosing: false) }
    }

    /// For each activity the cases that end with it and have another step before: a case of one step tells nothing of its end.
    private static func several(_ log: EventLog, _ lastActivity: [Int32], _ isContact: (Int) -> Bool) -> [Int] {
        var counts = Array(repeating: 0, count: log.activities.wordCount)
        for index in 0..<log.caseCount where log.events(of: index).count(where: { !isContact($0) }) > 1 { counts[Int(lastActivity[index])] += 1 }
        return counts
    }

    /// Whether at least half of all cases end with a closing step, and most of the others may well still be going on.
    private func explainsTheEnds(_ log: EventLog, _ takenAt: Int64) -> Bool {
        let others = isClosed.indices.filter { !isClosed[$0] }
        guard others.count * 2 <= isClosed.count else { return false }
        guard !others.isEmpty else { return true }
        let times = log.times
        var gaps: [Int64] = []
        for index in isClosed.indices where isClosed[index] {
            let range = log.events(of: index)
            if let longest = range.dropFirst().map({ times[$0] - times[$0 - 1] }).max() { gaps.append(longest) }
        }
        // Longer than nine in ten cases that closed were ever quiet.
        guard let usual = Durations(gaps)?.p90 else { return false }
        let quiet = others.count { Double(takenAt - times[log.caseOffsets[$0 + 1] - 1]) > usual }
        return quiet * 2 <= others.count
    }
}
