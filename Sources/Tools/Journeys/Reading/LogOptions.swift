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
    @Option(help: "Whose local times those without an offset are, such as Europe/London. UTC, or Europe/London with a calendar, where it is not given.")
    var zone: String?
    @Option(help: "How times are written, such as \"dd/MM/yyyy HH:mm\" or \"MM/dd/yyyy hh:mm a\".")
    var timeFormat: String?
    @Flag(help: "Dates may be written 31/12/2026.")
    var dayFirst = false
    @Flag(help: "Costs are written 1.234,50.")
    var decimalComma = false
    @Flag(help: "Leave out rows that cannot be read, count them and list the first ten.")
    var skipBadRows = false
    @Option(help: "Threads that read the log; the result is the same for any number.")
    var workers = 2

    mutating func validate() throws {
        guard (1...64).contains(workers) else { throw ValidationError("--workers must be from 1 to 64.") }
        if let zone, Zones.clock(of: zone) == nil {
            throw ValidationError("--zone does not know \"\(zone)\". Give a name such as Europe/London, Europe/Dublin, America/New_York or UTC.")
        }
        if let timeFormat {
            do { _ = try TimePattern(timeFormat) } catch let problem as TimePattern.Problem {
                throw ValidationError("--time-format \"\(timeFormat)\" \(problem.message).")
            }
            if dayFirst { throw ValidationError("--time-format says which comes first; take --day-first away.") }
        }
    }

    /// - Parameter hasCalendar: whether working days of the United Kingdom are asked for.
    func choices(hasCalendar: Bool) -> ReadingChoices {
        var choices = ReadingChoices()
        choices.isDayFirst = dayFirst
        choices.hasDecimalComma = decimalComma
        choices.skipsBadRows = skipBadRows
        choices.format = timeFormat.flatMap { try? TimePattern($0) }
        choices.clock = (zone ?? (hasCalendar ? Zones.home : nil)).flatMap(Zones.clock) ?? .utc
        return choices
    }

    var names: RoleNames {
        let all: [(EventRole, String?)] = [
            (.case, `case`), (.activity, activity), (.timestamp, timestamp), (.start, start), (.service, service), (.resource, resource),
            (.cost, cost), (.demand, demand), (.channel, channel), (.lifecycle, lifecycle),
        ]
        return Dictionary(uniqueKeysWithValues: all.compactMap { role, name in name.map { (role, $0) } })
    }

    /// - Parameters:
    ///   - isPaired: whether starts and completions in rows of their own become one event.
    ///   - hasCalendar: whether working days of the United Kingdom are asked for.
    func read(isPaired: Bool = true, roles: Set<EventRole>? = nil, hasCalendar: Bool = false) throws -> LoadedLog {
        try LoadedLog.read(log, self, isPaired: isPaired, roles: roles, hasCalendar: hasCalendar)
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
