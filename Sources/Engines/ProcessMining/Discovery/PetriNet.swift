/// A Petri net: places, transitions and arcs of weight 1, with the tokens with which cases begin and end.
package struct PetriNet: Sendable {
    package struct Transition: Sendable {
        /// Nil for a step that leaves no trace.
        package var activity: Int32?
        /// Places that it takes a token from, and gives one to.
        package var takes: [Int]
        package var gives: [Int]

        package init(activity: Int32?, takes: [Int], gives: [Int]) { (self.activity, self.takes, self.gives) = (activity, takes, gives) }
    }

    package private(set) var transitions: [Transition]
    /// Tokens on each place when a case begins, and when it is over.
    package private(set) var initial: [Int]
    package private(set) var final: [Int]

    package var places: Int { initial.count }

    /// - Parameters:
    ///   - initial: tokens on each place when a case begins; `final` when it is over.
    ///   - transitions: none takes twice from one place, or gives twice to one.
    package init(initial: [Int], final: [Int], transitions: [Transition]) {
        self.initial = initial
        self.final = final
        self.transitions = transitions
    }

    /// The net of a tree, built from the top down: each node lies between two places, the whole between 0 and 1.
    package init(_ tree: ProcessTree) {
        self.init(initial: [1, 0], final: [0, 1], transitions: [])
        add(tree, from: 0, to: 1)
    }

    private mutating func place() -> Int {
        initial.append(0)
        final.append(0)
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
