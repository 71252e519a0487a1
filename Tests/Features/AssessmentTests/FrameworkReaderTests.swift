import Assessment
import Content
import Foundation
import Maturity
import Support
import Testing

struct FrameworkReaderTests {
    static let sound = """
        schema: 1
        id: small
        version: 2
        title: Small
        language: en
        licence: EUPL-1.2
        summary: A small framework.
        levels:
          - {name: Not yet, meaning: No}
          - {name: There, meaning: Yes}
        routes:
          - {id: process, name: Process, summary: Simpler}
        groups:
          - {id: staff, name: Staff, voice: staff, asks: all}
        themes:
          - id: one
            title: One
            summary: The only one.
            characteristics:
              - id: first
                title: First
                statement: We do it.
                why: It helps.
                levels: [We do not., We do.]
                steps: [Do it.]
                routes: all
              - id: second
                title: Second
                statement: We do that.
                why: It helps.
                levels: [No., Yes.]
                steps: [Do that.]
                routes: [process]
                requires: [first]
        """

    private func refusal(_ change: (String) -> String) -> [String] {
        let problems = #expect(throws: FileProblems.self) { try FrameworkReader.read(text: change(Self.sound), name: "small.yaml") }
        return problems?.problems.map(\.description) ?? []
    }

    @Test func `a sound file is read`() throws {
        let framework = try FrameworkReader.read(text: Self.sound, name: "small.yaml")
        #expect(framework.version == 2)
        #expect(framework.characteristics.map(\.id) == ["first", "second"])
        #expect(framework.characteristics[1].routes == ["process"])
    }

    @Test(arguments: ["efficient-intelligent-council", "quick-check", "service-review"])
    func `every framework that ships is sound`(name: String) throws {
        let framework = try FrameworkReader.read(TestHub.root.appending(path: "Content/frameworks/\(name).yaml"))
        #expect(framework.id == name)
    }

    @Test func `the main framework has eight themes, thirty-six characteristics and a pulse of twelve`() throws {
        let framework = try FrameworkReader.read(TestHub.root.appending(path: "Content/frameworks/efficient-intelligent-council.yaml"))
        #expect(framework.themes.count == 8)
        #expect(framework.characteristics.count == 36)
        #expect(framework.characteristics.count { $0.isPulse } == 12)
        #expect(framework.characteristics.allSatisfy { $0.levels.count == 5 && $0.steps.count == 4 && $0.signs.count >= 3 && !$0.evidence.isEmpty })
    }

    @Test func `all that is wrong is found in one pass, each with its line`() {
        let found = refusal {
            $0.replacing("id: second", with: "id: first").replacing("version: 2", with: "version: two").replacing("levels: [No., Yes.]", with: "levels: [No.]")
                .replacing("requires: [first]", with: "requires: [nowhere]").replacing(
                    "why: It helps.\n        levels: [We", with: "whhy: It helps.\n        levels: [We")
        }
        #expect(found.contains("small.yaml:3: version: must be a whole number"))
        let lines = Self.sound.split(separator: "\n", omittingEmptySubsequences: false)
        func line(_ text: String) -> Int { (lines.firstIndex { $0.contains(text) } ?? -1) + 1 }
        for (text, message) in [
            ("id: second", "themes[0].characteristics[1].id: characteristic id \"first\" is already used"),
            ("levels: [No., Yes.]", "themes[0].characteristics[1].levels: \"first\" has 1 descriptors"),
            ("requires: [first]", "themes[0].characteristics[1].requires[0]: there is no characteristic \"nowhere\""),
        ] { #expect(found.contains { $0.hasPrefix("small.yaml:\(line(text)): \(message)") }, "\(message) not in \(found)") }
        #expect(found.count == 6, "\(found)")
    }

    @Test(arguments: [
        ("title: Small", "title: [a, list]", "title: must be text"), ("summary: A small framework.\n", "", "summary: is missing"),
        ("id: small", "id: Small One", "\"Small One\" is not an id"), ("voice: staff", "voice: choir", "\"choir\" is not one of leaders"),
        ("schema: 1", "schema: 2", "schema 2 is newer"), ("routes: all", "routes: most", "must be a list"),
        ("themes:\n", "themes: none\nx:\n", "themes: must be a list"),
        ("requires: [first]", "requires: [second]", "run in a circle: second → second"),
        ("title: First", "title: First\n        titel: x", "titel: unknown key"),
        ("- {id: staff, name: Staff, voice: staff, asks: all}", "- just words", "must have keys"),
    ])
    func `a mistake is named with its place`(old: String, new: String, message: String) {
        let found = refusal { $0.replacing(old, with: new) }
        #expect(found.contains { $0.contains(message) }, "\(found)")
    }

    @Test(arguments: [
        ("", "is empty"), ("- a\n- b", "must have keys at the top"), ("a: [1", "is not valid YAML"), ("a: 1\na: 2", "is not valid YAML"),
        ("\u{0}", "is not valid YAML"),
    ])
    func `what is not such a file at all is refused`(text: String, message: String) {
        let found = refusal { _ in text }
        #expect(found.first?.contains(message) == true, "\(found)")
    }
}
