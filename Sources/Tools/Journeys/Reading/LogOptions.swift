import ArgumentParser
import Content
import Foundation
import ProcessMining

/// Which file, and which of its columns say what.
struct LogOptions: ParsableArguments {
    @Argument(help: "The event log: CSV or XES, each also packed by gzip, or OCEL 2.0 as SQLite, JSON or XML.")
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
    @Option(help: "The column that says whether a row starts or completes its step; the two become one event.")
    var lifecycle: String?
    @Option(help: "In an object-centric log, the type of object whose journeys are looked at.")
    var object: String?
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
            (.cost, cost), (.demand, demand), (.channel, channel), (.lifecycle, lifecycle),
        ]
        return Dictionary(uniqueKeysWithValues: all.compactMap { role, name in name.map { (role, $0) } })
    }

    /// - Parameter isPaired: whether starts and completions in rows of their own become one event.
    func read(isPaired: Bool = true, roles: Set<EventRole>? = nil) throws -> LoadedLog {
        try LoadedLog.read(log, self, isPaired: isPaired, roles: roles)
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
