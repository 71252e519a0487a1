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

    package func mention(_ message: String) { file.mention(path, message, line: line) }

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
        let value = word(key, isRequired: isRequired, upTo: limit)
        if let child = child(key), let scalar = child.node.scalar { child.noteCut(of: scalar) }
        return value
    }

    /// A text that nobody would go on with behind a "#", such as an id.
    private func word(_ key: String, isRequired: Bool = true, upTo limit: Int = 2000) -> String {
        guard let child = child(key) else {
            if isRequired { missing(key) }
            return ""
        }
        return child.ownText(isRequired: isRequired, upTo: limit) ?? ""
    }

    /// The text of this place; nil, noted, where there is none.
    private func ownText(isRequired: Bool, upTo limit: Int? = nil) -> String? {
        guard let scalar = node.scalar else {
            note(node.mapping == nil ? "must be text" : "must be text; a colon with a space behind it made a key of it, so put it in quotes")
            return nil
        }
        let value = scalar.string.trimmed
        if isRequired && value.isBlank {
            note("must not be empty")
        } else if isNothing && !value.isEmpty {
            note("is \(value), which YAML reads as nothing; write the text, in quotes if that is the word")
        }
        // Scalars, as JSON Schema counts: one letter as people see it may be made of thousands.
        let length = value.unicodeScalars.count
        if let limit, length > limit { note("has \(length) characters; at most \(limit) fit") }
        return value
    }

    /// Says where a text that has no quotes is not whole, as by " #": refused where it looks like a slip, told where it may be meant.
    private func noteCut(of scalar: Node.Scalar) {
        guard scalar.style == .plain, let mark = scalar.mark, let source = file.source else { return }
        if let tag = source.tag(at: mark) { note("\"\(tag)\" is left out of the text, since YAML takes it for a type; put the text in quotes") }
        guard let found = source.comment(behind: scalar.string, at: mark) else { return }
        let isTight = found.text.unicodeScalars.dropFirst().first.map { !$0.properties.isWhitespace && $0 != "#" } ?? false
        let shown = found.text.count > 40 ? found.text.prefix(40) + "…" : found.text[...]
        let words = "the text ends before \"\(shown)\", since \" #\" starts a comment"
        if found.spaces == 1 && isTight {
            note("\(words); put the text in quotes, or a space behind the # of a comment")
        } else if found.spaces == 1 || isTight {
            mention("\(words); put the text in quotes if that belongs to it")
        }
    }

    /// Whether YAML reads this place as null.
    private var isNothing: Bool {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
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
        let value = word(key)
        guard !value.isEmpty else { return nil }
        if let found = Value(rawValue: value) { return found }
        file.note(join(key), "\"\(value)\" is not one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    /// A kebab-case id: small letters, digits and single hyphens.
    package func id(_ key: String = "id") -> String {
        let value = word(key, upTo: 80)
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
        list(key, isRequired: isRequired).compactMap { $0.listedText }
    }

    /// A list of texts that has to be there and may be empty.
    package func textsOrNone(_ key: String) -> [String] {
        guard has(key) else {
            missing(key)
            return []
        }
        return list(key, isRequired: true, canBeEmpty: true).compactMap { $0.listedText }
    }

    private var listedText: String? {
        if let scalar = node.scalar { noteCut(of: scalar) }
        return ownText(isRequired: true)
    }

    /// The items of a list of things with keys; others are noted and left out.
    package func items(_ key: String, isRequired: Bool = true, canBeEmpty: Bool = false) -> [DataNode] {
        list(key, isRequired: isRequired, canBeEmpty: canBeEmpty).filter { item in
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

    private func list(_ key: String, isRequired: Bool, canBeEmpty: Bool = false) -> [DataNode] {
        guard let child = child(key) else {
            if isRequired { missing(key) }
            return []
        }
        guard let sequence = child.node.sequence else {
            if child.isNothing && !isRequired {
                child.mention("has nothing under it, so it does nothing; leave the key out")
            } else {
                child.note(child.isNothing && canBeEmpty ? "must be a list; write [] where there are none" : "must be a list")
            }
            return []
        }
        if isRequired && sequence.isEmpty && !canBeEmpty { child.note("must not be empty") }
        return sequence.enumerated().map { DataNode(file: file, node: $1, path: "\(child.path)[\($0)]") }
    }

    private func child(_ key: String) -> DataNode? {
        guard let value = node.mapping?[key] else { return nil }
        return DataNode(file: file, node: value, path: join(key))
    }

    private func missing(_ key: String) { file.note(join(key), "is missing", line: line) }

    private func join(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}
