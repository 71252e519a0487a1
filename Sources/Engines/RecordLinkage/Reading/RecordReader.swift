package import Foundation
package import Tables

/// A file of records.
package struct RecordFile: Sendable {
    package let name: String
    package let data: Data

    package init(name: String, data: Data) {
        self.name = name
        self.data = data
    }
}

/// Something wrong with one of several files.
package struct RecordFileProblem: Error, Sendable {
    package let file: String
    package let problem: TableProblem
}

/// Reads the files of a linkage into numbered values.
package struct RecordReader: Sendable {
    let model: LinkModel
    let workers: Int
    /// For each column of the model the vocabulary that it shares.
    let vocabularies: [Int]

    package init(model: LinkModel, workers: Int = 1) {
        self.model = model
        self.workers = workers
        vocabularies = Self.sharedVocabularies(model)
    }

    /// Columns that some test or key compares with each other get one vocabulary.
    static func sharedVocabularies(_ model: LinkModel) -> [Int] {
        var group = Array(model.columns.indices)
        let conditions = model.comparisons.flatMap { [$0.missing] + $0.levels.compactMap(\.condition) }
        let keys = (model.blocking + model.training.sessions + model.training.priorRules).flatMap { $0.keys + $0.splitBy }
        let together = conditions.flatMap(\.tests).map(\.columns) + keys.map(\.columns)
        for columns in together where columns.count > 1 {
            let (keep, drop) = (min(group[columns[0]], group[columns[1]]), max(group[columns[0]], group[columns[1]]))
            group = group.map { $0 == drop ? keep : $0 }
        }
        let used = Array(Set(group)).sorted()
        return group.map { used.firstIndex(of: $0) ?? 0 }
    }

    /// Reads the records in the order of the files.
    ///
    /// - Throws: `RecordFileProblem` for the first thing that is wrong with a file: a missing column, a row of another width, a record id
    ///   that is empty or stands twice, bytes that are not text.
    package func read(_ files: [RecordFile], checkpoint: Checkpoint = { _, _ in }) throws -> RecordTable {
        var parts: [RecordPart] = []
        for (number, file) in files.enumerated() {
            do {
                let layout = try FileLayout(TableHeader(file.data), model: model)
                parts += try inChunks(of: file.data, from: layout.header.bodyStart, workers: workers) { range in
                    try checkpoint(range.lowerBound, file.data.count)
                    return try RecordPart.read(range, of: file.data, layout: layout, model: model, vocabularies: vocabularies, file: number)
                }
            } catch let problem as TableProblem {
                throw RecordFileProblem(file: file.name, problem: problem)
            }
        }
        return try RecordAssembly(model: model, vocabularies: vocabularies, workers: workers).assemble(parts, files: files)
    }
}

/// Which columns of a file the model wants.
struct FileLayout: Sendable {
    let header: TableHeader
    /// Positions in the file, each once: the record id first, then the source where there is one, then the model's columns.
    let wanted: [Int]
    let hasSource: Bool
    /// For each column of the model, places in `wanted`.
    let places: [[Int]]

    init(_ header: TableHeader, model: LinkModel) throws {
        self.header = header
        hasSource = model.source != nil
        let names = [model.recordID] + (model.source.map { [$0] } ?? []) + model.columns.flatMap(\.from)
        let positions = try header.indices(of: names)
        var wanted: [Int] = []
        for position in positions where !wanted.contains(position) { wanted.append(position) }
        self.wanted = wanted
        places = model.columns.map { column in
            column.from.compactMap { name in header.index(of: name).flatMap { wanted.firstIndex(of: $0) } }
        }
    }

    func place(of name: String) -> Int { header.index(of: name).flatMap { wanted.firstIndex(of: $0) } ?? 0 }
}
