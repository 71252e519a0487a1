/// The markings of a net that were met, by number, with the steps from each; it grows as it is asked.
///
/// A marking is held as its places in ascending order, one with several tokens as often: few places bear tokens at a time.
struct Markings {
    typealias Step = (transition: Int32, to: Int32)

    private let net: PetriNet
    /// Transitions by the first place that they take from; those that take from none.
    private var takers: [[Int32]]
    private var free: [Int32] = []
    private var numbers: [[Int32]: Int32] = [:]
    private var markings: [[Int32]] = []
    private var steps: [[Step]?] = []
    /// For each marking, as bits, the activities that might still come; empty where it was not asked for.
    private var coming: [[UInt64]] = []
    private let activityNumbers: [Int32: Int]
    let initial: Int32 = 0
    let final: Int32 = 1
    /// Whether a marking was left out because there are too many, or it has too many tokens: the net may have no end of them.
    private(set) var isCut = false

    private static let most = 500_000
    private static let mostTokens = 1000

    init(_ net: PetriNet) {
        self.net = net
        let activities = Set(net.transitions.compactMap(\.activity)).sorted()
        activityNumbers = Dictionary(uniqueKeysWithValues: activities.enumerated().map { ($1, $0) })
        takers = Array(repeating: [], count: net.places)
        for (index, transition) in net.transitions.enumerated() {
            if let first = transition.takes.first { takers[first].append(Int32(index)) } else { free.append(Int32(index)) }
        }
        let ends = [net.initial, net.final].map { tokens in tokens.indices.flatMap { Array(repeating: Int32($0), count: tokens[$0]) } }
        endsAsItBegins = ends[0] == ends[1]
        (markings, steps, coming) = (ends, [nil, nil], [[], []])
        numbers = [ends[0]: initial]
        // Where a case ends as it begins, the final marking is never met by its own number.
        if !endsAsItBegins { numbers[ends[1]] = final }
    }

    private let endsAsItBegins: Bool

    func isFinal(_ marking: Int32) -> Bool { marking == final || endsAsItBegins && marking == initial }

    private mutating func number(_ marking: [Int32]) -> Int32? {
        if let known = numbers[marking] { return known }
        guard markings.count < Self.most, marking.count <= Self.mostTokens else {
            isCut = true
            return nil
        }
        let number = Int32(markings.count)
        numbers[marking] = number
        markings.append(marking)
        steps.append(nil)
        coming.append([])
        return number
    }

    /// Every step that can be done in a marking, with the marking that it leads to.
    mutating func steps(from number: Int32) -> [Step] {
        if let known = steps[Int(number)] { return known }
        let marking = markings[Int(number)]
        var found: [Step] = []
        var last: Int32 = -1
        for index in free { if let to = after(index, marking) { found.append((index, to)) } }
        for place in marking where place != last {
            last = place
            for index in takers[Int(place)] { if let to = after(index, marking) { found.append((index, to)) } }
        }
        steps[Int(number)] = found
        return found
    }

    /// The marking after a step; nil where a token for it is missing, or the marking is left out.
    private mutating func after(_ index: Int32, _ marking: [Int32]) -> Int32? {
        var next = marking
        let transition = net.transitions[Int(index)]
        for place in transition.takes {
            guard let at = next.firstIndex(of: Int32(place)) else { return nil }
            next.remove(at: at)
        }
        for place in transition.gives { next.insert(Int32(place), at: next.firstIndex { $0 >= place } ?? next.count) }
        return self.number(next)
    }

    // MARK: What may still come

    /// The place of an activity of the net among the bits of `coming`.
    func number(of activity: Int32) -> Int { activityNumbers[activity] ?? 0 }

    /// Sixty-four activities to a word.
    var words: Int { max(1, (activityNumbers.count + 63) / 64) }

    /// As bits, the activities that may come after a marking, as far as can be seen when no step takes a token away.
    mutating func coming(after number: Int32) -> [UInt64] {
        if coming[Int(number)].isEmpty { coming[Int(number)] = reachable(markings[Int(number)]) }
        return coming[Int(number)]
    }

    private func reachable(_ marking: [Int32]) -> [UInt64] {
        var bits = Array(repeating: UInt64(0), count: words)
        var isMarked = Array(repeating: false, count: net.places)
        for place in marking { isMarked[Int(place)] = true }
        // A step whose first place is marked waits at the next of its places that is not.
        var waiting: [Int: [Int32]] = [:]
        var open = free + Set(marking).flatMap { takers[Int($0)] }
        while let index = open.popLast() {
            let transition = net.transitions[Int(index)]
            if let missing = transition.takes.first(where: { !isMarked[$0] }) {
                waiting[missing, default: []].append(index)
                continue
            }
            if let activity = transition.activity.flatMap({ activityNumbers[$0] }) { bits[activity / 64] |= 1 << UInt64(activity % 64) }
            for place in transition.gives where !isMarked[place] {
                isMarked[place] = true
                open += takers[place] + (waiting.removeValue(forKey: place) ?? [])
            }
        }
        return bits
    }
}
