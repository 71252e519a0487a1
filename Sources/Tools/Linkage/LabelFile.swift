import Foundation
import RecordLinkage
import Tables

/// Pairs that clerks judged: `left,right,same`, and for a sample of "link review" the stratum that each pair was drawn from.
enum LabelFile {
    /// - Throws: `FileProblems` with line and column of all that is wrong.
    static func read(_ path: String, table: RecordTable) throws -> JudgedSample {
        let file = try SideTable(path, needed: ["left", "right", "same"], further: strata)
        let isSample = strata.allSatisfy(file.has)
        if !isSample, let lone = strata.first(where: file.has) {
            try file.refuse(
                header:
                    "has \"\(lone)\" but not \(strata.filter { $0 != lone }.map { "\"\($0)\"" }.joined()); keep both columns of the sample, or leave both out")
        }
        var labels = LabelRows(isSample: isSample, table: table)
        try file.forEachRow { labels.take($0) }
        labels.checkStrata()
        try file.refuse(labels.problems)
        return labels.sample
    }

    private static let strata = ["stratum", "pairs_in_stratum"]
}

/// Judged pairs, row by row.
private struct LabelRows {
    let isSample: Bool
    let table: RecordTable
    private(set) var sample = JudgedSample()
    private(set) var problems: [SideTable.Problem] = []
    private var judged: [[String]: Bool] = [:]
    private var stratumOf: [String: Int] = [:]
    /// For each stratum its first row, and how many pairs of it stand in the file.
    private var rows: [(first: SideTable.Row, pairs: Int)] = []

    init(isSample: Bool, table: RecordTable) {
        self.isSample = isSample
        self.table = table
    }

    mutating func take(_ row: SideTable.Row) {
        let pair = Array(row.fields[0...1])
        for (column, id) in zip(["left", "right"], pair) where table.recordIDs.find(id) == nil {
            note(row, column, "there is no record \"\(id)\" in the files given")
        }
        if pair[0] == pair[1] { note(row, "right", "is the same record as \"left\"; a pair has two") }
        let stratum = isSample ? self.stratum(row) : nil
        guard let isSame = judgement(row) else { return }
        if let before = judged.updateValue(isSame, forKey: pair.sorted()) {
            if before != isSame { note(row, "same", "this pair was judged the other way above") }
            return
        }
        sample.labels.append(Label(left: pair[0], right: pair[1], isSamePerson: isSame))
        if let stratum { sample.stratumOf.append(stratum) }
    }

    /// Nil where the clerk did not know.
    private mutating func judgement(_ row: SideTable.Row) -> Bool? {
        let word = row.fields[2].lowercased().trimmingCharacters(in: .whitespaces)
        if ["yes", "y", "true", "1"].contains(word) { return true }
        if ["no", "n", "false", "0"].contains(word) { return false }
        if !word.isEmpty { note(row, "same", "\"\(word)\" is neither yes nor no; leave the cell empty where the clerk does not know") }
        return nil
    }

    private mutating func stratum(_ row: SideTable.Row) -> Int? {
        let name = row.fields[3].trimmingCharacters(in: .whitespaces)
        if name.isEmpty {
            note(row, "stratum", "is empty; keep what the sample had, or leave the row out")
            return nil
        }
        guard let pairs = Int(row.fields[4].trimmingCharacters(in: .whitespaces)), (1...Int(Int32.max)).contains(pairs) else {
            note(row, "pairs_in_stratum", "\"\(row.fields[4])\" is no number of pairs; keep what the sample had, or leave the row out")
            return nil
        }
        let number = stratumOf[name] ?? rows.count
        if number == rows.count {
            stratumOf[name] = number
            sample.strata.append(JudgedSample.Stratum(name: name, pairs: pairs))
            rows.append((row, 0))
        }
        rows[number].pairs += 1
        if sample.strata[number].pairs != pairs {
            note(row, "pairs_in_stratum", "stratum \"\(name)\" had \(sample.strata[number].pairs) above; two samples cannot be put into one file")
        }
        return number
    }

    /// More rows than pairs: somebody copied some.
    mutating func checkStrata() {
        for (stratum, found) in zip(sample.strata, rows) where found.pairs > stratum.pairs {
            note(found.first, "stratum", "\"\(stratum.name)\" has \(found.pairs) rows but \(stratum.pairs) pairs; was a row copied?")
        }
    }

    private mutating func note(_ row: SideTable.Row, _ column: String, _ message: String) {
        problems.append(SideTable.Problem(row: row, column: column, message: message))
    }
}

/// Familiar forms of names: `name,nickname`.
enum NicknameFile {
    static func read(_ inputs: LinkInputs) throws -> Nicknames {
        guard let path = inputs.nicknameFile else { return Nicknames(pairs: []) }
        let file = try SideTable(path, needed: ["name", "nickname"])
        var pairs: [(String, String)] = []
        var problems: [SideTable.Problem] = []
        try file.forEachRow { row in
            for (column, name) in zip(["name", "nickname"], row.fields) where name.isEmpty {
                problems.append(.init(row: row, column: column, message: "is empty; fill it or leave the row out"))
            }
            pairs.append((row.fields[0], row.fields[1]))
        }
        try file.refuse(problems)
        return Nicknames(pairs: pairs)
    }
}
