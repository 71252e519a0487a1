import Tables

/// How many records of a group were linked to another: where groups differ much, links are missed more often for some.
///
/// Source: Bohensky et al., BMC Health Services Research 10:346 (2010); Libuy et al., IJPDS 6 (2021).
package struct GroupRate: Sendable, Equatable, Codable {
    package let group: String
    package let records: Int
    /// Records in a cluster with others.
    package let linked: Int
    /// Records that were compared with no other.
    package let withoutPair: Int

    /// A column with more values names people, not groups.
    package static let mostGroups = 50

    /// The rates of each value of a column, the largest group first; a missing value is a group of its own.
    ///
    /// - Parameter hasPair: For each record whether it was compared with another.
    package static func table(_ clusters: Clusters, hasPair: [Bool], table: RecordTable, column: Int) -> [GroupRate] {
        let vocabulary = table.vocabularies[table.columns[column].vocabulary]
        let names = (0..<Int32(vocabulary.count)).map { vocabulary.text($0) } + ["(missing)"]
        return rates(clusters, hasPair: hasPair, names: names) { record in
            let value = table.value(record, column)
            return value < 0 ? names.count - 1 : Int(value)
        }
    }

    /// The rates of each set of records.
    package static func bySource(_ clusters: Clusters, hasPair: [Bool], table: RecordTable) -> [GroupRate] {
        rates(clusters, hasPair: hasPair, names: table.sourceNames) { Int(table.sources[$0]) }
    }

    private static func rates(_ clusters: Clusters, hasPair: [Bool], names: [String], _ group: (Int) -> Int) -> [GroupRate] {
        let sizes = clusters.recordCounts
        var records = Array(repeating: 0, count: names.count)
        var linked = records
        var alone = records
        for (record, cluster) in clusters.clusterOf.enumerated() {
            let group = group(record)
            records[group] += 1
            if sizes[Int(cluster)] > 1 { linked[group] += 1 }
            if !hasPair[record] { alone[group] += 1 }
        }
        return names.indices.filter { records[$0] > 0 }
            .map { GroupRate(group: names[$0], records: records[$0], linked: linked[$0], withoutPair: alone[$0]) }
            .sorted { $0.records == $1.records ? $0.group < $1.group : $0.records > $1.records }
    }
}
