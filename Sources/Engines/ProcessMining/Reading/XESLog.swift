import Tables

/// Reads an event log in XES (IEEE 1849) piece by piece.
package struct XESLog {
    private var scanner = XMLScanner()
    private var content: XESContent

    private let choices: ReadingChoices

    package init(names: RoleNames = [:], choices: ReadingChoices = ReadingChoices()) {
        content = XESContent(names, choices)
        self.choices = choices
    }

    /// - Throws: `TableProblem` with the line.
    package mutating func feed(_ piece: Span<UInt8>) throws { try scanner.feed(piece, to: &content) }

    /// - Throws: `TableProblem` or `TableProblems` with the line.
    package mutating func finish() throws -> EventLog {
        try scanner.finish(&content)
        guard content.problems.isEmpty else { throw TableProblems(content.problems, further: content.furtherProblems) }
        try content.checkNames()
        var log = EventLog([content.takeBatch()])
        let noEvents = content.noEvents(log)
        content = XESContent([:], choices)
        (log.notes.clock, log.notes.isDayFirst) = (choices.clock, choices.isDayFirst)
        guard log.count > 0 else { throw noEvents }
        return log
    }
}
