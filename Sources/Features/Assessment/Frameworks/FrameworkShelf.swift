import Content
package import Foundation
package import Maturity

/// The frameworks that this hub offers, read once at start.
package struct FrameworkShelf: Sendable {
    /// The main one first.
    package let frameworks: [Framework]

    package init(frameworks: [Framework]) { self.frameworks = frameworks }

    /// Reads `*.yaml` in a folder, each with the changes of a file of the same name in `overrides`, where there is one.
    package init(folder: URL, overrides: URL?) throws {
        var problems: [FileProblem] = []
        var read: [Framework] = []
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        for url in files.filter({ $0.pathExtension == "yaml" }).sorted(by: { $0.lastPathComponent < $1.lastPathComponent }) {
            let override = overrides?.appending(path: url.lastPathComponent)
            let isThere = override.map { FileManager.default.fileExists(atPath: $0.path) } ?? false
            do {
                read.append(try FrameworkReader.read(url, overriddenBy: isThere ? override : nil))
            } catch let found as FileProblems {
                problems += found.problems
            }
        }
        if read.isEmpty && problems.isEmpty {
            problems.append(FileProblem(file: folder.path, line: nil, path: "", message: "holds no framework (*.yaml)"))
        }
        guard problems.isEmpty else { throw FileProblems(problems) }
        frameworks = read.sorted { ($1.characteristics.count, $0.id) < ($0.characteristics.count, $1.id) }
    }

    package var main: Framework? { frameworks.first }

    package func framework(_ id: String) -> Framework? { frameworks.first { $0.id == id } }
}
