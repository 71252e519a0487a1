import App
import ArgumentParser
import Assessment
import Content
import Foundation
import Library
import Maturity
import Pages
import Store

struct FrameworkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "framework", abstract: "Maturity frameworks, which are data.", subcommands: [Check.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check framework files and say all that is wrong with them in one pass.")

        @Argument(help: "YAML files, or a folder, which is read as a hub reads it at its start.")
        var files: [String]

        @Option(help: "A file with a council's own changes, applied to the framework that it names; for a folder, a folder of them.")
        var override: String?

        func validate() throws {
            if files.isEmpty { throw ValidationError("Name at least one file.") }
            if override != nil && files.count > 1 { throw ValidationError("--override goes with one file: the framework that it changes.") }
        }

        func run() async throws {
            try told {
                let check = FrameworkCheck(files, overriddenBy: override)
                for line in check.good { print(line) }
                sayNotes(check.oddities)
                guard check.problems.isEmpty else { throw FileProblems(check.problems) }
            }
        }
    }
}

struct LibraryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "library", abstract: "The resources that ship with the hub.", subcommands: [Check.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check the resource files and say all that is wrong with them, and which characteristics they leave out.")

        @Argument(help: "The folder with the resource files.")
        var folder: String?

        @Option(help: "The folder that holds Content, where it is not this one or one above.")
        var home: String?

        func run() async throws {
            try told {
                let content = try Folders.find(home: home).content
                let shelf = try FrameworkShelf(folder: content.appending(path: "frameworks"), overrides: nil)
                var oddities = shelf.oddities
                let url = folder.map { URL(filePath: $0, directoryHint: .isDirectory) } ?? content.appending(path: "resources")
                let resources = try ResourceReader.read(folder: url, frameworks: shelf.frameworks, today: Day(Date())) { oddities.append($0) }
                sayNotes(oddities)
                let covered = Set(resources.flatMap { $0.helps.map(\.characteristicID) })
                let missing = (shelf.main?.characteristics ?? []).filter { !covered.contains($0.id) }.map(\.id)
                print(
                    "\(resources.count) resources. \((shelf.main?.characteristics.count ?? 0) - missing.count) of \(shelf.main?.characteristics.count ?? 0) characteristics covered.\(missing.isEmpty ? " No problems." : "")"
                )
                if !missing.isEmpty {
                    throw FileProblems(
                        missing.map { FileProblem(file: url.lastPathComponent, line: nil, path: "", message: "no resource helps with \"\($0)\"") })
                }
            }
        }
    }
}

struct AssessmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assessment", abstract: "Assessments from files.", subcommands: [ScoreAnswers.self])

    struct ScoreAnswers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "score", abstract: "Score answers in a file: medians, spread, gaps and priorities.",
            discussion: """
                CSV columns: respondent,group,characteristic,now,target. now: a level, dk, na or empty; target: a level or empty.

                The figures are those of the web pages. Two things differ. Priorities are ranked by the gap alone, since a file knows no \
                importance and no route mix. And a group hidden alone takes one other group with it, no more; the pages go on until all \
                hidden groups together are at least the threshold. --hide-sums does as the pages do; use it before you give figures to others.
                """)

        @Option(help: "The framework's YAML file.")
        var framework: String

        @Option(help: "The CSV file with answers.")
        var answers: String

        @Option(help: "The smallest number of people of which figures are shown.")
        var threshold = 5

        @Flag(help: "Hide as the web pages do: hidden groups, and targets, are together at least the threshold.")
        var hideSums = false

        @Flag(help: "Print JSON in place of a table.")
        var json = false

        func validate() throws {
            if threshold < 1 { throw ValidationError("--threshold must be 1 or more.") }
        }

        func run() async throws {
            try told {
                var oddities: [FileProblem] = []
                let framework = try FrameworkReader.read(URL(filePath: framework)) { oddities.append($0) }
                let answers = try AnswersFile.read(name: answers, data: try contents(of: answers), framework: framework) { oddities.append($0) }
                sayNotes(oddities)
                let score = Score(of: answers, in: framework, threshold: threshold, suppression: hideSums ? .sums : .single)
                print(json ? try ScoreDocument(score).json() : table(score, framework))
            }
        }

        private func table(_ score: Score, _ framework: Framework) -> String {
            var lines = ["\(score.respondents) respondents. Figures of fewer than \(threshold) are hidden: [c]."]
            for it in score.characteristics {
                let figures = it.figures.map { figures in
                    let spread = figures.spread.map { Words.decimal($0, places: 3) } ?? "–"
                    return
                        "median \(Words.level(figures.median)), spread \(spread), target \(figures.targetMedian.map(Words.level) ?? "–"), gap \(figures.gap.map(Words.level) ?? "–")"
                }
                lines.append("\(it.id): \(it.answered) answered, \(it.dontKnow) don't know, \(it.notApplicable) not applicable; \(figures ?? "[c]")")
            }
            lines.append("Priorities: \(score.priorities.isEmpty ? "none" : score.priorities.joined(separator: ", "))")
            return lines.joined(separator: "\n")
        }
    }
}
