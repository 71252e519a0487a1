/// The cheapest way to explain a case by a run of a model (Adriansyah 2014).
package struct Alignment: Sendable, Hashable {
    /// Steps of the model that the case lacks, and steps of the case that the model does not allow there, in order.
    package private(set) var skipped: [Int32] = []
    package private(set) var extra: [Int32] = []

    /// Each skipped and each extra step costs one; steps in both and silent steps cost nothing.
    package var cost: Int { skipped.count + extra.count }

    /// Of a case that is a run of the model.
    static let nothing = Alignment(skipped: [], extra: [])

    fileprivate init(skipped: [Int32], extra: [Int32]) { (self.skipped, self.extra) = (skipped, extra) }
}

/// Finds alignments by A* (Hart, Nilsson and Raphael 1968) on pairs of a marking of the net and a place in the case.
///
/// The least that is to come: each step of the rest of the case to which no token can come any more is extra. Costs are small whole numbers, so pairs
/// lie on piles by cost and not in a queue. Steps that the model does not know are extra wherever they stand, and are left out before.
package struct Aligner {
    package enum Failure: Error { case tooManyStates, noWayToTheEnd }

    private let net: PetriNet
    private var markings: Markings
    private let isKnown: Set<Int32>
    /// Pairs looked at so far, in all cases.
    package private(set) var states = 0

    package init(_ net: PetriNet) {
        self.net = net
        markings = Markings(net)
        isKnown = Set(net.transitions.compactMap(\.activity))
    }

    /// - Parameters:
    ///   - trace: activities by their codes.
    ///   - most: pairs of marking and place that may be looked at.
    /// - Returns: one of the cheapest alignments, always the same one for the same case and the same cases before it.
    /// - Complexity: the markings of the net times the length of the case, at most `most`.
    package mutating func align(_ trace: some Sequence<Int32>, atMost most: Int) throws(Failure) -> Alignment {
        var (known, unknown) = ([Int32](), [Int32]())
        for code in trace { if isKnown.contains(code) { known.append(code) } else { unknown.append(code) } }
        guard known.count < most else { throw .tooManyStates }
        let rest = Places(known, markings)
        var search = AlignmentSearch(from: markings.initial, least: least(markings.initial, 0, rest))
        defer { states += search.count }
        while let state = search.next() {
            if state.place == known.count, markings.isFinal(state.marking) {
                let (skipped, extra) = moves(search.way(to: state.number), known)
                return Alignment(skipped: skipped, extra: extra + unknown)
            }
            if state.place < known.count {
                let least = least(state.marking, state.place + 1, rest)
                search.reach(state, marking: state.marking, place: state.place + 1, by: -1, cost: 1, least: least)
            }
            // What is put on a pile last is looked at first: steps of both, so that a case that fits is walked straight through.
            let steps = markings.steps(from: state.marking)
            for (transition, to) in steps {
                let least = least(to, state.place, rest)
                search.reach(
                    state, marking: to, place: state.place, by: transition, cost: net.transitions[Int(transition)].activity == nil ? 0 : 1, least: least)
            }
            for (transition, to) in steps where state.place < known.count && net.transitions[Int(transition)].activity == known[state.place] {
                search.reach(state, marking: to, place: state.place + 1, by: transition, cost: 0, least: least(to, state.place + 1, rest))
            }
            guard search.count <= most else { throw .tooManyStates }
        }
        throw markings.isCut ? .tooManyStates : .noWayToTheEnd
    }

    /// Where each activity comes in a case, and which come, as bits of `Markings.coming`.
    private struct Places {
        var bits: [UInt64]
        /// Ascending, by the bit.
        var places: [Int: [Int]] = [:]

        init(_ trace: [Int32], _ markings: Markings) {
            bits = Array(repeating: 0, count: markings.words)
            for (place, activity) in trace.enumerated() {
                let number = markings.number(of: activity)
                bits[number / 64] |= 1 << UInt64(number % 64)
                places[number, default: []].append(place)
            }
        }

        /// How often an activity comes from a place on.
        func count(_ number: Int, from place: Int) -> Int {
            guard let own = places[number] else { return 0 }
            var (low, high) = (0, own.count)
            while low < high {
                let middle = (low + high) / 2
                if own[middle] < place { low = middle + 1 } else { high = middle }
            }
            return own.count - low
        }
    }

    private mutating func least(_ marking: Int32, _ place: Int, _ rest: Places) -> Int {
        let coming = markings.coming(after: marking)
        var least = 0
        for word in coming.indices {
            var lost = rest.bits[word] & ~coming[word]
            while lost != 0 {
                least += rest.count(word * 64 + lost.trailingZeroBitCount, from: place)
                lost &= lost - 1
            }
        }
        return least
    }

    private func moves(_ way: [AlignmentSearch.Move], _ trace: [Int32]) -> (skipped: [Int32], extra: [Int32]) {
        var (skipped, extra) = ([Int32](), [Int32]())
        for move in way {
            if move.transition < 0 {
                extra.append(trace[move.from])
            } else if move.from == move.to, let activity = net.transitions[Int(move.transition)].activity {
                skipped.append(activity)
            }
        }
        return (skipped, extra)
    }
}
