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

    @Test func `lists of routes and groups may be empty, of the framework and of a statement`() throws {
        let text = Self.sound.replacing("routes:\n  - {id: process, name: Process, summary: Simpler}", with: "routes: []")
            .replacing("groups:\n  - {id: staff, name: Staff, voice: staff, asks: all}", with: "groups: []").replacing("routes: [process]", with: "routes: []")
        let framework = try FrameworkReader.read(text: text, name: "small.yaml")
        #expect(framework.routes.isEmpty && framework.groups.isEmpty && framework.characteristics.allSatisfy { $0.routes.isEmpty })
        #expect(refusal { $0.replacing("        routes: all\n", with: "") }.contains { $0.hasSuffix("routes: is missing") })
    }

    @Test(arguments: [
        ("why: It helps.", "why: ~", "why: is ~, which YAML reads as nothing"), ("why: It helps.", "why: null", "why: is null, which YAML reads as nothing"),
        ("why: It helps.", "why:", "why: must not be empty"), ("levels: [No., Yes.]", "levels: [No., ~]", "levels[1]: is ~"),
        ("title: One", "title: \"\u{200B} \"", "title: must not be empty"),
        ("statement: We do it.", "statement: Team #1 is ours.", "statement: the text ends before \"#1 is ours.\""),
        ("title: First", "title: #1", "title: the text ends before \"#1\""),
        ("title: First", "title: #1", "title: must not be empty"),
        ("levels: [No., Yes.]", "levels:\n          - No.\n          - Plan #2.", "levels[1]: the text ends before \"#2.\""),
        (
            "levels: [No., Yes.]", "levels:\n          - No.\n          - Yes: all of us.",
            "levels[1]: must be text; a colon with a space behind it made a key of it"
        ),
        ("title: First", "title: !Important news", "title: \"!Important\" is left out of the text"),
        ("why: It helps.", "why: It\n          helps #2 teams.", "why: the text ends before \"#2 teams.\""),
    ])
    func `nothing where a text belongs, and a text cut by a comment, are told`(old: String, new: String, message: String) {
        let found = refusal { $0.replacing(old, with: new, maxReplacements: 1) }
        #expect(found.contains { $0.contains(message) && $0.hasPrefix("small.yaml:") }, "\(found)")
    }

    @Test(arguments: 1...40) func `any slip of the keyboard is read or refused with a line of the file`(seed: Int) {
        let slips = [
            "#", " #", "#1", "\t", ":", ": ", "- ", "!", "!x ", "&a ", "*a", "'", "\"", "[", "}", "|", ">", "~", "null", "\r", "\n", "\u{85}", "\u{2028}",
            "\u{FEFF}", "\u{7}", "\u{301}", "---\n",
        ]
        let lines = Self.sound.split(separator: "\n").count
        for n in 0..<30 {
            var scalars = Array(Self.sound.unicodeScalars)
            let place = (seed * 7919 + n * 104_729) % scalars.count
            scalars.insert(contentsOf: slips[(seed + n) % slips.count].unicodeScalars, at: place)
            do {
                _ = try FrameworkReader.read(text: String(String.UnicodeScalarView(scalars)), name: "small.yaml")
            } catch let found as FileProblems {
                #expect(found.problems.allSatisfy { (1...lines + 3).contains($0.line ?? 1) && !$0.message.isEmpty }, "\(found)")
            } catch {
                Issue.record("\(error)")
            }
        }
    }

    @Test func `a comment that may be meant is told, one that is plainly a comment is not`() throws {
        var notes: [String] = []
        let text = Self.sound.replacing("title: Small", with: "title: Small # ours").replacing("title: One", with: "title: One  #ours").replacing(
            "title: First", with: "title: First  # ours"
        )
        .replacing("id: second", with: "id: second #ours").replacing("title: Second", with: "title: \"Second #2\"")
        #expect(try FrameworkReader.read(text: text, name: "small.yaml") { notes.append($0.description) }.characteristics[1].title == "Second #2")
        #expect(
            notes.count == 2 && notes[0].hasPrefix("small.yaml:4: title: the text ends before \"# ours\"") && notes[1].contains("before \"#ours\""), "\(notes)")
    }

    @Test(arguments: [
        ("      - id: second", "\t- id: second", "27: is not valid YAML: the line is indented with a tab; use spaces"),
        (
            "statement: We do it.", "statement: Note: we do it.",
            "22: is not valid YAML: a colon with a space behind it starts a key, and here a text goes on; put the text in double quotes"
        ),
        ("title: First", "title: @home", "21: is not valid YAML: a text cannot start with \"@\"; put the text in double quotes"),
        ("title: First", "title: \"First", "21: is not valid YAML: a quote opened here is never closed"),
        ("title: First", "title: 'It's'", "21: is not valid YAML: "),
        ("title: First", "title First", "21: is not valid YAML: the line is no key, since it has no colon"),
        ("why: It helps.", "why: >It helps.", "23: is not valid YAML: a text behind | or >"),
        ("levels: [No., Yes.]", "levels: [No. #2, Yes.]", "31: is not valid YAML: a list in brackets is cut off: \" #\" starts a comment"),
        ("levels: [No., Yes.]", "levels: [No., Yes.", "32: is not valid YAML: the list in brackets that starts on line 31 is never closed"),
        ("title: First", "title: *ours", "21: is not valid YAML: a text that starts with * or & stands for another place"),
        ("title: First", "title: \"C:\\home\"", "21: is not valid YAML: a backslash"),
        ("title: First", "title: Fi\u{7}rst", "21: is not valid YAML: it holds a character that nobody can see or read (U+0007)"),
    ])
    func `what the parser refuses is said in plain words with line and remedy`(old: String, new: String, message: String) {
        let found = refusal { $0.replacing(old, with: new, maxReplacements: 1) }
        #expect(found.count == 1 && found[0].contains(message), "\(found)")
    }
}
