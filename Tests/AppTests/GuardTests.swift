import App
import Assessment
import Foundation
import HTTPTypes
import Hummingbird
import Maturity
import Pages
import Store
import Support
import Testing

/// Who may see what: every route, both councils, every form.
struct GuardTests {
    /// A path with something in each of its places.
    private func filled(_ path: String) -> String {
        path.replacing(/\{[^}]*\}/, with: "1")
    }

    @Test func `every page that is not on the open list sends a visitor to sign in`() async throws {
        let test = try await TestHub()
        let routes = try test.router.routes.filter { $0.method == .get }.map { "\($0.path)" }
        #expect(routes.count > 40)
        try await test.serve { site in
            for path in routes where !Hub.openPaths.contains(path) {
                let page = try await site.browser().get(filled(path))
                #expect(page.path == "/sign-in", "\(path) does not ask for a sign-in")
            }
        }
    }

    @Test func `every path on the open list is a route`() async throws {
        let routes = Set(try await TestHub().router.routes.map { "\($0.path)" })
        for path in Hub.openPaths { #expect(routes.contains(path), "\(path) is on the list of open paths but is no route") }
    }

    @Test func `a form without its token is refused and nothing is changed`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            let routes = try test.router.routes.filter { $0.method == .post }.map { "\($0.path)" }
            #expect(routes.count > 10)
            for path in routes {
                let page = try await browser.post(filled(path), [("title", "x")])
                #expect(page.status == .forbidden, "\(path) took a form without a token")
                #expect(page.heading == "Send that form again")
            }
        }
    }

    @Test func `a form from another site is refused even with a token`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            let token = try #require(try await browser.get("/account").form("/sign-out").fields.first { $0.name == "csrf" }?.value)
            let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
            let page = try await browser.post("/sign-out", [("csrf", token)], headers: [name: "cross-site"])
            #expect(page.status == .forbidden)
            let fromElsewhere = try await browser.post("/sign-out", [("csrf", token)], headers: [.origin: "https://evil.example"])
            #expect(fromElsewhere.status == .forbidden)
        }
    }

    @Test func `another council's facilitator cannot see or change a round`() async throws {
        let test = try await TestHub()
        let round = try await test.closedRound(["senior-officers": [3, 3, 3, 3, 3], "staff": [1, 1, 1, 1, 1, 1]])
        let draft = try await test.hub.assessment.rounds.create(
            try test.draft(), framework: try test.framework, groups: try test.framework.groups.map(GroupDraft.init), council: test.council, by: nil,
            now: test.clock.now)
        try await test.serve { site in
            let own = try await site.signedIn(TestHub.facilitator)
            let stranger = try await site.signedIn(TestHub.stranger)
            let root = "/rounds/\(round.id)"
            for path in [
                root, "\(root)/result", "\(root)/result/all", "\(root)/result/disagreement", "\(root)/result/statement/safe-to-try", "\(root)/report",
                "\(root)/figures/statements.csv", "\(root)/workshop", "\(root)/workshop/safe-to-try", "\(root)/edit", "\(root)/groups", "\(root)/people",
                "\(root)/close", "/plan/rounds/\(round.id)", "/plan/rounds/\(round.id)/safe-to-try", "/rounds/\(draft)", "/rounds/\(draft)/open",
            ] {
                #expect(try await own.get(path).status == .ok, "\(path) should be there for its own council")
                #expect(try await stranger.get(path).status == .notFound, "\(path) shows another council's round")
            }
            // A form taken from the stranger's own page, sent to the other council's round
            let token = try #require(try await stranger.get("/account").form("/sign-out").fields.first { $0.name == "csrf" }?.value)
            for path in [
                "/rounds/\(draft)/open", "/rounds/\(draft)/discard", "/rounds/\(draft)/edit", "\(root)/workshop/safe-to-try",
                "/plan/rounds/\(round.id)/safe-to-try",
            ] {
                let page = try await stranger.post(path, [("csrf", token), ("level", "1"), ("target", "2"), ("decision", "decline"), ("reason", "x")])
                #expect(page.status == .notFound, "\(path) took a form for another council's round")
            }
        }
        #expect(try await test.hub.assessment.rounds.round(draft, council: test.council).openedAt == nil)
    }

    @Test func `a contributor sees results but cannot run a round`() async throws {
        let test = try await TestHub()
        let round = try await test.closedRound(["senior-officers": [3, 3, 3, 3, 3]])
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.contributor)
            #expect(try await browser.get("/rounds/\(round.id)/result").status == .ok)
            for path in ["/new-round", "/rounds/\(round.id)/workshop", "/team", "/people", "/rounds/\(round.id)/edit"] {
                #expect(try await browser.get(path).status == .forbidden, "\(path)")
            }
        }
    }

    @Test func `an administrator sees no council's answers`() async throws {
        let test = try await TestHub()
        let round = try await test.closedRound(["senior-officers": [3, 3, 3, 3, 3]])
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.administrator)
            #expect(try await browser.get("/rounds/\(round.id)/result").status == .forbidden)
        }
    }

    @Test func `every answer carries the security headers, errors and missing pages too`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            for path in ["/", "/nope", "/rounds", "/answer/x", "/library/nope"] {
                let page = try await site.browser().get(path)
                let policy = try #require(HTTPField.Name("Content-Security-Policy").flatMap { page.headers[$0] })
                #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
                #expect(HTTPField.Name("X-Content-Type-Options").flatMap { page.headers[$0] } == "nosniff")
                #expect(page.headers[.strictTransportSecurity] != nil)
                #expect(page.headers[.cacheControl] == "no-store")
            }
        }
    }

    @Test func `a missing page is a page with a way on and a request number`() async throws {
        try await TestHub().serve { site in
            let page = try await site.browser().get("/nope")
            #expect(page.status == .notFound)
            #expect(page.heading == "Page not found")
            #expect(page.contains("Request "))
        }
    }

    @Test func `signing in leads to the page that was asked for, never to another site`() async throws {
        try await TestHub().serve { site in
            let browser = site.browser()
            try await browser.get("/plan")
            let page = try await browser.submit(["email": TestHub.facilitator, "password": TestHub.password])
            #expect(page.path == "/plan")
            for trap in ["//evil.example", "https://evil.example", "/\\evil.example"] {
                let other = site.browser()
                try await other.get("/sign-in?next=\(URLText.encode(trap))")
                #expect(try await other.submit(["email": TestHub.facilitator, "password": TestHub.password]).path == "/")
            }
        }
    }

    @Test func `a page of error knows who is signed in`() async throws {
        try await TestHub().serve { site in
            let page = try await site.signedIn(TestHub.facilitator).get("/nope")
            #expect(page.contains("Facilitator") && !page.contains("Sign in"))
        }
    }

    @Test func `behind a proxy one browser's tries do not count for another`() async throws {
        try await TestHub().serve { site in
            let name = try #require(HTTPField.Name("X-Forwarded-For"))
            func attempt(_ address: String, _ email: String) async throws -> HTTPResponse.Status {
                let browser = site.browser()
                let token = try #require(try await browser.get("/sign-in").form(nil).fields.first { $0.name == "csrf" }?.value)
                return try await browser.post(
                    "/sign-in", [("csrf", token), ("email", email), ("password", "wrong password")], headers: [name: "1.1.1.1, \(address)"]
                ).status
            }
            for number in 0..<60 { #expect(try await attempt("10.0.0.1", "user\(number)@council.example") == .unprocessableContent) }
            #expect(try await attempt("10.0.0.1", "one.more@council.example") == .tooManyRequests)
            #expect(try await attempt("10.0.0.2", "one.more@council.example") == .unprocessableContent)
        }
    }

    @Test func `guessing a password is slowed down after ten tries`() async throws {
        try await TestHub().serve { site in
            let browser = site.browser()
            for _ in 0..<10 {
                try await browser.get("/sign-in")
                #expect(try await browser.submit(["email": TestHub.facilitator, "password": "wrong password"]).status == .unprocessableContent)
            }
            try await browser.get("/sign-in")
            #expect(try await browser.submit(["email": TestHub.facilitator, "password": "wrong password"]).status == .tooManyRequests)
        }
    }

    @Test func `a session ends when signed out, when idle and after half a day`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get("/account")
            try await browser.submit([:], to: "/sign-out")
            #expect(try await browser.get("/plan").path == "/sign-in")

            let idle = try await site.signedIn(TestHub.facilitator)
            test.clock.move(days: 1)
            #expect(try await idle.get("/plan").path == "/sign-in")
        }
    }

    @Test func `no page shows markup as text, and each has one main heading and a title of its own`() async throws {
        let test = try await TestHub()
        let round = try await test.closedRound(["senior-officers": [3, 3, 2, 3, 3], "staff": [1, 1, 1, 0, 1, 1], "members": [2, 2]])
        try await test.serve { site in
            for email in [nil, TestHub.facilitator, TestHub.administrator] {
                let browser = email == nil ? site.browser() : try await site.signedIn(try #require(email))
                var waiting = ["/", "/rounds/\(round.id)/result", "/nope"]
                var seen: Set<String> = []
                while let path = waiting.popLast() {
                    guard seen.insert(path).inserted, seen.count < 250 else { continue }
                    let page = try await browser.get(path)
                    guard page.headers[.contentType]?.hasPrefix("text/html") == true else { continue }
                    #expect(!page.html.contains("&lt;"), "\(path) shows markup as text")
                    #expect(page.html.matches(of: /<h1/).count == 1, "\(path) has not one h1")
                    #expect(page.status.code < 500, "\(path)")
                    waiting += page.links.filter { $0.hasPrefix("/") && !$0.hasPrefix("/assets") && !$0.hasPrefix("/library") }
                }
            }
        }
    }
}
