import Assessment
import Content
import Foundation
import Library
import Maturity
import Store
import Support
import Testing

struct ResourceTests {
    private func shipped() throws -> (resources: [Resource], framework: Framework) {
        let shelf = try FrameworkShelf(folder: TestHub.root.appending(path: "Content/frameworks"), overrides: nil)
        let resources = try ResourceReader.read(folder: TestHub.root.appending(path: "Content/resources"), frameworks: shelf.frameworks)
        return (resources, try #require(shelf.main))
    }

    @Test func `the starter library has at least eighty resources and covers every characteristic`() throws {
        let (resources, framework) = try shipped()
        #expect(resources.count >= 80)
        for it in framework.characteristics {
            let own = resources.filter { $0.helps.contains { $0.characteristicID == it.id } }
            #expect(own.count >= 3, "\(it.id) has \(own.count)")
            for level in 0..<4 {
                #expect(
                    own.contains { $0.helps.contains { $0.characteristicID == it.id && $0.covers(level) } }, "\(it.id): nothing for \(level) to \(level + 1)")
            }
        }
    }

    @Test func `a recommendation is for the step, and shows different kinds`() throws {
        let (resources, framework) = try shipped()
        let shelf = ResourceShelf(resources)
        for it in framework.characteristics {
            for level in 0..<4 {
                let best = shelf.recommend(characteristicID: it.id, fromLevel: level, councilType: nil)
                #expect(!best.isEmpty && best.count <= 3)
                #expect(best.first?.helps.contains { $0.characteristicID == it.id && $0.covers(level) } == true)
                #expect(Set(best.map(\.id)).count == best.count)
            }
        }
    }

    @Test func `search finds by the beginnings of words, and by kind, council and characteristic`() throws {
        let shelf = ResourceShelf(try shipped().resources)
        let all = shelf.find(.init())
        #expect(shelf.find(.init(text: "wig deal")).contains { $0.title.contains("Wigan") })
        #expect(shelf.find(.init(text: "zzzz")).isEmpty)
        #expect(shelf.find(.init(type: .tool)).allSatisfy { $0.type == .tool })
        #expect(shelf.find(.init(councilType: "wales")).count < all.count)
        #expect(shelf.find(.init(characteristicID: "safe-to-try")).allSatisfy { $0.helps.contains { $0.characteristicID == "safe-to-try" } })
    }

    @Test func `mistakes in a resource are named with file, line and place`() throws {
        let framework = try shipped().framework
        let text = """
            schema: 1
            resources:
              - id: one
                title: One
                publisher: P
                year: 1800
                url: ftp://example.org
                type: rumour
                summary: Words.
                characteristics:
                  - {id: nowhere, from: 3, to: 2}
                councilTypes: [village]
                routes: [process]
                cost: {band: free, reason: r}
                evidence: {grade: weak, reason: r}
                impact: {grade: unknown, reason: r}
                checked: {date: yesterday, how: read}
            """
        let problems = #expect(throws: FileProblems.self) { try ResourceReader.read(text: text, name: "r.yaml", frameworks: [framework]) }
        let found = problems?.description ?? ""
        for message in [
            "r.yaml:6: resources[0].year: must be from 1990 to 2100", "must start with https://", "\"rumour\" is not one of guidance",
            "there is no characteristic \"nowhere\"",
            "\"from\" must be below \"to\"", "\"village\" is not one of all", "\"yesterday\" is not a date",
        ] { #expect(found.contains(message), "\(message) not in:\n\(found)") }
    }

    private static func text(_ urls: [String], checked: String = "2026-11-21", year: Int = 2021) -> String {
        "schema: 1\nresources:\n"
            + urls.enumerated().map { n, url in
                """
                  - id: thing-\(n)
                    title: A thing
                    publisher: P
                    year: \(year)
                    url: "\(url)"
                    type: guidance
                    summary: S.
                    characteristics:
                      - {id: shared-direction, from: 1, to: 4}
                    councilTypes: [all]
                    cost: {band: free, reason: R.}
                    evidence: {grade: weak, reason: R.}
                    impact: {grade: unknown, reason: R.}
                    checked: {date: \(checked), how: H.}

                """
            }.joined()
    }

    @Test func `a link in capitals is taken and brought into one form`() throws {
        let found = try ResourceReader.read(text: Self.text(["Https://Example.org/A"]), name: "r.yaml", frameworks: [try shipped().framework])
        #expect(found[0].url == "https://example.org/A")
    }

    @Test(arguments: [
        (["https://"], "r.yaml:3: resources[0]: url: has no name of a site"), (["https://example.org/a b"], "url: has a space in it; write %20"),
        (
            ["https://example.org/a", "https://example.org/a/"],
            "r.yaml:17: resources[1]: the address https://example.org/a/ is already used in r.yaml, resources[0]"
        ),
        (["https://example.org/a", "http://www.example.org/a?utm_source=x"], "is already used in r.yaml, resources[0]"),
    ])
    func `a link that leads nowhere, or where another leads, is refused`(urls: [String], message: String) throws {
        let framework = try shipped().framework
        let problems = #expect(throws: FileProblems.self) { try ResourceReader.read(text: Self.text(urls), name: "r.yaml", frameworks: [framework]) }
        #expect(problems?.description.contains(message) == true, "\(problems?.description ?? "")")
    }

    @Test func `a day of checking and a year that are still to come are told`() throws {
        var notes: [String] = []
        let text = Self.text(["https://example.org/a"], checked: "2099-01-01", year: 2098)
        _ = try ResourceReader.read(text: text, name: "r.yaml", frameworks: [try shipped().framework], today: Day("2026-11-28")) {
            notes.append($0.description)
        }
        #expect(
            notes == [
                "r.yaml:16: resources[0].checked: date: 2099-01-01 is still to come; write the day on which it was looked at",
                "r.yaml:3: resources[0]: year: 2098 is still to come",
            ])
        notes = []
        _ = try ResourceReader.read(
            text: text.replacing("2099", with: "2026").replacing("2098", with: "2026"), name: "r.yaml", frameworks: [try shipped().framework],
            today: Day("2026-11-28")
        ) {
            notes.append($0.description)
        }
        #expect(notes.isEmpty)
    }
}
