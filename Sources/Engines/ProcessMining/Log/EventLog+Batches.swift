import Tables

extension EventLog {
    /// Puts batches together by case, each event straight to its final place; the events of a case stay in the order of the file.
    init(_ batches: consuming [EventBatch]) {
        self.init()
        let places = placeByCase(&batches)
        activities = Self.scatter(&batches, places, \.activities)
        services = Self.scatter(&batches, places, \.services)
        resources = Self.scatter(&batches, places, \.resources)
        channels = Self.scatter(&batches, places, \.channels)
        demands = Self.scatter(&batches, places, \.demands)
        lifecycles = Self.scatter(&batches, places, \.lifecycles)
        times = Self.scatter(&batches, places, \.times)
        starts = Self.scatter(&batches, places, \.starts)
        costs = Self.scatter(&batches, places, \.costs)
        origins = Self.scatter(&batches, places, \.origins)
        for batch in batches {
            dropped.append(batch.dropped)
            notes.append(batch.notes)
        }
    }

    /// Where each event of each batch goes.
    private mutating func placeByCase(_ batches: inout [EventBatch]) -> [[Int32]] {
        var numbers = CaseNumbers()
        let maps = batches.map { numbers.merge($0.caseNames) }
        let sizes = Self.caseSizes(batches, maps, cases: numbers.names.count)
        // Traces without events, or with none that is kept, are no cases.
        caseNames = sizes.contains(0) ? numbers.names.keeping(sizes.indices.filter { sizes[$0] > 0 }) : numbers.names
        caseOffsets.reserveCapacity(sizes.count + 1)
        var next: [Int32] = []
        next.reserveCapacity(sizes.count)
        var total = 0
        for size in sizes {
            next.append(Int32(truncatingIfNeeded: total))
            total += Int(size)
            if size > 0 { caseOffsets.append(total) }
        }
        return batches.indices.map { index in
            let own = Self.places(of: batches[index].cases, maps[index], &next)
            (batches[index].caseNames, batches[index].cases) = (CaseNames(), [])
            return own
        }
    }

    /// For each case the number of its events. Each batch counts by its own few numbers first, which lie together.
    private static func caseSizes(_ batches: [EventBatch], _ maps: [[Int32]], cases: Int) -> [Int32] {
        var sizes = Array(repeating: Int32(0), count: cases)
        for (batch, map) in zip(batches, maps) {
            var own = Array(repeating: Int32(0), count: map.count)
            for code in batch.cases { own[Int(code)] &+= 1 }
            for (code, size) in own.enumerated() { sizes[Int(map[code])] &+= size }
        }
        return sizes
    }

    /// The places of one batch; `next` has the next free place of each case.
    private static func places(of cases: [Int32], _ map: [Int32], _ next: inout [Int32]) -> [Int32] {
        var own = map.map { next[Int($0)] }
        var places = cases
        for event in places.indices {
            let code = Int(places[event])
            places[event] = own[code]
            own[code] &+= 1
        }
        for (code, place) in own.enumerated() { next[Int(map[code])] = place }
        return places
    }

    private static func scatter(
        _ batches: inout [EventBatch], _ places: [[Int32]], _ column: WritableKeyPath<EventBatch, CodedColumn>
    ) -> CodedColumn {
        var all = CodedColumn()
        let maps = batches.map { all.words.merge($0[keyPath: column].words) }
        guard !batches.allSatisfy({ $0[keyPath: column].codes.isEmpty }) else { return all }
        all.codes = Array(repeating: -1, count: places.reduce(0) { $0 + $1.count })
        for index in batches.indices {
            let codes = batches[index][keyPath: column].codes
            batches[index][keyPath: column] = CodedColumn()
            let map = maps[index]
            put(codes.map { $0 < 0 ? -1 : map[Int($0)] }, places[index], &all.codes)
        }
        return all
    }

    private static func scatter<Value: FixedWidthInteger>(
        _ batches: inout [EventBatch], _ places: [[Int32]], _ column: WritableKeyPath<EventBatch, [Value]>
    ) -> [Value] {
        guard !batches.allSatisfy({ $0[keyPath: column].isEmpty }) else { return [] }
        var all = Array(repeating: Value.zero, count: places.reduce(0) { $0 + $1.count })
        for index in batches.indices {
            let values = batches[index][keyPath: column]
            batches[index][keyPath: column] = []
            put(values, places[index], &all)
        }
        return all
    }

    private static func put<Value: FixedWidthInteger>(_ values: [Value], _ places: [Int32], _ all: inout [Value]) {
        var all = all.mutableSpan
        for event in values.indices { all[Int(places[event])] = values[event] }
    }
}
