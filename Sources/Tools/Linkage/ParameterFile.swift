import Content
import Foundation
import RecordLinkage

/// Saved parameters, as JSON: all digits, so that they weigh as they did when they were learnt.
enum ParameterFile {
    static func read(_ path: String) throws -> Parameters {
        do {
            return try JSONDecoder().decode(Parameters.self, from: try mappedContents(of: path))
        } catch let problem as FileProblems {
            throw problem
        } catch let error as DecodingError {
            throw FileProblems([
                FileProblem(
                    file: path, line: nil, path: error.place, message: "is not a file of parameters; make one with \"waymark link train\"")
            ])
        }
    }

    /// - Throws: `FileProblems` where the parameters of a file are not a linkage's own.
    static func check(_ parameters: Parameters, _ linkage: Linkage, from path: String) throws {
        do {
            try linkage.check(parameters)
        } catch {
            throw FileProblems([FileProblem(file: path, line: nil, path: "", message: error.description)])
        }
    }

    static func write(_ parameters: Parameters, to path: String) throws { try OutputFiles.write(try JSONText.data(parameters), to: path, for: .owner) }
}

extension DecodingError {
    /// Where in a file of JSON it does not fit, such as `classes[1].levels`; empty where the whole is meant.
    fileprivate var place: String {
        let keys: [any CodingKey] =
            switch self {
            case .keyNotFound(let key, let context): context.codingPath + [key]
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): context.codingPath
            @unknown default: []
            }
        return keys.reduce("") { path, key in
            if let number = key.intValue { return "\(path)[\(number)]" }
            return path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)"
        }
    }
}

/// Compared pairs of an earlier run.
enum StateFile {
    /// Nil where there is none yet.
    static func read(_ path: String?) throws -> ComparedBefore? {
        guard let path, FileManager.default.fileExists(atPath: path) else { return nil }
        return try naming(path) { try ComparedBefore(try mappedContents(of: path)) }
    }

    /// Does what may find that the file does not fit, and then says which file.
    static func naming<Value>(_ path: String?, _ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let problem as LinkageProblem where problem == .brokenState || problem == .foreignState {
            throw FileProblems([FileProblem(file: path ?? "", line: nil, path: "", message: problem.description)])
        }
    }
}

/// JSON in one form: sorted keys, indented.
enum JSONText {
    /// Figures for people: every number that is not whole is rounded to six digits.
    static func write(figures: some Encodable, to path: String) throws {
        let exact = try JSONDecoder().decode(JSONValue.self, from: try JSONEncoder().encode(figures))
        try OutputFiles.write(try data(exact.rounded(digits: 6)), to: path, for: .owner)
    }

    static func data(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(value) + Data("\n".utf8)
    }
}

/// Any JSON.
private enum JSONValue: Codable {
    case keys([String: JSONValue])
    case list([JSONValue])
    case text(String)
    case flag(Bool)
    case whole(Int)
    case number(Double)
    case nothing

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .nothing
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let whole = try? value.decode(Int.self) {
            self = .whole(whole)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([JSONValue].self) {
            self = .list(list)
        } else {
            self = .keys(try value.decode([String: JSONValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .keys(let values): try container.encode(values)
        case .list(let values): try container.encode(values)
        case .text(let text): try container.encode(text)
        case .flag(let flag): try container.encode(flag)
        case .whole(let number): try container.encode(number)
        case .number(let number): try container.encode(number)
        case .nothing: try container.encodeNil()
        }
    }

    func rounded(digits: Int) -> JSONValue {
        switch self {
        case .keys(let values): .keys(values.mapValues { $0.rounded(digits: digits) })
        case .list(let values): .list(values.map { $0.rounded(digits: digits) })
        case .number(let number): .number(significant(number, digits: digits))
        default: self
        }
    }
}

/// A number rounded to so many digits that count: 0.012345678 to 0.0123457.
func significant(_ value: Double, digits: Int) -> Double { Double(String(format: "%.\(digits - 1)e", value)) ?? value }
