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
        for batch in batches { dropped.append(batch.dropped) }
    }

    /// Where each event of each batch goes.
    private mutating func placeByCase(_ batches: inout [EventBatch]) -> [[Int32]] {
        let maps = batches.map { caseNames.merge($0.cases.words) }
        var sizes = Array(repeating: 0, count: caseNames.count)
        for (batch, map) in zip(batches, maps) {
            for code in batch.cases.codes { sizes[Int(map[Int(code)])] += 1 }
        }
        caseOffsets.reserveCapacity(sizes.count + 1)
        var total = 0
        for size in sizes {
            total += size
            caseOffsets.append(total)
        }
        var next = caseOffsets
        var places: [[Int32]] = []
        for index in batches.indices {
            let map = maps[index]
            var own: [Int32] = []
            own.reserveCapacity(batches[index].count)
            for code in batches[index].cases.codes {
                let id = Int(map[Int(code)])
                own.append(Int32(truncatingIfNeeded: next[id]))
                next[id] += 1
            }
            batches[index].cases = CodedColumn()
            places.append(own)
        }
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
            let (map, own) = (maps[index], places[index])
            for event in codes.indices where codes[event] >= 0 { all.codes[Int(own[event])] = map[Int(codes[event])] }
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
            let own = places[index]
            for event in values.indices { all[Int(own[event])] = values[event] }
        }
        return all
    }
}
