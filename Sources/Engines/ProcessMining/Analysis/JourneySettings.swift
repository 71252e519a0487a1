/// What a log cannot say of itself: who is waited for, what is failure demand, when a case is closed.
package struct JourneySettings: Sendable {
    /// Activities that the citizen does: a wait for one of them is a wait on the citizen.
    package var citizenActivities: Set<String> = []
    /// Activities that are failure demand wherever they occur; besides those whose demand says so.
    package var failureActivities: Set<String> = []
    /// The word in the demand column that marks failure demand.
    package var failureWord = "failure"
    /// A case is closed when its last step is one of these. Empty: see `Closing`.
    package var closingActivities: Set<String> = []
    /// A case is closed when nothing has happened for so many days; nil asks nothing of silence.
    package var quietDays: Int?
    /// The moment at which the log was taken, in microseconds; nil takes its last event.
    package var takenAt: Int64?
    /// For waits in working time; nil leaves those out.
    package var calendar: WorkingCalendar?

    package init() {}
}

/// What the settings mean for one log: flags for each code, event and case.
package struct JourneyFlags: Sendable {
    /// For each activity.
    package private(set) var isCitizens: [Bool]
    /// For each event.
    package let isFailure: [Bool]
    package let closing: Closing
    package private(set) var takenAt: Int64

    /// For each case whether it is known to be over.
    package var isClosed: [Bool] { closing.isClosed }

    /// For each case whether its length is that from one end to the other: of all cases where the log does not say which are over.
    package var isWhole: [Bool] { closing.isKnown ? closing.isClosed : closing.isClosed.map { _ in true } }

    package init(_ log: EventLog, _ settings: JourneySettings) {
        let words = log.activities.allWords
        isCitizens = words.map { settings.citizenActivities.contains($0) }
        let failing = words.map { settings.failureActivities.contains($0) }
        let marks = log.demands.allWords.map { $0.lowercased() == settings.failureWord.lowercased() }
        let demands = log.demands.codes
        let isFailure = log.activities.codes.indices.map { event in
            if failing[Int(log.activities.codes[event])] { return true }
            guard !demands.isEmpty, demands[event] >= 0 else { return false }
            return marks[Int(demands[event])]
        }
        self.isFailure = isFailure
        takenAt = settings.takenAt ?? log.last ?? 0
        closing = Closing(log, settings, takenAt: takenAt) { isFailure[$0] }
    }

    package var hasFailures: Bool { isFailure.contains(true) }
}
