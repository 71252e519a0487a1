import Foundation
import Tables
import Testing

@testable import RecordLinkage

@Suite("Reading records")
struct ReadingTests {
    static let model = LinkModel.made(["name", "town"])

    func read(_ model: LinkModel = model, _ files: (name: String, text: String)..., workers: Int = 1) throws -> RecordTable {
        try RecordReader(model: model, workers: workers).read(files.map { RecordFile(name: $0.name, data: Data($0.text.utf8)) })
    }

    func values(_ table: RecordTable) -> [[String?]] { (0..<table.count).map { record in (0..<table.width).map { table.text(record, $0) } } }

    @Test(
        "takes the columns by name, with every line ending, quotes and a byte order mark",
        arguments: [
            "record_id,name,town\nr1,Ann,Leeds\nr2,,York\n", "\u{FEFF}record_id,name,town\r\nr1,Ann,Leeds\r\nr2,,York",
            "town,other,name,record_id\nLeeds,\"x\ny\",Ann,r1\n\"York\",,\"\",r2\n", "record_id;name;town\nr1;Ann;Leeds\n\nr2;;York\n",
        ])
    func shapes(text: String) throws {
        let table = try read(Self.model, ("a.csv", text))
        #expect(table.ids == ["r1", "r2"] && values(table) == [["Ann", "Leeds"], [nil, "York"]])
        #expect(table.sourceNames == ["all"] && table.sources == [0, 0])
    }

    @Test("undoes doubled quotes and keeps commas")
    func quotes() throws {
        let table = try read(Self.model, ("a.csv", "record_id,name,town\nr1,\"Ann \"\"Nan\"\" O'Hara\",\"Leeds, West\"\nr2,\"Ann \"\"Nan\"\" O'Hara\",x\n"))
        #expect(values(table) == [["Ann \"Nan\" O'Hara", "Leeds, West"], ["Ann \"Nan\" O'Hara", "x"]])
        #expect(table.value(0, 0) == table.value(1, 0))
    }

    @Test("gives each file its set, or each name in a column, and one numbering to all")
    func sources() throws {
        let one = ("east.csv", "record_id,name,town,set\nr1,Ann,Leeds,A\nr2,Bob,York,B\n")
        let two = ("west.csv", "set,town,name,record_id\nB,Leeds,Bob,r3\nC,York,Cyd,r4\n")
        let byFile = try read(Self.model, one, two)
        #expect(byFile.sourceNames == ["east.csv", "west.csv"] && byFile.sources == [0, 0, 1, 1])
        #expect(byFile.value(1, 0) == byFile.value(2, 0) && byFile.value(0, 1) == byFile.value(2, 1))
        var model = Self.model
        model.source = "set"
        let byColumn = try read(model, one, two)
        #expect(byColumn.sourceNames == ["A", "B", "C"] && byColumn.sources == [0, 1, 1, 2])
        #expect(values(byColumn) == values(byFile))
    }

    @Test("standardises each value and counts what it changed and emptied")
    func report() throws {
        var model = Self.model
        model.columns[0].standardise = [.trim, .upper, .noPlaceholders]
        let table = try read(model, ("a.csv", "record_id,name,town\n1,ANN,x\n2, ann ,\n3,unknown,x\n4,,\n5, ann ,x\n6,BOB,x\n"))
        #expect(values(table).map(\.[0]) == ["ANN", "ANN", nil, nil, "ANN", "BOB"])
        let name = try #require(table.report.columns.first)
        #expect([name.given, name.changed, name.emptied] == [5, 2, 1] && name.name == "name")
        #expect(table.columns[0].counts == [3, 1] && table.columns[0].filled == 4)
        #expect(abs(table.columns[0].agreementByChance - 0.5) < 1e-12)
        #expect(abs(table.columns[0].frequency(0) - 0.75) < 1e-12)
    }

    @Test("joins several columns with a space, passing over what is missing")
    func joined() throws {
        var model = Self.model
        model.columns[0] = LinkColumn(name: "full", from: ["given", "middle", "name"], standardise: [.upper])
        let table = try read(model, ("a.csv", "record_id,name,given,middle,town\n1,Lee,Ann,,x\n2,Lee,Ann,\"May \"\"M\"\"\",x\n3,,,,x\n"))
        #expect(values(table).map(\.[0]) == ["ANN LEE", "ANN MAY \"M\" LEE", nil])
        #expect(table.report.columns[0].given == 2)
    }

    @Test("gives one vocabulary to columns that are compared with each other, and no others")
    func vocabularies() throws {
        let crossed = Comparison(name: "names", missing: .any([]), levels: [ComparisonLevel(name: "yes", condition: .test(.crossed(0, 2)))])
        let model = LinkModel.made(
            ["first", "town", "last", "born", "second"], comparisons: [crossed], blocking: [BlockingRule([.value(1)], splitBy: [.eitherOrder(2, 4)])])
        #expect(RecordReader.sharedVocabularies(model) == [0, 1, 0, 2, 0])
        let table = try read(model, ("a.csv", "record_id,first,town,last,born,second\n1,LEE,LEE,ANN,LEE,ANN\n2,ANN,x,LEE,y,LEE\n"))
        #expect(table.vocabularies.count == 3)
        #expect(table.value(0, 0) == table.value(1, 2) && table.value(0, 2) == table.value(1, 0) && table.value(0, 4) == table.value(0, 2))
        #expect(table.columns[0].counts.count == table.columns[4].counts.count && table.columns[0].filled == 2)
    }

    @Test(
        "says what is wrong, where, and how to mend it",
        arguments: [
            ("record_id,name,town\nr1,a,b\nr2,c,d\nr1,e,f\n", 4, "record_id", "\"r1\" stands twice"),
            ("record_id,name,town\nr1,a,b\n,c,d\n", 3, "record_id", "is empty; give every record its own"),
            ("record_id,name,town\nr1,a,b\n\"r \"\"2\"\"\",c,d\n", 3, "record_id", "must not hold quotes"),
            ("record_id,name\nr1,a\n", 1, nil, "has no column \"town\"; it has record_id, name"),
            ("id,x\nr1,a\n", 1, nil, "has no column \"record_id\", \"name\", \"town\""),
            ("record_id,name,town\nr1,a,b\nr2,c\nr3,d,e\n", 3, nil, "has 2 columns"),
            ("record_id,name,town\nr1,a,b\nr2,c,d,e\n", 3, nil, "has 4 columns; the header has 3"),
            ("record_id,name,town\nr1,\"a\nb\",b\nr2,\"c,d\n", 4, nil, "never closed"), ("", nil, nil, "is empty"),
        ] as [(String, Int?, String?, String)])
    func broken(text: String, line: Int?, column: String?, message: String) throws {
        let problem = try #require(throws: RecordFileProblem.self) {
            try read(Self.model, ("good.csv", "record_id,name,town\nx1,a,b\n"), ("bad.csv", text))
        }
        #expect(problem.file == "bad.csv" && problem.problem.line == line && problem.problem.column == column)
        #expect(problem.problem.message.contains(message), "\(problem.problem.message)")
    }

    @Test("says in which file a record id of another file stands again")
    func acrossFiles() throws {
        let text = "record_id,name,town\nr1,a,b\n"
        let problem = try #require(throws: RecordFileProblem.self) { try read(Self.model, ("one.csv", text), ("two.csv", text)) }
        #expect(problem.file == "two.csv" && problem.problem.line == 2 && problem.problem.message.contains("stands twice"))
    }

    @Test("refuses more sets than it can tell apart")
    func manySets() throws {
        var model = Self.model
        model.source = "town"
        let rows = (0..<65).map { "r\($0),a,t\($0)" }.joined(separator: "\n")
        let problem = try #require(throws: RecordFileProblem.self) { try read(model, ("a.csv", "record_id,name,town\n" + rows)) }
        #expect(problem.problem.column == "town" && problem.problem.message.contains("more than 64 sets"))
    }

    @Test("bears with a column in which every value is missing")
    func allEmpty() throws {
        let table = try read(Self.model, ("a.csv", "record_id,name,town\n1,Ann,\n2,Bob,\n"))
        #expect(table.columns[1].filled == 0 && table.columns[1].agreementByChance == 0 && table.columns[1].counts == [])
        var model = Self.model
        model.blocking = [BlockingRule([.value(1)])]
        let linkage = try Linkage(model: model, table: table, nicknames: noNicknames)
        #expect(try linkage.blocks().pairCounts == [0])
        #expect(try linkage.chance().levels[1].allSatisfy { $0.isFinite })
    }

    @Test("gives the same numbers for any number of workers and wherever the file is cut")
    func workers() throws {
        let filler = String(repeating: "filler ", count: 150)
        var random = SeededRandom(seed: 4)
        let text = "record_id,name,notes,town\n" + (0..<2600).map { "r\($0),n\(random.below(300)),\(filler),\"t\(random.below(90))\"\n" }.joined()
        let tables = try [1, 2, 3].map { try read(Self.model, ("a.csv", text), workers: $0) }
        #expect(text.utf8.count > 2 << 20)
        for table in tables.dropFirst() {
            #expect(table.rows == tables[0].rows && table.ids == tables[0].ids && table.report == tables[0].report)
            #expect(table.vocabularies.map(\.arena) == tables[0].vocabularies.map(\.arena))
        }
    }
}
