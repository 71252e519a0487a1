import Content
import Foundation
import ProcessMining
import Tables

/// What `conform --model` says: in sentences, as JSON and as a table of cases.
struct ModelConformance {
    let log: EventLog
    let model: ModelFile
    let check: ModelCheck
    let bound: ModelCheck.Bound

    /// - Throws: `FileProblems` where the log or the model cannot be read, or the model has no way to its end.
    static func read(_ path: String, _ options: LogOptions, _ journey: JourneyOptions, states: Int) throws -> ModelConformance {
        let log = try Contacts.leftOut(of: options.read().events.ordered(by: .completion), failure: journey.failure, file: options.log)
        for line in LogWarnings(log).lines { complain(line) }
        func problem(_ message: String, _ line: Int? = nil) -> FileProblems {
            FileProblems([FileProblem(file: path, line: line, path: "", message: message)])
        }
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: 32 << 20) ?? Data() else {
            throw problem("cannot be read; check the name and that this user may read it")
        }
        do {
            let model = try ModelFile(data, activities: log.activities)
            for line in model.notes { complain(line) }
            if !model.activities.contains(where: Set(log.activities.codes).contains) {
                complain("The model and the log have no step in common; look whether they name steps in the same way, and at --activity.")
            }
            let bound = ModelCheck.Bound(states: states, allStates: states * 100)
            let progress = JourneyProgress()
            defer { progress.finish() }
            let check = try ModelCheck(log, model.net, bound: bound) { progress.tick($0, $1, of: $2) }
            return ModelConformance(log: log, model: model, check: check, bound: bound)
        } catch let found as TableProblem {
            throw problem(found.message, found.line)
        } catch is Aligner.Failure {
            throw problem(
                "has no way from its beginning to its end with nothing left over; look for branches that are split by one kind of gateway and joined by another"
            )
        }
    }

    private func name(_ code: Int32) -> String { model.name(code, log) }

    /// Activities of the log that the model lacks, by the bytes of their names.
    private var unknown: [String] {
        let known = Set(model.activities)
        let used = Set(log.activities.codes)
        return log.activities.sortedCodes.filter { used.contains($0) && !known.contains($0) }.map(log.activities.word)
    }

    // MARK: Words

    var text: String {
        var lines = [
            check.meanFitness.map { mean in
                "\(Wording.count(check.fittingCases)) of \(Wording.plural(check.alignedCases, "case"))\(check.notAlignedCases > 0 ? " that could be aligned" : "") "
                    + "follow the model from beginning to end. Mean fitness is \(DiscoverCommand.fitness(mean)) by alignments\(check.notAlignedCases > 0 ? " of these" : "")."
            }, DiscoverCommand.fit(check.replay), notAligned,
        ].compactMap(\.self)
        lines += listed("The log has no event of these steps of the model", model.lacking)
        lines += listed("The model has none of these steps of the log", unknown)
        lines += deviations("Steps of the model that cases skip most", check.skipped)
        lines += deviations("Steps of cases that the model does not allow where they stand", check.extra)
        return lines.joined(separator: "\n") + "\n"
    }

    private var notAligned: String? {
        guard check.notAlignedCases > 0 else { return nil }
        let what = "\(Wording.plural(check.notAlignedCases, "case")) (\(Wording.plural(check.notAlignedVariants, "different course"))) not aligned: "
        let longest = check.alignments.indices.filter { check.alignments[$0] == nil }.prefix(3).map { log.caseName(check.variants.examples[$0]) }
        return what + "they ask for more than \(Wording.count(bound.states)) states each, or \(Wording.count(bound.allStates)) in all. "
            + "Such as: \(longest.joined(separator: ", ")). A higher --states may reach them."
    }

    private func listed(_ what: String, _ names: [String]) -> [String] {
        guard !names.isEmpty else { return [] }
        let more = names.count > 30 ? ", and \(Wording.count(names.count - 30)) more" : ""
        return ["\(what): \(names.prefix(30).joined(separator: ", "))\(more)."]
    }

    private func deviations(_ what: String, _ found: [ModelCheck.Deviation]) -> [String] {
        guard !found.isEmpty else { return [] }
        return ["\(what):"]
            + found.prefix(10).map { it in
                let often = it.times > it.cases ? ", \(Wording.count(it.times)) times in all" : ""
                return "  \(name(it.activity)): in \(Wording.plural(it.cases, "case"))\(often)"
            }
    }

    // MARK: Figures

    var json: CanonicalJSON {
        func list(_ found: [ModelCheck.Deviation]) -> CanonicalJSON {
            .list(found.map { .object(["activity": .text(name($0.activity)), "cases": .whole($0.cases), "times": .whole($0.times)]) })
        }
        let replay = check.replay
        return .object([
            "cases": .whole(log.caseCount), "aligned": .whole(check.alignedCases), "notAligned": .whole(check.notAlignedCases),
            "fitting": .whole(check.fittingCases), "alignmentFitness": .number(check.meanFitness ?? .nan), "alignmentCost": .whole(check.totalCost),
            "replayFitness": .number(replay.cases > 0 ? replay.fitness : .nan), "replayFitting": .whole(replay.fittingCases),
            "notReplayed": .whole(replay.unplayedCases), "skipped": list(check.skipped), "notAllowed": list(check.extra),
            "stepsNotInLog": .list(model.lacking.map { .text($0) }), "stepsNotInModel": .list(unknown.map { .text($0) }),
        ])
    }

    /// All cases, in the order of the log.
    var csv: String {
        let texts = check.alignments.indices.map { variant -> [String] in
            guard let alignment = check.alignments[variant] else { return ["not aligned", "", "", "", ""] }
            let fitness = check.fitness(variant).map { Wording.number($0, places: 3) } ?? ""
            return [
                alignment.cost == 0 ? "follows the model" : "deviates", String(alignment.cost), fitness, joined(alignment.skipped), joined(alignment.extra),
            ]
        }
        let rows = (0..<log.caseCount).map { [log.caseName($0)] + texts[Int(check.variants.variantOf[$0])] }
        return CSV.text([["case", "result", "steps that differ", "fitness", "steps skipped", "steps not allowed"]] + rows)
    }

    private func joined(_ steps: [Int32]) -> String { steps.map(name).joined(separator: "; ") }
}
