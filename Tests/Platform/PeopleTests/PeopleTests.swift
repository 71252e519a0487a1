import App
import Content
import Foundation
import GRDB
import Pages
import People
import Store
import Support
import Testing

struct RegisterTests {
    static let header =
        "local-authority-code,official-name,nice-name,gss-code,start-date,end-date,replaced-by,nation,region,local-authority-type,local-authority-type-name"

    private func register(_ rows: [String]) throws -> CouncilRegister {
        try CouncilRegister(name: "c.csv", data: Data(([Self.header] + rows).joined(separator: "\n").utf8))
    }

    @Test func `councils are added, then updated, with their successors`() async throws {
        let test = try await TestHub(withAccounts: false)
        let old = "OLD,Old District Council,Old,E07000001,1974-04-01,2023-03-31,NEW,England,South West,NMD,District"
        let new = "NEW,New Council,New,E06000001,2023-04-01,,,England,South West,UA,Unitary"
        let councils = test.hub.people.councils
        #expect(try await councils.importRegister(try register([old, new])) == .init(added: 2, updated: 0, unchanged: 0))
        #expect(
            try await councils.importRegister(try register([old, new.replacing("New Council", with: "Newer Council")]))
                == .init(added: 0, updated: 1, unchanged: 1))
        let found = try #require(try await councils.council(code: "NEW"))
        #expect(found.officialName == "Newer Council")
        #expect(try await councils.lineage(of: found.id).predecessors.map(\.code) == ["OLD"])
    }

    @Test func `a bad row is refused by its line with the reason, and nothing is half imported`() async throws {
        let problems = #expect(throws: FileProblems.self) {
            try register([
                "A,Council A,A,E07000001,,,,England,,NMD,District", ",No code,N,E07000002,,,,England,,NMD,District",
                "B,Council B,B,E0700,,,,England,,NMD,District",
                "C,Council C,C,,1974-40-01,,,England,,NMD,District", "A,Again,A,,,,,England,,NMD,District", "D,Council D,D,,,,ZZZ,England,,NMD,District",
            ])
        }
        let found = problems?.description ?? ""
        for message in [
            "c.csv:3: column 1 (local-authority-code): the code is missing", "c.csv:4: column 4 (gss-code): \"E0700\" is not a GSS code",
            "c.csv:5: column 5 (start-date): \"1974-40-01\" is not a date",
            "c.csv:6: column 1 (local-authority-code): the code \"A\" is already used on line 2",
            "c.csv:7: column 7 (replaced-by): there is no council \"ZZZ\"",
        ] { #expect(found.contains(message), "\(message) not in:\n\(found)") }
    }

    static let real = TestHub.root.appending(path: "../shared/data/councils/uk_local_authorities_current.csv")

    @Test(.enabled(if: FileManager.default.fileExists(atPath: real.path), "the real register is not on this machine"))
    func `the real register has 397 current councils and can be imported again`() async throws {
        let register = try CouncilRegister(name: "register.csv", data: try Data(contentsOf: Self.real))
        #expect(register.rows.count { $0.endedOn == nil } == 397)
        let test = try await TestHub(withAccounts: false)
        #expect(try await test.hub.people.councils.importRegister(register).added == 470)
        #expect(try await test.hub.people.councils.importRegister(register).unchanged == 470)
        let page = try await test.hub.people.councils.page(1, search: "yorkshire", on: test.today)
        #expect(page.items.contains { $0.name == "North Yorkshire" })
        let successor = try #require(try await test.hub.people.councils.council(code: "NYE"))
        #expect(try await test.hub.people.councils.lineage(of: successor.id).predecessors.count == 8)
    }
}

struct AccountTests {
    @Test func `a password is kept as an Argon2id hash with 19 MiB and two passes`() async throws {
        let hasher = PasswordHasher()
        let hash = try await hasher.hash("four unrelated words here")
        #expect(hash.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(try await hasher.verify("four unrelated words here", against: hash))
        #expect(try await !hasher.verify("four unrelated words hers", against: hash))
        #expect(try await !hasher.verify("anything", against: nil))
        #expect(try await hasher.hash("four unrelated words here") != hash)
    }

    @Test(arguments: ["short", "aaaaaaaaaaaaaaaa", "password1234", "jane.doe-rocks!", String(repeating: "long ", count: 60)])
    func `a password that is short, endless or easily guessed is refused`(password: String) {
        #expect(PasswordPolicy.refusal(of: password, email: "jane.doe@council.example") != nil)
    }

    @Test func `spaces, accents and 64 and more characters are welcome in a password`() {
        for password in ["pâté on a wet tuesday", String(repeating: "quite long indeed ", count: 5)] {
            #expect(PasswordPolicy.refusal(of: password, email: "a@b.example") == nil)
        }
    }

    @Test func `an invitation works once, for fourteen days, and ends old sessions`() async throws {
        let test = try await TestHub()
        let users = test.hub.people.users
        let invitation = Invitation(email: "new@council.example", role: .contributor, councilID: test.council)
        let token = try await users.invite(invitation, by: nil, now: test.clock.now)
        #expect(try await users.invitation(token: token, now: test.clock.now)?.email == "new@council.example")
        _ = try await users.accept(token: token, passwordHash: "h", now: test.clock.now)
        await #expect(throws: UserError.invitationSpent) { try await users.accept(token: token, passwordHash: "h", now: test.clock.now) }

        let late = try await users.invite(invitation, by: nil, now: test.clock.now)
        test.clock.move(days: 15)
        #expect(try await users.invitation(token: late, now: test.clock.now) == nil)
    }

    @Test func `an invitation cannot move an account to another council or role`() async throws {
        let test = try await TestHub()
        let invitation = Invitation(email: TestHub.facilitator, role: .facilitator, councilID: test.otherCouncil)
        await #expect(throws: UserError.otherAccount(email: TestHub.facilitator)) {
            try await test.hub.people.users.invite(invitation, by: nil, now: test.clock.now)
        }
    }

    @Test func `neither the cookie's token nor a link's is stored`() async throws {
        let test = try await TestHub()
        let account = try #require(try await test.hub.people.users.account(email: TestHub.facilitator))
        let token = try await test.hub.people.users.startSession(user: account.user.id, now: test.clock.now)
        #expect(try await test.hub.people.users.signedIn(tokenHash: Token.hash(token), now: test.clock.now)?.email == TestHub.facilitator)
        let dump = try await test.hub.database.writer.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM session").map { "\($0)" }.joined()
        }
        #expect(!dump.contains(token))
    }
}

struct EmailAddressTests {
    static let taken = [
        ("amy@example.gov.uk", "amy@example.gov.uk"), (" amy@example.gov.uk\t", "amy@example.gov.uk"), ("amy@example.gov.uk;", "amy@example.gov.uk"),
        ("amy@example.gov.uk.", "amy@example.gov.uk"), ("<amy@example.gov.uk>", "amy@example.gov.uk"), ("amy@example.gov.uk>;", "amy@example.gov.uk"),
        ("mailto:amy@example.gov.uk", "amy@example.gov.uk"), ("MAILTO:amy@example.gov.uk?subject=Hello", "amy@example.gov.uk"),
        ("Head of service <mailto:Amy@Example.gov.uk>; ", "Amy@example.gov.uk"), ("\"Service, head of\" <amy@example.gov.uk>", "amy@example.gov.uk"),
        ("amy@example.gov.uk <amy@example.gov.uk>", "amy@example.gov.uk"), ("‘amy@example.gov.uk’", "amy@example.gov.uk"),
        ("a\u{200B}my@exam\u{200D}ple.gov.uk\u{FEFF}", "amy@example.gov.uk"), ("\u{202A}amy@example.gov.uk\u{202C}", "amy@example.gov.uk"),
        ("\u{A0}amy@example.gov.uk\u{3000}", "amy@example.gov.uk"), ("amy+round@example.gov.uk", "amy+round@example.gov.uk"),
        ("jo@sîr.cymru", "jo@xn--sr-qja.cymru"), ("jo@SI\u{302}R.Cymru", "jo@xn--sr-qja.cymru"), ("jo@xn--sr-qja.cymru", "jo@xn--sr-qja.cymru"),
        ("o'brien@example.gov.uk", "o'brien@example.gov.uk"),
    ]

    @Test(arguments: taken)
    func `what comes along with an address is left out`(typed: String, kept: String) throws {
        #expect(try EmailAddress(typed).text == kept)
        #expect(try EmailAddress(kept).text == kept)
    }

    @Test(arguments: [
        ("", "Enter an email address"), ("\u{200B} ;", "Enter an email address"), ("amy", "with an @ sign"), ("amy@", "behind the @"),
        ("@example.gov.uk", "before the @"),
        ("amy@example", "not a domain"), ("amy@@example.gov.uk", "one @ sign"), ("amy@example.gov.uk; ben@example.gov.uk", "one email address only"),
        ("amy,ben@example.gov.uk", "one email address only"), ("amy jones@example.gov.uk", "Take the space out"), ("amy@example .gov.uk", "Take the space out"),
        ("amy@-example.gov.uk", "not a domain"), ("amy@example..uk", "not a domain"), ("amy@ex_ample.uk", "not a domain"), ("amy@10.0.0.1", "not a domain"),
        (".amy@example.gov.uk", "full stops"), ("a..y@example.gov.uk", "full stops"), ("am\u{e9}@example.gov.uk", "cannot have “é”"),
        ("amy@[10.0.0.1]", "not a domain"),
        ("a(b)@example.gov.uk", "cannot have “(”"), ("\u{1}a@example.gov.uk", "control character"),
        (String(repeating: "a", count: 65) + "@example.gov.uk", "at most 64"),
        ("a@" + String(repeating: "example.", count: 40) + "uk", "shorter"),
    ])
    func `an address that cannot be one is refused with what is wrong`(typed: String, words: String) {
        let refusal = #expect(throws: EmailAddress.Refusal.self) { try EmailAddress(typed) }
        #expect(refusal?.description.contains(words) == true, "\(typed): \(refusal?.description ?? "taken")")
    }

    @Test func `someone invited by an address with odds and ends signs in with the real one, in any of its spellings`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            let facilitator = try await site.signedIn(TestHub.facilitator)
            try await facilitator.get("/team")
            let page = try await facilitator.submit(["email": "Jo <mailto:jo@sîr.cymru>;", "role": "contributor"])
            #expect(page.contains("jo@xn--sr-qja.cymru"))
            let link = try #require(page.html.firstMatch(of: #//invitation/[A-Za-z0-9_-]+/#).map { String($0.0) })
            let browser = site.browser()
            try await browser.get(link)
            try await browser.submit(["password": TestHub.password])
            for typed in ["jo@sîr.cymru", " JO@XN--sr-qja.cymru ", "<jo@sîr.cymru>"] {
                let again = site.browser()
                try await again.get("/sign-in")
                #expect(try await again.submit(["email": typed, "password": TestHub.password]).path == "/", "\(typed)")
            }
        }
    }
}
