import ArgumentParser
import Content
import Foundation
import RecordLinkage
import Tables

/// A linkage with all that it is given read and checked.
struct OpenLinkage {
    let linkage: Linkage
    let progress: LinkProgress
    /// What clerks judged; nil where no labels are given.
    let judged: JudgedSample?
    let warnings: [String]
    private let saved: Parameters?
    private let isQuiet: Bool

    /// What a command reads and writes.
    struct Files {
        var records: [String]
        var parameters: String?
        var labels: String?
        /// What else is read.
        var further: [String?] = []
        /// What will be written: checked before any work is done.
        var outputs: [String?] = []
    }

    /// - Parameter check: Called with the model before the records are read.
    init(_ inputs: LinkInputs, _ files: Files, check: (LinkModel) throws -> Void = { _ in }) throws {
        let read = files.records + [inputs.model] + ([files.parameters, files.labels, inputs.nicknameFile] + files.further).compactMap { $0 }
        try OutputFiles.check(files.outputs.compactMap { $0 }, inputs: read)
        isQuiet = inputs.quiet
        let progress = LinkProgress(isQuiet: inputs.quiet)
        self.progress = progress
        let model = try LinkModelReader.read(URL(filePath: inputs.model))
        try check(model)
        let nicknames = try NicknameFile.read(inputs)
        let saved = try files.parameters.map(ParameterFile.read)
        let records = try files.records.map { RecordFile(name: $0, data: try mappedContents(of: $0)) }
        let table = try progress.stage("read") {
            try RecordReader(model: model, workers: inputs.workers).read(records) { progress.tick($0, $1) }
                .inBlockingOrder(model.blocking, workers: inputs.workers)
        }
        linkage = try Linkage(model: model, table: table, nicknames: nicknames, workers: inputs.workers) { progress.tick($0, $1) }
        if let saved, let path = files.parameters { try ParameterFile.check(saved, linkage, from: path) }
        self.saved = saved
        judged = try files.labels.map { try LabelFile.read($0, table: table) }
        warnings = Self.warnings(model, table)
    }

    private static func warnings(_ model: LinkModel, _ table: RecordTable) -> [String] {
        var warnings: [String] = []
        if case .sources(let limited) = model.onePerSource {
            for name in limited where !table.sourceNames.contains(name) {
                warnings.append("\"one_per_source\" names the set \"\(name)\", which is not there; there are \(table.sourceNames.joined(separator: ", "))")
            }
        }
        if model.task == .both && table.sourceNames.count < 2 {
            warnings.append("all records are of one set, so \"task: both\" does what \"task: deduplicate\" does; is \"source\" missing?")
        }
        for column in table.report.columns where column.given == 0 {
            warnings.append("the column \"\(column.name)\" is empty in every record; comparisons on it say nothing")
        }
        for column in table.report.columns where column.given > 0 && column.emptied * 2 > column.given {
            warnings.append(
                "more than half of the values of \"\(column.name)\" were unusable and taken as missing (\(column.emptied) of \(column.given)); is it the right column?"
            )
        }
        return warnings
    }

    /// Says what is odd about the records.
    func sayWarnings() { for warning in warnings { note(warning) } }

    func note(_ text: String) { if !isQuiet { complain("Note: \(text).") } }

    /// The closing words of a command.
    func say(_ text: String) { if !isQuiet { print(text) } }

    /// Saved parameters where they are named, which need no pairs, else learnt ones with what was learnt from.
    func learnt(_ pairs: @autoclosure () throws -> CandidatePairs) throws -> (parameters: Parameters, training: (learnt: Learnt, chance: Chance)?) {
        if let saved { return (saved, nil) }
        let chance = try linkage.chance()
        let learnt = try linkage.train(try pairs(), chance: chance, labels: judged?.labels ?? [])
        for warning in idleLabels(learnt) { note(warning) }
        return (learnt.parameters, (learnt, chance))
    }

    /// What to say where labels were given and none was of use in training.
    func idleLabels(_ learnt: Learnt) -> [String] {
        guard let judged, learnt.sessions.allSatisfy({ $0.judgedPairs == 0 }) else { return [] }
        return judged.labels.isEmpty
            ? ["no pair of the labels is judged, so they teach nothing: fill \"same\" with yes or no"]
            : ["no judged pair is among those that training looks at, so the labels teach nothing"]
    }

    /// All candidate pairs with their weights.
    func scored() throws -> (pairs: CandidatePairs, weights: [Float]) {
        let pairs = try linkage.candidates(try linkage.blocks())
        return (pairs, try linkage.weights(pairs, parameters: try learnt(pairs).parameters))
    }
}

/// The bytes of a file, without taking memory for all of it.
func mappedContents(of path: String) throws -> Data {
    do {
        return try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
    } catch {
        throw FileProblems([FileProblem(file: path, line: nil, path: "", message: "cannot be read; check the name and that this user may read it")])
    }
}

/// Runs a command and says what went wrong in words, with exit code 1.
func told<Value>(_ work: () throws -> Value) throws -> Value {
    do {
        return try work()
    } catch let error as ExitCode {
        throw error
    } catch let error as ValidationError {
        complain("waymark link: \(error.message)")
        throw ExitCode(64)
    } catch let problems as FileProblems {
        complain(problems.description)
    } catch let found as RecordFileProblem {
        complain(FileProblem(file: found.file, line: found.problem.line, path: found.problem.column ?? "", message: found.problem.message).description)
    } catch {
        complain("waymark link: \(error)")
    }
    throw ExitCode(1)
}

func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
