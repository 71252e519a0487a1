import Content
package import Foundation
package import Maturity

/// Answers as a CSV file: `respondent,group,characteristic,now,target`.
package enum AnswersFile {
    private static let columns = ["respondent", "group", "characteristic", "now", "target"]

    /// Reads and checks every row; errors name line and column.
    ///
    /// - Throws: `FileProblems` with all that is wrong.
    package static func read(name: String, data: Data, framework: Framework) throws -> [Answer] {
        let file = try CSVFile(name: name, data: data)
        let at = try file.columns(columns)
        let ids = Set(framework.characteristics.map(\.id))
        let highest = framework.highestLevel
        var problems: [FileProblem] = []
        var lines: [[String]: Int] = [:]
        var groups: [String: (group: String, line: Int)] = [:]
        var answers: [Answer] = []
        for row in file.rows {
            let fields = at.map { row.fields[$0].trimmingCharacters(in: .whitespaces) }
            func refuse(_ column: Int, _ message: String) {
                problems.append(
                    FileProblem(file: name, line: row.line, path: "column \(at[column] + 1) (\(columns[column]))", message: message))
            }
            let (respondent, group, id) = (fields[0], fields[1], fields[2])
            if respondent.isEmpty { refuse(0, "the respondent is missing; give each person a code such as r1") }
            if group.isEmpty { refuse(1, "the group is missing") }
            if !ids.contains(id) { refuse(2, "there is no characteristic \"\(id)\" in \(framework.id)") }
            if let earlier = lines.updateValue(row.line, forKey: [respondent, id]), !respondent.isEmpty {
                refuse(2, "\(respondent) already answered \(id) on line \(earlier)")
            }
            if let earlier = groups[respondent], earlier.group != group {
                refuse(1, "\(respondent) was in \"\(earlier.group)\" on line \(earlier.line); a person belongs to one group")
            } else if groups[respondent] == nil {
                groups[respondent] = (group, row.line)
            }
            let now = standing(fields[3], highest)
            if now == nil, !fields[3].isEmpty {
                refuse(3, "\"\(fields[3])\" is not an answer; use 0 to \(highest), dk, na, or leave it empty")
            }
            let target = Int(fields[4]).flatMap { (0...highest).contains($0) ? $0 : nil }
            if target == nil && !fields[4].isEmpty { refuse(4, "\"\(fields[4])\" is not a level; use 0 to \(highest), or leave it empty") }
            answers.append(Answer(respondent: respondent, group: group, characteristic: id, now: now, target: target))
        }
        guard problems.isEmpty else { throw FileProblems(problems) }
        return answers
    }

    private static func standing(_ text: String, _ highest: Int) -> Standing? {
        switch text.lowercased() {
        case "dk": .dontKnow
        case "na": .notApplicable
        default: Int(text).flatMap { (0...highest).contains($0) ? .level($0) : nil }
        }
    }
}
