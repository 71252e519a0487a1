import ArgumentParser
import Content
import Foundation
import RecordLinkage

/// Checks models without records.
struct CheckModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-model", abstract: "Check models and say all that is wrong with them in one pass.")

    @Argument(help: ArgumentHelp("Models (YAML).", valueName: "model.yaml"))
    var models: [String]

    func validate() throws { if models.isEmpty { throw ValidationError("Name at least one model.") } }

    func run() throws {
        try told {
            var problems: [FileProblem] = []
            for path in models {
                do {
                    let model = try LinkModelReader.read(URL(filePath: path))
                    print(
                        "\(path): \(model.title), version \(model.version): \(model.columns.count) columns, \(model.comparisons.count) comparisons, \(model.blocking.count) blocking rules, \(model.classes.count) classes. No problems."
                    )
                } catch let found as FileProblems {
                    problems += found.problems
                }
            }
            guard problems.isEmpty else { throw FileProblems(problems) }
        }
    }
}

/// Learns the parameters and saves them.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "train", abstract: "Learn the parameters of a model and save them.")

    @OptionGroup var records: RecordFiles
    @OptionGroup var inputs: LinkInputs
    @OptionGroup var judged: LabelInput

    @Option(help: ArgumentHelp("Where to write the parameters.", valueName: "parameters.json"))
    var out: String

    func run() throws {
        try told {
            let open = try OpenLinkage(inputs, .init(records: records.paths, labels: judged.labels, outputs: [out]))
            open.sayWarnings()
            let (parameters, training) = try open.learnt(try open.linkage.candidates(try open.linkage.blocks()))
            try ParameterFile.write(parameters, to: out)
            for text in ParameterText.lines(parameters, open.linkage.model) { open.say(text) }
            if let (learnt, chance) = training { for text in ParameterText.lines(learnt, chance) { open.say(text) } }
        }
    }
}

/// Scores pairs with saved or learnt parameters.
struct PredictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "predict", abstract: "Write the pairs with their weights, without joining them.")

    @OptionGroup var records: RecordFiles
    @OptionGroup var inputs: LinkInputs
    @OptionGroup var learning: LearningInputs

    @Option(help: ArgumentHelp("Where to write the pairs.", valueName: "pairs.csv"))
    var out: String

    @Option(parsing: .unconditional, help: "The lowest match weight that is written.")
    var least: Double = -10

    func validate() throws {
        if !least.isFinite { throw ValidationError("--least must be a number.") }
        try learning.refuseIdleLabels()
    }

    func run() throws {
        try told {
            let open = try OpenLinkage(
                inputs, .init(records: records.paths, parameters: learning.parameters, labels: learning.judged.labels, outputs: [out]))
            open.sayWarnings()
            let (candidates, weights) = try open.scored()
            try PairFile.write(candidates, weights: weights, least: Float(least), linkage: open.linkage, to: out)
            open.say("\(weights.count { Double($0) >= least }) of \(candidates.count) pairs written to \(out).")
        }
    }
}

/// Parameters as words and numbers.
enum ParameterText {
    static func lines(_ parameters: Parameters, _ model: LinkModel) -> [String] {
        var lines = [
            "Shares of \(parameters.coversAllPairs ? "all" : "candidate") pairs: "
                + parameters.classes.map { "\($0.id) \(rounded($0.share, 6))" }.joined(separator: ", ")
        ]
        for (k, comparison) in model.comparisons.enumerated() {
            lines.append(comparison.name)
            for (l, level) in comparison.levels.enumerated() {
                let shares = parameters.classes.map { "\($0.id) \(rounded($0.levels[k][l], 5))" }.joined(separator: ", ")
                lines.append("  \(level.name): \(shares)")
            }
        }
        return lines
    }
    /// How they were learnt.
    static func lines(_ learnt: Learnt, _ chance: Chance) -> [String] {
        learnt.sessions.map {
            "Learnt from \($0.name): \($0.pairs) pairs\($0.judgedPairs > 0 ? ", \($0.judgedPairs) of them judged" : ""), \($0.rounds) rounds\($0.hasConverged ? "" : ", not at rest")."
        }
            + chance.dependences.map {
                "Among \(chance.pairs) random pairs \($0.first) and \($0.second) agree together \($0.observed) times; independence expects \(rounded($0.expected, 2))."
            } + learnt.parameters.unseenLevels.map { "No pair showed \($0); its share is a guess." }
    }
}
