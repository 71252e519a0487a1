import Content
import Foundation
import Tables

/// A table beside the records, such as labels or nicknames, with commas, semicolons or tabs, as spreadsheets write it.
struct SideTable {
    /// One row: its fields in the order in which the columns were asked for, and where it starts in the file.
    struct Row {
        let fields: [String]
        fileprivate let start: Int
    }

    /// Something wrong with a row.
    struct Problem {
        let row: Row
        let column: String
        let message: String
    }

    private let path: String
    private let data: Data
    private let header: TableHeader
    private let wanted: [Int]

    /// - Parameters:
    ///   - needed: Columns that must be there.
    ///   - further: Columns of which those that are there follow, in this order.
    init(_ path: String, needed: [String], further: [String] = []) throws {
        self.path = path
        let data = try mappedContents(of: path)
        self.data = data
        (header, wanted) = try Self.told(path) {
            let header = try TableHeader(data)
            return (header, try header.indices(of: needed) + further.compactMap { header.index(of: $0) })
        }
    }

    func has(_ column: String) -> Bool { header.index(of: column) != nil }

    /// Goes through the rows that are not blank.
    func forEachRow(_ look: (Row) -> Void) throws {
        let bytes = data.span
        var scanner = TableScanner(header, range: header.bodyStart..<bytes.count, wanted: wanted)
        var block = FieldBlock(width: wanted.count)
        while true {
            try Self.told(path) { try scanner.next(data.span, into: &block) }
            if block.rows == 0 { break }
            for row in 0..<block.rows {
                let fields = wanted.indices.map { text(of: block.fields[row * block.width + $0], in: bytes) }
                if fields.contains(where: { !$0.isEmpty }) { look(Row(fields: fields, start: block.rowStarts[row])) }
            }
        }
        guard scanner.raggedRows.isEmpty else {
            throw FileProblems(
                scanner.raggedRows.map { ragged in
                    FileProblem(
                        file: path, line: lineNumber(of: ragged.start, in: bytes), path: "",
                        message: "has \(ragged.fields) columns; the header has \(header.names.count). Look for a stray comma, semicolon or quote.")
                }, further: scanner.furtherRagged)
        }
    }

    /// - Throws: The problems that are shown, with their lines, and the number of the others.
    func refuse(_ problems: [Problem]) throws {
        guard !problems.isEmpty else { return }
        // Finding a line takes a walk through the file, so only those that will be shown are looked up.
        let told = problems.prefix(FileProblems.mostShown).map { problem in
            FileProblem(file: path, line: lineNumber(of: problem.row.start, in: data.span), path: problem.column, message: problem.message)
        }
        throw FileProblems(told, further: problems.count - told.count)
    }

    /// What is wrong with the first line.
    func refuse(header message: String) throws { throw FileProblems([FileProblem(file: path, line: 1, path: "", message: message)]) }

    private static func told<Value>(_ path: String, _ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let problem as TableProblem {
            throw FileProblems([FileProblem(file: path, line: problem.line, path: problem.column ?? "", message: problem.message)])
        }
    }
}
