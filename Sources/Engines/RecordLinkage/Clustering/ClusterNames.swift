import Tables

/// Names of clusters that stay the same from one run to the next.
package struct ClusterNames: Sendable {
    /// The bytes of all names.
    package private(set) var bytes: [UInt8] = []
    private var ranges: [Range<Int>] = []

    package var count: Int { ranges.count }

    /// Where the name of a cluster stands in `bytes`.
    package func range(_ cluster: Int) -> Range<Int> { ranges[cluster] }

    package subscript(cluster: Int) -> String { String(decoding: bytes[range(cluster)], as: UTF8.self) }

    /// Names each cluster. One that shares records with earlier ones takes the name of that which it shares most with, unless another
    /// cluster shares more with it; any other is named after the first of its record ids in byte order.
    ///
    /// - Parameter previous: For record ids the names of their clusters in an earlier run.
    package init(_ clusters: Clusters, table: RecordTable, previous: [String: String] = [:]) {
        let ids = table.recordIDs
        var first = Array(repeating: Int32(-1), count: clusters.count)
        for record in 0..<Int32(table.count) {
            let cluster = Int(clusters.clusterOf[Int(record)])
            if first[cluster] < 0 || ids.standsBefore(record, first[cluster]) { first[cluster] = record }
        }
        // Record ids are unique, so that names made of them alone are too.
        if previous.isEmpty {
            bytes = ids.bytes
            ranges = first.map { ids.range($0) }
            return
        }
        var names = Self.inherited(clusters, table: table, previous: previous, first: first)
        var used = Set(names.compactMap { $0 })
        for cluster in names.indices.filter({ names[$0] == nil }).sorted(by: { ids.standsBefore(first[$0], first[$1]) }) {
            var name = ids.text(first[cluster])
            while !used.insert(name).inserted { name += "+" }
            names[cluster] = name
        }
        for name in names {
            let start = bytes.count
            bytes.append(contentsOf: (name ?? "").utf8)
            ranges.append(start..<bytes.count)
        }
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
