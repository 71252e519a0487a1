// Any bytes as a file of records, through reading, blocking, comparing, learning, scoring and joining. Run by scripts/fuzz.sh.
import Foundation
import RecordLinkage
import Tables

/// A column for every standardisation, one after two of them, and one of two columns.
private let model: LinkModel = {
    var columns = Standardisation.allCases.map { LinkColumn(name: $0.rawValue, from: ["a"], standardise: [$0]) }
    let one = columns.count
    columns.append(LinkColumn(name: "one", from: ["a"], standardise: [.noDiacritics, .upper, .noPunctuation, .noPlaceholders, .trim]))
    columns.append(LinkColumn(name: "two", from: ["b"], standardise: [.noDiacritics, .upper, .noPunctuation, .noPlaceholders, .trim]))
    columns.append(LinkColumn(name: "both", from: ["a", "b"]))
    let day = columns.firstIndex { $0.standardise == [.dateDayFirst] } ?? 0
    let levels: [Condition] = [
        .test(.exact(one)), .test(.jaroWinkler(one, atLeast: 0.9)), .test(.jaro(one, atLeast: 0.8)), .test(.levenshtein(one, atMost: 1)),
        .test(.damerauLevenshtein(one, atMost: 2)), .test(.initial(one)), .test(.nickname(one)), .test(.prefix(one, length: 3)),
        .test(.soundsAlike(one)), .all([.test(.swapped(one, one + 1)), .not(.test(.missing(one + 1)))]), .test(.crossed(one, one + 1)),
    ]
    let dates: [Condition] = [
        .test(.exact(day)), .test(.dayMonthSwapped(day)), .test(.yearAgrees(day)), .test(.firstOfJanuary(day)),
        .test(.daysApart(day, atMost: 31)), .test(.numbersApart(day, atMost: 2)),
    ]
    let comparisons = [(one, levels), (day, dates)].map { column, conditions in
        Comparison(
            name: columns[column].name, missing: .test(.missing(column)),
            levels: conditions.map { ComparisonLevel(name: "level", condition: $0, termFrequency: TermFrequency(column: column)) }
                + [ComparisonLevel(name: "different", condition: nil)])
    }
    return LinkModel(
        id: "fuzz", recordID: "id", source: "source", columns: columns, comparisons: comparisons,
        blocking: [
            BlockingRule([.prefix(one, length: 2)]), BlockingRule([.soundex(one)]), BlockingRule([.metaphone(one)]), BlockingRule([.year(day)]),
            BlockingRule([.eitherOrder(one, one + 1)]),
        ],
        training: Training(method: .classes, chancePairs: 1000),
        contradictions: [Contradiction(column: day, unless: .test(.dayMonthSwapped(day)))])
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // An odd first byte gives the header, so that any bytes reach the values.
    let body = UnsafeBufferPointer(start: start + 1, count: count - 1)
    let data = start[0] % 2 == 1 ? Data("id,source,a,b\n".utf8) + Data(body) : Data(body)
    comparePieces(data)
    do {
        let table = try RecordReader(model: model).read([RecordFile(name: "f.csv", data: data)]).inBlockingOrder(model.blocking, workers: 1)
        checkStandardisation(table)
        try link(table)
    } catch let problem as RecordFileProblem {
        check(problem.problem, data)
    } catch is LinkageProblem {
        return 0
    } catch {
        preconditionFailure("an error without words: \(error)")
    }
    return 0
}

/// A table reads the same in one piece as in many.
private func comparePieces(_ data: Data) {
    guard let header = try? TableHeader(data) else { return }
    let whole = Result { try rows(data, header, size: 1 << 20) }
    let pieces = Result { try rows(data, header, size: 5) }
    switch (whole, pieces) {
    case (.success(let one), .success(let other)): precondition(one == other, "pieces read otherwise")
    case (.failure(let one), .failure(let other)): precondition("\(one)" == "\(other)", "pieces fail otherwise")
    default: preconditionFailure("only one of whole and pieces fails")
    }
}

private func rows(_ data: Data, _ header: TableHeader, size: Int) throws -> [[String]] {
    try inChunks(of: data, from: header.bodyStart, size: size, workers: 1) { range in
        var scanner = TableScanner(header, range: range, wanted: Array(header.names.indices))
        var block = FieldBlock(width: header.names.count)
        var rows: [[String]] = []
        while true {
            try scanner.next(data.span, into: &block, limit: 3)
            if block.rows == 0 { break }
            for row in 0..<block.rows {
                rows.append((0..<block.width).map { text(of: block.fields[row * block.width + $0], in: data.span) })
            }
        }
        if let ragged = scanner.raggedRows.first { throw TableProblem(line: lineNumber(of: ragged.start, in: data.span), message: "ragged") }
        return (rows, scanner.position)
    }.flatMap { $0 }
}

/// What stands in the table is in its form already: applied again, nothing changes.
private func checkStandardisation(_ table: RecordTable) {
    for column in model.columns.indices {
        guard let step = model.columns[column].standardise.first, model.columns[column].standardise.count == 1 else { continue }
        for record in 0..<table.count {
            guard let text = table.text(record, column) else { continue }
            var value = Array(text.utf8)
            step.apply(&value)
            precondition(value.elementsEqual(text.utf8), "\(step.rawValue) changes its own \(text.debugDescription)")
        }
    }
}

private func link(_ table: RecordTable) throws {
    let linkage = try Linkage(model: model, table: table, nicknames: Nicknames(pairs: [("ROBERT", "BOB")]))
    let pairs = try linkage.candidates(try linkage.blocks())
    let learnt = try linkage.train(pairs, chance: try linkage.chance())
    let weights = try linkage.weights(pairs, parameters: learnt.parameters)
    precondition(weights.allSatisfy(\.isFinite), "a weight is no number")
    let clusters = try linkage.cluster(pairs, weights: weights, threshold: 1).clusters
    precondition(clusters.clusterOf.count == table.count, "a record has no cluster")
    _ = try linkage.unlinkable(learnt.parameters, threshold: 1)
}

private func check(_ problem: TableProblem, _ data: Data) {
    precondition(!problem.message.isEmpty, "no message")
    if let line = problem.line { precondition(line >= 1 && line <= lineNumber(of: data.count, in: data.span), "line \(line) is not there") }
}
