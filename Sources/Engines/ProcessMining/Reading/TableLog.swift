package import Foundation
import Tables

/// Reads an event log from a table in CSV.
package enum TableLog {
    /// - Parameters:
    ///   - names: columns that do not bear one of the usual names.
    ///   - roles: what is wanted; columns that have a name in `names` are read as well.
    ///   - choices: how times and costs are written, and whether bad rows are left out.
    ///   - pieceSize: bytes in the pieces that are read side by side.
    ///   - release: told which bytes are hardly needed again.
    /// - Throws: `TableProblem` or `TableProblems` with the line.
    package static func read(
        _ data: Data, names: RoleNames = [:], roles: Set<EventRole> = Set(EventRole.allCases), choices: ReadingChoices = ReadingChoices(),
        workers: Int = 1, pieceSize: Int = 4 << 20,
        release: @Sendable (Range<Int>) -> Void = { _ in }
    ) throws -> EventLog {
        let header = try TableHeader(data, allowsRepeatedNames: true)
        let columns = try columns(header, names, roles)
        func batches(_ kinds: ColumnKinds) throws -> [TableBatch] {
            try inChunks(of: data, from: header.bodyStart, size: pieceSize, workers: workers) { range in
                var reader = TableBatchReader(header, columns: columns, range: range, choices, kinds: kinds)
                let batch = try reader.read(data.span)
                release(range)
                return (batch, reader.position)
            }
        }
        var read = try batches(ColumnKinds())
        // Each piece takes the kind of its times from its own first one; where they differ the first of the file holds for all.
        let kinds = ColumnKinds(read)
        if read.contains(where: { !kinds.agree(with: $0) }) { read = try batches(kinds) }
        try checkProblems(read, data, choices)
        var log = EventLog(read.map { $0.batch })
        (log.notes.clock, log.notes.isDayFirst) = (choices.clock, choices.isDayFirst)
        let lines = lineNumbers(of: log.dropped.rows.map(\.line), in: data.span)
        for (index, line) in lines.enumerated() { log.dropped.rows[index].line = line }
        try takeBadRows(read, data, choices, &log)
        guard log.count > 0 else { throw noEvents(log) }
        return log
    }

    private static func noEvents(_ log: EventLog) -> TableProblem {
        var message = "has no events with a case, an activity and a time; check the columns"
        if let row = log.dropped.rows.first {
            message += ". Rows left out: \(log.dropped.count), the first since it has no \(row.missing.rawValue)"
            if log.dropped.zeroDates > 0 { message += "; times such as 1970-01-01 or 0000-00-00, which stand for none: \(log.dropped.zeroDates)" }
        }
        return TableProblem(line: log.dropped.rows.first?.line, message: message)
    }

    /// The position of the column of each role.
    private static func columns(_ header: TableHeader, _ names: RoleNames, _ roles: Set<EventRole>) throws -> [EventRole: Int] {
        var columns: [EventRole: Int] = [:]
        _ = try header.indices(of: EventRole.allCases.compactMap { names[$0] })
        if let first = header.names.first, first.lowercased().hasPrefix("sep=") {
            throw TableProblem(line: 1, message: "begins with \"\(first)\", which is a word to spreadsheets; take that line out")
        }
        let plain = header.names.map(Self.plain)
        for role in EventRole.allCases where role.isRequired || roles.contains(role) || names[role] != nil {
            let candidates = names[role].map { [$0] } ?? role.usualNames
            if let found = candidates.first(where: { header.index(of: $0) != nil }) {
                try header.checkIsOnce([found])
                columns[role] = header.index(of: found)
            }
            if columns[role] == nil, names[role] == nil, role != .cost {
                let like = plain.indices.filter { role.usualNames.contains(plain[$0]) }
                if like.count == 1 { columns[role] = like[0] }
                if like.count > 1, role.isRequired { try header.checkIsOnce(like.map { header.names[$0] }) }
            }
            guard columns[role] == nil, role.isRequired else { continue }
            throw TableProblem(
                line: 1,
                message: "has no column \"\(role.usualNames[0])\" or \"\(role.usualNames[1])\"; name the column of the \(role.rawValue) "
                    + "with --\(role.rawValue). It has \(header.names.filter { !$0.isEmpty }.prefix(40).joined(separator: ", "))")
        }
        return columns
    }

    /// A column's name without capital letters and blanks: "Case ID" is case_id.
    private static func plain(_ name: String) -> String { name.lowercased().replacing(" ", with: "_") }

    private static func checkProblems(_ batches: [TableBatch], _ data: Data, _ choices: ReadingChoices) throws {
        if batches.contains(where: \.hasDecimalComma), let position = batches.lazy.compactMap(\.thousand).first {
            throw TableProblem(
                line: lineNumber(of: position, in: data.span), column: EventRole.cost.rawValue,
                message: "one sign stands before three digits here and a comma before pence elsewhere; say --decimal-comma if 1.234,50 is meant")
        }
        guard !choices.skipsBadRows else { return }
        let told = problems(batches, data, choices, most: TableProblems.mostKept)
        guard !told.isEmpty else { return }
        let count = batches.reduce(0) { $0 + $1.problemCount }
        guard batches.reduce(0, { $0 + $1.batch.count }) > count else { throw TableProblems(told, further: count - told.count) }
        let rows = count == 1 ? "row" : "rows"
        let hint = "\(count) \(rows) in all cannot be read; --skip-bad-rows leaves \(count == 1 ? "it" : "them") out and says so"
        let shown = told.prefix(TableProblems.mostKept - 1)
        throw TableProblems(shown + [TableProblem(line: nil, message: hint)], further: count - shown.count)
    }

    /// The first of them. Where the file shows elsewhere whether the day or the month comes first, dates that do not show it are told by that.
    private static func problems(_ batches: [TableBatch], _ data: Data, _ choices: ReadingChoices, most: Int) -> [TableProblem] {
        let problems = batches.flatMap(\.problems).prefix(most)
        let lines = lineNumbers(of: problems.map(\.position), in: data.span)
        let orders = batches.reduce(into: Set<DateOrder>()) { $0.formUnion($1.orders) }
        return zip(problems, lines).map { problem, line in
            let remedy = problem.value.flatMap { TimeRemedy.order($0, choices, shown: orders)?.words } ?? problem.message
            return TableProblem(line: line, column: problem.column, message: problem.value.map { "\"\($0)\" \(remedy)" } ?? remedy)
        }
    }

    private static func takeBadRows(_ batches: [TableBatch], _ data: Data, _ choices: ReadingChoices, _ log: inout EventLog) throws {
        guard choices.skipsBadRows else { return }
        let told = problems(batches, data, choices, most: 10)
        guard log.count > 0 || told.isEmpty else { throw TableProblems(told) }
        log.notes.bad.count = batches.reduce(0) { $0 + $1.problemCount }
        log.notes.bad.rows = told.map { BadRows.Row(line: $0.line ?? 0, column: $0.column, message: $0.message) }
    }
}

/// The kinds of the two columns of times; nil where they are not known yet.
struct ColumnKinds: Sendable {
    var times: TimeKind?
    var starts: TimeKind?

    init() {}

    /// Those of the first times in the file.
    init(_ batches: [TableBatch]) {
        times = batches.lazy.compactMap(\.batch.notes.times.kind).first
        starts = batches.lazy.compactMap(\.batch.notes.starts.kind).first
    }

    func agree(with batch: TableBatch) -> Bool {
        let notes = batch.batch.notes
        return (notes.times.kind ?? times) == times && (notes.starts.kind ?? starts) == starts
    }
}

struct TableBatch: Sendable {
    struct Problem: Sendable {
        var position: Int
        var column: String?
        var message: String
        /// The words of a time that is to be told by its order.
        var value: String?
    }

    var batch = EventBatch()
    /// Which orders of day and month the times show that cannot be read.
    var orders: Set<DateOrder> = []
    /// The first of them.
    var problems: [Problem] = []
    var problemCount = 0
    /// Whether some cost makes sense only with a comma before the pence, and where one sign stands before three digits, which may be either.
    var hasDecimalComma = false
    var thousand: Int?

    /// Takes the first problems of a part, in any order, and how many that part has.
    mutating func take(_ found: [Problem], count: Int) {
        guard count > 0 else { return }
        problemCount += count
        problems = Array((problems + found).sorted { $0.position < $1.position }.prefix(TableProblems.mostKept))
    }

    mutating func noteThousand(_ position: Int) { if thousand == nil { thousand = position } }
}
