import ArgumentParser
import Content
import Foundation
import RecordLinkage

/// Says why two records are, or are not, taken for one person.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what speaks for and against two records being one person's.",
        discussion: "The last two arguments are the record ids: waymark link explain records.csv ID ID --model model.yaml")

    @Argument(help: ArgumentHelp("CSV files of records, then two record ids.", valueName: "records.csv … id id"))
    var arguments: [String]

    @OptionGroup var inputs: LinkInputs
    @OptionGroup var learning: LearningInputs

    func validate() throws {
        if arguments.count < 3 { throw ValidationError("Name at least one file of records, then two record ids.") }
        try learning.refuseIdleLabels()
    }

    func run() throws {
        try told {
            let open = try OpenLinkage(
                inputs, .init(records: arguments.dropLast(2), parameters: learning.parameters, labels: learning.judged.labels))
            open.sayWarnings()
            let linkage = open.linkage
            let ids = Array(arguments.suffix(2))
            for id in ids { _ = try linkage.record(id) }
            let parameters = try open.learnt(try linkage.candidates(try linkage.blocks())).parameters
            let found = try linkage.explain(ids[0], ids[1], parameters: parameters)
            for line in WaterfallText.lines(found, ids: ids) { print(line) }
        }
    }
}

/// A waterfall in words: one line a step, with a bar.
enum WaterfallText {
    static func lines(_ waterfall: Waterfall, ids: [String]) -> [String] {
        var lines = ["Records \(ids[0]) and \(ids[1])"]
        for step in waterfall.steps where abs(step.weight) >= 0.005 || !step.isTermFrequency {
            let values =
                step.left.isEmpty ? "" : " (\(zip(step.left, step.right).map { "\($0 ?? "–") / \($1 ?? "–")" }.joined(separator: ", ")))"
            lines.append(
                "\(signed(step.weight)) \(bar(step.weight)) \(step.name == "prior" ? "before looking" : step.name)\(step.level.map { ": \($0)" } ?? "")\(values)"
            )
        }
        lines.append("\(signed(waterfall.weight)) match weight; probability of one person \(rounded(waterfall.probability, 4))")
        if waterfall.classes.count > 2 {
            let classes = waterfall.classes.map { "\($0.id) \(rounded($0.probability, 3))" }.joined(separator: ", ")
            lines.append("What they may be to each other: \(classes)")
        }
        return lines
    }

    private static func signed(_ value: Double) -> String {
        let text = String(format: "%+.2f", value)
        return String(repeating: " ", count: max(0, 7 - text.count)) + text
    }

    private static func bar(_ value: Double) -> String {
        let length = min(10, Int(abs(value).rounded()))
        let marks = String(repeating: value < 0 ? "−" : "+", count: length)
        return value < 0
            ? String(repeating: " ", count: 10 - length) + marks + "|" + String(repeating: " ", count: 10)
            : String(repeating: " ", count: 10) + "|" + marks + String(repeating: " ", count: 10 - length)
    }
}
