import ArgumentParser
import Content
import Foundation
import Linkage
import Testing

/// A small model that is right in every part.
enum SmallModel {
    static let text = """
        id: small
        title: A small model
        version: 1
        developed_on: Nothing but these tests.
        record_id: id
        task: deduplicate
        columns:
          - name: first
            standardise: [upper, trim]
          - name: last
            from: surname
            standardise: [upper, trim]
          - name: born
            standardise: [date-day-first]
        comparisons:
          - name: first name
            of: first
            levels:
              - name: same
                when: {exact: first}
                term_frequency: {column: first, floor: 0.001}
              - name: similar
                when: {jaro_winkler: first, at_least: 0.9}
              - name: swapped
                when: {swapped: [first, last]}
              - name: different
          - name: surname
            of: last
            levels:
              - name: same
                when: {exact: last}
              - name: different
          - name: date of birth
            missing: {missing: born}
            levels:
              - name: same
                when: {exact: born}
              - name: near
                when:
                  any: [{day_month_swapped: born}, {days_apart: born, at_most: 31}]
              - name: different
        blocking:
          - keys: [last]
          - keys: [{prefix: first, length: 2}, born]
        training:
          method: sessions
          prior:
            rules: [[first, last, born]]
            recall: 0.8
          sessions: [[born], [last, first]]
        contradictions:
          - column: born
            unless: {day_month_swapped: born}
        threshold: 0.8

        """

    /// The model with one thing replaced; it has to be there.
    static func with(_ before: String, _ after: String) throws -> String {
        try #require(text.contains(before), "the small model has no \(before)")
        return text.replacing(before, with: after, maxReplacements: 1)
    }
}

/// A folder of a test's own, removed at its end.
final class Folder {
    private let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "waymark-link-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Data(text.utf8)) }

    @discardableResult
    func write(_ name: String, _ data: Data) throws -> String {
        try data.write(to: URL(filePath: path(name)))
        return path(name)
    }

    func data(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: path(name))) }

    /// The rows of a CSV, header first.
    func rows(_ name: String) throws -> [[String]] {
        let file = try CSVFile(name: name, data: try data(name))
        return [file.header] + file.rows.map(\.fields)
    }

    var names: Set<String> { Set((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []) }
}

/// Runs `waymark link ARGUMENTS` in this process.
func link(_ arguments: String...) throws { try link(arguments) }

func link(_ arguments: [String]) throws {
    var command = try LinkCommand.parseAsRoot(arguments)
    try command.run()
}

/// The exit code of `waymark link ARGUMENTS`; 0 where it is done.
func exitCode(_ arguments: [String]) -> Int32 {
    do {
        try link(arguments)
        return 0
    } catch {
        return LinkCommand.exitCode(for: error).rawValue
    }
}

/// Records of made-up people: twelve of them three times, with slips, and twelve once.
enum People {
    static let header = "id,first,surname,born,service\n"

    static var text: String {
        let firsts = ["Ann", "Bob", "Cat", "Dan", "Eve", "Fay", "Gus", "Hal", "Ivy", "Jon", "Kim", "Lee"]
        let lasts = ["Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir"]
        var rows: [String] = []
        for (number, first) in firsts.enumerated() {
            let last = lasts[number % 6]
            let born = "\(number + 10)/0\(number % 9 + 1)/19\(50 + number)"
            rows.append("p\(number)a,\(first),\(last),\(born),housing")
            rows.append("p\(number)b,\(first.uppercased()) ,\(last),\(number % 4 == 0 ? "" : born),social care")
            rows.append("p\(number)c,\(number % 3 == 0 ? first + "n" : first),\(last),\(born),health")
            rows.append("q\(number),\(firsts[(number + 5) % 12]),\(lasts[(number + 1) % 6]),0\(number % 9 + 1)/11/19\(70 + number),housing")
        }
        return header + rows.joined(separator: "\n") + "\n"
    }
}
