package import Foundation
import Tables

/// A model as others draw it, read from BPMN 2.0 or PNML into a net that can be played.
package struct ModelFile: Sendable {
    package private(set) var net: PetriNet
    /// Names of the model's activities that the log has not; their codes follow those of the log.
    package private(set) var lacking: [String] = []
    /// What was read otherwise than it stands, or not at all, in words.
    package private(set) var notes: [String]
    private let known: Int

    /// - Parameters:
    ///   - data: BPMN or PNML in UTF-8 or ISO 8859-1, told apart by the outermost element.
    ///   - activities: of the log. A name of the model is one of them where the two are the same, or differ in blanks and line breaks alone.
    /// - Throws: `TableProblem` that says what cannot be read, on which line, and how to mend it.
    package init(_ data: Data, activities: CodedColumn) throws {
        let root = try XMLElements.root(of: data)
        let drawn: DrawnModel
        switch root.name {
        case "definitions": drawn = try BPMNReader.model(root)
        case "pnml": drawn = try PNMLReader.model(root)
        default: throw TableProblem(line: root.line, message: "is neither BPMN nor PNML: its outermost element is <\(root.name)>")
        }
        guard drawn.initial.count + drawn.transitions.count <= Self.largest else {
            throw TableProblem(line: root.line, message: "has more than \(Self.largest) steps, flows and gateways; this is no model that can be checked")
        }
        known = activities.wordCount
        notes = drawn.notes
        var plain: [String: Int32] = [:]
        for (code, word) in activities.allWords.enumerated() where plain[Self.plain(word)] == nil { plain[Self.plain(word)] = Int32(code) }
        var (codes, lacking) = ([[UInt8]: Int32](), [String]())
        let names = drawn.transitions.map(\.name)
        for name in names.compactMap(\.self) where codes[Array(name.utf8)] == nil {
            if let code = activities.words.find(name) ?? plain[Self.plain(name)] {
                codes[Array(name.utf8)] = code
            } else {
                codes[Array(name.utf8)] = Int32(activities.wordCount + lacking.count)
                lacking.append(Self.plain(name))
            }
        }
        self.lacking = lacking
        net = PetriNet(
            initial: drawn.initial, final: drawn.final,
            transitions: drawn.transitions.map { .init(activity: $0.name.flatMap { codes[Array($0.utf8)] }, takes: $0.takes, gives: $0.gives) })
    }

    private static let largest = 20_000

    /// Codes of activities in the net, ascending.
    package var activities: [Int32] { Set(net.transitions.compactMap(\.activity)).sorted() }

    /// The name of an activity of the log or of the model.
    package func name(_ code: Int32, _ log: EventLog) -> String { Int(code) < known ? log.activities.word(code) : lacking[Int(code) - known] }

    /// Modellers break long names into lines.
    private static func plain(_ name: String) -> String { name.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

/// A net as it was read: its transitions have names yet, nil for those that leave no trace.
struct DrawnModel {
    var initial: [Int] = []
    var final: [Int] = []
    var transitions: [(name: String?, takes: [Int], gives: [Int])] = []
    var notes: [String] = []

    mutating func place() -> Int {
        initial.append(0)
        final.append(0)
        return initial.count - 1
    }
}
