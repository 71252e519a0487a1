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

    @Option(help: "How records are read, compared and joined (YAML).")
    var model: String

    @Option(help: "Use what \"link train\" saved, instead of learning anew.")
    var parameters: String?

    @Option(help: "A CSV with name,nickname; nicknames-english.csv beside the model where there is one.")
    var nicknames: String?

    func validate() throws {
        if arguments.count < 3 { throw ValidationError("Name at least one file of records, then two record ids.") }
    }

    func run() throws {
        try told {
            let parsed = try LinkInputs.parse(
                Array(arguments.dropLast(2)) + ["--model", model, "--quiet"] + (parameters.map { ["--parameters", $0] } ?? [])
                    + (nicknames.map { ["--nicknames", $0] } ?? []))
            let open = try OpenLinkage(parsed, outputs: [])
            let linkage = open.linkage
            let ids = arguments.suffix(2)
            for id in ids { _ = try linkage.record(id) }
            let learnt: Parameters
            if let parameters {
                learnt = try ParameterFile.read(parameters)
                try learnt.check(linkage.model)
            } else {
                learnt = try linkage.train(try linkage.candidates(try linkage.blocks()), chance: try linkage.chance()).parameters
            }
            let found = try linkage.explain(ids[ids.startIndex], ids[ids.startIndex + 1], parameters: learnt)
            for line in WaterfallText.lines(found, ids: Array(ids)) { print(line) }
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
