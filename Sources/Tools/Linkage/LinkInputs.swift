import ArgumentParser
import Content
import Foundation
import RecordLinkage

/// The files of records.
struct RecordFiles: ParsableArguments {
    @Argument(help: ArgumentHelp("CSV files of records.", valueName: "records.csv"))
    var paths: [String]

    func validate() throws { if paths.isEmpty { throw ValidationError("Name at least one file of records.") } }
}

/// What every linkage is given besides its records.
struct LinkInputs: ParsableArguments {
    @Option(help: ArgumentHelp("How records are read, compared and joined (YAML).", valueName: "model.yaml"))
    var model: String

    @Option(help: "A CSV with name,nickname; nicknames-english.csv beside the model where there is one.")
    var nicknames: String?

    @Option(help: "Threads to use. The answer is the same for any number.")
    var workers: Int = min(2, ProcessInfo.processInfo.activeProcessorCount)

    @Flag(help: "Say nothing on the way: no progress, no notes, no closing line.")
    var quiet = false

    /// The list of nicknames that is read, named or beside the model; nil where there is none.
    var nicknameFile: String? {
        let beside = URL(filePath: model).deletingLastPathComponent().appending(path: "nicknames-english.csv").path
        return nicknames ?? (FileManager.default.fileExists(atPath: beside) ? beside : nil)
    }

    func validate() throws {
        if !(1...64).contains(workers) { throw ValidationError("--workers must be from 1 to 64.") }
    }
}

/// Pairs that clerks judged.
struct LabelInput: ParsableArguments {
    @Option(help: "A CSV with left,right,same (yes or no): pairs that clerks judged, believed in training.")
    var labels: String?
}

/// Where the parameters come from: saved ones, or training, with labels or without.
struct LearningInputs: ParsableArguments {
    @Option(help: ArgumentHelp("Use what \"link train\" saved, instead of learning anew.", valueName: "parameters.json"))
    var parameters: String?

    @OptionGroup var judged: LabelInput

    /// Labels teach; beside saved parameters there is nothing to learn.
    func refuseIdleLabels() throws {
        guard parameters != nil, judged.labels != nil else { return }
        throw ValidationError("--labels has no effect beside --parameters, since nothing is learnt; leave one of them out.")
    }
}
