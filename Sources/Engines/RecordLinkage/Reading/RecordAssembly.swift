import Foundation
import Tables

/// Puts the pieces of the files together under one numbering.
struct RecordAssembly: Sendable {
    let model: LinkModel
    let vocabularies: [Int]
    let workers: Int

    func assemble(_ parts: [RecordPart], files: [RecordFile]) throws -> RecordTable {
        let count = parts.reduce(0) { $0 + $1.recordIDs.count }
        guard count < Int(Int32.max) else {
            throw RecordFileProblem(
                file: files.last?.name ?? "", problem: TableProblem(line: nil, message: "more than 2,147,483,646 records in all; link in parts"))
        }
        // The record ids come first: they take longest.
        let all = try inOrder(pieces: (vocabularies.max() ?? -1) + 2, workers: workers) { piece in
            piece == 0 ? Merged(all: try allRecordIDs(parts, files: files, count: count)) : merge(parts, vocabulary: piece - 1)
        }
        let merged = Array(all.dropFirst())
        let rows = try renumbered(parts, merged)
        let columns = inOrder(pieces: model.columns.count, workers: workers) { column(of: $0, rows: rows, merged) }
        let (sources, sourceNames) = try allSources(parts, files: files)
        return RecordTable(
            count: count, recordIDs: try RecordIDs(all[0].all, workers: workers), sources: sources, sourceNames: sourceNames, columns: columns,
            vocabularies: merged.map(\.all), rows: rows, report: report(parts), leadingColumn: nil)
    }

    /// The strings of all parts under one numbering.
    private struct Merged: Sendable {
        var all = Interner()
        /// For each part the number here of each of its strings.
        var maps: [[Int32]] = []
    }

    private func merge(_ parts: [RecordPart], vocabulary: Int) -> Merged {
        var merged = Merged()
        for part in parts { merged.maps.append(merged.all.merge(part.vocabularies[vocabulary])) }
        return merged
    }

    private func renumbered(_ parts: [RecordPart], _ merged: [Merged]) throws -> [Int32] {
        let width = model.columns.count
        return try inPieces(sizes: parts.map(\.rows.count), workers: workers) { piece in
            var rows = parts[piece].rows
            for column in 0..<width {
                let map = merged[vocabularies[column]].maps[piece]
                var at = column
                while at < rows.count {
                    if rows[at] >= 0 { rows[at] = map[Int(rows[at])] }
                    at += width
                }
            }
            return rows
        }
    }

    private func column(of column: Int, rows: [Int32], _ merged: [Merged]) -> CodedColumn {
        var counts = Array(repeating: Int32(0), count: merged[vocabularies[column]].all.count)
        var filled = 0
        var at = column
        while at < rows.count {
            if rows[at] >= 0 {
                counts[Int(rows[at])] += 1
                filled += 1
            }
            at += model.columns.count
        }
        return CodedColumn(name: model.columns[column].name, vocabulary: vocabularies[column], counts: counts, filled: filled)
    }

    private func allRecordIDs(_ parts: [RecordPart], files: [RecordFile], count: Int) throws -> Interner {
        var ids = Interner(expected: count)
        for part in parts {
            let bytes = files[part.file].data.span
            let known = ids.count
            let numbers = ids.numbers(of: bytes, count: part.recordIDs.count) { part.recordIDs[$0].range }
            for (place, number) in numbers.enumerated() where Int(number) != known + place {
                let field = part.recordIDs[place]
                throw RecordFileProblem(
                    file: files[part.file].name,
                    problem: TableProblem(
                        line: lineNumber(of: field.start, in: bytes), column: model.recordID,
                        message: "the record id \"\(text(of: field, in: bytes))\" stands twice; give every record its own"))
            }
        }
        return ids
    }

    private func allSources(_ parts: [RecordPart], files: [RecordFile]) throws -> ([UInt8], [String]) {
        var names = Interner()
        var sources: [UInt8] = []
        for part in parts {
            let map: [Int32] =
                model.source == nil ? [names.number(of: files.count > 1 ? files[part.file].name : "all")] : names.merge(part.sourceNames)
            guard names.count <= 64 else {
                throw RecordFileProblem(
                    file: files[part.file].name,
                    problem: TableProblem(
                        line: nil, column: model.source, message: "names more than 64 sets of records; name the column that says which service"))
            }
            if model.source == nil {
                sources.append(contentsOf: repeatElement(UInt8(map[0]), count: part.recordIDs.count))
            } else {
                for source in part.sources { sources.append(UInt8(map[Int(source)])) }
            }
        }
        return (sources, (0..<Int32(names.count)).map { names.text($0) })
    }

    private func report(_ parts: [RecordPart]) -> ReadingReport {
        var columns = model.columns.map { ReadingReport.Column(name: $0.name) }
        for part in parts {
            for (number, column) in part.report.enumerated() {
                columns[number].given += column.given
                columns[number].changed += column.changed
                columns[number].emptied += column.emptied
            }
        }
        return ReadingReport(columns: columns)
    }
}
