import Foundation
import ProcessMining
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// BPMN DI as chapter 12 of ISO/IEC 19510 has it: a diagram with one plane; in it a shape for each node and an edge for each flow.
@Suite("The diagram of a model")
struct DiagramTests {
    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [(name: String, attributes: [String: String], parents: [String])] = []
        private var open: [String] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
        ) {
            elements.append((name, attributes, open))
            open.append(name)
        }

        func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) { open.removeLast() }
    }

    private func elements(_ tree: ProcessTree) throws -> [(name: String, attributes: [String: String], parents: [String])] {
        let parser = XMLParser(data: Data(ModelExport.bpmn(tree) { "step <\($0)> & \"more\"\u{FFFE}" }.utf8))
        let reader = Reader()
        parser.delegate = reader
        #expect(parser.parse(), "not well-formed: \(parser.parserError.map(String.init(describing:)) ?? "")")
        return reader.elements
    }

    private func tree(_ random: inout Seeded, depth: Int = 0) -> ProcessTree {
        if depth == 4 || depth > 0 && Int.random(in: 0..<3, using: &random) == 0 {
            return Int.random(in: 0..<4, using: &random) == 0 ? .silent : .activity(Int32.random(in: 0..<9, using: &random))
        }
        let children = (0..<Int.random(in: 2...4, using: &random)).map { _ in tree(&random, depth: depth + 1) }
        return [.sequence(children), .choice(children), .parallel(children), .loop(children)][Int.random(in: 0..<4, using: &random)]
    }

    private func number(_ attributes: [String: String], _ key: String) throws -> Double { try #require(attributes[key].flatMap(Double.init)) }

    @Test("Each node has one shape and each flow one edge; numbers are finite and no node lies on another", arguments: 1...40)
    func diagrams(seed: UInt64) throws {
        var random = Seeded(seed)
        let tree = seed == 1 ? .silent : seed == 2 ? .activity(3) : tree(&random)
        let all = try elements(seed.isMultiple(of: 2) ? tree.simplified : tree)
        let ids = all.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        let inProcess = all.filter { $0.parents.last == "process" }
        let (nodes, flows) = (inProcess.filter { $0.name != "sequenceFlow" }, inProcess.filter { $0.name == "sequenceFlow" })
        let (shapes, edges) = (all.filter { $0.name == "bpmndi:BPMNShape" }, all.filter { $0.name == "bpmndi:BPMNEdge" })
        func sorted(_ found: [(name: String, attributes: [String: String], parents: [String])], _ key: String) -> [String] {
            found.compactMap { $0.attributes[key] }.sorted()
        }
        #expect(sorted(shapes, "bpmnElement") == sorted(nodes, "id"))
        #expect(sorted(edges, "bpmnElement") == sorted(flows, "id"))
        #expect((shapes + edges).allSatisfy { $0.parents == ["definitions", "bpmndi:BPMNDiagram", "bpmndi:BPMNPlane"] })
        let plane = try #require(all.first { $0.name == "bpmndi:BPMNPlane" })
        #expect(plane.attributes["bpmnElement"] == all.first { $0.name == "process" }?.attributes["id"])
        for flow in flows { for key in ["sourceRef", "targetRef"] { #expect(nodes.contains { $0.attributes["id"] == flow.attributes[key] }) } }
        #expect(all.count { $0.name == "incoming" } == flows.count && all.count { $0.name == "outgoing" } == flows.count)

        let bounds = all.filter { $0.name == "dc:Bounds" }
        let boxes = try bounds.filter { $0.parents.last == "bpmndi:BPMNShape" }.map {
            (try number($0.attributes, "x"), try number($0.attributes, "y"), try number($0.attributes, "width"), try number($0.attributes, "height"))
        }
        #expect(boxes.count == nodes.count && bounds.count == nodes.count + 2)
        #expect(boxes.allSatisfy { $0.0 >= 0 && $0.1 >= 0 && $0.2 > 0 && $0.3 > 0 && ($0.0 + $0.1 + $0.2 + $0.3).isFinite })
        for (place, a) in boxes.enumerated() {
            for b in boxes.dropFirst(place + 1) { #expect(a.0 >= b.0 + b.2 || b.0 >= a.0 + a.2 || a.1 >= b.1 + b.3 || b.1 >= a.1 + a.3) }
        }
        let points = all.filter { $0.name == "di:waypoint" }
        for point in points { for key in ["x", "y"] { #expect(try number(point.attributes, key).isFinite) } }
        #expect(points.count >= 2 * edges.count && points.allSatisfy { $0.parents.last == "bpmndi:BPMNEdge" })
        #expect(all.count { $0.name == "bpmndi:BPMNLabel" } == nodes.count { $0.attributes["name"] != nil })
    }

    @Test("Flows run level or upright and end at the edges of their nodes", arguments: 3...20)
    func flows(seed: UInt64) throws {
        var random = Seeded(seed)
        let all = try elements(tree(&random).simplified)
        var boxes: [String: (x: Double, y: Double, width: Double, height: Double)] = [:]
        var last = ""
        for element in all {
            if element.name == "bpmndi:BPMNShape" { last = element.attributes["bpmnElement"] ?? "" }
            guard element.name == "dc:Bounds", element.parents.last == "bpmndi:BPMNShape" else { continue }
            let it = element.attributes
            boxes[last] = (try number(it, "x"), try number(it, "y"), try number(it, "width"), try number(it, "height"))
        }
        var points: [String: [(x: Double, y: Double)]] = [:]
        for element in all {
            if element.name == "bpmndi:BPMNEdge" { last = element.attributes["bpmnElement"] ?? "" }
            if element.name == "di:waypoint" { points[last, default: []].append((try number(element.attributes, "x"), try number(element.attributes, "y"))) }
        }
        for flow in all where flow.name == "sequenceFlow" {
            let way = try #require(points[flow.attributes["id"] ?? ""])
            for (a, b) in zip(way, way.dropFirst()) { #expect(a.x == b.x || a.y == b.y) }
            for (key, end) in [("sourceRef", way.first), ("targetRef", way.last)] {
                let (box, end) = (try #require(boxes[flow.attributes[key] ?? ""]), try #require(end))
                let isOnSide = (end.x == box.x || end.x == box.x + box.width) && end.y == box.y + box.height / 2
                let isOnTop = (end.y == box.y || end.y == box.y + box.height) && end.x == box.x + box.width / 2
                #expect(isOnSide || isOnTop)
            }
        }
    }
}
