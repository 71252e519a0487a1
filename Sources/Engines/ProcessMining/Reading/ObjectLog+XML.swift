import Tables

/// Reads OCEL 2.0 in XML piece by piece.
package struct ObjectXML {
    private var scanner = XMLScanner()
    private var content: ObjectContent

    package init(_ choices: ReadingChoices = ReadingChoices()) { content = ObjectContent(log: ObjectLog(choices)) }

    /// - Throws: `TableProblem` with the line.
    package mutating func feed(_ piece: Span<UInt8>) throws { try scanner.feed(piece, to: &content) }

    package mutating func finish() throws -> ObjectLog {
        try scanner.finish(&content)
        return content.log
    }
}

/// What the elements of OCEL's XML mean.
private struct ObjectContent: XMLContent, Sendable {
    var log: ObjectLog
    private var path: [String] = []
    private var event: ObjectLog.Event?
    private var attribute = ""
    private var scratch: [UInt8] = []

    init(log: ObjectLog) { self.log = log }

    mutating func open(_ name: Range<Int>, _ attributes: [XMLAttribute], _ place: XMLPlace, _ bytes: Span<UInt8>) throws {
        let element = String(decoding: name.map { bytes[$0] }, as: UTF8.self)
        path.removeLast(max(0, path.count - place.depth))
        path.append(element)
        if place.depth == 0 {
            guard element == "log" else {
                throw TableProblem(line: place.line(bytes), message: "is XML but not OCEL: its outermost element is <\(element.prefix(40))>, not <log>")
            }
            return
        }
        if path[1] == "global" { throw TableProblem(line: place.line(bytes), message: ObjectLog.oldVersion) }
        guard path.count > 1, path[1] == "events" || path[1] == "objects" else { return }
        let values = try read(attributes, place, bytes)
        if path[1] == "objects", place.depth == 2, element == "object" {
            guard let id = values["id"], let type = values["type"] else { throw problem(place, bytes, "an object needs id and type") }
            log.objectTypes[id] = type
        } else if path[1] == "events", place.depth == 2, element == "event" {
            guard let id = values["id"], let type = values["type"], let text = values["time"] else {
                throw problem(place, bytes, "an event needs id, type and time")
            }
            guard let time = try log.time(text, nil, line: place.line(bytes)) else { return }
            event = ObjectLog.Event(id: id, type: type, time: time, attributes: [:], objects: [])
        } else if event != nil, element == "relationship" || element == "object" {
            if let id = values["object-id"] { event?.objects.append(id) }
        } else if event != nil, element == "attribute" {
            attribute = values["name"] ?? ""
        }
    }

    mutating func text(_ range: Range<Int>, _ place: XMLPlace, _ bytes: Span<UInt8>) throws {
        guard event != nil, path.last == "attribute", !attribute.isEmpty else { return }
        guard XMLText.resolve(range, bytes, to: &scratch) else { throw problem(place, bytes, "has a reference that is not one of XML's own") }
        event?.attributes[attribute, default: ""] += String(decoding: scratch, as: UTF8.self)
    }

    mutating func close(_ place: XMLPlace, _ bytes: Span<UInt8>) throws {
        if place.depth == 2, path.count > 2, path[1] == "events", let done = event {
            log.events.append(done)
            event = nil
        }
        path.removeLast(max(0, path.count - place.depth))
    }

    private mutating func read(_ attributes: [XMLAttribute], _ place: XMLPlace, _ bytes: Span<UInt8>) throws -> [String: String] {
        var values: [String: String] = [:]
        for attribute in attributes {
            guard XMLText.resolve(attribute.value, bytes, to: &scratch) else { throw problem(place, bytes, "has a reference that is not one of XML's own") }
            values[String(decoding: attribute.name.map { bytes[$0] }, as: UTF8.self)] = String(decoding: scratch, as: UTF8.self)
        }
        return values
    }

    private func problem(_ place: XMLPlace, _ bytes: Span<UInt8>, _ message: String) -> TableProblem {
        TableProblem(line: place.line(bytes), message: message)
    }
}
