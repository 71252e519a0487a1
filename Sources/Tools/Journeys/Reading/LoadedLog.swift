import Content
import Foundation
import ProcessMining
import Tables

/// An event log as read from a file, in the order of the file.
struct LoadedLog {
    enum Form { case table, xes, objects }

    var events: EventLog
    var form: Form
    var name: String

    /// - Throws: `FileProblems` that name the file and the line.
    ///
    /// - Parameters:
    ///   - roles: what is wanted of a table; nil reads all.
    ///   - isPaired: whether starts and completions become one event, words for none are none, and a file with the newest first is turned.
    ///   - hasCalendar: whether working days are asked for, so that times without an offset are those of the United Kingdom.
    static func read(
        _ path: String, _ options: LogOptions, isPaired: Bool = true, roles: Set<EventRole>? = nil, hasCalendar: Bool = false
    ) throws -> LoadedLog {
        let name = URL(filePath: path).lastPathComponent
        do {
            let (events, form) = try events(path, options, options.choices(hasCalendar: hasCalendar), roles ?? Set(EventRole.allCases))
            guard isPaired else { return LoadedLog(events: events, form: form, name: name) }
            let paired = events.leavingOutWordsForNone().turningNewestFirst().pairingLifecycle()
            guard paired.count > 0 else { throw TableProblem(line: nil, message: "has starts, or steps given up, but no completion; check --lifecycle") }
            return LoadedLog(events: paired, form: form, name: name)
        } catch let problem as TableProblem {
            throw FileProblems([Self.problem(problem, path)])
        } catch let problems as TableProblems {
            throw FileProblems(problems.problems.map { Self.problem($0, path) }, further: problems.further)
        }
    }

    private static func events(
        _ path: String, _ options: LogOptions, _ choices: ReadingChoices, _ roles: Set<EventRole>
    ) throws -> (EventLog, Form) {
        guard let file = FileHandle(forReadingAtPath: path), let head = try? file.read(upToCount: 4096) ?? Data() else {
            throw TableProblem(line: nil, message: "cannot be read; check the name and that this user may read it")
        }
        try? file.seek(toOffset: 0)
        if head.starts(with: Data("SQLite format 3".utf8)) { return (try flattened(ObjectDatabase.read(path, choices), options), .objects) }
        let isPacked = Inflater.isGzip(head)
        let start = isPacked ? try unpackedHead(head) : head
        let first = firstByte(start)
        if first == UInt8(ascii: "<") {
            guard isObjectXML(start, path) else { return (try readXES(file, isPacked: isPacked, options.names, choices), .xes) }
            var reader = ObjectXML(choices)
            try eachPiece(file, isPacked: isPacked) { try reader.feed($0) }
            return (try flattened(reader.finish(), options), .objects)
        }
        let mapped = isPacked ? nil : MappedFile(file)
        let data = try isPacked ? unpacked(file) : mapped?.data ?? Data(contentsOf: URL(filePath: path))
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return (try flattened(ObjectLog(json: data, choices: choices), options), .objects) }
        let events = try TableLog.read(
            data, names: options.names, roles: roles, choices: choices, workers: options.workers, release: { mapped?.letGo($0) })
        return (events, .table)
    }

    private static func flattened(_ log: ObjectLog, _ options: LogOptions) throws -> EventLog {
        if options.skipBadRows {
            throw TableProblem(line: nil, message: "is object-centric, where a bad event cannot be left out of its objects; take --skip-bad-rows away")
        }
        guard let type = options.object else {
            throw TableProblem(
                line: nil, message: "is object-centric; say whose journeys to look at with --object: \(log.types.prefix(30).joined(separator: ", "))")
        }
        return try log.flattened(on: type, names: options.names)
    }

    private static func problem(_ problem: TableProblem, _ path: String) -> FileProblem {
        FileProblem(file: path, line: problem.line, path: problem.column ?? "", message: problem.message)
    }

    private static func firstByte(_ head: Data) -> UInt8? {
        (head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head).first { $0 > 32 }
    }

    /// XES and OCEL both begin with <log>.
    private static func isObjectXML(_ head: Data, _ path: String) -> Bool {
        let text = String(decoding: head, as: UTF8.self)
        return path.hasSuffix(".xmlocel") || text.contains("<object-types") || text.contains("\"ocel:")
    }

    private static func unpackedHead(_ head: Data) throws -> Data {
        let inflater = try Inflater()
        var out = Data()
        try inflater.feed(head) { piece in piece.withUnsafeBufferPointer { out.append($0) } }
        return out
    }

    private static func readXES(_ file: FileHandle, isPacked: Bool, _ names: RoleNames, _ choices: ReadingChoices) throws -> EventLog {
        var reader = XESLog(names: names, choices: choices)
        try eachPiece(file, isPacked: isPacked) { try reader.feed($0) }
        return try reader.finish()
    }

    private static func eachPiece(_ file: FileHandle, isPacked: Bool, _ work: (Span<UInt8>) throws -> Void) throws {
        let inflater = isPacked ? try Inflater() : nil
        while let piece = try file.read(upToCount: isPacked ? 64 << 10 : 512 << 10), !piece.isEmpty {
            if let inflater {
                try inflater.feed(piece, each: work)
            } else {
                try work(piece.span)
            }
        }
        try inflater?.finish()
    }

    /// A packed table is unpacked in memory, up to this many bytes.
    private static let largestTable = 4 << 30

    static func unpacked(_ file: FileHandle) throws -> Data {
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
