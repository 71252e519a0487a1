import ArgumentParser
import Content
import Foundation
import ProcessMining

/// `journeys publish`: figures in which nobody can be found.
struct PublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Write figures that may be published: those of few cases are hidden and cannot be worked out.",
        discussion: "Publish one set of figures of a log, not several with different filters: their differences could tell what each hides.")

    @OptionGroup var options: LogOptions
    @Option(help: "The folder to write to.")
    var out: String
    @Option(help: "The fewest cases of which a number is shown, from 3 to 1000.")
    var threshold = 10

    mutating func validate() throws {
        guard (3...1000).contains(threshold) else { throw ValidationError("--threshold must be from 3 to 1000.") }
    }

    func run() throws {
        try told {
            let log = try options.read().events.ordered(by: .completion)
            for line in LogWarnings(log).lines { complain(line) }
            guard log.activities.allWords.count <= JourneyOptions.mostActivities else {
                throw FileProblems([
                    FileProblem(
                        file: options.log, line: nil, path: "",
                        message: "has more than \(JourneyOptions.mostActivities) activities; choose another column with --activity")
                ])
            }
            let publication = Publication(log, threshold: threshold)
            guard !publication.steps.isEmpty else {
                throw FileProblems([
                    FileProblem(file: options.log, line: nil, path: "", message: "has too few cases to publish anything at a threshold of \(threshold)")
                ])
            }
            try OutputFiles.write(Self.files(publication), into: out, for: .everyone, inputs: [options.log])
            let hidden = publication.moves.count { $0.count == nil }
            print(
                "Wrote steps.csv, moves.csv and variants.csv: \(Wording.plural(publication.steps.count, "step")) (\(publication.stepsLeftOut) left out), "
                    + "\(Wording.plural(publication.moves.count, "move")) (\(hidden) hidden), \(Wording.plural(publication.variants.count, "variant")).")
        }
    }

    static func files(_ publication: Publication) -> [(name: String, text: String)] {
        func days(_ value: Double?) -> String { value.map(Wording.inDays) ?? "[c]" }
        let marks = EndMarks(publication.steps.map(\.activity))
        let moves = publication.moves.map { move -> [String] in
            let isEnd = move.from.isEmpty || move.to.isEmpty
            return [
                move.from.isEmpty ? marks.start : move.from, move.to.isEmpty ? marks.end : move.to, move.count.map(String.init) ?? "[c]",
                isEnd ? "" : days(move.mean), isEnd ? "" : days(move.median), isEnd ? "" : days(move.p90),
            ]
        }
        let leads = publication.leads
        return [
            ("steps.csv", CSV.text([["step", "times"]] + publication.steps.map { [$0.activity, String($0.count)] })),
            ("moves.csv", CSV.text([["from", "to", "times", "mean days", "median days", "nine in ten within, days"]] + moves)),
            ("variants.csv", CSV.text([["cases", "steps"]] + publication.variants.map { [String($0.cases), $0.activities.joined(separator: " → ")] })),
            (
                "about.csv",
                CSV.text([
                    ["figure", "value"], ["cases", String(publication.cases)], ["threshold", String(publication.threshold)],
                    ["steps left out", String(publication.stepsLeftOut)], ["mean lead time, days", days(leads?.mean)],
                    ["median lead time, days", days(leads?.median)], ["nine in ten within, days", days(leads?.p90)],
                    ["[c]", "hidden: of few cases, or hidden so that others cannot be worked out"],
                ])
            ),
        ]
    }
}
