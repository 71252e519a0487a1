import Content
import ProcessMining
import Tables

/// Contacts of failure demand are no steps of the process: models are made and checked without them.
enum Contacts {
    /// The log without contacts, with a line on standard error where there were any.
    ///
    /// - Parameter failure: activities that are failure demand, besides those marked in the demand column.
    /// - Throws: `FileProblems` where an activity is not in the log, or nothing but contacts is.
    static func leftOut(of log: EventLog, failure: [String], file: String) throws -> EventLog {
        let unknown = failure.filter { log.activities.words.find($0) == nil }
        guard unknown.isEmpty else {
            let known = log.activities.allWords.sorted().prefix(30).joined(separator: ", ")
            throw FileProblems(
                unknown.map { FileProblem(file: file, line: nil, path: "--failure", message: "has no activity \"\($0)\"; it has \(known)") })
        }
        var settings = JourneySettings()
        settings.failureActivities = Set(failure)
        let flags = JourneyFlags(log, settings)
        guard flags.hasFailures else { return log }
        let kept = log.keepingEvents { !flags.isFailure[$0] }
        guard kept.count > 0 else {
            throw FileProblems([
                FileProblem(file: file, line: nil, path: "", message: "holds nothing but contacts of failure demand; there is no process in it")
            ])
        }
        let cases = log.caseCount - kept.caseCount
        complain(
            "\(Wording.plural(log.count - kept.count, "contact")) of failure demand left out"
                + (cases > 0 ? ", and with them \(Wording.plural(cases, "case")) of nothing else." : "."))
        return kept
    }
}
