package import Content
package import Foundation
package import Maturity
package import Store

/// Reads the resource files of a folder and finds everything that is wrong with them in one pass.
package enum ResourceReader {
    private static let councilTypes = [
        "all", "district", "county", "unitary", "metropolitan", "london-borough", "scotland", "wales", "northern-ireland",
        "combined-authority",
    ]

    /// - Parameters:
    ///   - frameworks: whose characteristics, levels and routes the resources refer to.
    ///   - today: what a day of checking must not lie behind; nil where that is not looked at.
    ///   - mention: told of what is odd and does no harm.
    package static func read(
        folder: URL, frameworks: [Framework], today: Day? = nil, mention: (FileProblem) -> Void = { _ in }
    ) throws -> [Resource] {
        let all = ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
            .filter { !$0.lastPathComponent.hasPrefix(".") }.sorted { $0.lastPathComponent < $1.lastPathComponent }
        for url in all where url.pathExtension != "yaml" && ["yaml", "yml"].contains(url.pathExtension.lowercased()) {
            mention(FileProblem(file: url.lastPathComponent, line: nil, path: "", message: "is not read because of its name; rename it to end in .yaml"))
        }
        let urls = all.filter { $0.pathExtension == "yaml" }
        guard !urls.isEmpty else {
            throw FileProblems([FileProblem(file: folder.path, line: nil, path: "", message: "holds no resources (*.yaml)")])
        }
        return try read(
            urls.map { url in
                let file = DataFile(name: url.lastPathComponent)
                return (file, file.read(url))
            }, frameworks, today, mention)
    }

    package static func read(
        text: String, name: String, frameworks: [Framework], today: Day? = nil, mention: (FileProblem) -> Void = { _ in }
    ) throws -> [Resource] {
        let file = DataFile(name: name)
        return try read([(file, file.root(text))], frameworks, today, mention)
    }

    private static func read(
        _ files: [(file: DataFile, root: DataNode?)], _ frameworks: [Framework], _ today: Day?, _ mention: (FileProblem) -> Void
    ) throws -> [Resource] {
        let known = Known(frameworks)
        var resources: [Resource] = []
        var places: [String: String] = [:]
        for (file, root) in files {
            guard let root else { continue }
            root.allow(only: ["schema", "resources"])
            _ = root.number("schema", in: 1...1)
            for node in root.items("resources") {
                let resource = resource(node, known)
                let address = (try? WebLink(resource.url))?.identity ?? resource.url
                let keys = [("id \(resource.id)", resource.id), ("address \(resource.url)", address)]
                for (what, key) in keys where !key.isEmpty {
                    if let earlier = places.updateValue("\(file.name), \(node.path)", forKey: "\(what.prefix(2)) \(key)") {
                        node.note("the \(what) is already used in \(earlier)")
                    }
                }
                if let today { mentionFuture(resource, node, today) }
                resources.append(resource)
            }
        }
        let problems = files.flatMap { $0.file.problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) } }
        guard problems.isEmpty else { throw FileProblems(problems) }
        files.flatMap(\.file.oddities).forEach(mention)
        return resources
    }

    private static func mentionFuture(_ resource: Resource, _ node: DataNode, _ today: Day) {
        if resource.checked.date > today {
            node.section("checked")?.mention("date: \(resource.checked.date.iso) is still to come; write the day on which it was looked at")
        }
        if let year = resource.year, year > today.year + 1 { node.mention("year: \(year) is still to come") }
    }

    /// What a resource may refer to.
    private struct Known {
        var levels: [String: Int] = [:]
        var routes: Set<String> = []

        init(_ frameworks: [Framework]) {
            for framework in frameworks {
                for it in framework.characteristics { levels[it.id] = framework.highestLevel }
                routes.formUnion(framework.routes.map(\.id))
            }
        }
    }

    private static func resource(_ node: DataNode, _ known: Known) -> Resource {
        node.allow(only: [
            "id", "title", "publisher", "year", "url", "type", "summary", "characteristics", "councilTypes", "routes", "cost", "evidence",
            "impact", "checked",
        ])
        let types = node.texts("councilTypes", isRequired: true)
        for type in types where !councilTypes.contains(type) {
            node.note("councilTypes: \"\(type)\" is not one of \(councilTypes.joined(separator: ", "))")
        }
        let routes = node.texts("routes")
        for route in routes where !known.routes.contains(route) { node.note("routes: there is no route \"\(route)\"") }
        let url = address(node)
        return Resource(
            id: node.id(), title: node.text("title", upTo: 300), publisher: node.text("publisher", upTo: 120),
            year: node.number("year", in: 1990...2100, isRequired: false), url: url, type: node.choice("type", ResourceType.self) ?? .guidance,
            summary: node.text("summary", upTo: 900), helps: node.items("characteristics").map { step($0, known) }, councilTypes: types,
            routes: routes, cost: graded(node, "cost", "band", CostBand.free), evidence: graded(node, "evidence", "grade", EvidenceGrade.none),
            impact: graded(node, "impact", "grade", ImpactGrade.unknown), checked: check(node))
    }

    private static func address(_ node: DataNode) -> String {
        let typed = node.text("url", upTo: 500)
        guard !typed.isEmpty else { return typed }
        do {
            return try WebLink(typed).text
        } catch {
            node.note("url: \(error)")
            return typed
        }
    }

    private static func step(_ node: DataNode, _ known: Known) -> Resource.Step {
        node.allow(only: ["id", "from", "to"])
        let id = node.id()
        if !id.isEmpty && known.levels[id] == nil { node.note("there is no characteristic \"\(id)\"") }
        let highest = known.levels[id] ?? 4
        let from = node.number("from", in: 0...highest) ?? 0
        let to = node.number("to", in: 0...highest) ?? highest
        if from >= to { node.note("\"from\" must be below \"to\"") }
        return Resource.Step(characteristicID: id, from: from, to: to)
    }

    private static func graded<Grade: RawRepresentable & CaseIterable & Hashable & Sendable>(
        _ node: DataNode, _ key: String, _ gradeKey: String, _ fallback: Grade
    ) -> Resource.Graded<Grade> where Grade.RawValue == String {
        guard let section = node.section(key) else { return .init(grade: fallback, reason: "") }
        section.allow(only: [gradeKey, "reason"])
        return .init(grade: section.choice(gradeKey, Grade.self) ?? fallback, reason: section.text("reason", upTo: 400))
    }

    private static func check(_ node: DataNode) -> Resource.Check {
        guard let section = node.section("checked") else { return .init(date: Day(.distantPast), how: "") }
        section.allow(only: ["date", "how"])
        let text = section.text("date")
        let date = Day(text)
        if date == nil && !text.isEmpty { section.note("date: \"\(text)\" is not a date; write it as 2026-11-21") }
        return .init(date: date ?? Day(.distantPast), how: section.text("how", upTo: 600))
    }
}
