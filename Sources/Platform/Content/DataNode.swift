import Foundation
import Yams

/// One place in a data file.
package struct DataNode {
    package let file: DataFile
    private let node: Node
    package let path: String

    init(file: DataFile, node: Node, path: String) {
        self.file = file
        self.node = node
        self.path = path
        file.remember(path: path, node)
    }

    package var line: Int? { node.mark?.line }

    package func note(_ message: String) { file.note(path, message, line: line) }

    /// Notes every key that is not among the known ones: most are spelling mistakes.
    package func allow(only known: Set<String>) {
        for (key, _) in node.mapping ?? [:] {
            guard let name = key.string, !known.contains(name) else { continue }
            file.note(join(name), "unknown key; use one of \(known.sorted().joined(separator: ", "))", line: key.mark?.line)
        }
    }

    package func has(_ key: String) -> Bool { child(key) != nil }

    // MARK: Values of a key

    package func text(_ key: String, isRequired: Bool = true, upTo limit: Int = 2000) -> String {
        guard let child = child(key) else {
            if isRequired { missing(key) }
            return ""
        }
        guard let scalar = child.node.scalar else {
            child.note("must be text")
            return ""
        }
        let value = scalar.string.trimmed
        if isRequired && value.isEmpty { child.note("must not be empty") }
        if value.count > limit { child.note("has \(value.count) characters; at most \(limit) fit") }
        return value
    }

    package func optionalText(_ key: String, upTo limit: Int = 2000) -> String? { has(key) ? text(key, upTo: limit) : nil }

    package func number(_ key: String, in range: ClosedRange<Int>, isRequired: Bool = true) -> Int? {
        guard let child = child(key) else {
            if isRequired { missing(key) }
            return nil
        }
        guard let value = child.node.int, child.node.scalar?.style == .plain || child.node.scalar?.style == .any else {
            child.note("must be a whole number")
            return nil
        }
        guard range.contains(value) else {
            child.note("must be from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return value
    }

    /// A number that may have decimals.
    package func decimal(_ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let child = child(key) else {
            missing(key)
            return nil
        }
        guard let value = child.node.float, child.node.scalar?.style == .plain || child.node.scalar?.style == .any else {
            child.note("must be a number")
            return nil
        }
        guard range.contains(value) else {
            child.note("must be from \(range.lowerBound.formatted()) to \(range.upperBound.formatted())")
            return nil
        }
        return value
    }

    package func flag(_ key: String) -> Bool {
        guard let child = child(key) else { return false }
        guard let value = child.node.bool else {
            child.note("must be true or false")
            return false
        }
        return value
    }

    package func choice<Value: RawRepresentable & CaseIterable>(_ key: String, _ type: Value.Type) -> Value?
    where Value.RawValue == String {
        let value = text(key)
        guard !value.isEmpty else { return nil }
        if let found = Value(rawValue: value) { return found }
        file.note(join(key), "\"\(value)\" is not one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    /// A kebab-case id: small letters, digits and single hyphens.
    package func id(_ key: String = "id") -> String {
        let value = text(key, upTo: 80)
        let parts = value.split(separator: "-", omittingEmptySubsequences: false)
        let isKebab = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
        }
        if !value.isEmpty && !isKebab {
            file.note(join(key), "\"\(value)\" is not an id; use small letters, digits and hyphens")
        }
        return value
    }

    package func texts(_ key: String, isRequired: Bool = false) -> [String] {
        list(key, isRequired: isRequired).compactMap { item in
            guard let scalar = item.node.scalar else {
                item.note("must be text")
                return nil
            }
            if scalar.string.trimmed.isEmpty { item.note("must not be empty") }
            return scalar.string.trimmed
        }
    }

    /// The items of a list of things with keys; others are noted and left out.
    package func items(_ key: String, isRequired: Bool = true) -> [DataNode] {
        list(key, isRequired: isRequired).filter { item in
            if item.node.mapping == nil { item.note("must have keys, such as \"id:\"") }
            return item.node.mapping != nil
        }
    }

    /// The items of a list, whatever they are.
    package func elements(_ key: String, isRequired: Bool = true) -> [DataNode] { list(key, isRequired: isRequired) }

    /// The items of this list itself; nil where it is none.
    package var elements: [DataNode]? {
        node.sequence?.enumerated().map { DataNode(file: file, node: $1, path: "\(path)[\($0)]") }
    }

    /// The text of this place itself; nil where it is a list or has keys.
    package var word: String? { node.scalar?.string.trimmed }

    /// The keys of this place, in the order of the file.
    package var keys: [String] { (node.mapping ?? [:]).compactMap(\.key.string) }

    /// What stands at a key; nil, without a word, where there is nothing.
    package func place(_ key: String) -> DataNode? { child(key) }

    package func section(_ key: String) -> DataNode? {
        guard let child = child(key) else {
            missing(key)
            return nil
        }
        if child.node.mapping == nil { child.note("must have keys") }
        return child.node.mapping == nil ? nil : child
    }

    /// Whether the key's value is this one word, as in `routes: all`.
    package func isWord(_ key: String, _ word: String) -> Bool { child(key)?.node.scalar?.string == word }

    private func list(_ key: String, isRequired: Bool) -> [DataNode] {
        guard let child = child(key) else {
            if isRequired { missing(key) }
            return []
        }
        guard let sequence = child.node.sequence else {
            child.note("must be a list")
            return []
        }
        if isRequired && sequence.isEmpty { child.note("must not be empty") }
        return sequence.enumerated().map { DataNode(file: file, node: $1, path: "\(child.path)[\($0)]") }
    }

    private func child(_ key: String) -> DataNode? {
        guard let value = node.mapping?[key] else { return nil }
        return DataNode(file: file, node: value, path: join(key))
    }

    private func missing(_ key: String) { file.note(join(key), "is missing", line: line) }

    private func join(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}

extension String {
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
