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

    /// For each different case, as `Variants` numbers them, whether a run of the model is known that is just this case.
    package private(set) var isRun: [Bool] = []
    /// Cases whose replay asks for more searching than the bound; they are not in the other figures.
    package private(set) var unplayedCases = 0

    private let net: PetriNet
    /// For each activity its transitions, and the places that each takes from.
    private var byActivity: [Int32: [Int]] = [:]
    private var goals: [Int32: [SilentWays.Goal]] = [:]
    private let end: SilentWays.Goal
    private var ways: SilentWays

    /// Markings that are searched for silent steps in all: about half a minute.
    package static let mostWork = 30_000_000

    /// - Parameters:
    ///   - mostWork: what remains when so many markings were searched is not replayed, but counted.
    ///   - progress: told how many events of the different cases are done, of how many.
    package init(_ log: EventLog, _ net: PetriNet, mostWork: Int = mostWork, progress: (Int, Int) -> Void = { _, _ in }) {
        self.net = net
        ways = SilentWays(net)
        end = net.final.indices.filter { net.final[$0] > 0 }.map { ($0, net.final[$0]) }
        for (index, transition) in net.transitions.enumerated() {
            guard let activity = transition.activity else { continue }
            byActivity[activity, default: []].append(index)
            goals[activity, default: []].append(transition.takes.map { ($0, 1) })
        }
        let variants = Variants(log)
        let total = variants.examples.reduce(0) { $0 + log.events(of: $1).count }
        var done = 0
        for variant in 0..<variants.count {
            let events = log.events(of: variants.examples[variant])
            play(log.activities.codes[events], times: variants.counts[variant], mostWork) { progress(done + $0, total) }
            done += events.count
        }
    }

    private mutating func play(_ steps: ArraySlice<Int32>, times: Int, _ mostWork: Int, _ progress: (Int) -> Void) {
        var marking = net.initial
        var (made, used, lacking, unknown) = (marking.reduce(0, +), 0, 0, 0)
        func fire(_ index: Int) {
            for place in net.transitions[index].takes { marking[place] -= 1 }
            for place in net.transitions[index].gives { marking[place] += 1 }
            used += net.transitions[index].takes.count
            made += net.transitions[index].gives.count
        }
        for (count, step) in steps.enumerated() {
            if count & 4095 == 4095 { progress(count) }
            // A step that the model does not know is passed over, as in PM4Py.
            guard let candidates = byActivity[step], let first = candidates.first, let goals = goals[step] else {
                unknown += 1
                continue
            }
            guard ways.work < mostWork else {
                unplayedCases += times
                isRun.append(false)
                return
            }
            ways.way(marking, to: goals)?.forEach(fire)
            let chosen = candidates.first { net.transitions[$0].takes.allSatisfy { marking[$0] > 0 } } ?? first
            for place in net.transitions[chosen].takes where marking[place] == 0 {
                lacking += 1
                marking[place] += 1
            }
            fire(chosen)
        }
        ways.way(marking, to: [end])?.forEach(fire)
        for (place, tokens) in end {
            lacking += max(0, tokens - marking[place])
            marking[place] = max(0, marking[place] - tokens)
            used += tokens
        }
        let left = marking.reduce(0, +)
        (produced, consumed) = (produced + made * times, consumed + used * times)
        (missing, remaining) = (missing + lacking * times, remaining + left * times)
        cases += times
        if lacking == 0 && left == 0 { fittingCases += times }
        isRun.append(lacking == 0 && left == 0 && unknown == 0)
    }
}
