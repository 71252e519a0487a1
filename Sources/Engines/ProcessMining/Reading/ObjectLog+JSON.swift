package import Foundation
import Tables

extension ObjectLog {
    private struct Whole: Decodable {
        var objects: [Object]?
        var events: [Item]?
        /// Keys of OCEL 1.0.
        var old: Bool

        enum Keys: String, CodingKey {
            case objects, events
            case oldEvents = "ocel:events"
            case oldGlobal = "ocel:global-log"
        }

        init(from decoder: any Decoder) throws {
            let box = try decoder.container(keyedBy: Keys.self)
            old = box.contains(.oldEvents) || box.contains(.oldGlobal)
            objects = old ? nil : try box.decodeIfPresent([Object].self, forKey: .objects)
            events = old ? nil : try box.decodeIfPresent([Item].self, forKey: .events)
        }
    }

    private struct Object: Decodable {
        var id: String
        var type: String
    }

    private struct Item: Decodable {
        var id: String
        var type: String
        var time: String
        var attributes: [Attribute]?
        var relationships: [Relationship]?
    }

    private struct Relationship: Decodable { var objectId: String }

    private struct Attribute: Decodable {
        var name: String
        var value: String

        enum Keys: String, CodingKey { case name, value }

        init(from decoder: any Decoder) throws {
            let box = try decoder.container(keyedBy: Keys.self)
            name = try box.decode(String.self, forKey: .name)
            if let text = try? box.decode(String.self, forKey: .value) {
                value = text
            } else if let whole = try? box.decode(Int.self, forKey: .value) {
                value = String(whole)
            } else if let number = try? box.decode(Double.self, forKey: .value) {
                value = String(number)
            } else {
                value = (try? box.decode(Bool.self, forKey: .value)).map { String($0) } ?? ""
            }
        }
    }

    /// Larger files are refused: JSON is read as a whole.
    private static let largestSize = 512 << 20

    /// Reads OCEL 2.0 in JSON.
    ///
    /// - Throws: `TableProblem` that says where in the file.
    package init(json data: Data, choices: ReadingChoices = ReadingChoices()) throws {
        self.init(choices)
        guard data.count <= Self.largestSize else { throw TableProblem(line: nil, message: "is larger than 512 MiB; use OCEL 2.0 as SQLite") }
        let whole: Whole
        do {
            whole = try JSONDecoder().decode(Whole.self, from: data)
        } catch let error as DecodingError {
            throw Self.problem(error)
        } catch {
            throw TableProblem(line: nil, message: "is not JSON that can be read")
        }
        guard !whole.old else { throw TableProblem(line: nil, message: Self.oldVersion) }
        guard let objects = whole.objects, let events = whole.events else {
            throw TableProblem(line: nil, message: "is JSON but not OCEL 2.0: it needs \"objects\" and \"events\"")
        }
        for object in objects { objectTypes[object.id] = object.type }
        for (index, item) in events.enumerated() {
            guard let time = try time(item.time, "events[\(index)].time") else { continue }
            let attributes = Dictionary((item.attributes ?? []).map { ($0.name, $0.value) }) { first, _ in first }
            self.events.append(
                Event(id: item.id, type: item.type, time: time, attributes: attributes, objects: (item.relationships ?? []).map(\.objectId)))
        }
    }

    private static func problem(_ error: DecodingError) -> TableProblem {
        func path(_ keys: [any CodingKey]) -> String { keys.map { $0.intValue.map { "[\($0)]" } ?? "." + $0.stringValue }.joined() }
        switch error {
        case .keyNotFound(let key, let context):
            return TableProblem(line: nil, column: path(context.codingPath), message: "\"\(key.stringValue)\" is missing")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return TableProblem(line: nil, column: path(context.codingPath), message: "is not of the kind that OCEL 2.0 asks for")
        default: return TableProblem(line: nil, message: "is not valid JSON")
        }
    }
}
