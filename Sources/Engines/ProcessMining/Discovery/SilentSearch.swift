/// A search in breadth over markings of the places that some silent steps touch; it may be gone on with.
struct SilentSearch {
    /// The steps' numbers in the net, and their places as numbers of this search.
    private let steps: [(number: Int, takes: [Int], gives: [Int])]
    private let goals: [[(place: Int, tokens: UInt8)]]
    private var seen: Set<[UInt8]>
    private var queue: [(marking: [UInt8], before: Int, step: Int)]
    private var head = 0

    /// Markings found so far.
    var looked: Int { queue.count }

    /// More tokens in one place than any way takes.
    private static let mostTokens = 200

    init(_ net: PetriNet, _ steps: [Int], _ marking: [Int], _ goals: [SilentWays.Goal]) {
        var places: [Int: Int] = [:]
        func own(_ place: Int) -> Int {
            if let known = places[place] { return known }
            places[place] = places.count
            return places.count - 1
        }
        self.steps = steps.map { ($0, net.transitions[$0].takes.map(own), net.transitions[$0].gives.map(own)) }
        self.goals = goals.map { $0.map { (own($0.place), UInt8(min($0.tokens, Self.mostTokens))) } }
        var start = Array(repeating: UInt8(0), count: places.count)
        for (place, number) in places { start[number] = UInt8(min(marking[place], Self.mostTokens)) }
        seen = [start]
        queue = [(start, -1, -1)]
    }

    /// The fewest steps that meet a goal; nil where there are none, or more than so many markings would be looked at.
    mutating func way(atMost most: Int) -> [Int]? {
        while head < queue.count, queue.count < most {
            for (index, step) in steps.enumerated() where step.takes.allSatisfy({ queue[head].marking[$0] > 0 }) {
                var marking = queue[head].marking
                for place in step.takes { marking[place] -= 1 }
                for place in step.gives where marking[place] < 255 { marking[place] += 1 }
                guard seen.insert(marking).inserted else { continue }
                queue.append((marking, head, index))
                guard goals.contains(where: { goal in goal.allSatisfy { marking[$0.place] >= $0.tokens } }) else { continue }
                var way: [Int] = []
                var current = queue.count - 1
                while current > 0 {
                    way.append(steps[queue[current].step].number)
                    current = queue[current].before
                }
                return way.reversed()
            }
            head += 1
        }
        return nil
    }
}
