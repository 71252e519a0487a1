import ArgumentParser
import Content
import Foundation
import RecordLinkage
import Tables

/// Saved parameters, as JSON.
enum ParameterFile {
    static func read(_ path: String) throws -> Parameters {
        do {
            return try JSONDecoder().decode(Parameters.self, from: try mappedContents(of: path))
        } catch let problem as FileProblems {
            throw problem
        } catch {
            throw FileProblems([
                FileProblem(file: path, line: nil, path: "", message: "is not a file of parameters; make one with \"waymark link train\"")
            ])
        }
    }

    static func write(_ parameters: Parameters, to path: String) throws { try JSONText.write(parameters, to: path) }
}

/// JSON in one form: sorted keys, indented.
enum JSONText {
    static func write(_ value: some Encodable, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try save(try encoder.encode(value) + Data("\n".utf8), to: path)
    }
}

/// Pairs that clerks judged: `left,right,same`.
enum LabelFile {
    static func read(_ path: String, table: RecordTable) throws -> [Label] {
        let file = try CSVFile(name: path, data: try mappedContents(of: path))
        let columns = try file.columns(["left", "right", "same"])
        var problems: [FileProblem] = []
        var judged: [[String]: Bool] = [:]
        let labels = file.rows.compactMap { row -> Label? in
            let word = row.fields[columns[2]].lowercased().trimmingCharacters(in: .whitespaces)
            if word.isEmpty { return nil }
            let isSame = ["yes", "y", "true", "1"].contains(word)
            if !isSame && !["no", "n", "false", "0"].contains(word) {
                problems.append(
                    FileProblem(
                        file: path, line: row.line, path: "same",
                        message: "\"\(word)\" is neither yes nor no; leave the cell empty where the clerk does not know"))
            }
            for column in columns.prefix(2) where table.recordIDs.find(row.fields[column]) == nil {
                problems.append(
                    FileProblem(
                        file: path, line: row.line, path: file.header[column],
                        message: "there is no record \"\(row.fields[column])\" in the files given"))
            }
            let pair = [row.fields[columns[0]], row.fields[columns[1]]].sorted()
            if let before = judged.updateValue(isSame, forKey: pair) {
                if before != isSame {
                    problems.append(FileProblem(file: path, line: row.line, path: "same", message: "this pair was judged the other way above"))
                }
                return nil
            }
            return Label(left: row.fields[columns[0]], right: row.fields[columns[1]], isSamePerson: isSame)
        }
        guard problems.isEmpty else { throw FileProblems(problems) }
        return labels
    }
}

/// Familiar forms of names: `name,nickname`.
enum NicknameFile {
    static func read(_ inputs: LinkInputs) throws -> Nicknames {
        let beside = URL(filePath: inputs.model).deletingLastPathComponent().appending(path: "nicknames-english.csv").path
        guard let path = inputs.nicknames ?? (FileManager.default.fileExists(atPath: beside) ? beside : nil) else {
            return Nicknames(pairs: [])
        }
        let file = try CSVFile(name: path, data: try mappedContents(of: path))
        let columns = try file.columns(["name", "nickname"])
        return Nicknames(pairs: file.rows.map { ($0.fields[columns[0]], $0.fields[columns[1]]) })
    }
}

/// Clusters of a run: `record_id,cluster_id`.
enum ClusterFile {
    static func read(_ path: String) throws -> [String: String] {
        let file = try CSVFile(name: path, data: try mappedContents(of: path))
        let columns = try file.columns(["record_id", "cluster_id"])
        var clusters: [String: String] = [:]
        for row in file.rows {
            if row.fields[columns[1]].isEmpty {
                throw FileProblems([FileProblem(file: path, line: row.line, path: "cluster_id", message: "is empty; name a cluster or leave the row out")])
            }
            if clusters.updateValue(row.fields[columns[1]], forKey: row.fields[columns[0]]) != nil {
                throw FileProblems([
                    FileProblem(file: path, line: row.line, path: "record_id", message: "\"\(row.fields[columns[0]])\" stands twice")
                ])
            }
        }
        return clusters
    }

    static func write(_ clusters: Clusters, names: [String], table: RecordTable, to path: String) throws {
        var text = CSVBytes()
        text.row(["record_id", "cluster_id"])
        var quoted = CSVBytes()
        var starts = [0]
        for name in names {
            quoted.cell(Array(name.utf8).span)
            starts.append(quoted.bytes.count)
        }
        let ids = table.recordIDs
        text.bytes.reserveCapacity(ids.arena.count * 2 + table.count * 2)
        for (record, cluster) in clusters.clusterOf.enumerated() {
            text.cell(ids.arena.span.extracting(ids.range(Int32(record))))
            text.bytes.append(UInt8(ascii: ","))
            text.bytes += quoted.bytes[starts[Int(cluster)]..<starts[Int(cluster) + 1]]
            text.bytes.append(UInt8(ascii: "\n"))
        }
        try save(Data(text.bytes), to: path)
    }
}

/// Scored pairs: ids, weight, probability and the rule that brought them together.
enum PairFile {
    static func write(_ pairs: CandidatePairs, weights: [Float], least: Float, linkage: Linkage, to path: String) throws {
        var text = CSVBytes()
        text.row(["left", "right", "match_weight", "match_probability", "blocking_rule"])
        let rules = linkage.model.blocking.map { $0.name(linkage.model) }
        for rule in rules.indices {
            for pair in pairs.ruleStarts[rule]..<pairs.ruleStarts[rule + 1] where weights[pair] >= least {
                let weight = Double(weights[pair])
                text.row([
                    linkage.table.recordIDs.text(pairs.left[pair]), linkage.table.recordIDs.text(pairs.right[pair]), rounded(weight, 4),
                    rounded(probabilityOfWeight(weight), 6), rules[rule],
                ])
            }
        }
        try save(Data(text.bytes), to: path)
    }
}

/// Compared pairs of an earlier run.
enum StateFile {
    /// Nil where there is none yet.
    static func read(_ path: String?) throws -> ComparedBefore? {
        guard let path, FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try ComparedBefore(try mappedContents(of: path))
        } catch let problem as LinkageProblem {
            throw FileProblems([FileProblem(file: path, line: nil, path: "", message: problem.description)])
        }
    }
}

func rounded(_ value: Double, _ places: Int) -> String {
    var factor = 1.0
    for _ in 0..<places { factor *= 10 }
    let value = (value * factor).rounded() / factor
    return value == 0 ? "0.0" : "\(value)"
}

/// Rows of CSV as bytes. Record ids stay as they are, so that the file can be joined with the records.
struct CSVBytes {
    var bytes: [UInt8] = []

    mutating func row(_ cells: [String]) {
        for (place, text) in cells.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            cell(Array(text.utf8).span)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    mutating func cell(_ text: Span<UInt8>) {
        var needsQuotes = false
        for i in text.indices {
            let byte = text[i]
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13 { needsQuotes = true }
        }
        guard needsQuotes else {
            text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for i in text.indices {
            if text[i] == UInt8(ascii: "\"") { bytes.append(text[i]) }
            bytes.append(text[i])
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// Looks at the files that will be written before any work is done.
enum OutputFiles {
    static func check(_ outputs: [String], inputs: [String]) throws {
        let read = Set(inputs.map(resolved))
        var written: Set<String> = []
        for path in outputs {
            if read.contains(resolved(path)) { throw ValidationError("\(path) is read by this command; write to another file.") }
            if !written.insert(resolved(path)).inserted { throw ValidationError("\(path) would be written twice; name different files.") }
            let folder = URL(filePath: path).deletingLastPathComponent().path
            var isFolder: ObjCBool = false
            if !FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) || !isFolder.boolValue {
                throw FileProblems([FileProblem(file: path, line: nil, path: "", message: "cannot be written: there is no folder \(folder)")])
            }
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue {
                throw FileProblems([FileProblem(file: path, line: nil, path: "", message: "cannot be written: it is a folder")])
            }
            guard FileManager.default.isWritableFile(atPath: folder) else {
                throw FileProblems([FileProblem(file: path, line: nil, path: "", message: "cannot be written: this user may not write to \(folder)")])
            }
        }
    }

    private static func resolved(_ path: String) -> String { URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path }
}

/// Writes a file whole or not at all.
func save(_ data: Data, to path: String) throws {
    do {
        try data.write(to: URL(filePath: path), options: .atomic)
    } catch {
        throw FileProblems([
            FileProblem(file: path, line: nil, path: "", message: "cannot be written; check that the folder is there and that this user may write to it")
        ])
    }
}
