package import Foundation
import Tables

/// Reads an event log from a table in CSV.
package enum TableLog {
    /// - Parameters:
    ///   - names: columns that do not bear one of the usual names.
    ///   - roles: what is wanted; columns that have a name in `names` are read as well.
    ///   - isDayFirst: whether dates may be written 31/12/2026.
    ///   - pieceSize: bytes in the pieces that are read side by side.
    ///   - release: told which bytes are hardly needed again.
    /// - Throws: `TableProblem` or `TableProblems` with the line.
    package static func read(
        _ data: Data, names: RoleNames = [:], roles: Set<EventRole> = Set(EventRole.allCases), isDayFirst: Bool = false, workers: Int = 1,
        pieceSize: Int = 4 << 20,
        release: @Sendable (Range<Int>) -> Void = { _ in }
    ) throws -> EventLog {
        let header = try TableHeader(data)
        let columns = try columns(header, names, roles)
        let batches = try inChunks(of: data, from: header.bodyStart, size: pieceSize, workers: workers) { range in
            var reader = TableBatchReader(header, columns: columns, range: range, isDayFirst: isDayFirst)
            let batch = try reader.read(data.span)
            release(range)
            return (batch, reader.position)
        }
        try checkProblems(batches, data)
        var log = EventLog(batches.map { $0.batch })
        let lines = lineNumbers(of: log.dropped.rows.map(\.line), in: data.span)
        for (index, line) in lines.enumerated() { log.dropped.rows[index].line = line }
        guard log.count > 0 else {
            throw TableProblem(line: nil, message: "has no events with a case, an activity and a time; check the columns")
        }
        return log
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
            columns[role] = candidates.lazy.compactMap { header.index(of: $0) }.first
            if columns[role] == nil, names[role] == nil, role != .cost {
                let like = plain.indices.filter { role.usualNames.contains(plain[$0]) }
                if like.count == 1 { columns[role] = like[0] }
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

    private static func checkProblems(_ batches: [TableBatch], _ data: Data) throws {
        let all = batches.flatMap(\.problems)
        let problems = all.prefix(TableProblems.mostKept)
        let lines = lineNumbers(of: problems.map(\.position), in: data.span)
        let told = zip(problems, lines).map { TableProblem(line: $1, column: $0.column, message: $0.message) }
        let further = batches.reduce(all.count - problems.count) { $0 + $1.further }
        guard told.isEmpty else { throw TableProblems(told, further: further) }
    }

    /// The lines, counted from 1, on which bytes in ascending order stand.
    private static func lineNumbers(of positions: [Int], in bytes: Span<UInt8>) -> [Int] {
        var line = 1
        var i = 0
        return positions.map { position in
            while i < position {
                if bytes[i] == UInt8(ascii: "\n") { line += 1 }
                i += 1
            }
            return line
        }
    }
}

struct TableBatch: Sendable {
    struct Problem: Sendable {
        var position: Int
        var column: String?
        var message: String
    }

    var batch = EventBatch()
    var problems: [Problem] = []
    /// How many there are besides.
    var further = 0

    mutating func note(_ position: Int, column: String?, _ message: String) {
        if problems.count < TableProblems.mostKept {
            problems.append(Problem(position: position, column: column, message: message))
        } else {
            further += 1
        }
    }
}
