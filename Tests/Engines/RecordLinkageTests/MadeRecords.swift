import Foundation
import Tables

@testable import RecordLinkage

/// A table in CSV; what needs quotes gets them.
func csv(_ header: [String], _ rows: [[String]]) -> Data {
    let lines = ([header] + rows).map { row in
        row.map { $0.contains { ",\"\n\r".contains($0) } ? "\"" + $0.replacing("\"", with: "\"\"") + "\"" : $0 }.joined(separator: ",")
    }
    return Data((lines.joined(separator: "\n") + "\n").utf8)
}

/// Reads rows of a record id, the source where the model has one, and the values of the model's columns.
func made(_ model: LinkModel, _ rows: [[String]], workers: Int = 1) throws -> RecordTable {
    let header = [model.recordID] + (model.source.map { [$0] } ?? []) + model.columns.flatMap(\.from)
    return try RecordReader(model: model, workers: workers).read([RecordFile(name: "made.csv", data: csv(header, rows))])
}

let noNicknames = Nicknames(pairs: [])

extension LinkModel {
    /// A model of columns as they stand, compared for equality where nothing else is said.
    static func made(
        _ columns: [String], source: String? = nil, task: LinkTask = .deduplicate, onePerSource: OnePerSource? = nil, comparisons: [Comparison]? = nil,
        classes: [PairClass] = PairClass.samePersonOrStranger, blocking: [BlockingRule] = [], training: Training = Training(method: .classes),
        contradictions: [Contradiction] = []
    ) -> LinkModel {
        LinkModel(
            id: "made", source: source, task: task, onePerSource: onePerSource, columns: columns.map { LinkColumn(name: $0) },
            comparisons: comparisons ?? columns.indices.map { Comparison.made(columns[$0], $0, []) }, classes: classes, blocking: blocking,
            training: training, contradictions: contradictions)
    }
}

extension Comparison {
    /// Exact agreement first, then the tests given, then all that is left.
    static func made(_ name: String, _ column: Int, _ tests: [ValueTest], common: TermFrequency? = nil) -> Comparison {
        let exact = ComparisonLevel(name: "equal", condition: .test(.exact(column)), termFrequency: common)
        let close = tests.enumerated().map { ComparisonLevel(name: "close \($0 + 1)", condition: .test($1)) }
        return Comparison(name: name, missing: .test(.missing(column)), levels: [exact] + close + [ComparisonLevel(name: "else", condition: nil)])
    }
}

extension RecordTable {
    var ids: [String] { (0..<Int32(count)).map { recordIDs.text($0) } }
}

extension Clusters {
    /// The clusters as sets of record ids: the same however the records are ordered.
    func partition(_ table: RecordTable) -> Set<Set<String>> {
        let ids = table.ids
        return Set(members.map { Set($0.map { ids[$0] }) })
    }
}

/// Lines of a golden file, split at commas, without the header.
func golden(_ name: String) throws -> [[String]] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name)")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
}
