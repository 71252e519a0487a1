import ArgumentParser
import Content
import Foundation
import ProcessMining
import Tables

/// Which file, and which of its columns say what.
struct LogOptions: ParsableArguments {
    @Argument(help: "The event log: .csv, .xes or either with .gz.")
    var log: String

    @Option(help: "The column of the case.")
    var `case`: String?
    @Option(help: "The column of the activity.")
    var activity: String?
    @Option(help: "The column of the time of completion.")
    var timestamp: String?
    @Option(help: "The column of the time at which handling starts.")
    var start: String?
    @Option(help: "The column of the service.")
    var service: String?
    @Option(help: "The column of who did it.")
    var resource: String?
    @Option(help: "The column of the cost in pounds.")
    var cost: String?
    @Option(help: "The column of the kind of demand; \"failure\" marks failure demand.")
    var demand: String?
    @Option(help: "The column of the channel.")
    var channel: String?
    @Flag(help: "Dates may be written 31/12/2026.")
    var dayFirst = false
    @Option(help: "Threads that read the log; the result is the same for any number.")
    var workers = 2

    mutating func validate() throws {
        guard (1...64).contains(workers) else { throw ValidationError("--workers must be from 1 to 64.") }
    }

    var names: RoleNames {
        let all: [(EventRole, String?)] = [
            (.case, `case`), (.activity, activity), (.timestamp, timestamp), (.start, start), (.service, service), (.resource, resource),
            (.cost, cost), (.demand, demand), (.channel, channel),
        ]
        return Dictionary(uniqueKeysWithValues: all.compactMap { role, name in name.map { (role, $0) } })
    }

    func read() throws -> LoadedLog { try LoadedLog.read(log, names: names, isDayFirst: dayFirst, workers: workers) }
}

/// An event log as read from a file, in the order of the file.
struct LoadedLog {
    enum Form { case table, xes }

    var events: EventLog
    var form: Form
    var name: String

    static func read(_ path: String, names: RoleNames, isDayFirst: Bool, workers: Int) throws -> LoadedLog {
        let name = URL(filePath: path).lastPathComponent
        do {
            guard let file = FileHandle(forReadingAtPath: path), let head = try? file.read(upToCount: 4096) else {
                throw TableProblem(line: nil, message: "cannot be read; check the name and that this user may read it")
            }
            try? file.seek(toOffset: 0)
            let start = Inflater.isGzip(head) ? try unpackedHead(head) : head
            if isXML(start) {
                return LoadedLog(events: try readXES(file, isPacked: Inflater.isGzip(head), names), form: .xes, name: name)
            }
            let data = Inflater.isGzip(head) ? try unpacked(file) : try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
            let events = try TableLog.read(data, names: names, isDayFirst: isDayFirst, workers: workers)
            return LoadedLog(events: events, form: .table, name: name)
        } catch let problem as TableProblem {
            throw FileProblems([Self.problem(problem, path)])
        } catch let problems as TableProblems {
            throw FileProblems(problems.problems.map { Self.problem($0, path) })
        }
    }

    private static func problem(_ problem: TableProblem, _ path: String) -> FileProblem {
        FileProblem(file: path, line: problem.line, path: problem.column ?? "", message: problem.message)
    }

    private static func isXML(_ head: Data) -> Bool {
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head
        return text.first { $0 > 32 } == UInt8(ascii: "<")
    }

    private static func unpackedHead(_ head: Data) throws -> Data {
        let inflater = try Inflater()
        var out = Data()
        try inflater.feed(head) { piece in piece.withUnsafeBufferPointer { out.append($0) } }
        return out
    }

    private static func readXES(_ file: FileHandle, isPacked: Bool, _ names: RoleNames) throws -> EventLog {
        var reader = XESLog(names: names)
        let inflater = isPacked ? try Inflater() : nil
        while let piece = try file.read(upToCount: isPacked ? 64 << 10 : 512 << 10), !piece.isEmpty {
            if let inflater {
                try inflater.feed(piece) { try reader.feed($0) }
            } else {
                try reader.feed(piece.span)
            }
        }
        try inflater?.finish()
        return try reader.finish()
    }

    /// A packed table is unpacked in memory, up to this many bytes.
    private static let largestTable = 4 << 30

    private static func unpacked(_ file: FileHandle) throws -> Data {
        let inflater = try Inflater()
        var out = Data()
        while let piece = try file.read(upToCount: 64 << 10), !piece.isEmpty {
            try inflater.feed(piece) { bytes in
                bytes.withUnsafeBufferPointer { out.append($0) }
                if out.count > largestTable { throw TableProblem(line: nil, message: "unpacks to more than 4 GiB; unpack it by hand") }
            }
        }
        try inflater.finish()
        return out
    }
}

/// Turns what is known to go wrong into lines on standard error and exit code 1.
func told<Value>(_ work: () throws -> Value) throws -> Value {
    do {
        return try work()
    } catch let problems as FileProblems {
        complain(problems.description)
        throw ExitCode(1)
    } catch let error where !(error is ExitCode || error is ValidationError || error is CleanExit) {
        complain("waymark: \(error)")
        throw ExitCode(1)
    }
}

/// Writes a line to standard error.
func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
