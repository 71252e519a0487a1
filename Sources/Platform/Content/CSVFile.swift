package import Foundation

/// A row of a CSV file with the line on which it starts.
package struct CSVRow: Sendable {
    package let line: Int
    package let fields: [String]
}

/// Comma-separated values as RFC 4180 has them, and as spreadsheets write them: with or without a byte order mark, with any
/// line ending, with semicolons or tabs, a first line `sep=;`, rows of nothing but commas, in UTF-8 or UTF-16.
package struct CSVFile: Sendable {
    package let name: String
    package let header: [String]
    package let rows: [CSVRow]
    private let headerLine: Int

    /// Reads the bytes of a file.
    ///
    /// - Parameter mention: told of what is read otherwise than RFC 4180 has it.
    /// - Throws: `FileProblems` where it is no text, has no header, a column stands twice, a quote is not closed, or a row has
    ///   too many or too few fields.
    package init(name: String, data: Data, mention: (FileProblem) -> Void = { _ in }) throws {
        self.name = name
        func say(_ message: String) { mention(FileProblem(file: name, line: nil, path: "", message: message)) }
        let text = try CSVText(data, file: name)
        text.notes.forEach(say)
        var scanner = CSVScanner(delimiter: text.delimiter, firstLine: text.firstLine, file: name)
        try scanner.read(text.bytes)
        if !scanner.spacedQuotes.isEmpty {
            say("has spaces round quotes on \(Self.lines(scanner.spacedQuotes)); they are taken for no part of the cells")
        }
        var filled = scanner.rows.filter { !Self.isBlank($0) }
        guard let first = filled.first else { throw Self.refusal(name, nil, "", "is empty; it needs a first line with column names") }
        filled.removeFirst()
        header = first.fields.map(\.trimmed)
        headerLine = first.line
        let empty = scanner.rows.filter { Self.isBlank($0) && $0.fields.count > 1 }.map(\.line)
        if !empty.isEmpty { say("has \(empty.count == 1 ? "a row" : "\(empty.count) rows") without any value on \(Self.lines(empty)), left out") }
        try Self.refuseTwins(header, name, headerLine)
        rows = try Self.evenRows(filled, width: header.count, lastNamed: header.lastIndex { !$0.isEmpty } ?? 0, name)
    }

    /// The positions of named columns, whatever their capitals, spaces, hyphens and underscores; all that are missing are
    /// reported together.
    package func columns(_ names: [String], mention: (FileProblem) -> Void = { _ in }) throws -> [Int] {
        let found = names.map { name in header.indices.filter { Self.folded(header[$0]) == Self.folded(name) } }
        let missing = zip(names, found).filter { $1.isEmpty }.map { "\"\($0.0)\"" }
        guard missing.isEmpty else {
            let known = header.joined(separator: ", ")
            throw Self.refusal(
                name, headerLine, "header",
                "has no column \(missing.joined(separator: ", ")); it has \(known.count > 300 ? known.prefix(300) + " …" : known[...])")
        }
        for (name, places) in zip(names, found) where places.count > 1 {
            let twins = places.map { "\"\(header[$0])\"" }.joined(separator: " and ")
            throw Self.refusal(self.name, headerLine, "header", "has \(twins), and each could be \"\(name)\"; remove or rename one")
        }
        let at = found.map { $0[0] }
        let respelt = zip(names, at).filter { header[$1] != $0 }.map { "\"\(header[$1])\" as \($0)" }
        if !respelt.isEmpty {
            mention(FileProblem(file: name, line: headerLine, path: "header", message: "reads \(respelt.joined(separator: ", "))"))
        }
        return at
    }

    // MARK: Rows

    private static func isBlank(_ row: CSVRow) -> Bool { row.fields.allSatisfy { $0.trimmed.isEmpty } }

    /// Rows as wide as the header. Cells without a value beyond it, and under columns without a name, do not count.
    private static func evenRows(_ rows: [CSVRow], width: Int, lastNamed: Int, _ name: String) throws -> [CSVRow] {
        var ragged: [FileProblem] = []
        let even = rows.map { row -> CSVRow in
            let count = row.fields.count
            if count == width { return row }
            if count > width, row.fields[width...].allSatisfy({ $0.trimmed.isEmpty }) {
                return CSVRow(line: row.line, fields: Array(row.fields[..<width]))
            }
            if count < width, count > lastNamed {
                return CSVRow(line: row.line, fields: row.fields + Array(repeating: "", count: width - count))
            }
            let message = "has \(count) columns; the header has \(width). Look for a stray comma or quote."
            ragged.append(FileProblem(file: name, line: row.line, path: "", message: message))
            return row
        }
        if width == 1 && ragged.count > 1 {
            throw refusal(name, nil, "", "has one column in its header and more below; separate columns by commas, semicolons or tabs")
        }
        guard ragged.isEmpty else { throw FileProblems(ragged) }
        return even
    }

    private static func refuseTwins(_ header: [String], _ name: String, _ line: Int) throws {
        var seen: Set<String> = []
        for column in header where !column.isEmpty && !seen.insert(column).inserted {
            throw refusal(name, line, "header", "the column \"\(column)\" stands twice; remove or rename one")
        }
    }

    // MARK: Words

    private static func folded(_ column: String) -> String {
        String(String.UnicodeScalarView(column.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }))
    }

    private static func lines(_ lines: [Int]) -> String {
        if lines.count == 1 { return "line \(lines[0])" }
        let named = lines.prefix(5).map(String.init).joined(separator: ", ")
        return "lines \(named)\(lines.count > 5 ? " and \(lines.count - 5) more" : "")"
    }

    private static func refusal(_ file: String, _ line: Int?, _ path: String, _ message: String) -> FileProblems {
        FileProblems([FileProblem(file: file, line: line, path: path, message: message)])
    }
}
