import Content
package import Foundation
package import Store

/// The mySociety register of local authorities, as its CSV has it (CC BY 4.0).
package struct CouncilRegister: Sendable {
    package struct Row: Sendable {
        package let line: Int
        package let code: String
        package let name: String
        package let officialName: String
        package let gssCode: String?
        package let type: String
        package let typeName: String
        package let nation: String
        package let region: String?
        package let startedOn: Day?
        package let endedOn: Day?
        package let successors: [String]
    }

    package let rows: [Row]

    private static let columns = [
        "local-authority-code", "official-name", "nice-name", "gss-code", "start-date", "end-date", "replaced-by", "nation",
        "region", "local-authority-type", "local-authority-type-name",
    ]

    /// Checks every row; nothing is kept unless all of them are good.
    ///
    /// - Throws: `FileProblems` with a line for each bad row.
    package init(name: String, data: Data) throws {
        let file = try CSVFile(name: name, data: data)
        let at = try file.columns(Self.columns)
        var problems: [FileProblem] = []
        var lineOfCode: [String: Int] = [:]
        var rows: [Row] = []
        for row in file.rows {
            func field(_ i: Int) -> String { row.fields[at[i]].trimmingCharacters(in: .whitespaces) }
            func refuse(_ column: Int, _ message: String) {
                let place = "column \(at[column] + 1) (\(Self.columns[column]))"
                problems.append(FileProblem(file: name, line: row.line, path: place, message: message))
            }
            func day(_ i: Int) -> Day? {
                guard !field(i).isEmpty else { return nil }
                let day = Day(field(i))
                if day == nil { refuse(i, "\"\(field(i))\" is not a date; write it as 2026-04-01") }
                return day
            }
            for (i, what) in [(0, "code"), (1, "official name"), (7, "nation"), (9, "type")] where field(i).isEmpty {
                refuse(i, "the \(what) is missing")
            }
            if let earlier = lineOfCode.updateValue(row.line, forKey: field(0)), !field(0).isEmpty {
                refuse(0, "the code \"\(field(0))\" is already used on line \(earlier)")
            }
            if !field(3).isEmpty && !Self.isGSSCode(field(3)) {
                refuse(3, "\"\(field(3))\" is not a GSS code; it has a letter and eight digits")
            }
            rows.append(
                Row(
                    line: row.line, code: field(0), name: field(2).isEmpty ? field(1) : field(2), officialName: field(1),
                    gssCode: field(3).isEmpty ? nil : field(3), type: field(9), typeName: field(10), nation: field(7),
                    region: field(8).isEmpty ? nil : field(8), startedOn: day(4), endedOn: day(5),
                    successors: field(6).split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }))
        }
        for row in rows {
            for successor in row.successors where lineOfCode[successor] == nil {
                problems.append(
                    FileProblem(
                        file: name, line: row.line, path: "column \(at[6] + 1) (replaced-by)",
                        message: "there is no council \"\(successor)\" in the file"))
            }
        }
        if rows.isEmpty { problems.append(FileProblem(file: name, line: nil, path: "", message: "has no rows under its header")) }
        guard problems.isEmpty else { throw FileProblems(problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) }) }
        self.rows = rows
    }

    private static func isGSSCode(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 9 && (65...90).contains(bytes[0]) && bytes.dropFirst().allSatisfy { (48...57).contains($0) }
    }
}
