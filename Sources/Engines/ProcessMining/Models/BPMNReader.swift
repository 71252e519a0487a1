import Foundation
import Tables

/// Reads a process in BPMN 2.0 (ISO/IEC 19510): tasks, plain events, exclusive and parallel gateways, sequence flows.
///
/// Each flow becomes a place of the net. A task takes a token from one of the flows into it and gives one to each out of it (13.3.2); an exclusive
/// gateway from one to one; a parallel gateway from all to all (13.4). Events leave no trace. What a net cannot say is refused by name.
struct BPMNReader {
    private var model = DrawnModel()
    private var nodes: [String: XMLElement] = [:]
    private var flows: [(from: String, to: String)] = []
    /// Flows that are taken under a condition.
    private var conditions: [XMLElement] = []
    private var ignored: [String: Int] = [:]

    private static let space = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    private static let tasks: Set<String> = [
        "task", "userTask", "serviceTask", "scriptTask", "manualTask", "sendTask", "receiveTask", "businessRuleTask", "callActivity",
    ]
    private static let choices: Set<String> = ["exclusiveGateway", "eventBasedGateway"]
    private static let events: Set<String> = ["startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent"]
    private static let refused: [String: String] = [
        "inclusiveGateway": "its join depends on which ways were taken; draw it with exclusive and parallel gateways",
        "complexGateway": "draw it with exclusive and parallel gateways", "subProcess": "draw its steps in the process itself",
        "transaction": "draw its steps in the process itself", "adHocSubProcess": "draw its steps in the process itself",
        "boundaryEvent": "draw what it leads to behind an exclusive gateway",
    ]
    private static let silentlyIgnored: Set<String> = ["documentation", "extensionElements", "ioSpecification", "property", "supportedInterfaceRef"]

    static func model(_ root: XMLElement) throws -> DrawnModel {
        guard root.space == space else {
            throw TableProblem(line: root.line, message: "is not BPMN 2.0: <definitions> is of \"\(root.space.prefix(80))\"")
        }
        let all = root.children.filter { $0.space == space && $0.name == "process" }
        let processes = all.filter { $0.children.contains { tasks.contains($0.name) || events.contains($0.name) || $0.name == "subProcess" } }
        guard let process = processes.first else { throw TableProblem(line: root.line, message: "has no process with steps in it") }
        guard processes.count == 1 else {
            throw TableProblem(line: processes[1].line, message: "has \(processes.count) processes with steps; keep the one to be checked in a file of its own")
        }
        var reader = BPMNReader()
        for element in root.children("collaboration").flatMap(\.children) where element.name == "messageFlow" { reader.ignored["messageFlow", default: 0] += 1 }
        try reader.readElements(process)
        try reader.checkConditions()
        try reader.makeNet(process)
        reader.note()
        return reader.model
    }

    private mutating func readElements(_ process: XMLElement) throws {
        for element in process.children where element.space == Self.space {
            if let why = Self.refused[element.name] {
                throw TableProblem(line: element.line, message: "has \(Self.called(element)), which cannot be checked; \(why)")
            }
            if element.name == "sequenceFlow" {
                if element.children.contains(where: { $0.name == "conditionExpression" }) { conditions.append(element) }
                flows.append((element.attributes["sourceRef"] ?? "", element.attributes["targetRef"] ?? ""))
            } else if Self.tasks.contains(element.name) || Self.events.contains(element.name) || Self.choices.contains(element.name)
                || element.name == "parallelGateway"
            {
                guard let id = element.attributes["id"], !id.isEmpty else {
                    throw TableProblem(line: element.line, message: "has \(Self.called(element)) without an id")
                }
                guard nodes.updateValue(element, forKey: id) == nil else { throw TableProblem(line: element.line, message: "has the id \"\(id)\" twice") }
            } else if !Self.silentlyIgnored.contains(element.name) {
                ignored[element.name, default: 0] += 1
            }
        }
        for (from, to) in flows {
            for id in [from, to] where nodes[id] == nil {
                throw TableProblem(
                    line: process.line, message: "has a sequence flow from or to \"\(id.prefix(60))\", which is no step, event or gateway of the process")
            }
        }
    }

    /// A condition on a flow out of a step lets one, some or all ways be taken, as an inclusive gateway does.
    private func checkConditions() throws {
        for flow in conditions {
            guard let from = nodes[flow.attributes["sourceRef"] ?? ""], Self.tasks.contains(from.name) || Self.events.contains(from.name) else { continue }
            throw TableProblem(
                line: flow.line, message: "has a flow with a condition out of \(Self.called(from)); put an exclusive gateway behind it")
        }
    }

    /// Such as: an exclusiveGateway “granted?”.
    private static func called(_ element: XMLElement) -> String {
        let name = element.attributes["name"] ?? ""
        let article = "aeiou".contains(element.name.prefix(1)) ? "an" : "a"
        return "\(article) \(element.name)" + (name.isEmpty ? "" : " “\(name.prefix(60))”")
    }

    // MARK: The net

    private mutating func makeNet(_ process: XMLElement) throws {
        let (begin, over) = (model.place(), model.place())
        model.initial[begin] = 1
        model.final[over] = 1
        var (incoming, outgoing) = ([String: [Int]](), [String: [Int]]())
        for (from, to) in flows {
            let place = model.place()
            outgoing[from, default: []].append(place)
            incoming[to, default: []].append(place)
        }
        var kinds: Set<String> = []
        // In the order of the file, so that the same file gives the same net.
        for element in process.children {
            guard let id = element.attributes["id"], nodes[id] === element else { continue }
            kinds.insert(element.name)
            let isStart = element.name == "startEvent"
            let from = isStart ? [begin] : incoming[id] ?? []
            let to = element.name == "endEvent" ? [over] : outgoing[id] ?? []
            try checkEnds(element, from, to, isStray: isStart && incoming[id] != nil || element.name == "endEvent" && outgoing[id] != nil)
            add(element, from, to)
        }
        for kind in ["startEvent", "endEvent"] where !kinds.contains(kind) {
            throw TableProblem(line: process.line, message: "has no \(kind == "startEvent" ? "start" : "end") event; add one")
        }
    }

    private func checkEnds(_ element: XMLElement, _ from: [Int], _ to: [Int], isStray: Bool) throws {
        func problem(_ what: String) -> TableProblem { TableProblem(line: element.line, message: "has \(Self.called(element)) \(what)") }
        if from.isEmpty { throw problem("that no flow leads to; join it to the process or take it out") }
        if to.isEmpty { throw problem("that no flow leaves; lead it to an end event") }
        if isStray { throw problem("with a flow on its wrong side") }
        if element.name == "parallelGateway" || Self.choices.contains(element.name) { return }
        if element.children.contains(where: { $0.name == "linkEventDefinition" }) { throw problem("of the kind link; draw the flow itself") }
        if element.attributes["triggeredByEvent"] == "true" || element.attributes["isForCompensation"] == "true" {
            throw problem("for compensation, which cannot be checked; take it out")
        }
    }

    private mutating func add(_ element: XMLElement, _ from: [Int], _ to: [Int]) {
        if element.name == "parallelGateway" {
            model.transitions.append((nil, from, to))
        } else if Self.choices.contains(element.name) {
            addChoice(from, to)
        } else {
            let written = element.attributes["name"]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
            let isTask = Self.tasks.contains(element.name)
            if isTask && written.isEmpty { ignored["task without a name", default: 0] += 1 }
            let name = isTask && !written.isEmpty ? written : nil
            for place in from { model.transitions.append((name, [place], to)) }
            if element.children.contains(where: { ["standardLoopCharacteristics", "multiInstanceLoopCharacteristics"].contains($0.name) }) {
                ignored["repeated task", default: 0] += 1
                addRepeat(name, to)
            }
        }
        if element.children.contains(where: { $0.name == "terminateEventDefinition" }) { ignored["terminating end", default: 0] += 1 }
    }

    private mutating func addChoice(_ from: [Int], _ to: [Int]) {
        guard from.count > 1, to.count > 1 else {
            for one in from { for other in to { model.transitions.append((nil, [one], [other])) } }
            return
        }
        let middle = model.place()
        for one in from { model.transitions.append((nil, [one], [middle])) }
        for other in to { model.transitions.append((nil, [middle], [other])) }
    }

    /// A task that is marked as done many times may be done again before its token goes on.
    private mutating func addRepeat(_ name: String?, _ to: [Int]) { model.transitions.append((name, to, to)) }

    private mutating func note() {
        let words: [String: (String) -> String] = [
            "task without a name": { "Tasks without a name leave no trace (\($0))." },
            "repeated task": { "Tasks marked as repeated may be done any number of times, at least once (\($0))." },
            "terminating end": { "Ends that terminate are taken as plain ends (\($0))." },
        ]
        let rest = ignored.filter { words[$0.key] == nil }.sorted { $0.key < $1.key }
        if !rest.isEmpty { model.notes.append("Not looked at: \(rest.map { "\($0.value) \($0.key)" }.joined(separator: ", ")).") }
        for (key, text) in words.sorted(by: { $0.key < $1.key }) { if let count = ignored[key] { model.notes.append(text(String(count))) } }
    }
}
