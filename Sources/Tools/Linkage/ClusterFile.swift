import Content
import Foundation
import RecordLinkage
import Tables

/// Clusters of a run: `record_id,cluster_id`.
enum ClusterFile {
    static func read(_ path: String) throws -> [String: String] {
        let file = try SideTable(path, needed: ["record_id", "cluster_id"])
        var clusters: [String: String] = [:]
        var problems: [SideTable.Problem] = []
        try file.forEachRow { row in
            let (record, cluster) = (row.fields[0], row.fields[1])
            if record.isEmpty { problems.append(.init(row: row, column: "record_id", message: "is empty; name a record or leave the row out")) }
            if cluster.isEmpty { problems.append(.init(row: row, column: "cluster_id", message: "is empty; name a cluster or leave the row out")) }
            if clusters.updateValue(cluster, forKey: record) != nil {
                problems.append(.init(row: row, column: "record_id", message: "\"\(record)\" stands twice; leave one of the rows out"))
            }
        }
        try file.refuse(problems)
        return clusters
    }

    static func write(_ clusters: Clusters, names: ClusterNames, table: RecordTable, workers: Int, to path: String) throws {
        var head = CSVBytes()
        head.row(["record_id", "cluster_id"])
        let ids = table.recordIDs
        let rowLength = 2 * ids.bytes.count / max(1, table.count) + 4
        let size = 1 << 16
        let pieces = inOrder(pieces: (table.count + size - 1) / size, workers: workers) { piece in
            let rows = piece * size..<min(table.count, (piece + 1) * size)
            // Where the names stand is gathered first: what lies far apart is then fetched together.
            let ranges = ids.inFileOrder[rows].map { names.range(Int(clusters.clusterOf[Int($0)])) }
            var text = CSVBytes()
            text.bytes.reserveCapacity(rows.count * rowLength)
            let (allIDs, allNames) = (ids.bytes.span, names.bytes.span)
            for (row, name) in zip(rows, ranges) {
                text.cell(allIDs.extracting(ids.range(ofRow: row)))
                text.bytes.append(UInt8(ascii: ","))
                text.cell(allNames.extracting(name))
                text.bytes.append(UInt8(ascii: "\n"))
            }
            return text.bytes
        }
        try OutputFiles.write([head.bytes] + pieces, to: path, for: .owner)
    }
}

/// Scored pairs: ids, weight, probability and the rule that brought them together.
enum PairFile {
    static func write(_ pairs: CandidatePairs, weights: [Float], least: Float, linkage: Linkage, to path: String) throws {
        var text = CSVBytes()
        text.row(["left", "right", "match_weight", "match_probability", "blocking_rule"])
        let rules = linkage.model.blocking.map { $0.name(linkage.model) }
        for rule in rules.indices {
            for pair in pairs.ruleStarts[rule]..<pairs.ruleStarts[rule + 1] where weights[pair] >= least {
                let weight = Double(weights[pair])
                text.row([
                    linkage.table.recordIDs.text(pairs.left[pair]), linkage.table.recordIDs.text(pairs.right[pair]), rounded(weight, 4),
                    rounded(probabilityOfWeight(weight), 6), rules[rule],
                ])
            }
        }
        try OutputFiles.write(Data(text.bytes), to: path, for: .owner)
    }
}

/// Rows of CSV as bytes. Record ids stay as they are, so that the file can be joined with the records.
struct CSVBytes {
    var bytes: [UInt8] = []

    mutating func row(_ cells: [String]) {
        for (place, text) in cells.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            cell(Array(text.utf8).span)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    mutating func cell(_ text: Span<UInt8>) { CSV.append(text, to: &bytes) }
}

func rounded(_ value: Double, _ places: Int) -> String {
    var factor = 1.0
    for _ in 0..<places { factor *= 10 }
    let value = (value * factor).rounded() / factor
    return value == 0 ? "0.0" : "\(value)"
}
