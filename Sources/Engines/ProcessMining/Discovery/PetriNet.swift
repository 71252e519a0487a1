/// A workflow net: places, transitions and arcs, with one place where cases begin and one where they end.
package struct PetriNet: Sendable {
    package struct Transition: Sendable {
        /// Nil for a step that leaves no trace.
        package var activity: Int32?
        /// Places that it takes a token from, and gives one to.
        package var takes: [Int]
        package var gives: [Int]
    }

    package private(set) var places = 2
    package private(set) var transitions: [Transition] = []
    package let source = 0
    package let sink = 1

    /// The net of a tree, built from the top down: each node lies between two places.
    package init(_ tree: ProcessTree) { add(tree, from: 0, to: 1) }

    private mutating func place() -> Int {
        places += 1
        return places - 1
    }

    private mutating func transition(_ activity: Int32?, _ takes: [Int], _ gives: [Int]) {
        transitions.append(Transition(activity: activity, takes: takes, gives: gives))
    }

    private mutating func add(_ tree: ProcessTree, from: Int, to: Int) {
        switch tree {
        case .activity(let code): transition(code, [from], [to])
        case .silent: transition(nil, [from], [to])
        case .sequence(let children):
            var current = from
            for (index, child) in children.enumerated() {
                let next = index == children.count - 1 ? to : place()
                add(child, from: current, to: next)
                current = next
            }
        case .choice(let children): for child in children { add(child, from: from, to: to) }
        case .parallel(let children):
            let ends = children.map { _ in (place(), place()) }
            transition(nil, [from], ends.map(\.0))
            for (child, end) in zip(children, ends) { add(child, from: end.0, to: end.1) }
            transition(nil, ends.map(\.1), [to])
        case .loop(let children):
            let (begin, end) = (place(), place())
            transition(nil, [from], [begin])
            for (index, child) in children.enumerated() { add(child, from: index == 0 ? begin : end, to: index == 0 ? end : begin) }
            transition(nil, [end], [to])
        }
    }
}
