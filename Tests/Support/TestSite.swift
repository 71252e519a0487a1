import Foundation
package import HTTPTypes
import Pages
import Synchronization

/// The hub as browsers reach it. Each browser keeps its own cookies.
package struct TestSite: Sendable {
    package typealias Send =
        @Sendable (
            _ path: String, _ method: HTTPRequest.Method, _ headers: HTTPFields, _ body: String?
        ) async throws -> (HTTPResponse.Status, HTTPFields, String)

    private let send: Send

    init(_ send: @escaping Send) { self.send = send }

    package func browser() -> TestBrowser { TestBrowser(send) }

    /// A browser in which someone is signed in.
    package func signedIn(_ email: String) async throws -> TestBrowser {
        let browser = browser()
        try await browser.get("/sign-in")
        let page = try await browser.submit(["email": email, "password": TestHub.password])
        guard page.path != "/sign-in" else { throw TestFailure("\(email) could not sign in") }
        return browser
    }
}

/// Follows links and redirects, keeps cookies, and fills in the forms that it sees: it cannot send a form that lacks its token.
package final class TestBrowser: Sendable {
    private let send: TestSite.Send
    private let cookies = Mutex<[String: String]>([:])
    private let current = Mutex<TestPage?>(nil)

    init(_ send: @escaping TestSite.Send) { self.send = send }

    package var page: TestPage {
        get throws {
            guard let page = current.withLock({ $0 }) else { throw TestFailure("no page yet") }
            return page
        }
    }

    @discardableResult
    package func get(_ path: String) async throws -> TestPage { try await request(path, .get, nil, HTTPFields()) }

    /// Sends the first form of the page with `then`, or the one that posts to `action`.
    @discardableResult
    package func submit(_ fields: [String: String], to action: String? = nil, pressing button: (String, String)? = nil) async throws -> TestPage {
        let form = try page.form(action)
        var pairs = form.fields.filter { fields[$0.name] == nil }
        pairs += fields.map { ($0.key, $0.value) }
        if let button { pairs.append((button.0, button.1)) }
        return try await post(form.action, pairs)
    }

    /// Posts fields as they are, for what no form of ours would send.
    @discardableResult
    package func post(_ path: String, _ pairs: [(name: String, value: String)], headers: HTTPFields = HTTPFields()) async throws -> TestPage {
        let body = pairs.map { "\(URLText.encode($0.name))=\(URLText.encode($0.value))" }.joined(separator: "&")
        var headers = headers
        headers[.contentType] = headers[.contentType] ?? "application/x-www-form-urlencoded"
        return try await request(path, .post, body, headers)
    }

    /// Another browser with the same cookies, as whoever has copied them would have.
    package func copy() -> TestBrowser {
        let other = TestBrowser(send)
        let jar = cookies.withLock { $0 }
        other.cookies.withLock { $0 = jar }
        return other
    }

    /// Asks by any method and follows nothing, for what no page of ours would make a browser do.
    package func ask(_ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = HTTPFields(), body: String? = nil) async throws -> TestPage {
        var headers = headers
        let jar = cookies.withLock { $0 }
        if !jar.isEmpty { headers[.cookie] = jar.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        let (status, answered, text) = try await send(path, method, headers, body)
        return TestPage(path: path, status: status, headers: answered, html: text)
    }

    private func request(_ path: String, _ method: HTTPRequest.Method, _ body: String?, _ headers: HTTPFields) async throws -> TestPage {
        var headers = headers
        let jar = cookies.withLock { $0 }
        if !jar.isEmpty { headers[.cookie] = jar.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        let (status, answered, text) = try await send(path, method, headers, body)
        for cookie in answered[values: .setCookie] {
            let parts = cookie.split(separator: ";")[0].split(separator: "=", maxSplits: 1).map(String.init)
            cookies.withLock { $0[parts[0]] = parts.count > 1 ? parts[1] : "" }
        }
        if status == .seeOther, let next = answered[.location] { return try await get(next) }
        let page = TestPage(path: String(path.split(separator: "?")[0]), status: status, headers: answered, html: text)
        current.withLock { $0 = page }
        return page
    }
}

/// A page as someone reads it: its text, links and forms.
package struct TestPage: Sendable {
    package let path: String
    package let status: HTTPResponse.Status
    package let headers: HTTPFields
    package let html: String

    package struct Form: Sendable {
        package let action: String
        package let fields: [(name: String, value: String)]
    }

    /// What is read aloud: without tags, white space folded.
    package var text: String {
        let plain = html.replacing(/<(style|script|svg|title)[^>]*>.*?<\/(style|script|svg|title)>/.dotMatchesNewlines(), with: " ")
            .replacing(/<[^>]+>/, with: " ")
        return Self.unescape(plain).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    package var title: String { html.firstMatch(of: /<title>(.*?)<\/title>/).map { Self.unescape(String($0.1)) } ?? "" }

    package var heading: String {
        guard let match = html.firstMatch(of: /<h1[^>]*>(.*?)<\/h1>/.dotMatchesNewlines()) else { return "" }
        return Self.unescape(String(match.1).replacing(/<[^>]+>/, with: "")).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    package func contains(_ words: String) -> Bool { text.contains(words) }

    package var links: [String] { html.matches(of: /href="([^"#]*)/).map { Self.unescape(String($0.1)) } }

    /// The value of the field with an id, such as a link to copy.
    package func value(ofID id: String) -> String? {
        html.matches(of: /<input[^>]*>/).map { String($0.0) }.first { $0.contains("id=\"\(id)\"") }.flatMap { Self.attribute("value", $0) }
    }

    package func form(_ action: String?) throws -> Form {
        let forms = html.matches(of: /<form method="post" action="([^"]*)"[^>]*>(.*?)<\/form>/.dotMatchesNewlines()).map { match in
            Form(action: Self.unescape(String(match.1)), fields: Self.fields(String(match.2)))
        }
        guard let form = action.map({ wanted in forms.first { $0.action == wanted } }) ?? forms.first else {
            throw TestFailure("no form\(action.map { " to \($0)" } ?? "") on \(path): \(text.prefix(300))")
        }
        return form
    }

    private static func fields(_ html: String) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        for match in html.matches(of: /<input[^>]*>/) {
            let input = String(match.0)
            guard let name = attribute("name", input) else { continue }
            let isChoice = input.contains("type=\"radio\"") || input.contains("type=\"checkbox\"")
            if !isChoice || input.contains(" checked") { fields.append((name, attribute("value", input) ?? "")) }
        }
        for match in html.matches(of: /<textarea[^>]*name="([^"]*)"[^>]*>(.*?)<\/textarea>/.dotMatchesNewlines()) {
            fields.append((String(match.1), unescape(String(match.2))))
        }
        for match in html.matches(of: /<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/.dotMatchesNewlines()) {
            let chosen = match.2.firstMatch(of: /<option value="([^"]*)" selected/) ?? match.2.firstMatch(of: /<option value="([^"]*)"/)
            fields.append((String(match.1), chosen.map { unescape(String($0.1)) } ?? ""))
        }
        return fields
    }

    private static func attribute(_ name: String, _ tag: String) -> String? {
        guard let start = tag.range(of: " \(name)=\"") else { return nil }
        return unescape(String(tag[start.upperBound...].prefix { $0 != "\"" }))
    }

    private static func unescape(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&amp;", with: "&")
    }
}

extension TestPage: CustomStringConvertible {
    package var description: String { "\(status.code) \(path) \"\(title)\"" }
}
