import Content
import Foundation
import Testing

@Suite("A sample for clerks, and what comes back")
struct ReviewCommandTests {
    let folder: Folder
    let inputs: [String]

    init() throws {
        folder = try Folder()
        inputs = [try folder.write("records.csv", People.text), "--model", try folder.write("model.yaml", SmallModel.text), "--quiet"]
    }

    /// The rows of a sample, header first, judged by the record ids: p1a and p1c are one person's.
    private func judged(_ more: String...) throws -> [[String]] {
        try link(["review"] + inputs + ["--out", folder.path("sample.csv"), "--size", "60", "--seed", "2"] + more)
        return try folder.rows("sample.csv").enumerated().map { place, row in
            place == 0 ? row : row.enumerated().map { $0 == 2 ? (row[0].dropLast() == row[1].dropLast() ? "Yes" : "no") : $1 }
        }
    }

    private func summary(_ more: String...) throws -> Summary {
        try link(inputs + ["--out", folder.path("clusters.csv"), "--json", folder.path("summary.json")] + more)
        return try JSONDecoder().decode(Summary.self, from: try folder.data("summary.json"))
    }

    @Test func `the sample shows both records and neither weight nor rank; what counts a pair back stands last`() throws {
        try link(["review"] + inputs + ["--out", folder.path("sample.csv"), "--size", "40", "--seed", "2"])
        let sample = try folder.rows("sample.csv")
        #expect(
            sample.first == [
                "left", "right", "same", "first_left", "first_right", "last_left", "last_right", "born_left", "born_right", "stratum", "pairs_in_stratum",
            ])
        #expect(sample.count == 41 && sample.dropFirst().allSatisfy { $0[2].isEmpty && $0[9].count == 1 && (Int($0[10]) ?? 0) > 0 })
        try link(["predict"] + inputs + ["--out", folder.path("pairs.csv"), "--least=-1000"])
        let weights = Dictionary(try folder.rows("pairs.csv").dropFirst().map { (Set($0.prefix(2)), Double($0[2]) ?? 0) }) { one, _ in one }
        let shown = try sample.dropFirst().map { try #require(weights[Set($0.prefix(2))]) }
        #expect(shown != shown.sorted() && shown != shown.sorted(by: >))
        let letters = sample.dropFirst().map { $0[9] }
        #expect(zip(letters, letters.dropFirst()).count { $0 != $1 } > Set(letters).count * 2)
    }

    @Test func `each side has its set where there are several`() throws {
        try folder.write("model.yaml", try SmallModel.with("task:", "source: service\ntask:"))
        let sample = try judged()
        #expect(sample.first?[3...4] == ["source_left", "source_right"])
        let sets = Dictionary(
            uniqueKeysWithValues: People.text.split(separator: "\n").dropFirst().map { row in
                let cells = row.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
                return (cells[0], cells[4])
            })
        #expect(sample.dropFirst().allSatisfy { $0[3] == sets[$0[0]] && $0[4] == sets[$0[1]] })
    }

    @Test func `a judged sample says how good the linkage is, with intervals, on the base of all pairs`() throws {
        try folder.write("labels.csv", CSV.text(try judged()))
        let found = try summary("--labels", folder.path("labels.csv"))
        let quality = try #require(found.labelledQuality)
        #expect(quality.method.contains("pairs_in_stratum") && quality.isSeenInTraining && quality.judgedPairs == 60)
        #expect(quality.pairs == found.counts.candidatePairs)
        #expect(quality.thresholds.count == found.expectedQuality.count && quality.thresholds.contains { $0.probability == found.model.threshold })
        for row in quality.thresholds {
            for share in [row.precision, row.recall].compactMap({ $0 }) {
                let (low, high) = (try #require(share.low), try #require(share.high))
                #expect(low >= 0 && low <= share.value && share.value <= high && high <= 1)
            }
        }
        #expect(quality.thresholds.contains { row in (row.precision?.low ?? 1) < (row.precision?.high ?? 0) })
        #expect(quality.thresholds.contains { row in (row.recall?.low ?? 1) < (row.recall?.high ?? 0) })
        try link(["train"] + inputs + ["--out", folder.path("parameters.json")])
        let unseen = try summary("--labels", folder.path("labels.csv"), "--parameters", folder.path("parameters.json"))
        #expect(try !#require(unseen.labelledQuality).isSeenInTraining)
        try link(["train"] + inputs + ["--labels", folder.path("labels.csv"), "--out", folder.path("taught.json")])
        let taught = try summary("--labels", folder.path("labels.csv"), "--parameters", folder.path("taught.json"))
        #expect(try #require(taught.labelledQuality).isSeenInTraining)
    }

    @Test func `a sample that a spreadsheet saved with semicolons or tabs counts as it was written`() throws {
        let sample = try judged()
        try folder.write("labels.csv", CSV.text(sample))
        let plain = try summary("--labels", folder.path("labels.csv")).labelledQuality
        for delimiter in [";", "\t"] {
            let text = "\u{FEFF}" + sample.map { $0.joined(separator: delimiter) + "\r\n" }.joined() + String(repeating: delimiter, count: 10) + "\r\n"
            try folder.write("labels.csv", text)
            let found = try summary("--labels", folder.path("labels.csv")).labelledQuality
            #expect(found?.judgedPairs == plain?.judgedPairs && found?.pairs == plain?.pairs)
            #expect(found?.thresholds.map { $0.recall?.value } == plain?.thresholds.map { $0.recall?.value })
        }
    }

    @Test func `a sample of other records is told from this run's`() throws {
        try folder.write("labels.csv", CSV.text(try judged()))
        try folder.write("records.csv", People.text + "new,Ann,Ash,10/01/1950,police\n")
        let found = try summary("--labels", folder.path("labels.csv"))
        #expect(found.warnings.contains { $0.contains("this run compares") && $0.contains("draw a new sample") }, "\(found.warnings)")
    }

    @Test func `unjudged pairs are left out, and a stratum without any is named`() throws {
        var sample = try judged()
        let letter = sample[1][9]
        for place in sample.indices where sample[place][9] == letter { sample[place][2] = "" }
        try folder.write("labels.csv", CSV.text(sample))
        let found = try summary("--labels", folder.path("labels.csv"))
        #expect(try #require(found.labelledQuality).judgedPairs == sample.dropFirst().count { !$0[2].isEmpty })
        #expect(found.warnings.contains { $0.hasPrefix("no pair of the stratum \"\(letter)\" (\(sample[1][10]) pairs) was judged") }, "\(found.warnings)")
    }

    @Test(arguments: [
        ("left,right,same\np1a,p1c,\n", "no pair of the labels is judged, so they teach nothing: fill \"same\" with yes or no"),
        ("left,right,same\np1a,q7,no\n", "no judged pair is among those that training looks at, so the labels teach nothing"),
    ])
    func `labels that teach nothing are said to, once`(labels: String, warning: String) throws {
        try folder.write("labels.csv", labels)
        let aloud = Array(inputs.dropLast()) + ["--labels", folder.path("labels.csv")]
        for command in [["review"] + aloud, ["train"] + aloud, aloud] {
            let found = try Refusal(command + ["--out", folder.path("out")])
            #expect(found.exitCode == 0 && found.message.split(separator: "\n").count { $0 == "Note: \(warning)." } == 1, "\(found.message)")
        }
        #expect(try summary("--labels", folder.path("labels.csv")).warnings.contains(warning))
    }
}
