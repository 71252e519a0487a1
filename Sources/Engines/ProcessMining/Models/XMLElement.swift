import Foundation
import Tables

/// An element of a small XML file, with its names told apart from their prefixes.
final class XMLElement {
    /// The address of its namespace; empty where it has none.
    let space: String
    let name: String
    let attributes: [String: String]
    let line: Int
    fileprivate(set) var children: [XMLElement] = []
    fileprivate(set) var text = ""
    /// Namespaces that hold within, by their prefix.
    fileprivate let spaces: [String: String]

    fileprivate init(space: String, name: String, attributes: [String: String], line: Int, spaces: [String: String]) {
        (self.space, self.name, self.attributes, self.line, self.spaces) = (space, name, attributes, line, spaces)
    }

    func children(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The text of `<name><text>…</text></name>`, as PNML writes it; nil where there is none.
    func inner(_ name: String) -> String? {
        children(name).first?.children("text").first.map { $0.text.trimmingCharacters(in: .whitespacesAndNewlines) }
    }
}

/// Reads a whole XML file into elements; for models, which are small.
struct XMLElements: XMLContent {
    private var open: [XMLElement] = []
    private var root: XMLElement?
    private var count = 0

    /// Larger files and more elements are refused: no model that people draw comes near.
    static let largest = 20 << 20
    private static let most = 500_000

    /// - Throws: `TableProblem` where the bytes are not XML.
    static func root(of data: Data) throws -> XMLElement {
        guard data.count <= largest else { throw TableProblem(line: nil, message: "is larger than 20 MiB; this is no model that can be checked") }
        if data.starts(with: [0x1F, 0x8B]) || data.starts(with: Data("PK".utf8)) { throw TableProblem(line: nil, message: "is packed; unpack it first") }
        let data = inUTF8(data)
        var (scanner, content) = (XMLScanner(), XMLElements())
        try scanner.feed(data.span, to: &content)
        try scanner.finish(&content)
        guard let root = content.root else { throw TableProblem(line: nil, message: "has no element") }
        return root
    }

    /// ProM writes its nets in ISO 8859-1, whose letters have the numbers of Unicode.
    private static func inUTF8(_ data: Data) -> Data {
        let head = String(decoding: data.prefix(200), as: UTF8.self).lowercased()
        guard let end = head.range(of: "?>"), let mark = head[..<end.lowerBound].range(of: "encoding") else { return data }
        guard head[mark.upperBound..<end.lowerBound].contains("iso-8859-1"), let close = data.range(of: Data("?>".utf8)) else { return data }
        return Data(String(String.UnicodeScalarView(data[close.upperBound...].map { Unicode.Scalar($0) })).utf8)
    }

    mutating func open(_ name: Range<Int>, _ attributes: [XMLAttribute], _ place: XMLPlace, _ bytes: Span<UInt8>) throws {
        count += 1
        guard count <= Self.most else { throw TableProblem(line: nil, message: "has more than \(Self.most) elements; this is no model that can be checked") }
        var (spaces, own) = (open.last?.spaces ?? [:], [String: String]())
        for attribute in attributes {
            let (key, value) = (Self.word(attribute.name, bytes), try Self.value(attribute, bytes, place))
            if key == "xmlns" { spaces[""] = value } else if key.hasPrefix("xmlns:") { spaces[String(key.dropFirst(6))] = value } else { own[key] = value }
        }
        let (prefix, local) = Self.split(Self.word(name, bytes))
        let element = XMLElement(space: spaces[prefix] ?? "", name: local, attributes: own, line: place.line(bytes), spaces: spaces)
        open.last?.children.append(element)
        if open.isEmpty { root = element }
        open.append(element)
    }

    mutating func text(_ range: Range<Int>, _ place: XMLPlace, _ bytes: Span<UInt8>) throws {
        open.last?.text += try Self.resolved(range, bytes, place)
    }

    mutating func close(_ place: XMLPlace, _ bytes: Span<UInt8>) throws { open.removeLast() }

    private static func split(_ name: String) -> (prefix: String, local: String) {
        guard let colon = name.firstIndex(of: ":") else { return ("", name) }
        return (String(name[..<colon]), String(name[name.index(after: colon)...]))
    }

    private static func word(_ range: Range<Int>, _ bytes: Span<UInt8>) -> String { String(decoding: range.map { bytes[$0] }, as: UTF8.self) }

    private static func value(_ attribute: XMLAttribute, _ bytes: Span<UInt8>, _ place: XMLPlace) throws -> String {
        attribute.hasReferences ? try resolved(attribute.value, bytes, place) : word(attribute.value, bytes)
    }

    private static func resolved(_ range: Range<Int>, _ bytes: Span<UInt8>, _ place: XMLPlace) throws -> String {
        var own: [UInt8] = []
        guard XMLText.resolve(range, bytes, to: &own) else {
            throw TableProblem(line: place.line(bytes), message: "has a reference (&…;) that is not one of XML's own; write the letter itself")
        }
        return String(decoding: own, as: UTF8.self)
    }
}
