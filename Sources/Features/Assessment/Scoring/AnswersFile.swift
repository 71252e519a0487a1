package import Content
package import Foundation
package import Maturity

/// Answers as a CSV file: `respondent,group,characteristic,now,target`.
package enum AnswersFile {
    fileprivate static let columns = ["respondent", "group", "characteristic", "now", "target"]

    /// Reads and checks every row; errors name line and column.
    ///
    /// - Parameter mention: told of what was read otherwise than it stands.
    /// - Throws: `FileProblems` with all that is wrong.
    package static func read(
        name: String, data: Data, framework: Framework, mention: (FileProblem) -> Void = { _ in }
    ) throws -> [Answer] {
        let file = try CSVFile(name: name, data: data, mention: mention)
        let ids = Set(framework.characteristics.map(\.id))
        try refuseWideForm(file, ids)
        let at = try file.columns(columns, mention: mention)
        var check = AnswerCheck(file: name, at: at, framework: framework, ids: ids)
        let answers = file.rows.map { check.answer($0) }
        guard check.problems.isEmpty else { throw FileProblems(check.problems) }
        check.respelt.forEach(mention)
        return answers
    }

    /// A column a characteristic, as survey tools write answers, in place of a row an answer.
    private static func refuseWideForm(_ file: CSVFile, _ ids: Set<String>) throws {
        let wide = file.header.filter(ids.contains)
        guard !wide.isEmpty, !file.header.contains(where: { $0.lowercased() == "characteristic" }) else { return }
        throw FileProblems([
            FileProblem(
                file: file.name, line: nil, path: "header",
                message: "has a column for each characteristic (\(wide[0])); write a row for each answer: \(columns.joined(separator: ","))")
        ])
    }
}

/// Checks the rows of an answers file one after another.
private struct AnswerCheck {
    let file: String
    /// Where the columns of `AnswersFile.columns` stand.
    let at: [Int]
    let framework: Framework
    let ids: Set<String>
    private(set) var problems: [FileProblem] = []
    /// Groups that were taken for an earlier one.
    private(set) var respelt: [FileProblem] = []
    private var lines: [[String]: Int] = [:]
    private var groups: [String: (group: String, line: Int)] = [:]
    private var spellings: [String: String] = [:]
    private var told: Set<String> = []

    init(file: String, at: [Int], framework: Framework, ids: Set<String>) {
        self.file = file
        self.at = at
        self.framework = framework
        self.ids = ids
    }

    mutating func answer(_ row: CSVRow) -> Answer {
        let fields = at.map { row.fields[$0].trimmingCharacters(in: .whitespaces) }
        let (respondent, group, id) = (fields[0], spelling(of: fields[1], row.line), fields[2])
        checkPerson(respondent, group, id, row.line)
        let highest = framework.highestLevel
        let now = Self.standing(fields[3], highest)
        if now == nil, !fields[3].isEmpty {
            refuse(row.line, 3, "\"\(fields[3])\" is not an answer; use 0 to \(highest), dk, na, or leave it empty")
        }
        let target = Int(fields[4]).flatMap { (0...highest).contains($0) ? $0 : nil }
        if target == nil && !fields[4].isEmpty { refuse(row.line, 4, "\"\(fields[4])\" is not a level; use 0 to \(highest), or leave it empty") }
        return Answer(respondent: respondent, group: group, characteristic: id, now: now, target: target)
    }

    private mutating func checkPerson(_ respondent: String, _ group: String, _ id: String, _ line: Int) {
        if respondent.isEmpty { refuse(line, 0, "the respondent is missing; give each person a code such as r1") }
        if group.isEmpty { refuse(line, 1, "the group is missing") }
        if !ids.contains(id) { refuse(line, 2, "there is no characteristic \"\(id)\" in \(framework.id)") }
        if let earlier = lines.updateValue(line, forKey: [respondent, id]), !respondent.isEmpty {
            refuse(line, 2, "\(respondent) already answered \(id) on line \(earlier)")
        }
        if let earlier = groups[respondent], earlier.group != group {
            refuse(line, 1, "\(respondent) was in \"\(earlier.group)\" on line \(earlier.line); a person belongs to one group")
        } else if groups[respondent] == nil {
            groups[respondent] = (group, line)
        }
    }

    /// A group's name as it first stands in the file; names that differ in capitals and spaces alone are one.
    private mutating func spelling(of name: String, _ line: Int) -> String {
        let key = name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let first = spellings[key] ?? name
        spellings[key] = first
        if first != name && told.insert(name).inserted {
            let message = "\"\(name)\" is taken for the group \"\(first)\""
            respelt.append(FileProblem(file: file, line: line, path: "column \(at[1] + 1) (group)", message: message))
        }
        return first
    }

    private mutating func refuse(_ line: Int, _ column: Int, _ message: String) {
        let place = "column \(at[column] + 1) (\(AnswersFile.columns[column]))"
        problems.append(FileProblem(file: file, line: line, path: place, message: message))
    }

    private static func standing(_ text: String, _ highest: Int) -> Standing? {
        switch text.lowercased() {
        case "dk": .dontKnow
        case "na": .notApplicable
        default: Int(text).flatMap { (0...highest).contains($0) ? .level($0) : nil }
        }
    }
}
