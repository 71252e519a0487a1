/// What became of rows that each tell of one moment of a step: `lifecycle:transition` in XES (IEEE 1849).
package struct LifecyclePairing: Sendable, Hashable {
    /// Completions that found their start.
    package var pairs = 0
    /// Starts after which no completion came; left out, since the step is not done.
    package var unfinished = 0
    /// Completions before which no start stands; kept, with nothing known of the work.
    package var unstarted = 0
    /// Rows that tell of neither, such as scheduled or suspended; left out.
    package var between = 0
    /// Rows of steps that were withdrawn, given up or skipped; left out, since the step did not happen.
    package var undone = 0

    package init() {}
}

extension EventLog {
    private typealias Moment = LifecycleWords.Moment

    /// The log with one event a step: each completion takes the time of the earliest start of its activity that is still open in its case.
    ///
    /// Starts are taken first where times are the same, so that a step without length finds its start. What a completion does not say
    /// of service, resource, channel, demand and cost it takes from its start. Steps that were withdrawn, given up or skipped are left out. A
    /// log in which no row starts anything otherwise stays as it is.
    package func pairingLifecycle() -> EventLog {
        var log = self
        log.lifecycles = CodedColumn()
        let (moments, said) = understoodWords()
        log.notes.lifecycle = said
        guard moments.contains(.start) else { return log.leavingOutUndone(self, moments) }
        let startOf = pairs(moments)
        var (kept, sizes, places): ([Int], [Int], [Int32]) = ([], [], [])
        var pairing = LifecyclePairing()
        pairing.pairs = startOf.count { $0 >= 0 }
        for index in 0..<caseCount {
            let before = places.count
            for event in events(of: index) {
                switch moment(event, moments) {
                case .start: pairing.unfinished += 1
                case .between: pairing.between += 1
                case .abort, .skip: pairing.undone += 1
                case .end, .other:
                    if startOf[event] < 0 { pairing.unstarted += 1 }
                    places.append(Int32(truncatingIfNeeded: event))
                }
            }
            guard places.count > before else { continue }
            kept.append(index)
            sizes.append(places.count - before)
        }
        pairing.unfinished -= pairing.pairs
        log.takeFromStarts(startOf)
        log.rearrange(places)
        log.takeCases(kept, sizes: sizes)
        log.pairing = pairing
        return log
    }

    /// What the words mean. Those that may be states of a case are moments of a step only where it shows: at least half of the rows that
    /// would start a step are followed by its completion.
    private func understoodWords() -> (moments: [Moment], said: LifecycleWords) {
        let words = lifecycles.allWords
        let sure = LifecycleWords.moments(words, withStates: false)
        guard words.contains(where: LifecycleWords.isState) else { return sure }
        let all = LifecycleWords.moments(words, withStates: true)
        guard all.moments.contains(.start), all.moments != sure.moments else { return sure }
        let starts = (0..<count).count { moment($0, all.moments) == .start }
        let joined = pairs(all.moments).count { $0 >= 0 }
        return joined * 2 >= starts ? all : sure
    }

    /// The log without steps that did not happen, where nothing tells of starts.
    private func leavingOutUndone(_ whole: EventLog, _ moments: [Moment]) -> EventLog {
        guard moments.contains(.abort) || moments.contains(.skip) else { return self }
        var pairing = LifecyclePairing()
        var log = keepingEvents { event in
            let moment = whole.moment(event, moments)
            guard moment == .abort || moment == .skip else { return true }
            pairing.undone += 1
            return false
        }
        log.pairing = pairing
        return log
    }

    private func moment(_ event: Int, _ moments: [Moment]) -> Moment {
        let code = lifecycles.codes[event]
        return code < 0 ? .other : moments[Int(code)]
    }

    /// For each event the start that belongs to it, or -1.
    private func pairs(_ moments: [Moment]) -> [Int32] {
        var startOf = Array(repeating: Int32(-1), count: count)
        var open: [Int32: [Int]] = [:]
        for index in 0..<caseCount {
            open.removeAll(keepingCapacity: true)
            let ordered = events(of: index).sorted { a, b in
                if times[a] != times[b] { return times[a] < times[b] }
                let (isStart, isOtherStart) = (moment(a, moments) == .start, moment(b, moments) == .start)
                return isStart == isOtherStart ? a < b : isStart
            }
            for event in ordered {
                let activity = activities.codes[event]
                switch moment(event, moments) {
                case .start: open[activity, default: []].append(event)
                case .end, .abort:
                    guard let first = open[activity]?.first else { continue }
                    open[activity]?.removeFirst()
                    if moment(event, moments) == .end { startOf[event] = Int32(truncatingIfNeeded: first) }
                case .between, .skip, .other: continue
                }
            }
        }
        return startOf
    }

    private mutating func takeFromStarts(_ startOf: [Int32]) {
        if starts.isEmpty { starts = times }
        for (event, start) in startOf.enumerated() where start >= 0 {
            let start = Int(start)
            starts[event] = times[start]
            if !costs.isEmpty, costs[event] == 0 { costs[event] = costs[start] }
            Self.fill(&services, event, start)
            Self.fill(&resources, event, start)
            Self.fill(&channels, event, start)
            Self.fill(&demands, event, start)
        }
    }

    private static func fill(_ column: inout CodedColumn, _ event: Int, _ start: Int) {
        if !column.codes.isEmpty, column.codes[event] < 0 { column.codes[event] = column.codes[start] }
    }
}
