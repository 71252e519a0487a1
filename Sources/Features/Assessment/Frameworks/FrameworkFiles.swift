import Content
import Foundation

/// The files in a folder of frameworks and in one of overrides: those that are read, and those that look as if they should be.
struct FrameworkFiles {
    private(set) var frameworks: [URL] = []
    /// By the name of the framework's file.
    private(set) var overrides: [String: URL] = [:]
    private(set) var problems: [FileProblem] = []
    private(set) var oddities: [FileProblem] = []

    init(folder: URL, overrides: URL?) {
        frameworks = files(in: folder).filter { isRead($0) }
        if frameworks.isEmpty && problems.isEmpty { refuse(folder, "holds no framework (*.yaml)") }
        guard let overrides else { return }
        lookBeside(overrides)
        let names = Set(frameworks.map(\.lastPathComponent))
        for url in FileManager.default.fileExists(atPath: overrides.path) ? files(in: overrides) : [] where isRead(url) {
            if names.contains(url.lastPathComponent) {
                self.overrides[url.lastPathComponent] = url
            } else {
                refuseStray(url)
            }
        }
    }

    // MARK: What is in a folder

    private mutating func files(in folder: URL) -> [URL] {
        guard Self.isFolder(folder), let all = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) else {
            refuse(folder, "cannot be read; it must be a folder that this user may read")
            return []
        }
        return all.filter { !$0.lastPathComponent.hasPrefix(".") }.sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    /// Whether it is one of the `*.yaml` files; says of others why they are not read.
    private mutating func isRead(_ url: URL) -> Bool {
        let name = url.lastPathComponent
        if Self.isFolder(url) {
            mention(url, "is a folder and is not read; put its files beside it")
        } else if name.hasSuffix(".yaml") {
            return true
        } else if let right = Self.rightName(name) {
            refuse(url, "is not read because of its name; rename it \(right), or take it away")
        } else if !Self.isExpected(name) {
            mention(url, "is not read; frameworks and changes to them are *.yaml")
        }
        return false
    }

    /// `other.yaml` for `other.yml`, `other.YAML`, `other.yaml.txt` or `other.yml.yaml.txt`.
    private static func rightName(_ name: String) -> String? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, let at = parts.dropFirst().firstIndex(where: { ["yaml", "yml"].contains($0.lowercased()) }) else { return nil }
        let rest = parts[(at + 1)...].map { $0.lowercased() }
        guard rest.allSatisfy({ ["yaml", "yml", "txt", "text"].contains($0) }) else { return nil }
        return parts[..<at].joined(separator: ".") + ".yaml"
    }

    /// Schemas and what people write beside data.
    private static func isExpected(_ name: String) -> Bool {
        name.hasSuffix(".schema.json") || name.hasSuffix(".md") || ["README", "LICENSE", "LICENCE"].contains { name.hasPrefix($0) }
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
    }

    // MARK: Overrides that change nothing

    /// An override whose name is that of no framework.
    private mutating func refuseStray(_ url: URL) {
        let file = DataFile(name: url.relativePath)
        guard let root = file.read(url) else {
            problems += file.problems
            return
        }
        guard OverrideReader.isOverride(root) else {
            return refuse(url, root.has("themes") ? "is a whole framework; put it into Content/frameworks" : "changes no framework; take it away")
        }
        let wanted = root.id("framework")
        let known = frameworks.map { ($0.lastPathComponent, Self.id(of: $0)) }
        if let match = known.first(where: { $0.1 == wanted }) {
            refuse(url, "changes \"\(wanted)\", but is not applied because of its name; rename it \(match.0)")
        } else {
            refuse(url, "there is no framework \"\(wanted)\" on this hub; it has \(known.compactMap(\.1).joined(separator: ", "))", line: root.line)
        }
    }

    private static func id(of url: URL) -> String? {
        let file = DataFile(name: url.lastPathComponent)
        guard let root = file.read(url), root.has("id") else { return nil }
        return root.id()
    }

    /// Overrides that lie beside their folder, or in one whose name is nearly right.
    private mutating func lookBeside(_ overrides: URL) {
        let parent = overrides.deletingLastPathComponent()
        guard overrides.lastPathComponent == "frameworks", let all = try? FileManager.default.contentsOfDirectory(atPath: parent.path) else { return }
        for name in all.sorted() {
            let url = parent.appending(path: name)
            if name != "frameworks", ["framework", "frameworks", "override", "overrides"].contains(name.lowercased()), Self.isFolder(url) {
                refuse(url, "is not read; the folder for your own changes is \(overrides.relativePath)")
            } else if Self.rightName(name) != nil, let root = DataFile(name: name).read(url), OverrideReader.isOverride(root) {
                refuse(url, "is not read here; put it into \(overrides.relativePath)")
            }
        }
    }

    private mutating func refuse(_ url: URL, _ message: String, line: Int? = nil) {
        problems.append(FileProblem(file: url.relativePath, line: line, path: "", message: message))
    }

    private mutating func mention(_ url: URL, _ message: String) {
        oddities.append(FileProblem(file: url.relativePath, line: nil, path: "", message: message))
    }
}
