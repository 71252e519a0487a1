import ArgumentParser
import Content
import Foundation
import RecordLinkage
import Tables

/// Writes pairs for clerks to judge.
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "Write a sample of pairs for clerks to judge, spread over all weights.",
        discussion: """
            Fill the column "same" with yes or no and give the file back with --labels. The pairs stand in random order and without their \
            weights, so that nobody judges by them. The file holds personal data.
            """)

    @OptionGroup var records: RecordFiles
    @OptionGroup var inputs: LinkInputs
    @OptionGroup var learning: LearningInputs

    @Option(help: ArgumentHelp("Where to write the sample.", valueName: "sample.csv"))
    var out: String

    @Option(help: "Pairs to draw.")
    var size: Int = 110

    @Option(help: "Another number draws other pairs.")
    var seed: Int = 1

    func validate() throws {
        if !(ReviewSample.strataCount...100_000).contains(size) {
            throw ValidationError("--size must be from \(ReviewSample.strataCount) to 100000: one pair of each range of weights at least.")
        }
        try learning.refuseIdleLabels()
    }

    func run() throws {
        try told {
            let open = try OpenLinkage(
                inputs, .init(records: records.paths, parameters: learning.parameters, labels: learning.judged.labels, outputs: [out]))
            open.sayWarnings()
            let (candidates, weights) = try open.scored()
            let sample = ReviewSample(
                candidates, weights: weights, table: open.linkage.table, size: size, seed: UInt64(bitPattern: Int64(seed)))
            try SampleFile.write(sample, open.linkage, to: out)
            open.say("\(sample.pairs.count) pairs written to \(out). They hold personal data: keep and delete them as your records.")
        }
    }
}

/// Pairs to judge: ids, an empty cell for the judgement, the values of both records, and last what counts a pair back to all pairs.
enum SampleFile {
    static func write(_ sample: ReviewSample, _ linkage: Linkage, to path: String) throws {
        let table = linkage.table
        let columns = linkage.model.columns.map(\.name)
        let set = table.sourceNames.count > 1 ? [columns.contains("source") ? "record_set" : "source"] : []
        let sides = (set + columns).flatMap { ["\($0)_left", "\($0)_right"] }
        var text = CSVBytes()
        text.bytes += Array(("left,right," + CSV.text([["same"] + sides + ["stratum", "pairs_in_stratum"]])).utf8)
        for pair in sample.pairs {
            let records = [pair.left, pair.right]
            // Ids stay as they are, so that they are found again; values are made safe for a spreadsheet.
            for record in records {
                text.cell(Array(table.recordIDs.text(Int32(record)).utf8).span)
                text.bytes.append(UInt8(ascii: ","))
            }
            let sets = set.isEmpty ? [] : records.map { table.sourceNames[Int(table.sources[$0])] }
            let values = columns.indices.flatMap { column in records.map { table.text($0, column) ?? "" } }
            text.bytes += Array(CSV.text([[""] + sets + values + [pair.stratum, String(pair.stratumSize)]]).utf8)
        }
        try OutputFiles.write(Data(text.bytes), to: path, for: .owner)
    }
}

/// Sets two runs, or two files of parameters, beside each other.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Say what changed between two runs (clusters.csv) or two trainings (parameters.json).")

    @Argument(help: "The older file.")
    var old: String

    @Argument(help: "The newer file.")
    var new: String

    @Option(help: "Also write the figures as JSON.")
    var json: String?

    func run() throws {
        try told {
            guard old.hasSuffix(".json") == new.hasSuffix(".json") else {
                throw ValidationError("Name two files of clusters (CSV) or two of parameters (JSON).")
            }
            try OutputFiles.check([json].compactMap { $0 }, inputs: [old, new])
            if old.hasSuffix(".json") { return try compareParameters() }
            let found = ClusterComparison(old: try ClusterFile.read(old), new: try ClusterFile.read(new))
            print(
                """
                Records in both: \(found.recordsInBoth); gone: \(found.recordsGone); new: \(found.recordsNew).
                Of the older clusters \(found.unchanged) are unchanged, \(found.split) were split, \(found.merged) were merged.
                Pairs together in both: \(found.pairsInBoth); no longer: \(found.pairsLost); only now: \(found.pairsGained).
                Records whose cluster has another name: \(found.recordsRenamed).
                """)
            if let json { try JSONText.write(figures: found, to: json) }
        }
    }

    private func compareParameters() throws {
        let before = try ParameterFile.read(old)
        let after = try ParameterFile.read(new)
        guard before.model == after.model, before.classes.map(\.id) == after.classes.map(\.id),
            before.classes.map({ $0.levels.map(\.count) }) == after.classes.map({ $0.levels.map(\.count) })
        else {
            throw FileProblems([FileProblem(file: new, line: nil, path: "", message: "is of another model than \(old): \(after.model), not \(before.model)")])
        }
        if before.fingerprint != after.fingerprint {
            complain("Note: the two were learnt with other comparisons, classes, blocking rules or nicknames, so that a change may come from there.")
        }
        var largest = 0.0
        for (one, other) in zip(before.classes, after.classes) {
            print("\(one.id): share \(rounded(one.share, 6)) → \(rounded(other.share, 6))")
            for k in one.levels.indices {
                for l in one.levels[k].indices where abs(one.levels[k][l] - other.levels[k][l]) > 0.001 {
                    print("  comparison \(k + 1), level \(l + 1): \(rounded(one.levels[k][l], 4)) → \(rounded(other.levels[k][l], 4))")
                }
                largest = max(largest, zip(one.levels[k], other.levels[k]).map { abs($0 - $1) }.max() ?? 0)
            }
        }
        print("The largest change of a level's share is \(rounded(largest, 4)).")
        if let json { try JSONText.write(figures: ["largestChange": largest], to: json) }
    }
}
