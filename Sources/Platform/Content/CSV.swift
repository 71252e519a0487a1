package import Foundation

/// A row of a CSV file with the line on which it starts.
package struct CSVRow: Sendable {
    package let line: Int
    package let fields: [String]
}

/// Comma-separated values as RFC 4180 has them, with or without a byte order mark, with any line ending.
package struct CSVFile: Sendable {
    package let name: String
    package let header: [String]
    package let rows: [CSVRow]

    /// Reads the bytes of a file.
    ///
    /// - Throws: `FileProblems` where it is not UTF-8, has no header, a quote is not closed, or a row has too many or too few fields.
    package init(name: String, data: Data) throws {
        self.name = name
        guard let text = String(data: data, encoding: .utf8) else {
            throw FileProblems([.init(file: name, line: nil, path: "", message: "is not UTF-8; save it as \"CSV UTF-8\"")])
        }
        var parsed = try Self.parse(text, name: name)
        guard let first = parsed.first else {
            throw FileProblems([.init(file: name, line: nil, path: "", message: "is empty; it needs a first line with column names")])
        }
        parsed.removeFirst()
        header = first.fields.map { $0.trimmingCharacters(in: .whitespaces) }
        rows = parsed.filter { $0.fields != [""] }
        let width = header.count
        let ragged = rows.filter { $0.fields.count != width }.map { row in
            FileProblem(
                file: name, line: row.line, path: "",
                message: "has \(row.fields.count) columns; the header has \(width). Look for a stray comma or quote.")
        }
        if !ragged.isEmpty { throw FileProblems(ragged) }
    }

    /// The positions of named columns; all that are missing are reported together.
    package func columns(_ names: [String]) throws -> [Int] {
        let missing = names.filter { !header.contains($0) }
        guard missing.isEmpty else {
            let wanted = missing.map { "\"\($0)\"" }.joined(separator: ", ")
            throw FileProblems([
                .init(
                    file: name, line: 1, path: "header",
                    message: "has no column \(wanted); it has \(header.joined(separator: ", "))")
            ])
        }
        return names.compactMap { header.firstIndex(of: $0) }
    }

    private static func parse(_ text: String, name: String) throws -> [CSVRow] {
        var rows: [CSVRow] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var line = 1
        var rowLine = 1
        var quoteLine: Int?
        var isQuoted = false
        let bytes = Array(text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? text.utf8.dropFirst(3) : text.utf8.dropFirst(0))

        func endField() {
            fields.append(String(decoding: field, as: UTF8.self))
            field.removeAll(keepingCapacity: true)
            isQuoted = false
        }
        func endRow() {
            endField()
            rows.append(CSVRow(line: rowLine, fields: fields))
            fields.removeAll(keepingCapacity: true)
        }
        var i = 0
        while i < bytes.count {
            let byte = bytes[i]
            if quoteLine != nil {
                if byte == UInt8(ascii: "\"") {
                    if i + 1 < bytes.count, bytes[i + 1] == byte {
                        field.append(byte)
                        i += 1
                    } else {
                        quoteLine = nil
                    }
                } else {
                    if byte == UInt8(ascii: "\n") { line += 1 }
                    field.append(byte)
                }
            } else if byte == UInt8(ascii: "\""), field.isEmpty, !isQuoted {
                quoteLine = line
                isQuoted = true
            } else if byte == UInt8(ascii: ",") {
                endField()
            } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                if byte == UInt8(ascii: "\r"), i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: "\n") { i += 1 }
                endRow()
                line += 1
                rowLine = line
            } else {
                field.append(byte)
            }
            i += 1
        }
        if let quoteLine {
            throw FileProblems([.init(file: name, line: quoteLine, path: "", message: "a quote opened here is never closed")])
        }
        if !field.isEmpty || !fields.isEmpty || isQuoted { endRow() }
        return rows
    }
}

/// Writes comma-separated values that are safe to open in a spreadsheet.
package enum CSV {
    package static func text(_ rows: [[String]]) -> String {
        rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A cell that a spreadsheet would run as a formula gets a leading apostrophe (OWASP, CSV injection).
    private static func cell(_ value: String) -> String {
        var value = value
        if let first = value.first, "=+-@\t\r".contains(first), Double(value) == nil { value = "'" + value }
        let needsQuotes = value.contains { ",\"\n\r\r\n".contains($0) }
        return needsQuotes ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
    }
}
