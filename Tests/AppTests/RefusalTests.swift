import App
import Assessment
import Foundation
import HTTPTypes
import Hummingbird
import Maturity
import Pages
import People
import Store
import Support
import Testing

/// What is asked at the wrong time, by the wrong means or in the wrong words is refused, and never a fault of ours.
struct RefusalTests {
    /// A closed, an open, a scheduled and a draft round of the test's council, with a respondent of the open one.
    private func rounds(_ test: TestHub) async throws -> (ids: [ID<Round>], link: String, token: String) {
        let closed = try await test.closedRound(["senior-officers": [3, 3, 3, 3, 3], "staff": [1, 1, 1, 1, 1]])
        let open = try await test.openRound()
        let rounds = test.hub.assessment.rounds
        let groups = try test.framework.groups.map(GroupDraft.init)
        var later = try test.draft(title: "Later")
        (later.opensOn, later.closesOn, later.ambitionOn) = (later.opensOn.adding(days: 9), later.closesOn.adding(days: 9), later.ambitionOn.adding(days: 9))
        let scheduled = try await rounds.create(later, framework: test.framework, groups: groups, council: test.council, by: nil, now: test.clock.now)
        try await rounds.open(scheduled, council: test.council, by: nil, now: test.clock.now)
        let draft = try await rounds.create(test.draft(), framework: test.framework, groups: groups, council: test.council, by: nil, now: test.clock.now)
        let token = try await test.answer(open, as: "staff", [:])
        return ([closed.id, open.id, scheduled, draft], rounds.linkToken(of: open.groups[0]), token)
    }

    private func filled(_ path: String, _ id: String, _ link: String, _ token: String) -> String {
        [
            "id": id, "round": id, "characteristic": "safe-to-try", "framework": "efficient-intelligent-council", "file": "statements.csv",
            "step": "close", "link": link, "token": token, "theme": "leadership",
        ].reduce(path) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    private static let hostile = [
        "0", "-1", "+1", "99999999999999999999", "9223372036854775807", "1.5", "%00", "%zz", "%ff", "..%2f..", "'%20OR%20'1'='1", "%3Cscript%3E",
        "%E2%80%AE", "%D9%A1", "%0d%0a", String(repeating: "a", count: 5000),
    ]
    private static let queries = [
        "page=-1", "page=9223372036854775807", "page=99999999999999999999", "q=%00%ff%zz", "q=100%", "q[]=1&q=2", "=&&=", "saved=%3C&blank=-5",
        "next=//evil.example&next=x", "characteristic=%E2%80%AE&type=x&council=%00",
    ]

    @Test func `no page in any state, for anyone, with anything in its address, is a fault of ours`() async throws {
        let test = try await TestHub()
        let (ids, link, token) = try await rounds(test)
        let routes = try test.router.routes.filter { $0.method == .get }.map { "\($0.path)" }
        try await test.serve { site in
            let everyone = [
                site.browser(), try await site.signedIn(TestHub.facilitator), try await site.signedIn(TestHub.contributor),
                try await site.signedIn(TestHub.stranger), try await site.signedIn(TestHub.administrator),
            ]
            for route in routes {
                for path in Set(ids.map { filled(route, "\($0)", link, token) }) {
                    for browser in everyone {
                        let page = try await browser.ask(.get, path)
                        #expect(page.status.code < 500, "\(page)")
                    }
                }
                let places = route.matches(of: /\{[^}]*\}/).flatMap { place in
                    Self.hostile.map { filled(route.replacing(String(place.0), with: $0), "\(ids[1])", link, token) }
                }
                for path in places + Self.queries.map({ "\(filled(route, "\(ids[0])", link, token))?\($0)" }) {
                    let page = try await everyone[1].ask(.get, path)
                    #expect(page.status.code < 500, "\(page)")
                }
            }
        }
    }

    @Test func `HEAD has the headers of GET and no body, whatever made the answer`() async throws {
        let test = try await TestHub()
        let (ids, link, token) = try await rounds(test)
        let routes = try test.router.routes.filter { $0.method == .get }.map { "\($0.path)" }
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            let files = try await browser.get("/").html.matches(of: /(?:href|src)="(\/assets\/[^"]+)"/).map { String($0.1) }
            #expect(!files.isEmpty)
            for path in routes.map({ filled($0, "\(ids[0])", link, token) }) + files + ["/nope", "/rounds/\(ids[1])/result", "/rounds/-1", "/%zz"] {
                let get = try await browser.ask(.get, path)
                let head = try await browser.ask(.head, path)
                #expect(head.html.isEmpty, "\(path) has a body")
                #expect(head.status == get.status, "\(path)")
                #expect(head.headers[.contentType] == get.headers[.contentType], "\(path)")
                #expect(head.headers[.contentLength] != nil, "\(path) has no length")
                if get.status == .ok && path.hasPrefix("/assets") { #expect(head.headers[.contentLength] == "\(get.html.utf8.count)") }
            }
        }
    }

    @Test func `what needs a closed round says so of one that is not closed yet`() async throws {
        let test = try await TestHub()
        let (ids, _, _) = try await rounds(test)
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            for id in ids.dropFirst() {
                for file in ["statements", "groups", "themes", "priorities"] {
                    let page = try await browser.get("/rounds/\(id)/figures/\(file).csv")
                    #expect(page.status == .notFound)
                    #expect(page.heading == "This page is not there yet")
                    #expect(page.contains("This round is not closed yet."))
                }
                for path in ["/rounds/\(id)/workshop/safe-to-try", "/plan/rounds/\(id)", "/plan/rounds/\(id)/safe-to-try"] {
                    #expect(try await browser.get(path).contains("This round is not closed yet."), "\(path)")
                }
                #expect(try await browser.get("/rounds/\(id)/figures/nonsense.csv").heading == "Page not found")
                #expect(try await browser.get("/rounds/\(id)/answers.csv").heading == "Page not found")
            }
        }
    }

    @Test func `a form that is broken on its way is refused and nothing is saved`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            let token = try #require(try await browser.get("/account").form("/sign-out").fields.first { $0.name == "csrf" }?.value)
            let form = "application/x-www-form-urlencoded"
            let many = String(repeating: "&a=1", count: 3000)
            let tries: [(type: String?, body: String, status: HTTPResponse.Status)] = [
                (form, "csrf=\(token)&a=%zz", .badRequest), (form, "csrf=\(token)&a=%", .badRequest), (form, "csrf=\(token)&a=%ff", .badRequest),
                (form, "csrf=\(token)&%ed%a0%80=1", .badRequest), (form, "csrf=\(token)\(many)", .badRequest),
                (form, "csrf=\(token)&a=" + String(repeating: "b", count: 1_100_000), .contentTooLarge), (nil, "csrf=\(token)", .unsupportedMediaType),
                ("multipart/form-data; boundary=x", "csrf=\(token)", .unsupportedMediaType), (form + "x", "csrf=\(token)", .unsupportedMediaType),
                ("text/plain", "csrf=\(token)", .unsupportedMediaType),
            ]
            for (type, body, status) in tries {
                let page = try await browser.ask(.post, "/sign-out", type.map { [.contentType: $0] } ?? [:], body: body)
                #expect(page.status == status, "\(type ?? "no type") \(body.prefix(80))")
                #expect(page.heading != "")
            }
            #expect(try await browser.get("/account").path == "/account", "still signed in")
            // Large and small letters and a charset are no mistake
            #expect(
                try await browser.ask(.post, "/sign-out", [.contentType: "Application/X-WWW-Form-URLencoded; charset=UTF-8"], body: "csrf=\(token)").status
                    == .seeOther)
        }
    }

    @Test func `a method that no page has is refused with those there are`() async throws {
        try await TestHub().serve { site in
            for method in [HTTPRequest.Method.put, .delete, .patch, .options, .trace] {
                let page = try await site.browser().ask(method, "/sign-in")
                #expect(page.status == .methodNotAllowed)
                #expect(page.headers[.allow] == "GET, HEAD, POST")
            }
        }
    }

    @Test func `a file of a round is named after its title, or after the round where nothing is left of it`() async throws {
        let test = try await TestHub()
        for (title, name) in [("Été – Spring 2027!", "ete-spring-2027"), ("جولة الربيع", "round-"), ("💚", "round-")] {
            let rounds = test.hub.assessment.rounds
            let id = try await rounds.create(
                test.draft(title: title), framework: test.framework, groups: test.framework.groups.map(GroupDraft.init), council: test.council, by: nil,
                now: test.clock.now)
            try await rounds.open(id, council: test.council, by: nil, now: test.clock.now)
            try await rounds.close(id, council: test.council, by: nil, now: test.clock.now)
            try await test.serve { site in
                let page = try await site.signedIn(TestHub.facilitator).get("/rounds/\(id)/figures/statements.csv")
                let wanted = name == "round-" ? "round-\(id)" : name
                #expect(page.headers[.contentDisposition] == "attachment; filename=\"\(wanted)-statements.csv\"")
            }
        }
    }
}
