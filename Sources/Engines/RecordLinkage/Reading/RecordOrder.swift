import Tables

extension RecordTable {
    /// The same records in an order in which those that are compared most lie near each other.
    ///
    /// Blocking, comparing, scoring and joining go back and forth between the records of a block; what lies together is fetched together.
    /// What is found does not depend on the order, but for which record of a pair stands left.
    package func inBlockingOrder(_ rules: [BlockingRule], workers: Int) throws -> RecordTable {
        guard let column = Self.leadingColumn(rules, columns) else { return self }
        let order = order(by: column)
        let (rows, width) = (rows, width)
        let ordered = try inPieces(of: count, each: width, workers: workers) { own in
            [Int32](unsafeUninitializedCapacity: own.count * width) { new, size in
                for place in own {
                    let from = Int(order[place]) &* width
                    for column in 0..<width { new[size &+ column] = rows[from &+ column] }
                    size &+= width
                }
            }
        }
        return RecordTable(
            count: count, recordIDs: RecordIDs(recordIDs, order: order), sources: order.map { sources[Int($0)] }, sourceNames: sourceNames,
            columns: columns, vocabularies: vocabularies, rows: ordered, report: report, leadingColumn: column)
    }

    /// The column that most rules ask to be equal; of several the one that most records have.
    private static func leadingColumn(_ rules: [BlockingRule], _ columns: [CodedColumn]) -> Int? {
        var asked: [Int: Int] = [:]
        for key in rules.flatMap(\.keys) { if case .value(let column) = key { asked[column, default: 0] += 1 } }
        return asked.max { ($0.value, columns[$0.key].filled, $1.key) < ($1.value, columns[$1.key].filled, $0.key) }?.key
    }

    /// The rows by their value of a column, in the order of the values' numbers; those without one last.
    private func order(by column: Int) -> [Int32] {
        var places = columns[column].counts
        var sum: Int32 = 0
        for value in places.indices { (places[value], sum) = (sum, sum + places[value]) }
        var order = Array(repeating: Int32(0), count: count)
        for row in 0..<count {
            let value = Int(value(row, column))
            order[Int(value < 0 ? sum : places[value])] = Int32(row)
            if value < 0 { sum += 1 } else { places[value] += 1 }
        }
        return order
    }
}
