import Content
package import Foundation
package import Maturity

/// The frameworks that this hub offers, read once at start.
package struct FrameworkShelf: Sendable {
    /// With the council's own changes, the main one first.
    package let frameworks: [Framework]
    /// As they shipped: resources may speak of a characteristic that this council hides.
    package let shipped: [Framework]

    /// Reads `*.yaml` in a folder, each with the changes of a file of the same name in `overrides`, where there is one.
    package init(folder: URL, overrides: URL?) throws {
        var problems: [FileProblem] = []
        var read: [Framework] = []
        var unchanged: [Framework] = []
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        for url in files.filter({ $0.pathExtension == "yaml" }).sorted(by: { $0.lastPathComponent < $1.lastPathComponent }) {
            let override = overrides?.appending(path: url.lastPathComponent)
            let isThere = override.map { FileManager.default.fileExists(atPath: $0.path) } ?? false
            do {
                read.append(try FrameworkReader.read(url, overriddenBy: isThere ? override : nil))
                unchanged.append(isThere ? try FrameworkReader.read(url) : read[read.count - 1])
            } catch let found as FileProblems {
                problems += found.problems
            }
        }
        if read.isEmpty && problems.isEmpty {
            problems.append(FileProblem(file: folder.path, line: nil, path: "", message: "holds no framework (*.yaml)"))
        }
        guard problems.isEmpty else { throw FileProblems(problems) }
        frameworks = Self.mainFirst(read)
        shipped = Self.mainFirst(unchanged)
    }

    private static func mainFirst(_ frameworks: [Framework]) -> [Framework] {
        frameworks.sorted { ($1.characteristics.count, $0.id) < ($0.characteristics.count, $1.id) }
    }

    package var main: Framework? { frameworks.first }

    package func framework(_ id: String) -> Framework? { frameworks.first { $0.id == id } }
}
