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
            let marking = place == net.source ? "<initialMarking><text>1</text></initialMarking>" : ""
            let name = place == net.source ? "source" : place == net.sink ? "sink" : "p\(place)"
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
        return out + "</page>\n<finalmarkings><marking><place idref=\"p\(net.sink)\"><text>1</text></place></marking></finalmarkings>\n</net>\n</pnml>\n"
    }

    /// BPMN 2.0 (ISO/IEC 19510): tasks, exclusive and parallel gateways; tools lay it out for themselves.
    package static func bpmn(_ tree: ProcessTree, _ word: @escaping (Int32) -> String) -> String {
        var drawing = Drawing(word: word)
        drawing.node("startEvent", name: "start")
        let last = drawing.add(tree, after: "n0")
        let end = drawing.node("endEvent", name: "end")
        drawing.flow(last, end)
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="definitions" targetNamespace="urn:waymark:journeys">
            <process id="journey" isExecutable="false">
            \(drawing.nodes.joined())\(drawing.flows.joined())</process>
            </definitions>

            """
    }

    private struct Drawing {
        var nodes: [String] = []
        var flows: [String] = []
        let word: (Int32) -> String

        init(word: @escaping (Int32) -> String) { self.word = word }

        @discardableResult
        mutating func node(_ kind: String, name: String = "", extra: String = "") -> String {
            let id = "n\(nodes.count)"
            nodes.append("<\(kind) id=\"\(id)\"" + (name.isEmpty ? "" : " name=\"\(ModelExport.escaped(name))\"") + extra + "/>\n")
            return id
        }

        mutating func flow(_ from: String, _ to: String) {
            flows.append("<sequenceFlow id=\"f\(flows.count)\" sourceRef=\"\(from)\" targetRef=\"\(to)\"/>\n")
        }

        /// Draws a tree behind a node; the answer is the node at its end.
        mutating func add(_ tree: ProcessTree, after before: String) -> String {
            switch tree {
            case .silent: return before
            case .activity(let code):
                let task = node("task", name: word(code))
                flow(before, task)
                return task
            case .sequence(let children): return children.reduce(before) { add($1, after: $0) }
            case .choice(let children): return block("exclusiveGateway", children, before)
            case .parallel(let children): return block("parallelGateway", children, before)
            case .loop(let children):
                let (join, split) = (
                    node("exclusiveGateway", extra: " gatewayDirection=\"Converging\""), node("exclusiveGateway", extra: " gatewayDirection=\"Diverging\"")
                )
                flow(before, join)
                flow(add(children[0], after: join), split)
                for child in children.dropFirst() { flow(add(child, after: split), join) }
                return split
            }
        }

        private mutating func block(_ kind: String, _ children: [ProcessTree], _ before: String) -> String {
            let (split, join) = (node(kind, extra: " gatewayDirection=\"Diverging\""), node(kind, extra: " gatewayDirection=\"Converging\""))
            flow(before, split)
            for child in children { flow(add(child, after: split), join) }
            return join
        }
    }
}
