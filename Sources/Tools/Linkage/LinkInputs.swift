import ArgumentParser
import Content
import Foundation
import RecordLinkage
import Tables

/// What every linkage is given.
struct LinkInputs: ParsableArguments {
    @Argument(help: ArgumentHelp("CSV files of records.", valueName: "records.csv"))
    var records: [String]

    @Option(help: ArgumentHelp("How records are read, compared and joined (YAML).", valueName: "model.yaml"))
    var model: String

    @Option(help: ArgumentHelp("Use what \"link train\" saved, instead of learning anew.", valueName: "parameters.json"))
    var parameters: String?

    @Option(help: "A CSV with left,right,same (yes or no): pairs that clerks judged.")
    var labels: String?

    @Option(help: "A CSV with name,nickname; nicknames-english.csv beside the model where there is one.")
    var nicknames: String?

    @Option(help: "Threads to use. The answer is the same for any number.")
    var workers: Int = min(2, ProcessInfo.processInfo.activeProcessorCount)

    @Option(help: "A column of the model: say in the summary how many of each of its values were linked.")
    var by: String?

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    /// The files that are read.
    var files: [String] { records + [model] + [parameters, labels, nicknames].compactMap { $0 } }

    func validate() throws {
        if records.isEmpty { throw ValidationError("Name at least one file of records.") }
        if !(1...64).contains(workers) { throw ValidationError("--workers must be from 1 to 64.") }
    }
}

/// A linkage with its records read.
struct OpenLinkage {
    let linkage: Linkage
    let inputs: LinkInputs
    let progress: LinkProgress
    var warnings: [String] = []

    /// - Parameter outputs: The files that will be written: checked before any work is done.
    init(_ inputs: LinkInputs, outputs: [String?], also read: [String?] = []) throws {
        self.inputs = inputs
        try OutputFiles.check(outputs.compactMap { $0 }, inputs: inputs.files + read.compactMap { $0 })
        let progress = LinkProgress(isQuiet: inputs.quiet)
        self.progress = progress
        let model = try LinkModelReader.read(URL(filePath: inputs.model))
        try Self.check(column: inputs.by, of: model)
        let nicknames = try NicknameFile.read(inputs)
        let files = try inputs.records.map { RecordFile(name: $0, data: try mappedContents(of: $0)) }
        let table = try progress.stage("read") {
            try RecordReader(model: model, workers: inputs.workers).read(files) { progress.tick($0, $1) }
        }
        if let by = inputs.by, let column = model.column(by) {
            let groups = table.columns[column].counts.count { $0 > 0 }
            if groups > GroupRate.mostGroups {
                throw ValidationError("--by: \"\(by)\" has \(groups) values; name a column with at most \(GroupRate.mostGroups), such as sex.")
            }
        }
        linkage = try Linkage(model: model, table: table, nicknames: nicknames, workers: inputs.workers) { progress.tick($0, $1) }
        if case .sources(let limited) = model.onePerSource {
            for name in limited where !table.sourceNames.contains(name) {
                warnings.append("\"one_per_source\" names the set \"\(name)\", which is not there; there are \(table.sourceNames.joined(separator: ", "))")
            }
        }
        for column in table.report.columns where column.given == 0 {
            warnings.append("the column \"\(column.name)\" is empty in every record; comparisons on it say nothing")
        }
        for column in table.report.columns where column.given > 0 && column.emptied * 2 > column.given {
            warnings.append(
                "more than half of the values of \"\(column.name)\" were unusable and taken as missing (\(column.emptied) of \(column.given)); is it the right column?"
            )
        }
    }

    private static func check(column: String?, of model: LinkModel) throws {
        guard let column, model.column(column) == nil else { return }
        let known = model.columns.map(\.name).joined(separator: ", ")
        throw ValidationError("--by: the model has no column \"\(column)\"; it has \(known).")
    }

    /// Says what is odd about the records.
    func sayWarnings() {
        if !inputs.quiet { for warning in warnings { complain("Note: \(warning).") } }
    }

    /// All candidate pairs with their weights.
    func scored() throws -> (pairs: CandidatePairs, weights: [Float]) {
        let pairs = try linkage.candidates(try linkage.blocks())
        let (parameters, _) = try learnt(pairs, chance: try linkage.chance())
        return (pairs, try linkage.weights(pairs, parameters: parameters))
    }

    /// Saved parameters where they are named, else learnt ones.
    func learnt(_ pairs: CandidatePairs, chance: @autoclosure () throws -> Chance) throws -> (parameters: Parameters, learnt: Learnt?) {
        if let path = inputs.parameters {
            let parameters = try ParameterFile.read(path)
            try parameters.check(linkage.model)
            return (parameters, nil)
        }
        let labels = try inputs.labels.map { try LabelFile.read($0, table: linkage.table) } ?? []
        let learnt = try linkage.train(pairs, chance: try chance(), labels: labels)
        return (learnt.parameters, learnt)
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
