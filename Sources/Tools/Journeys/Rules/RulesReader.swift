import Content
import Foundation
import ProcessMining

/// Reads rules from YAML and finds everything that is wrong with them in one pass.
enum RulesReader {
    struct Rules {
        var calendar: String?
        var rules: [Rule]
    }

    private enum Kind: String, CaseIterable {
        case response, precedence, absence, deadline
        case exactlyOnce = "exactly-once"
        case fourEyes = "four-eyes"
    }

    private enum Unit: String, CaseIterable {
        case days
        case workingDays = "working-days"
    }

    static func read(_ path: String) throws -> Rules {
        let file = DataFile(name: path)
        guard let root = file.read(URL(filePath: path)) else { throw FileProblems(file.problems) }
        return try read(root, file)
    }

    static func read(text: String, name: String) throws -> Rules {
        let file = DataFile(name: name)
        guard let root = file.root(text) else { throw FileProblems(file.problems) }
        return try read(root, file)
    }

    private static func read(_ root: DataNode, _ file: DataFile) throws -> Rules {
        root.allow(only: ["schema", "calendar", "rules"])
        _ = root.number("schema", in: 1...1)
        let calendar = root.optionalText("calendar", upTo: 60)
        if let calendar, BankHolidays.Part(rawValue: calendar) == nil {
            file.note("calendar", "\"\(calendar)\" is not one of \(BankHolidays.Part.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        var seen: Set<String> = []
        let rules = root.items("rules").map { node -> Rule in
            let rule = rule(node, hasCalendar: calendar != nil)
            if !rule.id.isEmpty && !seen.insert(rule.id).inserted { node.note("the id \"\(rule.id)\" is used twice") }
            return rule
        }
        guard file.problems.isEmpty else { throw FileProblems(file.problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) }) }
        return Rules(calendar: calendar, rules: rules)
    }

    private static func rule(_ node: DataNode, hasCalendar: Bool) -> Rule {
        let kind = node.choice("kind", Kind.self)
        var keys: Set<String> = ["id", "title", "kind", "duty"]
        var made = Rule.Kind.absence("")
        switch kind {
        case .absence, .exactlyOnce:
            keys.insert("activity")
            let activity = node.text("activity", upTo: 300)
            made = kind == .absence ? .absence(activity) : .exactlyOnce(activity)
        case .response, .precedence, .fourEyes, .deadline:
            keys.formUnion(["from", "to"])
            let (from, to) = (node.text("from", upTo: 300), node.text("to", upTo: 300))
            switch kind {
            case .response: made = .response(from: from, to: to)
            case .precedence: made = .precedence(from: from, to: to)
            case .fourEyes: made = .fourEyes(from, to)
            default:
                keys.formUnion(["within", "unit"])
                let unit = node.choice("unit", Unit.self)
                if unit == .workingDays && !hasCalendar { node.note("working days need a calendar; add \"calendar: england-and-wales\" at the top") }
                made = .deadline(from: from, to: to, days: node.number("within", in: 0...3650) ?? 0, isWorkingDays: unit == .workingDays)
            }
        case nil: keys.formUnion(["from", "to", "activity", "within", "unit"])
        }
        node.allow(only: keys)
        return Rule(id: node.id(), title: node.text("title", upTo: 300), kind: made, duty: node.optionalText("duty", upTo: 600) ?? "")
    }
}

/// Reads the bank holidays of a part of the country.
enum CalendarReader {
    static func read(_ url: URL) throws -> WorkingCalendar {
        let file = DataFile(name: url.lastPathComponent)
        guard let root = file.read(url) else { throw FileProblems(file.problems) }
        root.allow(only: ["schema", "id", "title", "source", "checked", "holidays"])
        _ = root.number("schema", in: 1...1)
        _ = root.id()
        _ = (root.text("title"), root.text("source"), root.text("checked"))
        var days: Set<Int64> = []
        var years: Set<Int> = []
        for node in root.items("holidays") {
            node.allow(only: ["date", "name"])
            _ = node.text("name")
            let text = node.text("date")
            guard let day = day(text) else {
                node.note("\"\(text)\" is not a date; write it as 2026-12-25")
                continue
            }
            if !days.insert(day).inserted { node.note("the date \(text) stands twice") }
            years.insert(Timestamp.civil(day).year)
        }
        guard file.problems.isEmpty, let first = years.min(), let last = years.max() else { throw FileProblems(file.problems) }
        return WorkingCalendar(holidays: days, years: first...last)
    }

    private static func day(_ text: String) -> Int64? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, text.utf8.count == 10 else { return nil }
        return Timestamp.days(year: parts[0], month: parts[1], day: parts[2])
    }

    /// What to say where a log goes beyond the years of a calendar.
    static func missingYears(_ calendar: WorkingCalendar, of log: EventLog) -> String? {
        guard let first = log.first, let last = log.last else { return nil }
        let from = Timestamp.civil(first.floorDivided(by: Timestamp.day)).year
        let to = Timestamp.civil(last.floorDivided(by: Timestamp.day)).year
        guard from < calendar.years.lowerBound || to > calendar.years.upperBound else { return nil }
        return
            "knows the holidays of \(calendar.years.lowerBound) to \(calendar.years.upperBound); the log goes from \(from) to \(to). Add the years to the calendar"
    }

    /// Looks for `Content/calendars` here, then in the folders above, then beside the program.
    static func find(_ id: String, home: String?) throws -> WorkingCalendar {
        let here = URL(filePath: home ?? FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
        var folders = [here]
        for _ in 0..<6 { folders.append((folders.last ?? here).deletingLastPathComponent()) }
        if let program = Bundle.main.executableURL?.deletingLastPathComponent() {
            folders += [program, program.deletingLastPathComponent(), program.deletingLastPathComponent().deletingLastPathComponent()]
        }
        for folder in folders {
            let url = folder.appending(path: "Content/calendars/\(id).yaml")
            if FileManager.default.fileExists(atPath: url.path) { return try read(url) }
        }
        throw FileProblems([
            FileProblem(
                file: "Content/calendars/\(id).yaml", line: nil, path: "", message: "is not here or above; name the folder that holds Content with --home")
        ])
    }
}
