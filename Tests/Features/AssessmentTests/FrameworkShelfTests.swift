import Assessment
import Content
import Foundation
import Maturity
import Support
import Testing

/// No file of a council's own is passed over without a word.
struct FrameworkShelfTests {
    private let data: URL
    private var content: URL { data.appending(path: "content") }
    private var overrides: URL { data.appending(path: "frameworks") }

    init() throws {
        data = FileManager.default.temporaryDirectory.appending(path: "waymark-shelf-\(UUID().uuidString)")
        for folder in [content, overrides] { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
        try write(FrameworkReaderTests.sound, content.appending(path: "small.yaml"))
    }

    private func write(_ text: String, _ url: URL) throws { try Data(text.utf8).write(to: url) }

    private func told() -> (problems: String, oddities: String) {
        defer { try? FileManager.default.removeItem(at: data) }
        do {
            return ("", try FrameworkShelf(folder: content, overrides: overrides).oddities.map(\.description).joined(separator: "\n"))
        } catch {
            return ("\(error)", "")
        }
    }

    private static let change = "framework: small\nhide: [second]\n"

    @Test func `an override of the framework's own name is applied`() throws {
        try write(Self.change, overrides.appending(path: "small.yaml"))
        let shelf = try FrameworkShelf(folder: content, overrides: overrides)
        #expect(shelf.main?.characteristics.map(\.id) == ["first"] && shelf.shipped[0].characteristics.count == 2 && shelf.oddities.isEmpty)
        try FileManager.default.removeItem(at: data)
    }

    @Test(arguments: [
        ("frameworks/our-changes.yaml", change, "changes \"small\", but is not applied because of its name; rename it small.yaml"),
        ("frameworks/small.yml", change, "is not read because of its name; rename it small.yaml"), ("frameworks/small.YAML", change, "rename it small.yaml"),
        ("frameworks/small.yaml.txt", change, "rename it small.yaml"),
        ("frameworks/large.yaml", "framework: large\n", "there is no framework \"large\" on this hub; it has small"),
        ("frameworks/other.yaml", FrameworkReaderTests.sound, "is a whole framework; put it into Content/frameworks"),
        ("frameworks/list.yaml", "- a\n", "must have keys at the top"),
        ("frameworks/small.yaml", FrameworkReaderTests.sound, "is a whole framework, not a council's own changes"),
        ("small.yaml", change, "is not read here; put it into "),
        ("Frameworks/small.yaml", change, "is not read; the folder for your own changes is "),
        ("overrides/small.yaml", change, "is not read; the folder for your own changes is "),
        ("content/other.yml", FrameworkReaderTests.sound, "is not read because of its name; rename it other.yaml"),
        ("content/changes.yaml", change, "is a council's own changes to a framework, not a framework; it belongs into DATA/frameworks"),
        ("content/twin.yaml", FrameworkReaderTests.sound, "twin.yaml: id: the id \"small\" is already that of small.yaml; change or remove one of them"),
    ])
    func `a file that would be passed over stops the start, with what to do`(place: String, text: String, message: String) throws {
        let url = data.appending(path: place)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try write(text, url)
        let found = told()
        #expect(found.problems.contains(message), "\(found)")
    }

    @Test func `a file where the folder of overrides should be stops the start`() throws {
        try FileManager.default.removeItem(at: overrides)
        try write("", overrides)
        #expect(told().problems.hasSuffix("frameworks: cannot be read; it must be a folder that this user may read"))
    }

    @Test func `what is no data is told, and what belongs beside data is not`() throws {
        for name in ["small.yaml~", "notes.txt", ".small.yaml.swp", "README.md", "framework.schema.json"] { try write("x", content.appending(path: name)) }
        try FileManager.default.createDirectory(at: content.appending(path: "old"), withIntermediateDirectories: true)
        let found = told()
        #expect(found.problems.isEmpty && found.oddities.split(separator: "\n").count == 3, "\(found)")
        for name in ["notes.txt: is not read", "small.yaml~: is not read", "old: is a folder and is not read"] {
            #expect(found.oddities.contains(name), "\(found)")
        }
    }

    @Test func `the check names the same as the start, of files and of folders`() throws {
        try write(FrameworkReaderTests.sound, content.appending(path: "twin.yaml"))
        try write(Self.change, overrides.appending(path: "small.yml"))
        let files = FrameworkCheck(["small", "twin"].map { content.appending(path: "\($0).yaml").path }, overriddenBy: nil)
        #expect(files.problems.map(\.message).contains { $0.hasPrefix("the id \"small\" is already that of ") } && files.good.count == 1)
        let folders = FrameworkCheck([content.path], overriddenBy: overrides.path)
        #expect(folders.problems.count == 2 && folders.good.isEmpty, "\(folders.problems)")
        let missing = FrameworkCheck([content.path], overriddenBy: data.appending(path: "none").path)
        #expect(missing.problems.map(\.message) == ["must be a folder, since the frameworks are one"])
        let misnamed = FrameworkCheck([overrides.appending(path: "small.yml").path], overriddenBy: nil)
        #expect(misnamed.problems.first?.message == "a hub reads *.yaml only; rename it")
        try FileManager.default.removeItem(at: data)
    }
}

/// A council's own changes say nothing twice, nothing in vain, and leave nobody without a question.
struct OverrideTests {
    private func told(_ override: String) throws -> (problems: [String], oddities: [String]) {
        let file = FileManager.default.temporaryDirectory.appending(path: "waymark-override-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(override.utf8).write(to: file)
        var oddities: [String] = []
        let main = TestHub.root.appending(path: "Content/frameworks/efficient-intelligent-council.yaml")
        func plain(_ problem: FileProblem) -> String { "\(problem.line ?? 0): \(problem.path): \(problem.message)" }
        do {
            _ = try FrameworkReader.read(main, overriddenBy: file) { oddities.append(plain($0)) }
            return ([], oddities)
        } catch let found as FileProblems {
            return (found.problems.map(plain), oddities)
        }
    }

    private static let head = "framework: efficient-intelligent-council\n"
    private static let addition = """
        add:
          - theme: leadership-and-direction
            id: ID
            title: TITLE
            statement: We plan our buildings with others.
            why: Cost.
            levels: [No., Talked of., Agreed., Under way., Normal.]
            steps: [Talk., Agree., Start., Go on.]
            routes: []

        """

    @Test(arguments: [
        (
            addition.replacing("ID", with: "assets-at-work") + "hide: [assets-at-work]\n",
            "4: add[0].id: \"assets-at-work\" is hidden too, so your statement would be gone"
        ),
        (addition.replacing("ID", with: "assets-at-work"), "4: add[0].id: the id \"assets-at-work\" is already used"),
        (addition.replacing("ID", with: "own").replacing("TITLE", with: "\"\u{200B}\""), "5: add[0].title: must not be empty"),
        (
            "reword:\n  - {id: safe-to-try, title: A}\n  - {id: safe-to-try, why: B.}\n",
            "4: reword[1].id: \"safe-to-try\" is already reworded at reword[0]; put both into one"
        ),
        ("reword:\n  - {id: safe-to-try, title: ~}\n", "3: reword[0].title: is ~, which YAML reads as nothing"),
        (
            "hide: [shared-direction, visible-sponsorship, room-to-improve, safe-to-try, everyone-on-the-journey, known-needs, easy-channels-nobody-shut-out, simple-by-design, "
                + "evidence-first, medium-term-balance, prevention-pays, learn-and-share]\n", "2: hide: hides the whole pulse, so the short set is empty"
        ),
    ])
    func `what would be lost is refused with its line`(override: String, message: String) throws {
        let found = try told(Self.head + override)
        #expect(found.problems.count == 1 && found.problems[0].hasPrefix(message), "\(found)")
    }

    @Test(arguments: [
        ("reword:\n  - {id: safe-to-try, title: A}\nhide: [safe-to-try]\n", "3: reword[0].id: \"safe-to-try\" is hidden too, so nobody sees its new words"),
        ("reword:\n  - {id: safe-to-try}\n", "3: reword[0]: gives no new words for \"safe-to-try\""),
        ("hide: [safe-to-try, safe-to-try]\n", "2: hide[1]: \"safe-to-try\" stands twice"),
        (
            "reword:\n  - {id: safe-to-try, title: Shared  DIRECTION}\n",
            "3: reword[0].title: \"Shared  DIRECTION\" is already the name at themes[0].characteristics[0].title"
        ),
        (addition.replacing("ID", with: "own").replacing("TITLE", with: "Shared direction"), "5: add[0].title: \"Shared direction\" is already the name at"),
        ("reword:\nhide: [safe-to-try]\n", "2: reword: has nothing under it, so it does nothing"), ("", "1: : changes nothing"),
    ])
    func `what does no harm is told with its line`(override: String, message: String) throws {
        let found = try told(Self.head + override)
        #expect(found.problems.isEmpty && found.oddities.contains { $0.hasPrefix(message) }, "\(found)")
    }

    @Test func `a group that would be left nothing to answer is named`() {
        var framework = Framework.forOverrides
        framework.themes[0].characteristics[0].groups = ["x"]
        framework.themes[0].characteristics[1].groups = ["y"]
        let (_, problems) = framework.applying(FrameworkOverride(framework: "small", hide: ["b"]))
        #expect(problems.map(\.message) == ["leaves the group \"y\" nothing to answer; keep a statement that it is asked"])
        framework.groups[0].asks = .pulse
        #expect(framework.problems().map(\.path) == ["groups[0].asks"])
    }
}

extension Framework {
    fileprivate static var forOverrides: Framework {
        let two = ["a", "b"].map { Characteristic(id: $0, title: $0, statement: $0, levels: ["0", "1"], steps: ["s"]) }
        return Framework(
            id: "small", version: 1, title: "Small", summary: "", language: "en", licence: "",
            levels: [.init(name: "L", meaning: ""), .init(name: "M", meaning: "")],
            routes: [], groups: [.init(id: "x", name: "X", voice: .staff, asks: .all), .init(id: "y", name: "Y", voice: .staff, asks: .all)],
            themes: [.init(id: "t", title: "T", summary: "", characteristics: two)])
    }
}
