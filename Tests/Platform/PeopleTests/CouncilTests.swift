import App
import Content
import Foundation
import People
import Store
import Support
import Testing

/// Councils that end, begin, and are looked for by another name.
struct CouncilTests {
    private static let header = RegisterTests.header + ",alt-names"

    private func register(_ rows: [String], isPart: Bool = false) throws -> CouncilRegister {
        try CouncilRegister(name: "c.csv", data: Data(([Self.header] + rows).joined(separator: "\n").utf8), isPart: isPart)
    }

    private static let reorganisation = [
        "OLD,Old District Council,Old,E07000001,1974-04-01,2028-03-31,NEW,England,South East,NMD,District,",
        "NEW,New Council (shadow),New,,2028-04-01,,,England,South East,UA,Unitary,",
        "END,Ended Council,Ended,,1974-04-01,2023-03-31,,England,South East,NMD,District,",
    ]

    @Test func `a council is current up to its last day, a shadow authority from its first`() async throws {
        let test = try await TestHub(withAccounts: false)
        let register = try register(Self.reorganisation)
        _ = try await test.hub.people.councils.importRegister(register)
        for (day, current, counts) in [
            ("2026-11-28", "OLD", [1, 1, 1]), ("2028-03-31", "OLD", [1, 1, 1]), ("2028-04-01", "NEW", [1, 2, 0]),
        ] {
            let day = try #require(Day(day))
            let found = try await test.hub.people.councils.current(on: day).map(\.code).filter { !["T1", "T2"].contains($0) }
            #expect(found == [current])
            let told = register.counts(on: day)
            #expect([told.current, told.ended, told.toStart] == counts)
        }
        let order = try await test.hub.people.councils.page(1, search: "", on: try #require(Day("2026-11-28"))).items.map(\.code)
        #expect(Array(order.suffix(2)) == ["NEW", "END"])
    }

    @Test func `the invite list and the register say which councils are there, by the hub's clock in London`() async throws {
        let test = try await TestHub()
        _ = try await test.hub.people.councils.importRegister(try register(Self.reorganisation))
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.administrator)
            let people = try await browser.get("/people")
            #expect(people.contains("Old District Council") && !people.contains("New Council (shadow)") && !people.contains("Ended Council"))
            let list = try await browser.get("/councils?q=council").text
            for status in ["current until 31 March 2028", "from 1 April 2028", "until 31 March 2023"] { #expect(list.contains(status)) }
            let old = try #require(try await test.hub.people.councils.council(code: "OLD"))
            #expect(try await browser.get("/councils/\(old.id)").contains("Status current until 31 March 2028"))
        }
    }

    @Test(arguments: [
        (
            "A,A Council,A,E07000001,,,,England,,NMD,District,\nB,B Council,B,E07000001,,,,England,,NMD,District,",
            "c.csv:3: column 4 (gss-code): the GSS code E07000001 is already used on line 2; each council has its own"
        ),
        ("A,A Council,A,,2020-04-01,2019-03-31,,England,,NMD,District,", "c.csv:2: column 6 (end-date): it ends on 2019-03-31, before it starts on 2020-04-01"),
        ("A,A Council,A,,,,A,England,,NMD,District,", "c.csv:2: column 7 (replaced-by): \"A\" cannot be replaced by itself"),
        (
            "A,A Council,A,,,,\"B, a\",England,,NMD,District,\nB,B,B,,,,,England,,NMD,District,",
            "c.csv:2: column 7 (replaced-by): \"a\" cannot be replaced by itself"
        ),
        (
            "elm,A Council,A,,,,,England,,NMD,District,\nELM,B Council,B,,,,,England,,NMD,District,",
            "c.csv:3: column 1 (local-authority-code): the code \"ELM\" is already used on line 2"
        ),
    ])
    func `what cannot be is refused with its line`(rows: String, message: String) {
        let problems = #expect(throws: FileProblems.self) { try register([rows]) }
        #expect(problems?.description.hasPrefix(message) == true, "\(problems?.description ?? "")")
    }

    @Test func `a part of the register finds successors that the hub has, and no others; nothing is half imported`() async throws {
        let test = try await TestHub(withAccounts: false)
        let councils = test.hub.people.councils
        _ = try await councils.importRegister(try register(Self.reorganisation))
        let part = "OTH,Other District Council,Other,,1974-04-01,2028-03-31,\"NEW,NEW\",England,South East,NMD,District,"
        #expect(try await councils.importRegister(try register([part], isPart: true)).added == 1)
        let new = try #require(try await councils.council(code: "NEW"))
        #expect(try await councils.lineage(of: new.id).predecessors.map(\.code) == ["OLD", "OTH"])

        let lost = try register([part.replacing("OTH", with: "LST").replacing("\"NEW,NEW\"", with: "ZZZ")], isPart: true)
        let problems = await #expect(throws: FileProblems.self) { try await councils.importRegister(lost) }
        #expect(problems?.description == "c.csv:2: replaced-by: there is no council \"ZZZ\" in the file or in the hub")
        #expect(try await councils.council(code: "LST") == nil)
    }

    @Test func `a GSS code that another council of the hub has is refused, unless the file gives both their own`() async throws {
        let test = try await TestHub(withAccounts: false)
        let councils = test.hub.people.councils
        _ = try await councils.importRegister(try register(Self.reorganisation))
        let copy = "CPY,Copy Council,Copy,E07000001,,,,England,South East,NMD,District,"
        let problems = await #expect(throws: FileProblems.self) { try await councils.importRegister(try register([copy])) }
        #expect(problems?.description.hasPrefix("c.csv:2: gss-code: the GSS code E07000001 is that of OLD, Old District Council, in the hub") == true)
        #expect(try await councils.council(code: "CPY") == nil)
        let moved = Self.reorganisation[0].replacing("E07000001", with: "E07000002")
        #expect(try await councils.importRegister(try register([copy, moved, Self.reorganisation[1]])).added == 1)
    }

    @Test(arguments: [
        ("King's Lynn", "KIN"), ("king’s lynn & west", "KIN"), ("KINGS LYNN", "KIN"), ("Kingʼs Lynn and West Norfolk", "KIN"), ("Na h-Eileanan Siar", "ELS"),
        ("na h eileanan", "ELS"), ("Western Isles", "ELS"), ("Perth & Kinross", "PKN"), ("Perth and Kinross", "PKN"), ("Ynys Mon", "AGY"), ("ynys môn", "AGY"),
        ("Ynys Mo\u{302}n", "AGY"), ("stoke on trent", "STE"), ("Stoke–on–Trent", "STE"), ("s12000024", "PKN"), (" pkn ", "PKN"),
    ])
    func `a council is found by any of its names, whatever the apostrophes, accents, hyphens and ampersands`(search: String, code: String) async throws {
        let test = try await TestHub(withAccounts: false)
        _ = try await test.hub.people.councils.importRegister(
            try register([
                "KIN,Borough Council of Kings Lynn and West Norfolk,Kings Lynn and West Norfolk,,,,,England,,NMD,District,\"King's Lynn & West Norfolk,kings lynn\"",
                "ELS,Comhairle nan Eilean Siar,Eilean Siar,,,,,Scotland,,SCO,Council,\"Western Isles Council,Na h-Eileanan Siar\"",
                "PKN,Perth and Kinross Council,Perth and Kinross,S12000024,,,,Scotland,,SCO,Council,",
                "AGY,Isle of Anglesey,Isle of Anglesey,,,,,Wales,,WPA,Council,Ynys Môn",
                "STE,Stoke-on-Trent City Council,Stoke-on-Trent,,,,,England,,UA,Unitary,",
            ]))
        #expect(try await test.hub.people.councils.page(1, search: search, on: test.today).items.map(\.code) == [code])
    }

    @Test func `other names are changed and taken away by the next import`() async throws {
        let test = try await TestHub(withAccounts: false)
        let councils = test.hub.people.councils
        let row = "A,A Council,A,,,,,England,,NMD,District,Wessex"
        _ = try await councils.importRegister(try register([row]))
        #expect(try await councils.importRegister(try register([row])) == .init(added: 0, updated: 0, unchanged: 1))
        #expect(try await councils.importRegister(try register([row.replacing("Wessex", with: "Mercia")])) == .init(added: 0, updated: 1, unchanged: 0))
        #expect(try await councils.page(1, search: "wessex", on: test.today).total == 0)
        #expect(try await councils.page(1, search: "mercia", on: test.today).total == 1)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: RegisterTests.real.path), "the real register is not on this machine"))
    func `the real register is searched by the names that people use`() async throws {
        let test = try await TestHub(withAccounts: false)
        let register = try CouncilRegister(name: "register.csv", data: try Data(contentsOf: RegisterTests.real))
        _ = try await test.hub.people.councils.importRegister(register)
        #expect(register.counts(on: test.today) == (397, 73, 0))
        for (search, code) in [("King's Lynn", "KIN"), ("Na h-Eileanan Siar", "ELS"), ("Perth & Kinross", "PKN")] {
            #expect(try await test.hub.people.councils.page(1, search: search, on: test.today).items.map(\.code) == [code])
        }
    }
}
