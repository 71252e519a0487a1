/// How well a net explains a log, by playing tokens (Rozinat and van der Aalst 2008).
package struct TokenReplay: Sendable {
    package private(set) var produced = 0
    package private(set) var consumed = 0
    package private(set) var missing = 0
    package private(set) var remaining = 0
    /// Cases without missing or remaining tokens.
    package private(set) var fittingCases = 0
    package private(set) var cases = 0

    /// ½ (1 − missing ÷ consumed) + ½ (1 − remaining ÷ produced), over all cases.
    package var fitness: Double {
        guard consumed > 0, produced > 0 else { return 0 }
        return (1 - Double(missing) / Double(consumed)) / 2 + (1 - Double(remaining) / Double(produced)) / 2
    }

    private let net: PetriNet
    /// For each activity its transitions; silent ones for themselves.
    private let byActivity: [Int32: [Int]]
    private let silent: [Int]
    /// Markings looked at before a way through silent steps is given up.
    private static let mostMarkings = 2000

    package init(_ log: EventLog, _ net: PetriNet) {
        self.net = net
        var byActivity: [Int32: [Int]] = [:]
        for (index, transition) in net.transitions.enumerated() { if let activity = transition.activity { byActivity[activity, default: []].append(index) } }
        self.byActivity = byActivity
        silent = net.transitions.indices.filter { net.transitions[$0].activity == nil }
        let variants = Variants(log)
        for variant in 0..<variants.count {
            let steps = log.events(of: variants.examples[variant]).map { log.activities.codes[$0] }
            play(steps, times: variants.counts[variant])
        }
    }

    private mutating func play(_ steps: [Int32], times: Int) {
        var marking = Array(repeating: 0, count: net.places)
        marking[net.source] = 1
        var (made, used, lacking) = (1, 0, 0)
        func fire(_ index: Int) {
            for place in net.transitions[index].takes { marking[place] -= 1 }
            for place in net.transitions[index].gives { marking[place] += 1 }
            used += net.transitions[index].takes.count
            made += net.transitions[index].gives.count
        }
        for step in steps {
            // A step that the model does not know is passed over, as in PM4Py.
            guard let candidates = byActivity[step], let first = candidates.first else { continue }
            if let way = way(marking, until: { marking in candidates.contains { isEnabled($0, marking) } }) { way.forEach(fire) }
            let chosen = candidates.first { isEnabled($0, marking) } ?? first
            for place in net.transitions[chosen].takes where marking[place] == 0 {
                lacking += 1
                marking[place] += 1
            }
            fire(chosen)
        }
        let sink = net.sink
        if let way = way(marking, until: { $0[sink] > 0 }) { way.forEach(fire) }
        if marking[sink] == 0 {
            lacking += 1
            marking[sink] += 1
        }
        marking[sink] -= 1
        used += 1
        let left = marking.reduce(0, +)
        (produced, consumed) = (produced + made * times, consumed + used * times)
        (missing, remaining) = (missing + lacking * times, remaining + left * times)
        cases += times
        if lacking == 0 && left == 0 { fittingCases += times }
    }

    private func isEnabled(_ index: Int, _ marking: [Int]) -> Bool { net.transitions[index].takes.allSatisfy { marking[$0] > 0 } }

    /// The fewest silent steps that lead to a marking that will do; nil where none is found within the bound.
    private func way(_ start: [Int], until isReached: ([Int]) -> Bool) -> [Int]? {
        if isReached(start) { return [] }
        var seen: Set<[Int]> = [start]
        var queue: [(marking: [Int], before: Int, step: Int)] = [(start, -1, -1)]
        var head = 0
        while head < queue.count, queue.count < Self.mostMarkings {
            for index in silent where isEnabled(index, queue[head].marking) {
                var marking = queue[head].marking
                for place in net.transitions[index].takes { marking[place] -= 1 }
                for place in net.transitions[index].gives { marking[place] += 1 }
                guard seen.insert(marking).inserted else { continue }
                queue.append((marking, head, index))
                guard isReached(marking) else { continue }
                var way: [Int] = []
                var current = queue.count - 1
                while current > 0 {
                    way.append(queue[current].step)
                    current = queue[current].before
                }
                return way.reversed()
            }
            head += 1
        }
        return nil
    }
}
