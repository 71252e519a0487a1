import CSQLite
import Foundation
import ProcessMining
import Tables

/// Reads OCEL 2.0 as SQLite. The file is opened for reading alone and what its schema says is not trusted.
final class ObjectDatabase {
    private var handle: OpaquePointer?

    private init(_ path: String) throws {
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK else {
            throw TableProblem(line: nil, message: "cannot be opened as SQLite")
        }
        sqlite3_exec(handle, "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON", nil, nil, nil)
    }

    deinit { sqlite3_close_v2(handle) }

    static func read(_ path: String, _ choices: ReadingChoices) throws -> ObjectLog {
        let database = try ObjectDatabase(path)
        let tables = Set(try database.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map { $0.values[0].lowercased() })
        if tables.contains("relations"), tables.contains("events") { throw TableProblem(line: nil, message: ObjectLog.oldVersion) }
        for needed in ["event", "object", "event_object", "event_map_type"] where !tables.contains(needed) {
            throw TableProblem(line: nil, message: "is SQLite but not OCEL 2.0: it has no table \"\(needed)\"")
        }
        return try database.log(choices)
    }

    private func log(_ choices: ReadingChoices) throws -> ObjectLog {
        var log = ObjectLog(choices)
        for row in try rows("SELECT ocel_id, ocel_type FROM object") { log.objectTypes[row.values[0]] = row.values[1] }
        var objects: [String: [String]] = [:]
        for row in try rows("SELECT DISTINCT ocel_event_id, ocel_object_id FROM event_object ORDER BY 1, 2") {
            objects[row.values[0], default: []].append(row.values[1])
        }
        var details: [String: (time: Int64?, attributes: [String: String])] = [:]
        for map in try rows("SELECT ocel_type_map FROM event_map_type ORDER BY 1") {
            let table = "\"event_" + map.values[0].replacing("\"", with: "\"\"") + "\""
            for row in try rows("SELECT * FROM \(table)") { try add(row, table, &details, &log) }
        }
        for row in try rows("SELECT ocel_id, ocel_type FROM event ORDER BY rowid") {
            guard let own = details[row.values[0]] else {
                throw TableProblem(line: nil, column: "event \(row.values[0])", message: "has no row with its time")
            }
            guard let time = own.time else { continue }
            log.events.append(
                .init(id: row.values[0], type: row.values[1], time: time, attributes: own.attributes, objects: objects[row.values[0]] ?? []))
        }
        return log
    }

    private func add(_ row: Row, _ table: String, _ details: inout [String: (time: Int64?, attributes: [String: String])], _ log: inout ObjectLog) throws {
        var attributes = Dictionary(zip(row.names, row.values)) { first, _ in first }
        guard let id = attributes.removeValue(forKey: "ocel_id"), let text = attributes.removeValue(forKey: "ocel_time") else {
            throw TableProblem(line: nil, column: table, message: "needs the columns ocel_id and ocel_time")
        }
        details[id] = (try log.time(text, "event \(id)"), attributes)
    }

    private struct Row {
        var names: [String]
        var values: [String]
    }

    private func rows(_ query: String) throws -> [Row] {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        guard sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK else { throw problem() }
        let count = sqlite3_column_count(statement)
        let names = (0..<count).map { sqlite3_column_name(statement, $0).map { String(cString: $0) } ?? "" }
        var rows: [Row] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW:
                rows.append(Row(names: names, values: (0..<count).map { sqlite3_column_text(statement, $0).map { String(cString: $0) } ?? "" }))
            case SQLITE_DONE: return rows
            default: throw problem()
            }
        }
    }

    private func problem() -> TableProblem {
        TableProblem(line: nil, message: "cannot be read as SQLite: \(sqlite3_errmsg(handle).map { String(cString: $0) } ?? "no reason given")")
    }
}
