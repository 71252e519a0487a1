import ArgumentParser
import Content
import Foundation
import ProcessMining

/// `journeys discover`: a model of the usual process, as BPMN and PNML.
struct DiscoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover", abstract: "Find a model of the process by the inductive miner and say how well it fits.",
        discussion: "Contacts of failure demand are left out: they are no steps of the process.")

    @OptionGroup var options: LogOptions
    @Option(help: "The folder to write model.bpmn and model.pnml to.")
    var out: String
    @Option(help: "Moves rarer than this share of the commonest from the same step are left out, from 0 to 1.")
    var noise = 0.2
    @Option(help: "An activity that is failure demand, besides those marked in the demand column. May be given again.")
    var failure: [String] = []
    @Flag(help: "Print one line of JSON.")
    var json = false

    mutating func validate() throws {
        guard (0...1).contains(noise) else { throw ValidationError("--noise must be from 0 to 1.") }
    }

    /// Cuts are looked for between all pairs of steps.
    private static let mostActivities = 500

    func run() throws {
        try told {
            let all = try options.read().events.ordered(by: .completion)
            for line in LogWarnings(all).lines { complain(line) }
            let log = try Contacts.leftOut(of: all, failure: failure, file: options.log)
            let count = log.activities.allWords.count
            guard count <= Self.mostActivities else {
                throw FileProblems([
                    FileProblem(
                        file: options.log, line: nil, path: "",
                        message: "has \(count) activities, more than \(Self.mostActivities); choose another column with --activity")
                ])
            }
            let progress = JourneyProgress()
            progress.tick("Looking for a model")
            let tree = InductiveMiner(noise: noise).tree(of: log)
            let net = PetriNet(tree)
            let replay = TokenReplay(log, net) { progress.tick("Replaying the log", $0, of: $1) }
            progress.finish()
            try write(tree, net, log.activities.word)
            print(json ? Self.json(tree, replay, log) : Self.text(tree, replay, log))
        }
    }

    private func write(_ tree: ProcessTree, _ net: PetriNet, _ word: @escaping (Int32) -> String) throws {
        let files = [("model.bpmn", ModelExport.bpmn(tree, word)), ("model.pnml", ModelExport.pnml(net, word))]
        try uninterrupted { try OutputFiles.write(files, into: out, for: .owner, inputs: [options.log]) }
    }

    private static func json(_ tree: ProcessTree, _ replay: TokenReplay, _ log: EventLog) -> String {
        let line = CanonicalJSON.object([
            "tree": .text(tree.text(log.activities.word)), "fitness": .number(replay.cases > 0 ? replay.fitness : .nan), "cases": .whole(replay.cases),
            "fitting": .whole(replay.fittingCases), "missing": .whole(replay.missing), "remaining": .whole(replay.remaining),
            "produced": .whole(replay.produced), "consumed": .whole(replay.consumed), "notReplayed": .whole(replay.unplayedCases),
        ])
        return String(decoding: line.bytes, as: UTF8.self)
    }

    private static func text(_ tree: ProcessTree, _ replay: TokenReplay, _ log: EventLog) -> String {
        let fit = fit(replay).map { $0 + " " } ?? ""
        return "\(tree.text(log.activities.word))\n\(fit)Wrote model.bpmn and model.pnml."
    }

    /// To three places; what is not quite 1 is not written as 1.
    static func fitness(_ value: Double) -> String { value < 1 && value > 0.9995 ? "above 0.999" : Wording.number(value, places: 3) }

    /// How well a model fits, by token replay; nil where no case was replayed and nothing is to be said.
    static func fit(_ replay: TokenReplay) -> String? {
        var parts: [String] = []
        if replay.cases > 0 {
            parts.append(
                "Fitness \(fitness(replay.fitness)) by token replay, which passes over steps that the model does not have; "
                    + "\(Wording.count(replay.fittingCases)) of \(Wording.plural(replay.cases, "case")) fit in that way.")
        }
        if replay.unplayedCases > 0 {
            parts.append("\(Wording.plural(replay.unplayedCases, "case")) not replayed: they ask for more searching than the bound.")
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}
