import ArgumentParser
import Content
import Foundation
import ProcessMining

/// `journeys discover`: a model of the usual process, as BPMN and PNML.
struct DiscoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover", abstract: "Find a model of the process by the inductive miner and say how well it fits.")

    @OptionGroup var options: LogOptions
    @Option(help: "The folder to write model.bpmn and model.pnml to.")
    var out: String
    @Option(help: "Moves rarer than this share of the commonest from the same step are left out, from 0 to 1.")
    var noise = 0.2
    @Flag(help: "Print one line of JSON.")
    var json = false

    mutating func validate() throws {
        guard (0...1).contains(noise) else { throw ValidationError("--noise must be from 0 to 1.") }
    }

    /// Cuts are looked for between all pairs of steps.
    private static let mostActivities = 500

    func run() throws {
        try told {
            let log = try options.read().events.ordered(by: .completion)
            for line in LogWarnings(log).lines { complain(line) }
            let count = log.activities.allWords.count
            guard count <= Self.mostActivities else {
                throw FileProblems([
                    FileProblem(
                        file: options.log, line: nil, path: "",
                        message: "has \(count) activities, more than \(Self.mostActivities); choose another column with --activity")
                ])
            }
            let tree = InductiveMiner(noise: noise).tree(of: log)
            let net = PetriNet(tree)
            let replay = TokenReplay(log, net)
            let word = log.activities.word
            try OutputFiles.write(
                [("model.bpmn", ModelExport.bpmn(tree, word)), ("model.pnml", ModelExport.pnml(net, word))], into: out, for: .owner,
                inputs: [options.log])
            if json {
                let line = CanonicalJSON.object([
                    "tree": .text(tree.text(word)), "fitness": .number(replay.fitness), "cases": .whole(replay.cases),
                    "fitting": .whole(replay.fittingCases), "missing": .whole(replay.missing), "remaining": .whole(replay.remaining),
                    "produced": .whole(replay.produced), "consumed": .whole(replay.consumed),
                ])
                print(String(decoding: line.bytes, as: UTF8.self))
            } else {
                print(
                    "\(tree.text(word))\nFitness \(Wording.number(replay.fitness, places: 3)); \(Wording.count(replay.fittingCases)) of "
                        + "\(Wording.plural(replay.cases, "case")) follow the model throughout. Wrote model.bpmn and model.pnml.")
            }
        }
    }
}
