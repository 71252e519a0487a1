package import Content
import Foundation
import Maturity

/// Checks framework files, and folders of them as a hub reads them at its start.
package struct FrameworkCheck {
    /// A line for each framework that is good.
    package private(set) var good: [String] = []
    package private(set) var problems: [FileProblem] = []
    /// What is odd and does no harm.
    package private(set) var oddities: [FileProblem] = []
    private var fileOfID: [String: String] = [:]

    /// - Parameter override: a file with changes to the one file given, or a folder with changes to those of the one folder.
    package init(_ paths: [String], overriddenBy override: String?) {
        let changes = override.map { URL(filePath: $0) }
        for path in paths {
            let url = URL(filePath: path)
            do {
                if Self.isFolder(url) { try checkFolder(url, changes) } else { try checkFile(url, path, changes) }
            } catch let found as FileProblems {
                problems += found.problems
            } catch {
                problems.append(FileProblem(file: path, line: nil, path: "", message: "\(error)"))
            }
        }
    }

    private mutating func checkFolder(_ url: URL, _ changes: URL?) throws {
        if let changes, !Self.isFolder(changes) {
            throw FileProblems([FileProblem(file: changes.relativePath, line: nil, path: "", message: "must be a folder, since the frameworks are one")])
        }
        let shelf = try FrameworkShelf(folder: url, overrides: changes)
        oddities += shelf.oddities
        for framework in shelf.frameworks { good.append(Self.line(url.relativePath, framework)) }
    }

    private mutating func checkFile(_ url: URL, _ path: String, _ changes: URL?) throws {
        let before = problems.count
        if !path.hasSuffix(".yaml") && FileManager.default.fileExists(atPath: path) {
            problems.append(FileProblem(file: path, line: nil, path: "", message: "a hub reads *.yaml only; rename it"))
        }
        if let changes, changes.lastPathComponent != url.lastPathComponent {
            let message = "a hub applies it only under the name \(url.lastPathComponent), in the folder frameworks of its data folder"
            oddities.append(FileProblem(file: changes.relativePath, line: nil, path: "", message: message))
        }
        let framework = try FrameworkReader.read(url, overriddenBy: changes) { oddities.append($0) }
        if let earlier = fileOfID.updateValue(path, forKey: framework.id), earlier != path {
            problems.append(FrameworkShelf.twin(framework.id, path, earlier))
        }
        if problems.count == before { good.append(Self.line(path, framework)) }
    }

    private static func line(_ place: String, _ it: Framework) -> String {
        "\(place): \(it.title), version \(it.version): \(it.themes.count) themes, \(it.characteristics.count) characteristics, \(it.levels.count) levels. No problems."
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
