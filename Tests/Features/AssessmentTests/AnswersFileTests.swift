import Assessment
import Content
import Foundation
import Maturity
import Support
import Testing

struct AnswersFileTests {
    private let framework: Framework

    init() throws { framework = try FrameworkReader.read(text: FrameworkReaderTests.sound, name: "small.yaml") }

    private func read(_ rows: String) throws -> [Answer] {
        try AnswersFile.read(name: "a.csv", data: Data("respondent,group,characteristic,now,target\n\(rows)".utf8), framework: framework)
    }

    @Test func `levels, don't know, not applicable and blanks are read`() throws {
        let answers = try read("r1,staff,first,1,1\nr1,staff,second,dk,\nr2,staff,first,NA,0\nr2,staff,second,,1\n")
        #expect(answers.map(\.now) == [.level(1), .dontKnow, .notApplicable, nil])
        #expect(answers.map(\.target) == [1, nil, 0, 1])
    }

    @Test(arguments: [
        ("r1,staff,first,2,1", "a.csv:2: column 4 (now): \"2\" is not an answer; use 0 to 1, dk, na, or leave it empty"),
        ("r1,staff,first,1,x", "a.csv:2: column 5 (target): \"x\" is not a level; use 0 to 1, or leave it empty"),
        ("r1,staff,third,1,1", "a.csv:2: column 3 (characteristic): there is no characteristic \"third\" in small"),
        (",staff,first,1,1", "a.csv:2: column 1 (respondent): the respondent is missing"),
        ("r1,,first,1,1", "a.csv:2: column 2 (group): the group is missing"),
        ("r1,staff,first,1,1\nr1,staff,first,0,1", "a.csv:3: column 3 (characteristic): r1 already answered first on line 2"),
        ("r1,staff,first,1,1\nr1,members,second,0,1", "a.csv:3: column 2 (group): r1 was in \"staff\" on line 2"),
        ("r1,staff,first,-1,1", "\"-1\" is not an answer"),
    ])
    func `a bad row is named by line and column`(rows: String, message: String) {
        let problems = #expect(throws: FileProblems.self) { try read(rows) }
        #expect(problems?.description.contains(message) == true, "\(problems?.description ?? "")")
    }

    @Test func `groups that differ in capitals and spaces alone are one, and told`() throws {
        var notes: [String] = []
        let text = "respondent,group,characteristic,now,target\nr1,Front  office,first,1,\nr2,front office,first,0,\nr2,Front  office,second,0,\n"
        let answers = try AnswersFile.read(name: "a.csv", data: Data(text.utf8), framework: framework) { notes.append($0.description) }
        #expect(Set(answers.map(\.group)) == ["Front  office"])
        #expect(notes == ["a.csv:3: column 2 (group): \"front office\" is taken for the group \"Front  office\""])
    }

    @Test func `a column for each characteristic is refused in one line with the remedy`() {
        let problems = #expect(throws: FileProblems.self) {
            try AnswersFile.read(name: "a.csv", data: Data("respondent,group,first,second\nr1,staff,1,0\n".utf8), framework: framework)
        }
        #expect(
            problems?.description
                == "a.csv: header: has a column for each characteristic (first); write a row for each answer: respondent,group,characteristic,now,target")
    }

    @Test func `a score as JSON has every key, with null where something is hidden`() throws {
        let answers = try read((1...6).map { "r\($0),staff,first,1,1" }.joined(separator: "\n"))
        let json = try ScoreDocument(Score(of: answers, in: framework, threshold: 5)).json()
        let document = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let list = try #require(document["characteristics"] as? [[String: Any]])
        #expect(document["respondents"] as? Int == 6)
        #expect(list.map { $0["id"] as? String } == ["first", "second"])
        let keys: Set = ["id", "answered", "dontKnow", "notApplicable", "distribution", "median", "spread", "targetMedian", "gap", "groups"]
        for item in list { #expect(Set(item.keys) == keys) }
        #expect(list[0]["distribution"] as? [Int] == [0, 6])
        #expect(list[1]["distribution"] is NSNull)
        #expect(list[1]["groups"] is NSNull)
        let group = try #require((list[0]["groups"] as? [[String: Any]])?.first)
        #expect(Set(group.keys) == ["group", "answered", "median", "distribution", "suppressed"])
    }
}
