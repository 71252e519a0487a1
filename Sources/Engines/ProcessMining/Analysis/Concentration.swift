/// How a total is spread over cases: do few take much of it?
package struct Concentration: Sendable, Hashable {
    /// 0 where all have the same, towards 1 where one has all.
    package var gini: Double
    /// Share of the total that the dearest 1 % and 5 % of cases take; at least one case.
    package var top1: Double
    package var top5: Double
    /// The Lorenz curve at 0, 5, … 100 % of cases, cheapest first: share of the total.
    package var lorenz: [Double]

    /// How many cases a share of them is; at least one.
    package static func cases(_ share: Double, of count: Int) -> Int { max(1, Int((Double(count) * share).rounded())) }

    /// - Returns: nil where there are no cases or the total is nought; no value may be below nought.
    package init?(_ values: [Int64]) {
        let sorted = values.sorted()
        let total = sorted.reduce(0, +)
        guard total > 0, sorted.first ?? -1 >= 0 else { return nil }
        let count = sorted.count
        var sums: [Int64] = [0]
        var weighted = 0.0
        for (index, value) in sorted.enumerated() {
            sums.append((sums.last ?? 0) + value)
            weighted += Double(2 * (index + 1) - count - 1) * Double(value)
        }
        // Gini 1912, by ranks: sum of (2i - n - 1) x_i over n times the total.
        gini = weighted / (Double(count) * Double(total))
        func top(_ share: Double) -> Double {
            Double(total - sums[count - Self.cases(share, of: count)]) / Double(total)
        }
        top1 = top(0.01)
        top5 = top(0.05)
        lorenz = (0...20).map { step in
            let position = Double(count) * Double(step) / 20
            let low = Int(position)
            let part = position - Double(low)
            let next = low < count ? Double(sorted[low]) * part : 0
            return (Double(sums[low]) + next) / Double(total)
        }
    }
}

/// What cases cost, in pence.
package struct CaseCosts: Sendable {
    /// Of each case.
    package private(set) var perCase: [Int64]
    /// Of its contacts of failure demand.
    package private(set) var failure: [Int64]
    /// Of second and later occurrences of an activity that are not failure demand.
    package private(set) var rework: [Int64]

    package init(_ log: EventLog, _ flags: JourneyFlags) {
        perCase = Array(repeating: 0, count: log.caseCount)
        failure = perCase
        rework = perCase
        var lastCase = Array(repeating: -1, count: log.activities.wordCount)
        // An event of an object-centric log may stand in several cases; its cost counts in the first alone.
        var isCounted = Array(repeating: false, count: log.origins.isEmpty ? 0 : Int(log.origins.max() ?? 0) + 1)
        for index in 0..<log.caseCount {
            for event in log.events(of: index) {
                let code = Int(log.activities.codes[event])
                var cost = log.cost(event)
                if !log.origins.isEmpty {
                    if isCounted[Int(log.origins[event])] { cost = 0 }
                    isCounted[Int(log.origins[event])] = true
                }
                perCase[index] += cost
                if flags.isFailure[event] {
                    failure[index] += cost
                } else if lastCase[code] == index {
                    rework[index] += cost
                }
                lastCase[code] = index
            }
        }
    }
}
