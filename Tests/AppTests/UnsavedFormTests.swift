import App
import Assessment
import Foundation
import GRDB
import HTTPTypes
import Pages
import Store
import Support
import Testing

/// What was typed is not lost in silence: not when a session has ended, and not when the disk takes nothing more.
struct UnsavedFormTests {
    private let reason = "First line, \"quoted\" & <b>\nsecond line: café 😀"

    private func agreement(_ test: TestHub, _ round: Int64) async throws -> String? {
        try await test.hub.assessment.results.result(ID(round), council: test.council, now: test.clock.now).agreements["safe-to-try"]?.agreement.reason
    }

    @Test func `a form sent after the session has ended says that it is not saved, and survives the sign-in`() async throws {
        let test = try await TestHub()
        let round = try await test.closedRound(["senior-officers": [2, 2, 2, 2, 2]])
        try await test.serve { site in
            let path = "/rounds/\(round.id)/workshop/safe-to-try"
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get(path)
            test.clock.move(days: 1)
            let told = try await browser.submit(["level": "1", "target": "3", "importance": "3", "reason": reason])
            #expect(told.heading == "Sign in again: your form is not saved yet")
            #expect(told.contains("what you just sent was not saved") && told.contains("after two hours"))
            #expect(try await agreement(test, round.id.rawValue) == nil)

            let wrong = try await browser.submit(["email": TestHub.facilitator, "password": "not the password"], to: "/sign-in")
            #expect(wrong.status == .unprocessableContent && wrong.contains("what you just sent was not saved"))
            let back = try await browser.submit(["email": TestHub.facilitator, "password": TestHub.password], to: "/sign-in")
            #expect(back.heading == "Your form is not saved yet" && back.contains("second line: café 😀"))
            #expect(try await agreement(test, round.id.rawValue) == nil)

            let saved = try await browser.submit([:], to: path)
            #expect(saved.status == .ok)
            #expect(try await agreement(test, round.id.rawValue) == reason)
        }
    }

    @Test func `what waits for a sign-in is shown and sent only as those may who sign in`() async throws {
        let test = try await TestHub()
        let round = try await test.closedRound(["senior-officers": [2, 2, 2, 2, 2]])
        try await test.serve { site in
            let path = "/rounds/\(round.id)/workshop/safe-to-try"
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get(path)
            test.clock.move(days: 1)
            try await browser.submit(["level": "1", "target": "3", "importance": "3", "reason": reason])
            try await browser.submit(["email": TestHub.stranger, "password": TestHub.password], to: "/sign-in")
            #expect(try await browser.submit([:], to: path).status == .notFound)
            #expect(try await agreement(test, round.id.rawValue) == nil)
        }
    }

    @Test func `a password is never carried along, nor is a form led to another site`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            let browser = site.browser()
            let token = try #require(try await browser.get("/sign-in").form("/sign-in").fields.first { $0.name == "csrf" }?.value)
            for path in ["//evil.example", "https://evil.example/x", "/\\evil.example"] {
                let page = try await browser.post(
                    "/sign-in", [("csrf", token), ("email", "x@y.example"), ("password", "wrong"), ("unsaved-path", path), ("unsaved.a", "b")])
                #expect(!page.html.contains("evil.example"))
            }
            let page = try await browser.post("/team", [("csrf", token), ("email", "x@y.example"), ("password", "a secret of mine")])
            #expect(page.path == "/sign-in" && !page.html.contains("a secret of mine"))
        }
    }

    @Test func `on a full disk reading goes on, and a save says so and keeps what was typed`() async throws {
        let test = try await TestHub()
        let round = try await test.closedRound(["senior-officers": [2, 2, 2, 2, 2]])
        let lines = LogLines()
        try await test.serve(logging: lines) { site in
            let path = "/rounds/\(round.id)/workshop/safe-to-try"
            let browser = try await site.signedIn(TestHub.facilitator)
            try await browser.get(path)
            try await limitPages(test, to: "page_count")
            let long = String(repeating: "a long reason ", count: 130)
            let dissent = String(repeating: "a long dissent ", count: 130)
            let told = try await browser.submit(["level": "1", "target": "3", "importance": "3", "reason": long, "dissent": dissent])
            #expect(told.status.code == 507)
            #expect(told.heading == "That was not saved")
            #expect(told.contains("The disk of this hub is full. Your entry was not saved.") && told.contains("a long dissent"))
            for path in ["/", "/rounds/\(round.id)/result", "/plan", path] { #expect(try await browser.get(path).status == .ok, "\(path)") }

            try await limitPages(test, to: "1000000")
            try await browser.post(path, told.form(path).fields)
            #expect(try await agreement(test, round.id.rawValue) == long.trimmingCharacters(in: .whitespaces))
        }
        let faults = lines.all.filter { $0.contains("fault") }
        #expect(faults.count == 1 && faults[0].contains("the disk is full") && !lines.all.joined().contains("a long"))
    }

    /// A data file that may grow no further refuses as a full disk does (SQLITE_FULL).
    private func limitPages(_ test: TestHub, to limit: String) async throws {
        try await test.hub.database.writer.writeWithoutTransaction { db in
            try db.execute(sql: "VACUUM")
            let pages = try limit == "page_count" ? Int.fetchOne(db, sql: "PRAGMA page_count") : Int(limit)
            try db.execute(sql: "PRAGMA max_page_count = \(pages ?? 0)")
        }
    }

    @Test func `where nothing can be written those who are signed in still read, and others are told why they cannot sign in`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "waymark-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let test = try await TestHub(folder: folder)
        try await test.serve { site in
            let browser = try await site.signedIn(TestHub.facilitator)
            try await test.hub.database.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = ON") }
            test.clock.move(minutes: 5)
            for path in ["/", "/plan", "/team"] { #expect(try await browser.get(path).status == .ok, "\(path)") }
            let other = site.browser()
            try await other.get("/sign-in")
            let told = try await other.submit(["email": TestHub.facilitator, "password": TestHub.password])
            #expect(told.status == .serviceUnavailable && told.contains("read-only") && !told.html.contains(TestHub.password))
            try await test.hub.database.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = OFF") }
        }
    }

    @Test func `too many tries are told until when, for people and for programs`() async throws {
        let test = try await TestHub()
        try await test.serve { site in
            let browser = site.browser()
            for number in 0...10 {
                try await browser.get("/sign-in")
                let page = try await browser.submit(["email": TestHub.facilitator, "password": "wrong password"])
                guard number == 10 else { continue }
                #expect(page.status == .tooManyRequests && page.headers[.retryAfter] == "900")
                #expect(page.contains("Try again in 15 minutes, after 10:15."))
            }
        }
    }
}
