package import Content
package import Foundation
package import Maturity

/// The frameworks that this hub offers, read once at start.
package struct FrameworkShelf: Sendable {
    /// With the council's own changes, the main one first.
    package let frameworks: [Framework]
    /// As they shipped: resources may speak of a characteristic that this council hides.
    package let shipped: [Framework]

    /// What is odd about the files and does no harm.
    package let oddities: [FileProblem]

    /// Reads `*.yaml` in a folder, each with the changes of a file of the same name in `overrides`, where there is one.
    ///
    /// - Throws: `FileProblems` also where a file is there that would be passed over, or two frameworks have one id.
    package init(folder: URL, overrides: URL?) throws {
        let files = FrameworkFiles(folder: folder, overrides: overrides)
        var problems = files.problems
        var oddities = files.oddities
        var read: [Framework] = []
        var unchanged: [Framework] = []
        var fileOfID: [String: String] = [:]
        for url in files.frameworks {
            let override = files.overrides[url.lastPathComponent]
            do {
                let framework = try FrameworkReader.read(url, overriddenBy: override) { oddities.append($0) }
                if let earlier = fileOfID.updateValue(url.lastPathComponent, forKey: framework.id) {
                    problems.append(Self.twin(framework.id, url.lastPathComponent, earlier))
                }
                read.append(framework)
                unchanged.append(override == nil ? framework : try FrameworkReader.read(url))
            } catch let found as FileProblems {
                problems += found.problems
            }
        }
        guard problems.isEmpty else { throw FileProblems(problems) }
        self.oddities = oddities
        frameworks = Self.mainFirst(read)
        shipped = Self.mainFirst(unchanged)
    }

    static func twin(_ id: String, _ file: String, _ earlier: String) -> FileProblem {
        FileProblem(file: file, line: nil, path: "id", message: "the id \"\(id)\" is already that of \(earlier); change or remove one of them")
    }

    private static func mainFirst(_ frameworks: [Framework]) -> [Framework] {
        frameworks.sorted { ($1.characteristics.count, $0.id) < ($0.characteristics.count, $1.id) }
    }

    package var main: Framework? { frameworks.first }

    package func framework(_ id: String) -> Framework? { frameworks.first { $0.id == id } }
}
