/// Splits the traces of a log by the parts of a cut; each way goes once over the traces.
struct TraceSplit {
    let log: SubLog
    /// More than the highest code.
    let activities: Int

    /// For each code its part; -1 for one that is in none.
    private func places(_ parts: [[Int32]]) -> [Int] {
        var places = Array(repeating: -1, count: activities)
        for (place, part) in parts.enumerated() { for code in part { places[Int(code)] = place } }
        return places
    }

    /// Each trace goes to the part that holds most of it; steps of other parts are left out.
    func choice(_ parts: [[Int32]]) -> [SubLog] {
        let places = places(parts)
        var split = parts.map { _ in SubLog() }
        var sizes = parts.map { _ in 0 }
        for trace in 0..<log.count {
            for place in sizes.indices { sizes[place] = 0 }
            for step in log[trace] where places[Int(step)] >= 0 { sizes[places[Int(step)]] += 1 }
            guard let most = sizes.max(), let best = sizes.firstIndex(of: most) else { continue }
            for step in log[trace] where places[Int(step)] == best { split[best].append(step) }
            split[best].close(times: log.counts[trace])
        }
        return split
    }

    /// Cuts each trace where that puts the fewest steps on the wrong side, part by part.
    func sequence(_ parts: [[Int32]]) -> [SubLog] {
        let places = places(parts)
        var split = parts.map { _ in SubLog() }
        for trace in 0..<log.count {
            let steps = log[trace]
            var start = steps.startIndex
            for place in parts.indices {
                let end = place == parts.count - 1 ? steps.endIndex : Self.border(steps[start...], place, places)
                for step in steps[start..<end] where places[Int(step)] == place { split[place].append(step) }
                split[place].close(times: log.counts[trace])
                start = end
            }
        }
        return split
    }

    private static func border(_ steps: ArraySlice<Int32>, _ part: Int, _ places: [Int]) -> Int {
        // Cost of a border: later steps before it and own steps after it.
        var cost = steps.count { places[Int($0)] == part }
        var (best, border) = (cost, steps.startIndex)
        for index in steps.indices {
            let place = places[Int(steps[index])]
            if place == part { cost -= 1 } else if place > part { cost += 1 }
            if cost < best { (best, border) = (cost, index + 1) }
        }
        return border
    }

    /// Of each trace the steps of each part.
    func parallel(_ parts: [[Int32]]) -> [SubLog] {
        let places = places(parts)
        var split = parts.map { _ in SubLog() }
        for trace in 0..<log.count {
            for step in log[trace] where places[Int(step)] >= 0 { split[places[Int(step)]].append(step) }
            for place in split.indices { split[place].close(times: log.counts[trace]) }
        }
        return split
    }

    /// Runs of the body and runs of each redo part, in turn; a body run of nothing stands between two redo runs.
    func loop(_ parts: [[Int32]]) -> [SubLog] {
        let places = places(parts)
        var split = parts.map { _ in SubLog() }
        for trace in 0..<log.count {
            let times = log.counts[trace]
            var current = 0
            for step in log[trace] where places[Int(step)] >= 0 {
                let part = places[Int(step)]
                if part != current {
                    split[current].close(times: times)
                    if current != 0, part != 0 { split[0].close(times: times) }
                    current = part
                }
                split[part].append(step)
            }
            split[current].close(times: times)
            if current != 0 { split[0].close(times: times) }
        }
        return split
    }

    /// The activity of the lowest code that comes once in every trace, and the log without it; nil where there is none.
    var onceInEach: (Int32, SubLog)? {
        var isOnce = Array(repeating: true, count: activities)
        var counts = Array(repeating: 0, count: activities)
        for trace in 0..<log.count {
            for code in counts.indices { counts[code] = 0 }
            for step in log[trace] { counts[Int(step)] += 1 }
            for code in counts.indices where counts[code] != 1 { isOnce[code] = false }
        }
        guard let code = isOnce.firstIndex(of: true).map({ Int32($0) }) else { return nil }
        var rest = SubLog()
        for trace in 0..<log.count {
            for step in log[trace] where step != code { rest.append(step) }
            rest.close(times: log.counts[trace])
        }
        return (code, rest)
    }

    /// Traces cut before each step that starts traces, where strict only after one that ends them; nil where none is cut.
    func again(_ graph: Graph, isStrict: Bool) -> SubLog? {
        var (isStart, isEnd) = (Array(repeating: false, count: activities), Array(repeating: false, count: activities))
        for code in graph.nodes { (isStart[Int(code)], isEnd[Int(code)]) = (graph.isStart(code), graph.isEnd(code)) }
        var again = SubLog()
        var isCut = false
        for trace in 0..<log.count {
            var last: Int32?
            for step in log[trace] {
                if let last, isStart[Int(step)], !isStrict || isEnd[Int(last)] {
                    again.close(times: log.counts[trace])
                    isCut = true
                }
                again.append(step)
                last = step
            }
            again.close(times: log.counts[trace])
        }
        return isCut ? again : nil
    }
}
