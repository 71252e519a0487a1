import Tables

/// Gives clusters names that stay the same from one run to the next.
package enum ClusterNames {
    /// - Parameter previous: For record ids the names of their clusters in an earlier run.
    /// - Returns: For each cluster its name. A cluster that shares records with earlier ones takes the name of the one that it shares
    ///   most with, unless another cluster shares more with that; any other is named after the first of its record ids in byte order.
    package static func names(_ clusters: Clusters, table: RecordTable, previous: [String: String] = [:]) -> [String] {
        var first = Array(repeating: Int32(-1), count: clusters.count)
        for record in 0..<Int32(table.count) {
            let cluster = Int(clusters.clusterOf[Int(record)])
            if first[cluster] < 0 || table.recordIDs.standsBefore(record, first[cluster]) { first[cluster] = record }
        }
        // Record ids are unique, so that names made of them alone are too.
        if previous.isEmpty { return first.map { table.recordIDs.text($0) } }
        var names = inherited(clusters, table: table, previous: previous, first: first)
        var used = Set(names.compactMap { $0 })
        for cluster in names.indices.filter({ names[$0] == nil }).sorted(by: { table.recordIDs.standsBefore(first[$0], first[$1]) }) {
            var name = table.recordIDs.text(first[cluster])
            while !used.insert(name).inserted { name += "+" }
            names[cluster] = name
        }
        return names.map { $0 ?? "" }
    }

    private static func inherited(_ clusters: Clusters, table: RecordTable, previous: [String: String], first: [Int32]) -> [String?] {
        var names: [String?] = Array(repeating: nil, count: clusters.count)
        var shared: [Overlap: Int] = [:]
        for record in 0..<table.count {
            guard let name = previous[table.recordIDs.text(Int32(record))] else { continue }
            shared[Overlap(cluster: clusters.clusterOf[record], name: name), default: 0] += 1
        }
        var taken: Set<String> = []
        let ordered = shared.sorted { one, other in
            if one.value != other.value { return one.value > other.value }
            if one.key.name != other.key.name { return one.key.name < other.key.name }
            return table.recordIDs.standsBefore(first[Int(one.key.cluster)], first[Int(other.key.cluster)])
        }
        for (overlap, _) in ordered where names[Int(overlap.cluster)] == nil && !taken.contains(overlap.name) {
            names[Int(overlap.cluster)] = overlap.name
            taken.insert(overlap.name)
        }
        return names
    }

    private struct Overlap: Hashable {
        let cluster: Int32
        let name: String
    }
}
