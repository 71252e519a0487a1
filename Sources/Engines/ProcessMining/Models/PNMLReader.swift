import Foundation
import Tables

/// Reads a place/transition net in PNML (ISO/IEC 15909-2), as ProM, PM4Py, WoPeD and others write it.
struct PNMLReader {
    private var model = DrawnModel()
    private var places: [String: Int] = [:]
    private var transitions: [String: Int] = [:]

    /// On one place, and on all of a marking.
    private static let mostTokens = 1000

    static func model(_ root: XMLElement) throws -> DrawnModel {
        let nets = root.children("net")
        guard let net = nets.first else { throw TableProblem(line: root.line, message: "has no <net>") }
        guard nets.count == 1 else { throw TableProblem(line: nets[1].line, message: "has \(nets.count) nets; keep one in a file") }
        var reader = PNMLReader()
        try reader.readNodes(net)
        try reader.readArcs(net)
        guard !reader.model.transitions.isEmpty else { throw TableProblem(line: net.line, message: "has no transition") }
        guard reader.model.initial.contains(where: { $0 > 0 }) else {
            throw TableProblem(line: net.line, message: "has no initial marking; put a token on the place where cases begin")
        }
        try reader.readEnd(net)
        guard max(reader.model.initial.reduce(0, +), reader.model.final.reduce(0, +)) <= mostTokens else {
            throw TableProblem(line: net.line, message: "has more than \(mostTokens) tokens in a marking; this is no model that can be checked")
        }
        return reader.model
    }

    private mutating func readNodes(_ parent: XMLElement) throws {
        for element in parent.children {
            switch element.name {
            case "page": try readNodes(element)
            case "place":
                let number = model.place()
                try name(element, number, &places)
                model.initial[number] = try Self.tokens(element.inner("initialMarking"), element)
            case "transition":
                try name(element, model.transitions.count, &transitions)
                model.transitions.append((Self.label(element), [], []))
            case "referencePlace", "referenceTransition":
                throw TableProblem(line: element.line, message: "has a \(element.name); join the pages of the net into one")
            default: continue
            }
        }
    }

    private func name(_ element: XMLElement, _ number: Int, _ own: inout [String: Int]) throws {
        guard let id = element.attributes["id"], !id.isEmpty else { throw TableProblem(line: element.line, message: "has a \(element.name) without an id") }
        guard places[id] == nil, transitions[id] == nil else { throw TableProblem(line: element.line, message: "has the id \"\(id)\" twice") }
        own[id] = number
    }

    /// Nil where the transition leaves no trace: it has no name, ProM's mark says so, or it is called tau.
    private static func label(_ element: XMLElement) -> String? {
        let isInvisible = element.children("toolspecific").contains { $0.attributes["activity"] == "$invisible$" }
        let name = element.inner("name") ?? ""
        return isInvisible || name.isEmpty || ["tau", "τ"].contains(name.lowercased()) ? nil : name
    }

    private static func tokens(_ text: String?, _ element: XMLElement) throws -> Int {
        guard let text, !text.isEmpty else { return 0 }
        // Some write the kind of token before the number: "Default,1".
        guard let count = Int(text.split(separator: ",").last.map { $0.trimmingPrefix(while: \.isWhitespace) } ?? ""), (0...mostTokens).contains(count) else {
            throw TableProblem(line: element.line, message: "has \"\(text.prefix(40))\" as a number of tokens; write a whole number up to \(mostTokens)")
        }
        return count
    }

    private mutating func readArcs(_ parent: XMLElement) throws {
        for element in parent.children {
            if element.name == "page" { try readArcs(element) }
            guard element.name == "arc" else { continue }
            try checkKind(element)
            let (from, to) = (element.attributes["source"] ?? "", element.attributes["target"] ?? "")
            if let place = places[from], let transition = transitions[to] {
                guard !model.transitions[transition].takes.contains(place) else { throw Self.heavy(element) }
                model.transitions[transition].takes.append(place)
            } else if let transition = transitions[from], let place = places[to] {
                guard !model.transitions[transition].gives.contains(place) else { throw Self.heavy(element) }
                model.transitions[transition].gives.append(place)
            } else {
                throw TableProblem(
                    line: element.line,
                    message: "has an arc from \"\(from.prefix(60))\" to \"\(to.prefix(60))\"; an arc joins a place and a transition of the net")
            }
        }
    }

    private static func heavy(_ element: XMLElement) -> TableProblem {
        TableProblem(line: element.line, message: "has an arc of a weight other than 1, or two arcs one way; draw the net with single arcs")
    }

    private func checkKind(_ element: XMLElement) throws {
        if let weight = element.inner("inscription"), !weight.isEmpty {
            let number = weight.split(separator: ",").last.map(String.init)?.trimmingPrefix(while: \.isWhitespace)
            guard number.flatMap({ Int($0) }) == 1 else { throw Self.heavy(element) }
        }
        let kind = element.inner("arctype") ?? element.children("type").first?.attributes["value"] ?? "normal"
        guard ["normal", ""].contains(kind.lowercased()) else {
            throw TableProblem(line: element.line, message: "has an arc of the kind \"\(kind.prefix(40))\"; only normal arcs can be checked")
        }
    }

    /// The final marking; where there is none, the one place that no arc leaves.
    private mutating func readEnd(_ net: XMLElement) throws {
        let markings = net.children("finalmarkings").flatMap { $0.children("marking") }
        var ends: [[Int: Int]] = []
        for marking in markings {
            var end: [Int: Int] = [:]
            for element in marking.children("place") {
                let id = element.attributes["idref"] ?? element.attributes["idRef"] ?? ""
                guard let place = places[id] else {
                    throw TableProblem(line: element.line, message: "has \"\(id.prefix(60))\" in its final marking, which is no place")
                }
                let text = element.children("text").first?.text.trimmingCharacters(in: .whitespacesAndNewlines)
                let tokens = try Self.tokens(text, element)
                if tokens > 0 { end[place] = tokens }
            }
            if !end.isEmpty { ends.append(end) }
        }
        guard ends.count <= 1 else { throw TableProblem(line: net.line, message: "has \(ends.count) final markings; keep one") }
        if let end = ends.first {
            for (place, tokens) in end { model.final[place] = tokens }
            return
        }
        let taken = Set(model.transitions.flatMap(\.takes))
        let last = places.values.filter { !taken.contains($0) }
        guard last.count == 1, let only = last.first else {
            throw TableProblem(line: net.line, message: "has no final marking, and \(last.count) places that no arc leaves; add <finalmarkings>")
        }
        model.final[only] = 1
        model.notes.append("The net has no final marking; a case is over when a token is on the one place that no arc leaves.")
    }
}
