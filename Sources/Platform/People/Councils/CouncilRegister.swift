package import Content
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
        /// By which people look for it as well.
        package let otherNames: [String]
    }

    package let name: String
    package let rows: [Row]

    static let columns = [
        "local-authority-code", "official-name", "nice-name", "gss-code", "start-date", "end-date", "replaced-by", "nation",
        "region", "local-authority-type", "local-authority-type-name",
    ]
    private static let otherNames = "alt-names"

    /// Checks every row; nothing is kept unless all of them are good.
    ///
    /// - Parameters:
    ///   - isPart: whether a successor may be a council that only the hub has; the import looks then.
    ///   - mention: told of what was read otherwise than it stands.
    /// - Throws: `FileProblems` with a line for each bad row.
    package init(name: String, data: Data, isPart: Bool = false, mention: (FileProblem) -> Void = { _ in }) throws {
        let file = try CSVFile(name: name, data: data, mention: mention)
        let at = try file.columns(Self.columns, mention: mention)
        let otherNames = file.header.contains { $0.lowercased() == Self.otherNames } ? try file.columns([Self.otherNames], mention: mention)[0] : nil
        var check = RegisterCheck(file: name, at: at)
        rows = file.rows.map { check.row($0, otherNames: otherNames) }
        if !isPart { check.refuseUnknownSuccessors(rows) }
        if rows.isEmpty { check.refuseFile("has no rows under its header") }
        guard check.problems.isEmpty else { throw FileProblems(check.problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) }) }
        self.name = name
    }

    /// How many are current on a day, have ended, and are still to start.
    package func counts(on day: Day) -> (current: Int, ended: Int, toStart: Int) {
        let states = rows.map { Council.State(from: $0.startedOn, until: $0.endedOn, on: day) }
        return (states.count { $0 == .current }, states.count { $0 == .ended }, states.count { $0 == .toStart })
    }
}

/// Checks the rows of a register one after another.
private struct RegisterCheck {
    let file: String
    /// Where the columns of `CouncilRegister.columns` stand.
    let at: [Int]
    private(set) var problems: [FileProblem] = []
    private var lineOfCode: [String: Int] = [:]
    private var lineOfGSS: [String: Int] = [:]

    init(file: String, at: [Int]) {
        self.file = file
        self.at = at
    }

    mutating func row(_ row: CSVRow, otherNames: Int?) -> CouncilRegister.Row {
        let fields = at.map { row.fields[$0].trimmingCharacters(in: .whitespaces) }
        for (i, what) in [(0, "code"), (1, "official name"), (7, "nation"), (9, "type")] where fields[i].isEmpty {
            refuse(row.line, i, "the \(what) is missing")
        }
        checkCodes(fields, row.line)
        let (start, end) = (day(fields, 4, row.line), day(fields, 5, row.line))
        if let start, let end, end < start { refuse(row.line, 5, "it ends on \(end.iso), before it starts on \(start.iso)") }
        return CouncilRegister.Row(
            line: row.line, code: fields[0], name: fields[2].isEmpty ? fields[1] : fields[2], officialName: fields[1],
            gssCode: fields[3].isEmpty ? nil : fields[3], type: fields[9], typeName: fields[10], nation: fields[7],
            region: fields[8].isEmpty ? nil : fields[8], startedOn: start, endedOn: end, successors: successors(fields, row.line),
            otherNames: otherNames.map { CouncilName.others(row.fields[$0], than: [fields[1], fields[2]]) } ?? [])
    }

    private mutating func checkCodes(_ fields: [String], _ line: Int) {
        if let earlier = lineOfCode.updateValue(line, forKey: fields[0].uppercased()), !fields[0].isEmpty {
            refuse(line, 0, "the code \"\(fields[0])\" is already used on line \(earlier)")
        }
        guard !fields[3].isEmpty else { return }
        if !Self.isGSSCode(fields[3]) {
            refuse(line, 3, "\"\(fields[3])\" is not a GSS code; it has a letter and eight digits")
        } else if let earlier = lineOfGSS.updateValue(line, forKey: fields[3]) {
            refuse(line, 3, "the GSS code \(fields[3]) is already used on line \(earlier); each council has its own")
        }
    }

    private mutating func successors(_ fields: [String], _ line: Int) -> [String] {
        var successors: [String] = []
        for code in fields[6].split(separator: ",").map({ $0.trimmingCharacters(in: .whitespaces) }) where !code.isEmpty {
            if code.uppercased() == fields[0].uppercased() {
                refuse(line, 6, "\"\(code)\" cannot be replaced by itself; leave the cell empty, or name who came after it")
            } else if !successors.contains(code) {
                successors.append(code)
            }
        }
        return successors
    }

    private mutating func day(_ fields: [String], _ i: Int, _ line: Int) -> Day? {
        guard !fields[i].isEmpty else { return nil }
        let day = Day(fields[i])
        if day == nil { refuse(line, i, "\"\(fields[i])\" is not a date; write it as 2026-04-01") }
        return day
    }

    mutating func refuseUnknownSuccessors(_ rows: [CouncilRegister.Row]) {
        let codes = Set(rows.map(\.code))
        for row in rows {
            for successor in row.successors where !codes.contains(successor) {
                refuse(row.line, 6, "there is no council \"\(successor)\" in the file")
            }
        }
    }

    mutating func refuseFile(_ message: String) { problems.append(FileProblem(file: file, line: nil, path: "", message: message)) }

    private mutating func refuse(_ line: Int, _ column: Int, _ message: String) {
        let place = "column \(at[column] + 1) (\(CouncilRegister.columns[column]))"
        problems.append(FileProblem(file: file, line: line, path: place, message: message))
    }

    private static func isGSSCode(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 9 && (65...90).contains(bytes[0]) && bytes.dropFirst().allSatisfy { (48...57).contains($0) }
    }
}
