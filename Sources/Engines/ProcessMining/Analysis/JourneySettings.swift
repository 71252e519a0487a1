/// What a log cannot say of itself: who is waited for, what is failure demand, when a case is closed.
package struct JourneySettings: Sendable {
    /// Activities that the citizen does: a wait for one of them is a wait on the citizen.
    package var citizenActivities: Set<String> = []
    /// Activities that are failure demand wherever they occur; besides those whose demand says so.
    package var failureActivities: Set<String> = []
    /// The word in the demand column that marks failure demand.
    package var failureWord = "failure"
    /// A case is closed when its last activity is one of these. Empty: when nothing has happened for `quietDays`.
    package var closingActivities: Set<String> = []
    package var quietDays = 90
    /// The moment at which the log was taken, in microseconds; nil takes its last event.
    package var takenAt: Int64?
    /// For waits in working time; nil leaves those out.
    package var calendar: WorkingCalendar?

    package init() {}

    /// In words, for beside the figures.
    package var closingRule: String {
        closingActivities.isEmpty
            ? "A case counts as closed when nothing has happened in it for \(quietDays) days."
            : "A case counts as closed when its last activity is \(closingActivities.sorted().map { "“\($0)”" }.joined(separator: " or "))."
    }
}

/// What the settings mean for one log: flags for each code, event and case.
package struct JourneyFlags: Sendable {
    /// For each activity.
    package private(set) var isCitizens: [Bool]
    /// For each event.
    package private(set) var isFailure: [Bool]
    /// For each case.
    package private(set) var isClosed: [Bool]
    package private(set) var takenAt: Int64

    package init(_ log: EventLog, _ settings: JourneySettings) {
        let words = log.activities.allWords
        isCitizens = words.map { settings.citizenActivities.contains($0) }
        let failing = words.map { settings.failureActivities.contains($0) }
        let marks = log.demands.allWords.map { $0.lowercased() == settings.failureWord.lowercased() }
        let demands = log.demands.codes
        isFailure = log.activities.codes.indices.map { event in
            if failing[Int(log.activities.codes[event])] { return true }
            guard !demands.isEmpty, demands[event] >= 0 else { return false }
            return marks[Int(demands[event])]
        }
        let takenAt = settings.takenAt ?? log.last ?? 0
        self.takenAt = takenAt
        let closing = words.map { settings.closingActivities.contains($0) }
        let quiet = Int64(settings.quietDays) * Timestamp.day
        isClosed = (0..<log.caseCount).map { index in
            let last = log.caseOffsets[index + 1] - 1
            return settings.closingActivities.isEmpty ? takenAt - log.times[last] >= quiet : closing[Int(log.activities.codes[last])]
        }
    }

    package var hasFailures: Bool { isFailure.contains(true) }
}
