import App
import Assessment
import Content
import Foundation
import Library
import Maturity
import People
import Store
import Support
import Testing

/// Files that strangers wrote after public bug reports, through the readers of the commands: each is taken, taken with a note,
/// or refused in words that say what to do.
struct AssessmentCaseTests {
    private static let folder = TestHub.root.appending(path: "../shared/cases/assessment").standardizedFileURL
    static let isThere = FileManager.default.fileExists(atPath: folder.path)
    static let absent: Comment = "the cases are not on this machine"

    enum Outcome: Sendable {
        case taken
        case noted(String)
        case refused(String)
    }

    /// What a reader says of a file: nothing, notes, or a refusal.
    private func told(_ read: ((FileProblem) -> Void) async throws -> Void) async -> (notes: String, refusal: String?) {
        var notes: [String] = []
        do {
            try await read { notes.append($0.description) }
            return (notes.joined(separator: "\n"), nil)
        } catch {
            return (notes.joined(separator: "\n"), "\(error)")
        }
    }

    private func expect(_ outcome: Outcome, _ found: (notes: String, refusal: String?), _ file: String) {
        switch outcome {
        case .taken: #expect(found.notes.isEmpty && found.refusal == nil, "\(file): \(found)")
        case .noted(let words): #expect(found.notes.contains(words) && found.refusal == nil, "\(file): \(found)")
        case .refused(let words):
            #expect(found.refusal?.contains(words) == true, "\(file): \(found)")
            #expect((found.refusal ?? "").split(separator: "\n").count == 1, "\(file): \(found)")
        }
    }

    @Test(
        .enabled(if: isThere, absent),
        arguments: [
            ("00-ok.csv", Outcome.taken), ("03-semicolons.csv", .noted("has columns separated by semicolons")),
            ("05-excel-blank-rows.csv", .noted("has 2 rows without any value on lines 8, 9, left out")),
            ("11-half-level.csv", .refused(":2: column 4 (now): \"1.5\" is not an answer; use 0 to 2")),
            ("18-group-case.csv", .noted(":3: column 2 (group): \"staff\" is taken for the group \"Staff\"")),
            ("21-cp1252.csv", .refused(":2: is not UTF-8 but an older code, such as Windows-1252; save it as \"CSV UTF-8\"")),
            ("25-sep-line.csv", .noted("says \"sep=\" on line 1")),
            ("38-wide-form.csv", .refused("has a column for each characteristic (a); write a row for each answer")),
        ])
    func `answers as spreadsheets save them`(name: String, outcome: Outcome) async throws {
        let url = Self.folder.appending(path: "score/\(name)")
        let found = await told { mention in
            let framework = try FrameworkReader.read(Self.folder.appending(path: "score/fw.yaml"), mention: mention)
            _ = try AnswersFile.read(name: url.path, data: try Data(contentsOf: url), framework: framework, mention: mention)
        }
        expect(outcome, found, name)
    }

    @Test(.enabled(if: isThere, absent)) func `answers with semicolons, blank rows or a sep line score as those with commas`() throws {
        let framework = try FrameworkReader.read(Self.folder.appending(path: "score/fw-used.yaml"))
        let scores = try ["00-ok", "03-semicolons", "05-excel-blank-rows", "25-sep-line"].map { name in
            let data = try Data(contentsOf: Self.folder.appending(path: "score/\(name).csv"))
            return try ScoreDocument(Score(of: try AnswersFile.read(name: name, data: data, framework: framework), in: framework, threshold: 5)).json()
        }
        #expect(Set(scores).count == 1)
    }

    @Test(
        .enabled(if: isThere, absent),
        arguments: [
            ("yaml/00-ok.yaml", Outcome.taken),
            ("yaml/03-tab-indent.yaml", .refused("03-tab-indent.yaml:17: is not valid YAML: the line is indented with a tab; use spaces")),
            ("yaml/12-null-why-tilde.yaml", .refused("12-null-why-tilde.yaml:24: themes[0].characteristics[0].why: is ~, which YAML reads as nothing")),
            ("yaml/23-hash-in-text.yaml", .refused("23-hash-in-text.yaml:23: themes[0].characteristics[0].statement: the text ends before \"#1 is ours.\"")),
            ("yaml/39-rtl.yaml", .taken),
            ("yaml/43-welsh.yaml", .taken), ("fw-empty-routes.yaml", .taken), ("fw-documented-empty-routes.yaml", .taken), ("score/fw.yaml", .taken),
            ("score/fw-used.yaml", .taken),
        ])
    func `frameworks in YAML`(name: String, outcome: Outcome) async {
        let check = FrameworkCheck([Self.folder.appending(path: name).path], overriddenBy: nil)
        let refusal = check.problems.isEmpty ? nil : FileProblems(check.problems).description
        expect(outcome, (check.oddities.map(\.description).joined(), refusal), name)
    }

    @Test(
        .enabled(if: isThere, absent),
        arguments: [
            ("01-reword-twice", Outcome.refused(":4: reword[1].id: \"shared-direction\" is already reworded at reword[0]; put both into one")),
            ("05-hide-existing-add-same-id", .refused(":4: add[0].id: \"assets-at-work\" is hidden too, so your statement would be gone")),
            ("11-null-lists", .noted(":2: reword: has nothing under it, so it does nothing; leave the key out")),
            ("15-add-title-duplicate", .noted(":5: add[0].title: \"Shared direction\" is already the name")),
            ("18-reword-title-space", .refused(":3: reword[0].title: must not be empty")),
            ("20-hide-whole-pulse", .refused(":2: hide: hides the whole pulse, so the short set is empty")),
        ])
    func `a council's own changes`(name: String, outcome: Outcome) async {
        let main = TestHub.root.appending(path: "Content/frameworks/efficient-intelligent-council.yaml")
        let found = await told { _ = try FrameworkReader.read(main, overriddenBy: Self.folder.appending(path: "override/\(name).yaml"), mention: $0) }
        expect(outcome, found, name)
    }

    @Test(
        .enabled(if: isThere, absent),
        arguments: [
            ("00-ok", Outcome.taken),
            ("01-url-twin-slash", .refused("resources[1]: the address https://example.org/a/ is already used in x.yaml, resources[0]")),
            ("07-url-bare", .refused("x.yaml:3: resources[0]: url: has no name of a site behind https://")),
            ("20-tracking-twin", .refused("the address https://example.org/a?utm_source=x is already used")),
        ])
    func `resources of a library`(name: String, outcome: Outcome) async throws {
        let shelf = try FrameworkShelf(folder: TestHub.root.appending(path: "Content/frameworks"), overrides: nil)
        let found = await told {
            _ = try ResourceReader.read(
                folder: Self.folder.appending(path: "resources/\(name)"), frameworks: shelf.frameworks, today: Day("2026-11-28"), mention: $0)
        }
        expect(outcome, found, name)
    }

    @Test(
        .enabled(if: isThere, absent),
        arguments: [
            ("blank-rows", Outcome.noted("has 3 rows without any value on lines 7, 8, 9, left out")),
            ("semicolons", .noted("has columns separated by semicolons")), ("reorganisation-2028", .taken),
            ("duplicate-gss", .refused("duplicate-gss.csv:5: gss-code: the GSS code S12000034 is that of ABD, Aberdeenshire Council, in the hub")),
        ])
    func `parts of a register, into a hub that has Aberdeenshire`(name: String, outcome: Outcome) async throws {
        let test = try await TestHub(withAccounts: false)
        let councils = test.hub.people.councils
        let known = RegisterRow.header + "\nABD,Aberdeenshire Council,Aberdeenshire,S12000034,,,,Scotland,Scotland,SCO,Council\n"
        _ = try await councils.importRegister(try CouncilRegister(name: "hub.csv", data: Data(known.utf8)))
        let url = Self.folder.appending(path: "register/\(name).csv")
        let found = await told { mention in
            _ = try await councils.importRegister(try CouncilRegister(name: url.path, data: try Data(contentsOf: url), isPart: true, mention: mention))
        }
        expect(outcome, found, name)
        guard name == "reorganisation-2028" else { return }
        let current = try await councils.current(on: try #require(Day("2026-11-28"))).map(\.code)
        #expect(current.contains("ELM") && current.contains("GRT") && !current.contains("NEWX"))
    }

    private enum RegisterRow {
        static let header =
            "local-authority-code,official-name,nice-name,gss-code,start-date,end-date,replaced-by,nation,region,local-authority-type,local-authority-type-name"
    }
}
