/// Writes models in the formats of others.
package enum ModelExport {
    private static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case _ where scalar.value < 32: out += " "
            // No XML may hold these two.
            case "\u{FFFE}", "\u{FFFF}": out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// PNML (ISO/IEC 15909-2), with the final marking as ProM and PM4Py read it.
    package static func pnml(_ net: PetriNet, _ word: (Int32) -> String) -> String {
        var out = """
            <?xml version="1.0" encoding="UTF-8"?>
            <pnml>
            <net id="net" type="http://www.pnml.org/version-2009/grammar/pnmlcoremodel">
            <name><text>Journey</text></name>
            <page id="page">

            """
        for place in 0..<net.places {
            let marking = net.initial[place] > 0 ? "<initialMarking><text>\(net.initial[place])</text></initialMarking>" : ""
            let name = net.initial[place] > 0 ? "source" : net.final[place] > 0 ? "sink" : "p\(place)"
            out += "<place id=\"p\(place)\"><name><text>\(name)</text></name>\(marking)</place>\n"
        }
        for (index, transition) in net.transitions.enumerated() {
            let name = transition.activity.map { escaped(word($0)) } ?? "tau"
            let silent = transition.activity == nil ? "<toolspecific tool=\"ProM\" version=\"6.4\" activity=\"$invisible$\" localNodeID=\"t\(index)\"/>" : ""
            out += "<transition id=\"t\(index)\"><name><text>\(name)</text></name>\(silent)</transition>\n"
        }
        var arcs = 0
        for (index, transition) in net.transitions.enumerated() {
            for place in transition.takes {
                out += "<arc id=\"a\(arcs)\" source=\"p\(place)\" target=\"t\(index)\"/>\n"
                arcs += 1
            }
            for place in transition.gives {
                out += "<arc id=\"a\(arcs)\" source=\"t\(index)\" target=\"p\(place)\"/>\n"
                arcs += 1
            }
        }
        let end = net.final.indices.filter { net.final[$0] > 0 }.map { "<place idref=\"p\($0)\"><text>\(net.final[$0])</text></place>" }
        return out + "</page>\n<finalmarkings><marking>\(end.joined())</marking></finalmarkings>\n</net>\n</pnml>\n"
    }

    /// BPMN 2.0 (ISO/IEC 19510): tasks, exclusive and parallel gateways, and the diagram that browser modellers need (chapter 12, BPMN DI).
    package static func bpmn(_ tree: ProcessTree, _ word: @escaping (Int32) -> String) -> String {
        let drawing = BPMNDrawing(tree, word)
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" \
            xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="definitions" \
            targetNamespace="urn:waymark:journeys">
            <process id="journey" isExecutable="false">
            \(elements(drawing))</process>
            <bpmndi:BPMNDiagram id="diagram">
            <bpmndi:BPMNPlane id="plane" bpmnElement="journey">
            \(shapes(drawing))</bpmndi:BPMNPlane>
            </bpmndi:BPMNDiagram>
            </definitions>

            """
    }

    /// Each node with the flows that enter and leave it, then the flows.
    private static func elements(_ drawing: BPMNDrawing) -> String {
        var (incoming, outgoing) = (drawing.nodes.map { _ in "" }, drawing.nodes.map { _ in "" })
        var flows = ""
        for (index, flow) in drawing.flows.enumerated() {
            outgoing[flow.from] += "<outgoing>f\(index)</outgoing>"
            incoming[flow.to] += "<incoming>f\(index)</incoming>"
            flows += "<sequenceFlow id=\"f\(index)\" sourceRef=\"n\(flow.from)\" targetRef=\"n\(flow.to)\"/>\n"
        }
        let nodes = drawing.nodes.enumerated().map { index, node in
            let name = node.name.isEmpty ? "" : " name=\"\(escaped(node.name))\""
            let direction = node.direction.map { " gatewayDirection=\"\($0)\"" } ?? ""
            return "<\(node.kind) id=\"n\(index)\"\(name)\(direction)>\(incoming[index])\(outgoing[index])</\(node.kind)>\n"
        }
        return nodes.joined() + flows
    }

    private static func shapes(_ drawing: BPMNDrawing) -> String {
        func bounds(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
            "<dc:Bounds x=\"\(Int(x))\" y=\"\(Int(y))\" width=\"\(Int(width))\" height=\"\(Int(height))\"/>"
        }
        let shapes = drawing.nodes.enumerated().map { index, node in
            // The name of an event stands below it, that of a task within it; a gateway has none.
            let label =
                node.kind.hasSuffix("Event")
                ? "<bpmndi:BPMNLabel>\(bounds(node.middleX - 20, node.y + node.height + 7, 40, 14))</bpmndi:BPMNLabel>" : "<bpmndi:BPMNLabel/>"
            let marker = node.kind == "exclusiveGateway" ? " isMarkerVisible=\"true\"" : ""
            return "<bpmndi:BPMNShape id=\"n\(index)_shape\" bpmnElement=\"n\(index)\"\(marker)>"
                + bounds(node.x, node.y, node.width, node.height) + (node.name.isEmpty ? "" : label) + "</bpmndi:BPMNShape>\n"
        }
        let edges = drawing.flows.enumerated().map { index, flow in
            let points = flow.points.map { "<di:waypoint x=\"\(Int($0.x))\" y=\"\(Int($0.y))\"/>" }
            return "<bpmndi:BPMNEdge id=\"f\(index)_edge\" bpmnElement=\"f\(index)\">\(points.joined())</bpmndi:BPMNEdge>\n"
        }
        return shapes.joined() + edges.joined()
    }
}
