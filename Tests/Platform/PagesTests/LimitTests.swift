import Foundation
import Pages
import Testing

@testable import Pages

struct LimitTests {
    private let start = Date(timeIntervalSince1970: 1_780_000_000)

    private func isRefused(_ limit: RateLimit, _ key: String, _ now: Date) -> Bool {
        do {
            try limit.count(key, now: now)
            return false
        } catch {
            return true
        }
    }

    @Test func `59,000 invented addresses do not reset the limit of one`() throws {
        let limit = RateLimit(most: 10, inSeconds: 900)
        for _ in 0..<10 { try limit.count("victim@council.example", now: start) }
        for number in 0..<59_000 { try limit.count("invented-\(number)@x.example", now: start.addingTimeInterval(Double(number) / 1000)) }
        #expect(isRefused(limit, "victim@council.example", start.addingTimeInterval(60)))
        // And those are not locked out who came last.
        #expect(!isRefused(limit, "invented-58999@x.example", start.addingTimeInterval(60)))
    }

    @Test func `where there is no room the fewest tries go first, and of these the oldest`() throws {
        let limit = RateLimit(most: 2, inSeconds: 900, keyLimit: 10)
        for key in ["a", "b"] { for _ in 0..<2 { try limit.count(key, now: start) } }
        for number in 0..<50 { try limit.count("k\(number)", now: start.addingTimeInterval(Double(number + 1))) }
        #expect(isRefused(limit, "a", start.addingTimeInterval(60)) && isRefused(limit, "b", start.addingTimeInterval(60)))
        try limit.count("k49", now: start.addingTimeInterval(60))
        #expect(isRefused(limit, "k49", start.addingTimeInterval(60)))
    }

    @Test func `a refusal says in how many seconds the next try counts`() throws {
        let limit = RateLimit(most: 2, inSeconds: 900)
        try limit.count("a", now: start)
        try limit.count("a", now: start.addingTimeInterval(100))
        #expect(throws: PageError.tooManyTries(seconds: 700)) { try limit.count("a", now: start.addingTimeInterval(200)) }
        #expect(throws: PageError.tooManyTries(seconds: 1)) { try limit.count("a", now: start.addingTimeInterval(899.9)) }
        try limit.count("a", now: start.addingTimeInterval(901))
    }

    @Test func `addresses count as one where one machine has them all`() {
        for (a, b) in [
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"), ("2001:DB8:1:2::1", "2001:db8:0001:0002::9"),
            ("::ffff:192.0.2.7", "192.0.2.7"), ("::ffff:c000:207", "192.0.2.7"), ("[2001:db8:1:2::1]:443", "2001:db8:1:2::5"), ("192.0.2.7:5050", "192.0.2.7"),
            ("fe80::1%eth0", "fe80::2"), (" 192.0.2.7 ", "192.0.2.7"), ("unknown", "_hidden"), ("", "999.1.1.1"), ("\"[2001:db8::1]\"", "2001:db8::2"),
        ] { #expect(NetworkAddress.key(a) == NetworkAddress.key(b), "\(a) and \(b)") }
        for (a, b) in [("2001:db8:1:2::1", "2001:db8:1:3::1"), ("192.0.2.7", "192.0.2.8"), ("::1", "192.0.2.7")] {
            #expect(NetworkAddress.key(a) != NetworkAddress.key(b), "\(a) and \(b)")
        }
    }

    @Test(arguments: [
        ("/", "/"), ("//", "/"), ("/a/b", "/a/b"), ("/a//b/", "/a/b"), ("/%61%2Db/%7e", "/a-b/~"), ("/a%2Fb", "/a%2Fb"), ("/a%2", "/a%2"), ("/%zz%4", "/%zz%4"),
        ("/caf%C3%A9", "/caf%C3%A9"), ("/%2e%2e/x", "/%2e%2e/x"), ("/x.", "/x."), ("/%+41", "/%+41"),
    ])
    func `a path has one spelling`(odd: String, plain: String) { #expect(PlainPaths.plain(odd) == plain) }
}
