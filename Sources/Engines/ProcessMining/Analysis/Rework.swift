/// How often an activity is done again in the same case.
package struct Rework: Sendable {
    /// For each activity the number of cases in which it occurs more than once.
    package private(set) var cases: [Int]
    /// For each activity the number of second and later occurrences.
    package private(set) var repeats: [Int]
    /// For each activity the number of cases in which it occurs.
    package private(set) var casesWith: [Int]
    /// For each activity the pence spent on second and later occurrences.
    package private(set) var cost: [Int64]

    package init(_ log: EventLog) {
        let words = log.activities.wordCount
        cases = Array(repeating: 0, count: words)
        repeats = cases
        casesWith = cases
        cost = Array(repeating: 0, count: words)
        var lastCase = Array(repeating: -1, count: words)
        var isRepeated = Array(repeating: false, count: words)
        for index in 0..<log.caseCount {
            for event in log.events(of: index) {
                let code = Int(log.activities.codes[event])
                if lastCase[code] != index {
                    lastCase[code] = index
                    isRepeated[code] = false
                    casesWith[code] += 1
                } else {
                    repeats[code] += 1
                    cost[code] += log.cost(event)
                    if !isRepeated[code] { cases[code] += 1 }
                    isRepeated[code] = true
                }
            }
        }
    }
}
