/// The share of cases still going on after a time, open cases counted for as long as they are known (Kaplan and Meier 1958).
package struct Survival: Sendable {
    package struct Step: Sendable, Hashable {
        /// Microseconds since the case began.
        package var time: Int64
        package var atRisk: Int
        package var closed: Int
        /// Share still going on just after.
        package var share: Double
    }

    package private(set) var steps: [Step] = []
    package private(set) var cases: Int
    package private(set) var openCases: Int

    /// - Parameters:
    ///   - times: of each case, from its beginning to its end or to when it was last known.
    ///   - isClosed: whether the end was seen. A case that is closed and one that is open at the same time: the closing comes first.
    package init(_ times: [Int64], isClosed: [Bool]) {
        cases = times.count
        openCases = isClosed.count { !$0 }
        let order = times.indices.sorted { times[$0] < times[$1] }
        var atRisk = times.count
        var share = 1.0
        var place = 0
        while place < order.count {
            let time = times[order[place]]
            var (closed, gone) = (0, 0)
            while place < order.count, times[order[place]] == time {
                if isClosed[order[place]] { closed += 1 }
                gone += 1
                place += 1
            }
            if closed > 0 {
                share *= 1 - Double(closed) / Double(atRisk)
                steps.append(Step(time: time, atRisk: atRisk, closed: closed, share: share))
            }
            atRisk -= gone
        }
    }

    /// The first time at which no more than this share is still going on; nil where it never falls so far.
    package func time(until share: Double) -> Int64? { steps.first { $0.share <= share }?.time }

    package func share(at time: Int64) -> Double { steps.last { $0.time <= time }?.share ?? 1 }
}

extension EventLog {
    /// How long each case has gone on: to its last completion if it is whole, else to when the log was taken.
    ///
    /// - Parameter length: from one moment to another; microseconds that pass where nothing else is said.
    package func ages(_ flags: JourneyFlags, length: (Int64, Int64) -> Int64 = { $1 - $0 }) -> [Int64] {
        let isWhole = flags.isWhole
        return (0..<caseCount).map { index in
            var (first, last) = (Int64.max, Int64.min)
            for event in events(of: index) {
                first = min(first, start(event))
                last = max(last, times[event])
            }
            return length(first, isWhole[index] ? last : max(last, flags.takenAt))
        }
    }
}

/// Cases that are not over, by how old they are and what they last saw.
package struct Ageing: Sendable {
    package static let edges = [0, 7, 14, 28, 56, 84, 182, 365, 36_500]

    /// For each band of days the number of open cases.
    package private(set) var counts: [Int]
    /// For each activity that open cases last saw: how many, and the oldest in microseconds; most cases first.
    package private(set) var byStep: [(activity: Int32, cases: Int, oldest: Int64)] = []

    package init(_ log: EventLog, _ flags: JourneyFlags, ages: [Int64]) {
        counts = Array(repeating: 0, count: Self.edges.count - 1)
        let isWhole = flags.isWhole
        var steps = Array(repeating: (cases: 0, oldest: Int64(0)), count: log.activities.wordCount)
        for index in 0..<log.caseCount where !isWhole[index] {
            let days = Double(ages[index]) / Double(Timestamp.day)
            let band = (1..<Self.edges.count).first { days < Double(Self.edges[$0]) } ?? Self.edges.count - 1
            counts[band - 1] += 1
            let last = Int(log.activities.codes[log.caseOffsets[index + 1] - 1])
            steps[last].cases += 1
            steps[last].oldest = max(steps[last].oldest, ages[index])
        }
        let ranks = log.activities.ranks
        byStep = steps.indices.filter { steps[$0].cases > 0 }.map { (Int32($0), steps[$0].cases, steps[$0].oldest) }
        byStep.sort { $0.cases != $1.cases ? $0.cases > $1.cases : ranks[Int($0.activity)] < ranks[Int($1.activity)] }
    }
}
