/// Something wrong with a table: on which line, in which column, and how to mend it.
package struct TableProblem: Error, Hashable, Sendable {
    /// Counted from 1; nil where the whole file is meant.
    package var line: Int?
    package var column: String?
    package var message: String

    package init(line: Int?, column: String? = nil, message: String) {
        self.line = line
        self.column = column
        self.message = message
    }
}

/// What is wrong with a table, at most the first ten places.
package struct TableProblems: Error, Sendable {
    package var problems: [TableProblem]

    package init(_ problems: [TableProblem]) { self.problems = problems }
}
