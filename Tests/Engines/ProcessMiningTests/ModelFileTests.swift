import Foundation
import ProcessMining
import Tables
import Testing

@Suite("Models of others")
struct ModelFileTests {
    private func read(_ text: String, _ words: [String] = ["abc"]) throws -> (model: ModelFile, log: EventLog) {
        let log = try Logs.letters(words)
        return (try ModelFile(Data(text.utf8), activities: log.activities), log)
    }

    private func costs(_ text: String, _ words: [String]) throws -> [Int] {
        let (model, log) = try read(text, words)
        var aligner = Aligner(model.net)
        return try (0..<log.caseCount).map { try aligner.align(log.activities.codes[log.events(of: $0)], atMost: 100_000).cost }
    }

    private func bpmn(_ inner: String, prefix: String = "") -> String {
        let mark = prefix.isEmpty ? "" : ":" + prefix
        let colon = prefix.isEmpty ? "" : prefix + ":"
        let text = inner.replacing("</", with: "§").replacing("<", with: "<" + colon).replacing("§", with: "</" + colon)
        return
            "<?xml version=\"1.0\"?><\(colon)definitions xmlns\(mark)=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><\(colon)process id=\"p\">\(text)</\(colon)process></\(colon)definitions>"
    }

    private func flow(_ pairs: [(String, String)]) -> String {
        pairs.enumerated().map { "<sequenceFlow id=\"f\($0)\" sourceRef=\"\($1.0)\" targetRef=\"\($1.1)\"/>" }.joined()
    }

    @Test("Tasks, choices and parallel branches are read under any prefix", arguments: ["", "bpmn", "semantic"])
    func gateways(prefix: String) throws {
        let text = bpmn(
            """
            <laneSet id="l"><lane id="l1"/></laneSet><startEvent id="s"/><task id="a" name="a"/><parallelGateway id="g1"/><userTask id="b" name="b"/>
            <serviceTask id="c" name="c"/><parallelGateway id="g2"/><exclusiveGateway id="x"/><task id="d" name="d"/><endEvent id="e"/><endEvent id="e2"/>
            <dataObject id="o"/>
            """
                + flow([
                    ("s", "a"), ("a", "g1"), ("g1", "b"), ("g1", "c"), ("b", "g2"), ("c", "g2"), ("g2", "x"), ("x", "d"), ("d", "e"), ("x", "e2"),
                ]), prefix: prefix)
        #expect(try costs(text, ["abc", "acbd", "abd", "abcc", "bca"]) == [0, 0, 1, 1, 2])
        let notes = try read(text).model.notes
        #expect(notes == ["Not looked at: 1 dataObject, 1 laneSet."])
    }

    /// A task with two flows in takes from one (an exclusive merge), with two out gives to both (a parallel split), as 13.3.2 says.
    @Test func `Flows that meet at a task and part behind it are a merge and a split`() throws {
        let text = bpmn(
            "<startEvent id=\"s\"/><exclusiveGateway id=\"x\"/><task id=\"a\" name=\"a\"/><task id=\"b\" name=\"b\"/><task id=\"c\" name=\"c\"/><task id=\"d\" name=\"d\"/>"
                + "<parallelGateway id=\"j\"/><endEvent id=\"e\"/>"
                + flow([("s", "x"), ("x", "a"), ("x", "b"), ("a", "c"), ("b", "c"), ("c", "j"), ("c", "d"), ("d", "j"), ("j", "e")]))
        #expect(try costs(text, ["acd", "bcd", "abcd", "ac"]) == [0, 0, 1, 1])
    }

    @Test func `Names match across line breaks, and what either side lacks is named`() throws {
        let log = try Logs.table([("1", "send letter", 1, 0), ("1", "close", 2, 0)])
        let text = bpmn(
            "<startEvent id=\"s\"/><task id=\"a\" name=\"send&#10;  letter\"/><task id=\"b\" name=\"wait\"/><endEvent id=\"e\"/>"
                + flow([("s", "a"), ("a", "b"), ("b", "e")]))
        let model = try ModelFile(Data(text.utf8), activities: log.activities)
        #expect(model.lacking == ["wait"])
        #expect(model.activities.map { model.name($0, log) } == ["send letter", "wait"])
    }

    @Test(
        "What cannot be checked is refused by name",
        arguments: [
            ("<inclusiveGateway id=\"x\" name=\"which?\"/>", "inclusiveGateway “which?”"), ("<subProcess id=\"x\"/>", "subProcess"),
            ("<boundaryEvent id=\"x\"/>", "boundaryEvent"), ("<complexGateway id=\"x\"/>", "complexGateway"), ("<task id=\"x\"/>", "no flow leads to"),
            ("<task id=\"s\"/>", "twice"), ("<sequenceFlow id=\"q\" sourceRef=\"s\" targetRef=\"nobody\"/>", "nobody"),
            (
                "<task id=\"x\"/><sequenceFlow id=\"q\" sourceRef=\"a\" targetRef=\"x\"><conditionExpression>yes</conditionExpression></sequenceFlow>",
                "condition"
            ),
        ])
    func refused(inner: String, message: String) throws {
        let text = bpmn("<startEvent id=\"s\"/><task id=\"a\" name=\"a\"/><endEvent id=\"e\"/>" + inner + flow([("s", "a"), ("a", "e")]))
        let found = try #require(throws: TableProblem.self) { try read(text) }
        #expect(found.message.contains(message))
    }

    @Test func `Ends are asked for, several processes and other files are refused`() throws {
        func message(_ text: String) throws -> String { try #require(throws: TableProblem.self) { try read(text) }.message }
        #expect(try message(bpmn("<startEvent id=\"s\"/><task id=\"a\" name=\"a\"/>" + flow([("s", "a")]))).contains("no flow leaves"))
        #expect(try message(bpmn("<task id=\"a\" name=\"a\"/><endEvent id=\"e\"/>" + flow([("a", "e"), ("a", "a")]))).contains("no start event"))
        #expect(try message("<log/>").contains("neither BPMN nor PNML"))
        #expect(try message("<!DOCTYPE x><definitions/>").contains("document type"))
        #expect(try message("<definitions xmlns=\"http://example.org\"/>").contains("is not BPMN 2.0"))
        let two = bpmn("<task id=\"a\"/>").replacing("</definitions>", with: "<process id=\"q\"><task id=\"b\"/></process></definitions>")
        #expect(try message(two).contains("2 processes"))
    }

    // MARK: PNML

    private func pnml(_ arcs: String, extra: String = "", end: String = "") -> String {
        """
        <?xml version="1.0" encoding="ISO-8859-1"?><pnml><net id="n"><page id="g">
        <place id="p0"><initialMarking><text>1</text></initialMarking></place><place id="p1"/><place id="p2"/>
        <transition id="t0"><name><text>a</text></name></transition><transition id="t1"><name><text>b</text></name></transition>
        <transition id="t2"><name><text>skip</text></name><toolspecific tool="ProM" version="6.4" activity="$invisible$"/></transition>
        \(extra)<arc id="a1" source="p0" target="t0"/><arc id="a2" source="t0" target="p1"/><arc id="a3" source="p1" target="t1"/>
        <arc id="a4" source="t1" target="p2"/><arc id="a5" source="p1" target="t2"/><arc id="a6" source="t2" target="p2"/>\(arcs)
        </page>\(end)</net></pnml>
        """
    }

    @Test func `A net is read with its silent steps, and its end is found where none is given`() throws {
        #expect(try costs(pnml(""), ["ab", "a", "b", "ba"]) == [0, 0, 1, 1])
        #expect(try read(pnml("")).model.notes.count == 1)
        let end = "<finalmarkings><marking><place idref=\"p1\"><text>1</text></place><place idref=\"p2\"><text>0</text></place></marking></finalmarkings>"
        #expect(try costs(pnml("", end: end), ["ab", "a"]) == [1, 0])
    }

    @Test(
        "What a net of single arcs cannot say is refused",
        arguments: [
            ("<arc id=\"x\" source=\"p0\" target=\"t1\"><inscription><text>2</text></inscription></arc>", "weight"),
            ("<arc id=\"x\" source=\"p0\" target=\"t0\"/>", "two arcs"),
            ("<arc id=\"x\" source=\"p0\" target=\"t1\"><arctype><text>inhibitor</text></arctype></arc>", "inhibitor"),
            ("<arc id=\"x\" source=\"p0\" target=\"p1\"/>", "joins a place and a transition"), ("<place id=\"p1\"/>", "twice"),
            ("<place id=\"p9\"/>", "2 places that no arc leaves"), ("<referencePlace id=\"r\"/>", "join the pages"),
        ])
    func refusedNets(arcs: String, message: String) throws {
        let found = try #require(throws: TableProblem.self) { try read(pnml(arcs)) }
        #expect(found.message.contains(message))
    }

    @Test("Models that Waymark writes are read back as they were", arguments: 1...20)
    func written(seed: UInt64) throws {
        let log = try Logs.random(seed: seed, cases: 15).log
        let tree = InductiveMiner(noise: 0.3).tree(of: log)
        let own = try ModelCheck(log, PetriNet(tree))
        for text in [ModelExport.pnml(PetriNet(tree), log.activities.word), ModelExport.bpmn(tree, log.activities.word)] {
            let model = try ModelFile(Data(text.utf8), activities: log.activities)
            let read = try ModelCheck(log, model.net)
            #expect([read.fittingCases, read.totalCost, read.shortest] == [own.fittingCases, own.totalCost, own.shortest])
        }
    }
}
