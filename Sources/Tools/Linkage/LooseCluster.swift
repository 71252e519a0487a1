import RecordLinkage

/// A cluster that hangs together loosely, by its name in the file of clusters.
struct LooseCluster: Encodable, Equatable {
    let cluster: String
    let records: Int
    /// Pairs inside it at or above the threshold, and the share of all pairs that there could be.
    let pairs: Int
    let density: Double
    /// Pairs without which it would fall apart.
    let bridges: Int

    private static let most = 20

    /// The least dense first; of those that are level the largest.
    static func loosest(of metrics: [ClusterMetrics], names: ClusterNames) -> [LooseCluster] {
        let loose = metrics.filter { $0.density < 1 }.map {
            LooseCluster(cluster: names[$0.cluster], records: $0.records, pairs: $0.edges, density: $0.density, bridges: $0.bridges)
        }
        let ordered = loose.sorted { one, other in
            if one.density != other.density { return one.density < other.density }
            return one.records == other.records ? one.cluster < other.cluster : one.records > other.records
        }
        return Array(ordered.prefix(most))
    }
}
