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

/// What is wrong with a table: the first places, and how many more there are.
package struct TableProblems: Error, Sendable {
    package var problems: [TableProblem]
    /// How many there are besides.
    package var further: Int

    /// So many are kept; nobody reads on.
    package static let mostKept = 20

    package init(_ problems: [TableProblem], further: Int = 0) {
        self.problems = problems
        self.further = further
    }
}
