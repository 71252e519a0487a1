/// The pairs of marking and place in a case that a search has met, with the cheapest way to each.
struct AlignmentSearch {
    struct State {
        var number: Int
        var marking: Int32
        var place: Int
    }

    /// A step from one place in the case to another; transition -1 for a step of the case alone.
    struct Move {
        var transition: Int32
        var from: Int
        var to: Int
    }

    private var markings: [Int32] = []
    private var places: [Int32] = []
    private var costs: [Int32] = []
    private var before: [Int32] = []
    private var by: [Int32] = []
    private var isDone: [Bool] = []
    private var slots = Array(repeating: Int32(-1), count: 1024)
    /// Pairs to be looked at, by their cost so far and the least that is to come.
    private var piles: [[Int32]] = []
    private var pile = 0

    /// Pairs met.
    var count: Int { markings.count }

    init(from marking: Int32, least: Int) {
        _ = number(marking, 0)
        costs[0] = 0
        put(0, onPile: least)
    }

    private mutating func put(_ index: Int, onPile place: Int) {
        while piles.count <= place { piles.append([]) }
        piles[place].append(Int32(index))
    }

    /// The cheapest pair that was not looked at yet; nil where there is none.
    mutating func next() -> State? {
        while pile < piles.count {
            guard let number = piles[pile].popLast() else {
                pile += 1
                continue
            }
            let index = Int(number)
            guard !isDone[index] else { continue }
            isDone[index] = true
            return State(number: index, marking: markings[index], place: Int(places[index]))
        }
        return nil
    }

    /// - Parameter least: what the rest of the way costs at least; it never falls by more than a step costs.
    mutating func reach(_ state: State, marking: Int32, place: Int, by transition: Int32, cost more: Int32, least: Int) {
        let index = number(marking, Int32(place))
        let cost = costs[state.number] + more
        guard costs[index] > cost else { return }
        (costs[index], before[index], by[index]) = (cost, Int32(state.number), transition)
        put(index, onPile: Int(cost) + least)
    }

    func way(to state: Int) -> [Move] {
        var way: [Move] = []
        var current = state
        while before[current] >= 0 {
            let from = Int(before[current])
            way.append(Move(transition: by[current], from: Int(places[from]), to: Int(places[current])))
            current = from
        }
        return way.reversed()
    }

    private mutating func number(_ marking: Int32, _ place: Int32) -> Int {
        var slot = Self.slot(marking, place, slots.count)
        while slots[slot] >= 0 {
            let known = Int(slots[slot])
            if markings[known] == marking, places[known] == place { return known }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(count)
        markings.append(marking)
        places.append(place)
        costs.append(Int32.max)
        before.append(-1)
        by.append(-1)
        isDone.append(false)
        if count * 2 > slots.count { grow() }
        return count - 1
    }

    private static func slot(_ marking: Int32, _ place: Int32, _ size: Int) -> Int {
        let key = UInt64(UInt32(bitPattern: marking)) << 32 | UInt64(UInt32(bitPattern: place))
        let (high, low) = (key ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return Int(truncatingIfNeeded: high ^ low) & (size - 1)
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for index in markings.indices {
            var slot = Self.slot(markings[index], places[index], slots.count)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(index)
        }
    }
}
