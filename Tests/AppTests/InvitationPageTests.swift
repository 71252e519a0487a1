import App
import Foundation
import HTTPTypes
import Pages
import People
import Store
import Support
import Testing

/// Invitations as facilitators, administrators and whoever holds a link see them.
struct InvitationPageTests {
    private func invite(_ browser: TestBrowser, _ path: String, _ fields: [String: String]) async throws -> (page: TestPage, link: String) {
        try await browser.get(path)
        let page = try await browser.submit(fields, to: path)
        return (page, String(try #require(page.text.firstMatch(of: /https:\/\/hub.example(\/invitation\/\S+)/)).1))
    }

    @Test func `a facilitator sees the council's open invitations and withdraws one`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            let (page, link) = try await invite(browser, "/team", ["email": "new@council.example", "role": "contributor"])
            let words = "new@council.example Contributor of Testford. Invited by \(TestHub.facilitator). Works until 16 November 2026, 10:00. Withdraw"
            #expect(page.contains(words))
            #expect(try await site.browser().get(link).heading == "Choose a password")
            let action = try #require(page.html.firstMatch(of: /\/team\/invitations\/[0-9]+\/withdraw/)).0
            let after = try await browser.submit([:], to: String(action))
            #expect(after.path == "/team" && after.contains("The invitation of new@council.example is withdrawn."))
            #expect(after.contains("Open invitations None."))
            let gone = try await site.browser().get(link)
            #expect(gone.status == .notFound && gone.heading == "This link does not work any more")

            // Pressed twice: the list says it all.
            let token = try #require(try browser.page.form("/team").fields.first { $0.name == "csrf" }?.value)
            let again = try await browser.post(String(action), [("csrf", token)])
            #expect(again.path == "/team" && again.status == .ok && !again.contains("is withdrawn"))
        }
    }

    @Test func `an administrator sees the invitations of the whole hub, a facilitator only those of the council`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            let administrator = try await site.signedIn(TestHub.administrator)
            _ = try await invite(administrator, "/people", ["email": "curator@hub.example", "role": "curator"])
            let stranger = try await site.signedIn(TestHub.stranger)
            let (_, link) = try await invite(stranger, "/team", ["email": "theirs@elsewhere.example", "role": "contributor"])
            let facilitator = try await site.signedIn(TestHub.facilitator)
            let team = try await facilitator.get("/team")
            #expect(!team.contains("theirs@elsewhere.example") && !team.contains("curator@hub.example"))

            let people = try await administrator.get("/people")
            #expect(people.contains("theirs@elsewhere.example Contributor of Elsewhere. Invited by \(TestHub.stranger)"))
            #expect(people.contains("curator@hub.example Curator. Invited by \(TestHub.administrator)"))

            // The form of the other council's invitation, sent with a good token of one's own
            let action = try #require(try await stranger.get("/team").html.firstMatch(of: /\/team\/invitations\/[0-9]+\/withdraw/)).0
            let token = try #require(try team.form("/team").fields.first { $0.name == "csrf" }?.value)
            for path in [String(action), String(action).replacing("/team", with: "/people")] { try await facilitator.post(path, [("csrf", token)]) }
            #expect(try await site.browser().get(link).heading == "Choose a password")

            let number = String(action).split(separator: "/")[2]
            try await administrator.get("/people")
            #expect(try await administrator.submit([:], to: "/people/invitations/\(number)/withdraw").contains("is withdrawn"))
            #expect(try await site.browser().get(link).status == .notFound)
        }
    }

    @Test func `inviting an address with an account elsewhere looks like inviting an unknown one`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            func masked(_ page: TestPage, _ email: String, _ link: String) -> String {
                page.text.replacing(email, with: "EMAIL").replacing(link, with: "LINK")
            }
            let (known, knownLink) = try await invite(browser, "/team", ["email": TestHub.stranger, "role": "contributor"])
            try await browser.submit([:], to: String(try #require(known.html.firstMatch(of: /\/team\/invitations\/[0-9]+\/withdraw/)).0))
            let (unknown, unknownLink) = try await invite(browser, "/team", ["email": "nobody@elsewhere.example", "role": "contributor"])
            #expect(known.status == unknown.status)
            #expect(masked(known, TestHub.stranger, knownLink) == masked(unknown, "nobody@elsewhere.example", unknownLink))

            let (_, link) = try await invite(browser, "/team", ["email": TestHub.stranger, "role": "facilitator"])
            let holder = site.browser()
            #expect(try await holder.get(link).heading == "Choose a password")
            let refused = try await holder.submit(["password": "another four plain words"])
            #expect(refused.status == .conflict)
            #expect(refused.contains("already has an account on this hub"))
            #expect(try await holder.get("/account").path == "/sign-in")
            _ = try await site.signedIn(TestHub.stranger)
        }
    }

    @Test func `a used, an old and a made up invitation get the same words, which tell nothing of accounts`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            let (_, used) = try await invite(browser, "/team", ["email": "new@council.example", "role": "contributor"])
            let (_, old) = try await invite(browser, "/team", ["email": "late@council.example", "role": "contributor"])
            let newcomer = site.browser()
            try await newcomer.get(used)
            #expect(try await newcomer.submit(["password": "another four plain words"]).path == "/")
            test.clock.move(days: 15)
            var texts: Set<String> = []
            for path in [used, old, "/invitation/\(Token.make())", "/invitation/cut-short"] {
                let page = try await site.browser().get(path)
                #expect(page.status == .notFound && page.contains("This one was used, is too old, was withdrawn, or is not the whole link."))
                texts.insert(String(page.text.split(separator: "Request ")[0]))
            }
            #expect(texts.count == 1)
        }
    }

    @Test func `signing in over a session ends the old one`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            let stolen = browser.copy()
            #expect(try await stolen.get("/account").contains(TestHub.facilitator))
            try await browser.get("/sign-in")
            try await browser.submit(["email": TestHub.secondFacilitator, "password": TestHub.password], to: "/sign-in")
            #expect(try await browser.get("/account").contains(TestHub.secondFacilitator))
            #expect(try await stolen.get("/account").path == "/sign-in")
        }
    }

    @Test func `a secret path in an odd spelling leads to the plain one or nowhere, and is in no line of the log`() async throws {
        let test = try await TestHub()
        let lines = LogLines()
        try await test.serve(logging: lines) { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            let (_, link) = try await invite(browser, "/team", ["email": "new@council.example", "role": "contributor"])
            let token = String(link.split(separator: "/")[1])
            let encoded = "%" + String(token.utf8.first ?? 0, radix: 16) + token.dropFirst()
            for path in [
                "//invitation/\(token)", "/invitation//\(token)", "///invitation/\(token)//", "/invitation/\(token)/", "/%69nvitation/\(token)",
                "/invitation/\(encoded)", "/invitation/\(token).", "/invitation/\(token)%3E", "/invitation/\(token)),", "//invitation/\(token)?x=1",
            ] {
                let redirect = try await site.browser().ask(.get, path)
                #expect(redirect.status == .permanentRedirect, "\(path)")
                #expect(redirect.headers[.location]?.hasPrefix(link) == true, "\(path)")
            }
            for path in [
                "/INVITATION/\(token)", "/./invitation/\(token)", "/x/../invitation/\(token)", "/invitation/\(token)/.", "/invitation/\(token.lowercased())",
                "/invitation/.\(token)", "/invitation%2F\(token)", "/\\invitation/\(token)", "/invitation/\(token)/x", "/invitation;/\(token)",
            ] {
                #expect(try await site.browser().ask(.get, path).status == .notFound, "\(path)")
            }
            #expect(try await site.browser().get(link).status == .ok)
            #expect(lines.all.count > 20)
            for line in lines.all { #expect(!line.lowercased().contains(token.dropFirst().lowercased()), "\(line)") }
        }
    }

    @Test func `the form of a page behind two slashes goes to this hub`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            let page = try await site.browser().ask(.get, "//evil.example/%2e%2e/")
            #expect(page.status == .permanentRedirect)
            #expect(page.headers[.location] == "/evil.example/%2e%2e")
        }
    }
}
