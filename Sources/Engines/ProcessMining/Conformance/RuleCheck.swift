import Tables

/// Checks rules case by case, in one pass over the events of each.
package struct RuleCheck: Sendable {
    private let log: EventLog
    private let flags: JourneyFlags
    private let calendar: WorkingCalendar?

    /// - Parameters:
    ///   - log: ordered by completion.
    ///   - calendar: for deadlines in working days.
    package init(_ log: EventLog, _ flags: JourneyFlags, calendar: WorkingCalendar?) {
        self.log = log
        self.flags = flags
        self.calendar = calendar
    }

    package func result(of rule: Rule) -> RuleResult {
        var result = RuleResult(rule: rule)
        for index in 0..<log.caseCount {
            switch verdict(rule.kind, index) {
            case .notConcerned: continue
            case .kept: result.kept += 1
            case .pending(let due): result.inTime.append(.init(caseIndex: index, due: due))
            case .broken(let breach): result.breaches.append(breach)
            }
            result.concerned += 1
        }
        return result
    }

    private enum Finding {
        case notConcerned, kept
        case broken(RuleResult.Breach)
        case pending(due: Int64?)
    }

    private func code(_ activity: String) -> Int32 { log.activities.words.find(activity) ?? -2 }

    private func verdict(_ kind: Rule.Kind, _ index: Int) -> Finding {
        let range = log.events(of: index)
        switch kind {
        case .response(let from, let to): return response(code(from), code(to), index, range)
        case .precedence(let from, let to): return precedence(code(from), code(to), index, range)
        case .absence(let activity): return count(code(activity), 0...0, index, range)
        case .exactlyOnce(let activity): return count(code(activity), 1...1, index, range)
        case .fourEyes(let a, let b): return fourEyes(code(a), code(b), index, range)
        case .deadline(let from, let to, let days, let isWorking):
            return deadline(code(from), code(to), days, isWorking, index, range)
        }
    }

    private func notAllowed(_ index: Int, _ event: Int) -> Finding { .broken(.init(caseIndex: index, kind: .notAllowed, at: log.times[event])) }

    private func neverDone(_ index: Int, _ event: Int) -> Finding { .broken(.init(caseIndex: index, kind: .neverDone, at: log.times[event])) }

    private func response(_ from: Int32, _ to: Int32, _ index: Int, _ range: Range<Int>) -> Finding {
        var waiting: Int?
        var isConcerned = false
        for event in range {
            let code = log.activities.codes[event]
            if code == to { waiting = nil }
            if code == from {
                isConcerned = true
                waiting = waiting ?? event
            }
        }
        guard let waiting else { return isConcerned ? .kept : .notConcerned }
        return flags.isClosed[index] ? neverDone(index, waiting) : .pending(due: nil)
    }

    private func precedence(_ from: Int32, _ to: Int32, _ index: Int, _ range: Range<Int>) -> Finding {
        for event in range {
            let code = log.activities.codes[event]
            if code == from { return range.contains { log.activities.codes[$0] == to } ? .kept : .notConcerned }
            if code == to { return notAllowed(index, event) }
        }
        return .notConcerned
    }

    private func count(_ activity: Int32, _ allowed: ClosedRange<Int>, _ index: Int, _ range: Range<Int>) -> Finding {
        var count = 0
        for event in range where log.activities.codes[event] == activity {
            count += 1
            if count > allowed.upperBound { return notAllowed(index, event) }
        }
        if count >= allowed.lowerBound { return .kept }
        return flags.isClosed[index] ? neverDone(index, range.upperBound - 1) : .pending(due: nil)
    }

    private func fourEyes(_ a: Int32, _ b: Int32, _ index: Int, _ range: Range<Int>) -> Finding {
        guard !log.resources.codes.isEmpty else { return .notConcerned }
        var (first, second): (Set<Int32>, Set<Int32>) = ([], [])
        for event in range where log.resources.codes[event] >= 0 {
            let (code, person) = (log.activities.codes[event], log.resources.codes[event])
            if code == a {
                if second.contains(person) { return notAllowed(index, event) }
                first.insert(person)
            }
            if code == b {
                if first.contains(person) { return notAllowed(index, event) }
                second.insert(person)
            }
        }
        return first.isEmpty || second.isEmpty ? .notConcerned : .kept
    }

    /// Due at the end of a local day; each of the first that is not yet answered must be answered in time.
    private func deadline(_ from: Int32, _ to: Int32, _ days: Int, _ isWorking: Bool, _ index: Int, _ range: Range<Int>) -> Finding {
        var worst: RuleResult.Breach?
        var isConcerned = false
        var due: Int64?
        func judge(_ done: Int64, _ due: Int64, _ kind: RuleResult.Breach.Kind) {
            guard done > due else { return }
            // A weekend or a holiday past a deadline is late too, by less than a working day: it counts as one.
            let late = isWorking ? max(1, calendar?.workingDays(after: due, through: done) ?? 1) : Int(done - due)
            if late > worst?.daysLate ?? 0 { worst = .init(caseIndex: index, kind: kind, at: due * Timestamp.day, daysLate: late) }
        }
        for event in range {
            let code = log.activities.codes[event]
            let day = WorkingCalendar.localDay(log.times[event])
            if code == to, let open = due {
                judge(day, open, .late)
                due = nil
            }
            if code == from, due == nil {
                isConcerned = true
                due = isWorking ? calendar?.day(days, after: day) : day + Int64(days)
            }
        }
        if let due {
            let taken = WorkingCalendar.localDay(flags.takenAt)
            if flags.isClosed[index] {
                worst = worst ?? .init(caseIndex: index, kind: .neverDone, at: due * Timestamp.day)
            } else if taken > due {
                judge(taken, due, .overdue)
            } else if worst == nil {
                return .pending(due: due * Timestamp.day)
            }
        }
        if let worst { return .broken(worst) }
        return isConcerned ? .kept : .notConcerned
    }
}
