import Foundation
import Maturity
import Pages
import Store
import Support
import Testing

@testable import Assessment

struct RoundFormTests {
    @Test func `weights of one route are spoken of as one`() throws {
        var framework = try FrameworkReader.read(TestHub.root.appending(path: "Content/frameworks/quick-check.yaml"))
        framework.routes = Array(framework.routes.prefix(1))
        let id = try #require(framework.routes.first?.id)
        let today = try #require(Day("2026-11-02"))
        let fields = RoundForm.proposal(framework: framework, today: today).setting("route-\(id)", to: "90")
        let errors = #expect(throws: FormErrors.self) { try RoundForm.draft(from: fields, framework: framework, today: today) }
        #expect(errors?["route-\(id)"] == "With one route its weight must be 100; this is 90")
    }
}
