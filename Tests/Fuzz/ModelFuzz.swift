// Any text as a model of a linkage; one that is accepted has to link a few records. Run by scripts/fuzz.sh.
import Content
import Foundation
import RecordLinkage
import Tables

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    do {
        try link(try LinkModelReader.read(name: "m.yaml", text: text))
    } catch let problems as FileProblems {
        precondition(!problems.problems.isEmpty, "refused without a reason")
        let last = text.utf8.count { $0 == 10 || $0 == 13 } + 1
        for problem in problems.problems {
            precondition(!problem.message.isEmpty, "no message")
            // A line of YAML may also end in U+0085, U+2028 or U+2029.
            if let line = problem.line, text.utf8.allSatisfy({ $0 < 128 }) {
                precondition(line >= 1 && line <= last + 1, "line \(line) is not there")
            }
        }
    } catch is LinkageProblem {
        return 0
    } catch is RecordFileProblem {
        return 0
    } catch {
        preconditionFailure("an error without words: \(error)")
    }
    return 0
}

/// Records with slips, dates and gaps, in whatever columns the model wants.
private func link(_ model: LinkModel) throws {
    let names = Set([model.recordID] + (model.source.map { [$0] } ?? []) + model.columns.flatMap(\.from)).sorted()
    guard names.count <= 50, names.allSatisfy({ !$0.isEmpty && !$0.contains("\"") && $0.trimmingCharacters(in: .whitespaces) == $0 }) else { return }
    let values = ["ANN", "ANN", "ANNE", "SMITH", "", "1980-02-01", "1980-01-02", "01/02/1980", "7", "NR1 1AA"]
    var text = names.map { "\"\($0)\"" }.joined(separator: ",") + "\n"
    for record in 0..<12 {
        let cells = names.enumerated().map { place, name in
            name == model.recordID ? "r\(record)" : name == model.source ? "s\(record % 3)" : values[(record / 2 + place * record / 5) % values.count]
        }
        text += cells.joined(separator: ",") + "\n"
    }
    let table = try RecordReader(model: model).read([RecordFile(name: "f.csv", data: Data(text.utf8))])
    let linkage = try Linkage(model: model, table: table, nicknames: Nicknames(pairs: []))
    let pairs = try linkage.candidates(try linkage.blocks())
    let learnt = try linkage.train(pairs, chance: try linkage.chance())
    let weights = try linkage.weights(pairs, parameters: learnt.parameters)
    precondition(weights.allSatisfy(\.isFinite), "a weight is no number")
    let clusters = try linkage.cluster(pairs, weights: weights, threshold: weightOfProbability(model.threshold)).clusters
    precondition(clusters.clusterOf.count == table.count, "a record has no cluster")
    _ = try linkage.unlinkable(learnt.parameters, threshold: 1)
}
