/// Looks for silent steps of a net that put tokens where they are wanted.
///
/// Steps that no token can come to are left out first. Where that leaves one way to each place that is wanted, as it mostly does, that is the
/// answer. Else markings are searched in breadth; where that goes too far, the steps that became possible first are tried in a plan.
struct SilentWays: Sendable {
    private let net: PetriNet
    /// For each place the silent transitions that take from it, and those that give to it.
    private let takers: [[Int]]
    private let givers: [[Int]]
    private var reach: Reach
    /// Markings looked at before a search is given up.
    private static let mostMarkings = 2000
    /// Markings searched so far, and steps looked at beside searches by the dozen.
    private(set) var work = 0

    /// Places and silent steps that could be reached if no step took a token away; good for the round whose number they bear.
    private struct Reach: Sendable {
        var round = 0
        var places: [Int]
        var missing: [(round: Int, left: Int)]
        /// Of each place that silent steps give to: the first of them, and how many.
        var givers: [(round: Int, first: Int, count: Int)]
        /// In the order in which they become possible.
        var steps: [Int] = []
        var open: [Int] = []

        func isReached(_ place: Int) -> Bool { places[place] == round }
    }

    init(_ net: PetriNet) {
        self.net = net
        var takers: [[Int]] = Array(repeating: [], count: net.places)
        var givers = takers
        for (index, transition) in net.transitions.enumerated() where transition.activity == nil {
            for place in transition.takes { takers[place].append(index) }
            for place in transition.gives { givers[place].append(index) }
        }
        (self.takers, self.givers) = (takers, givers)
        reach = Reach(
            places: Array(repeating: 0, count: net.places), missing: Array(repeating: (0, 0), count: net.transitions.count),
            givers: Array(repeating: (0, 0, 0), count: net.places))
    }

    /// Places that need tokens, and how many.
    typealias Goal = [(place: Int, tokens: Int)]

    static func isMet(_ goal: Goal, _ marking: [Int]) -> Bool {
        for (place, tokens) in goal where marking[place] < tokens { return false }
        return true
    }

    /// The fewest silent steps that meet one of the goals, or where a search for the fewest would go too far any that do; nil where there are none, or
    /// none is found.
    mutating func way(_ marking: [Int], to goals: [Goal]) -> [Int]? {
        for goal in goals where Self.isMet(goal, marking) { return [] }
        lookRound(marking)
        work += 1 + reach.steps.count / 12
        let possible = goals.filter { goal in goal.allSatisfy { reach.isReached($0.place) } }
        guard !possible.isEmpty else { return nil }
        if possible.count == 1, let plan = plan(marking, possible[0], isForced: true) { return plan }
        var search = SilentSearch(net, useful(possible), marking, possible)
        defer { work += search.looked }
        if let way = search.way(atMost: Self.mostMarkings / 10) { return way }
        for goal in possible { if let plan = plan(marking, goal, isForced: false) { return plan } }
        return search.way(atMost: Self.mostMarkings)
    }

    private mutating func lookRound(_ marking: [Int]) {
        reach.round += 1
        reach.steps.removeAll(keepingCapacity: true)
        for place in marking.indices where marking[place] > 0 {
            reach.places[place] = reach.round
            reach.open.append(place)
        }
        while let place = reach.open.popLast() {
            for index in takers[place] {
                let before = reach.missing[index]
                let left = (before.round == reach.round ? before.left : net.transitions[index].takes.count) - 1
                reach.missing[index] = (reach.round, left)
                if left == 0 { reachStep(index) }
            }
        }
    }

    private mutating func reachStep(_ index: Int) {
        reach.steps.append(index)
        for given in net.transitions[index].gives {
            let before = reach.givers[given]
            reach.givers[given] = before.round == reach.round ? (reach.round, before.first, before.count + 1) : (reach.round, index, 1)
            guard !reach.isReached(given) else { continue }
            reach.places[given] = reach.round
            reach.open.append(given)
        }
    }

    /// One step for each place that lacks a token, put in an order in which they can be done; nil where there is no such order, or where there is a
    /// choice of steps and the plan is to be forced.
    private func plan(_ marking: [Int], _ goal: Goal, isForced: Bool) -> [Int]? {
        var chosen: [Int] = []
        var seen: Set<Int> = []
        var wanted: [Int] = []
        for (place, tokens) in goal {
            if tokens > 1 { return nil }
            if marking[place] == 0 { wanted.append(place) }
        }
        while let place = wanted.popLast() {
            guard seen.insert(place).inserted else { continue }
            let givers = reach.givers[place]
            guard givers.round == reach.round, !isForced || givers.count == 1 else { return nil }
            guard !chosen.contains(givers.first) else { continue }
            chosen.append(givers.first)
            for taken in net.transitions[givers.first].takes where marking[taken] == 0 { wanted.append(taken) }
        }
        var current = marking
        var way: [Int] = []
        while !chosen.isEmpty {
            guard let place = chosen.lastIndex(where: { index in net.transitions[index].takes.allSatisfy { current[$0] > 0 } }) else { return nil }
            let step = chosen.remove(at: place)
            for place in net.transitions[step].takes { current[place] -= 1 }
            for place in net.transitions[step].gives { current[place] += 1 }
            way.append(step)
        }
        return Self.isMet(goal, current) ? way : nil
    }

    /// Of steps that are possible those that can help towards a goal, in the order of the net.
    private func useful(_ goals: [Goal]) -> [Int] {
        var open = goals.joined().map(\.place)
        var seen = Set(open)
        var useful: Set<Int> = []
        while let place = open.popLast() {
            for index in givers[place] where reach.missing[index].round == reach.round && reach.missing[index].left == 0 {
                guard useful.insert(index).inserted else { continue }
                for taken in net.transitions[index].takes where seen.insert(taken).inserted { open.append(taken) }
            }
        }
        return useful.sorted()
    }
}
