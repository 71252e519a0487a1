extension EventLog {
    /// The same log with the events of each case in another order; ties keep the order that holds now.
    package func ordered(by order: EventOrder) -> EventLog {
        var log = self
        log.order = order
        guard order != .file, let places = permutation(by: order) else { return log }
        log.rearrange(places)
        return log
    }

    package mutating func order(by order: EventOrder) {
        self.order = order
        if order != .file, let places = permutation(by: order) { rearrange(places) }
    }

    /// For each place the event that belongs there; nil where every case is in order already.
    private func permutation(by order: EventOrder) -> [Int32]? {
        let (starts, times) = (order == .startThenCompletion && hasStarts ? self.starts : self.times, self.times)
        func isBefore(_ a: Int, _ b: Int) -> Bool { starts[a] != starts[b] ? starts[a] < starts[b] : times[a] < times[b] }
        var places: [Int32]?
        for index in 0..<caseCount {
            let range = events(of: index)
            var event = range.lowerBound + 1
            while event < range.upperBound, starts[event] > starts[event - 1] || !isBefore(event, event - 1) { event += 1 }
            guard event < range.upperBound else { continue }
            if places == nil { places = (0..<Int32(count)).map { $0 } }
            let sorted = range.sorted { isBefore($0, $1) || (!isBefore($1, $0) && $0 < $1) }
            for (place, event) in zip(range, sorted) { places?[place] = Int32(event) }
        }
        return places
    }

    /// Puts at each place the event that is named for it; events that are not named are gone.
    mutating func rearrange(_ places: [Int32]) {
        func moved<Value>(_ values: [Value]) -> [Value] { values.isEmpty ? values : places.map { values[Int($0)] } }
        activities.codes = moved(activities.codes)
        services.codes = moved(services.codes)
        resources.codes = moved(resources.codes)
        channels.codes = moved(channels.codes)
        demands.codes = moved(demands.codes)
        lifecycles.codes = moved(lifecycles.codes)
        times = moved(times)
        starts = moved(starts)
        costs = moved(costs)
        origins = moved(origins)
    }
}
