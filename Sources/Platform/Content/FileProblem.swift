/// One thing wrong with a data file: which file, which line, where in it, and what.
package struct FileProblem: Error, Hashable, Sendable, CustomStringConvertible {
    package var file: String
    /// Counted from 1; nil where the whole file is meant.
    package var line: Int?
    /// Such as `themes[2].characteristics[0].levels`, or "column 4 (now)".
    package var path: String
    package var message: String

    package init(file: String, line: Int?, path: String, message: String) {
        self.file = file
        self.line = line
        self.path = path
        self.message = message
    }

    package var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return path.isEmpty ? "\(place): \(message)" : "\(place): \(path): \(message)"
    }
}

/// Everything wrong with one or more data files, found in one pass.
package struct FileProblems: Error, CustomStringConvertible {
    package var problems: [FileProblem]
    /// How many there are besides, which nobody put into words.
    package var further: Int

    package init(_ problems: [FileProblem], further: Int = 0) {
        self.problems = problems
        self.further = further
    }

    package var count: Int { problems.count + further }

    /// So many that they can be mended in one go, not so many that they hide each other.
    package static let mostShown = 20

    /// The first twenty, one a line, then "and 980 more".
    package var description: String {
        let shown = problems.prefix(Self.mostShown)
        let left = count - shown.count
        return (shown.map(\.description) + (left > 0 ? ["and \(left) more"] : [])).joined(separator: "\n")
    }
}
