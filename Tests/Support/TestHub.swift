package import App
import Assessment
package import Foundation
package import Hummingbird
import HummingbirdTesting
import Logging
package import Maturity
package import Pages
package import People
package import Store
import Synchronization

/// A hub, in memory unless it is given a folder, with the content that ships, a clock that the test moves, and accounts to sign in with.
package struct TestHub: Sendable {
    package let hub: Hub
    package let clock: TestClock
    package let council: ID<Council>
    package let otherCouncil: ID<Council>

    package static let password = "correct horse battery staple"
    package static let facilitator = "facilitator@council.example"
    package static let secondFacilitator = "second@council.example"
    package static let contributor = "contributor@council.example"
    package static let stranger = "facilitator@elsewhere.example"
    package static let administrator = "administrator@hub.example"

    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// - Parameters:
    ///   - folder: where the data file lies; nil keeps it in memory.
    ///   - content: another folder than the one that ships.
    package init(
        day: String = "2026-11-02", setupCode: String? = nil, withAccounts: Bool = true, folder: URL? = nil, content: URL? = nil
    ) async throws {
        clock = TestClock(day)
        let database = try folder.map { try HubDatabase(directory: $0, migrations: Hub.migrations) } ?? HubDatabase(inMemory: Hub.migrations)
        hub = try Hub(
            database: database, content: content ?? Self.root.appending(path: "Content"), setupCode: setupCode)
        council = try await hub.people.councils.add(code: "T1", name: "Testford", type: "NMD", typeName: "District", nation: "England", region: nil)
        otherCouncil = try await hub.people.councils.add(code: "T2", name: "Elsewhere", type: "UA", typeName: "Unitary", nation: "Wales", region: nil)
        guard withAccounts else { return }
        let hash = try await hub.people.hasher.hash(Self.password)
        for (email, role, council) in [
            (Self.facilitator, Role.facilitator, Optional(council)), (Self.secondFacilitator, .facilitator, council),
            (Self.contributor, .contributor, council), (Self.stranger, .facilitator, otherCouncil), (Self.administrator, .administrator, nil),
        ] {
            try await hub.people.users.add(email: email, role: role, council: council, passwordHash: hash, now: clock.now)
        }
    }

    package var today: Day { Day(clock.now) }

    package var framework: Framework {
        get throws {
            guard let framework = hub.assessment.shelf.framework("efficient-intelligent-council") else { throw TestFailure("no framework") }
            return framework
        }
    }

    package var folders: Folders {
        Folders(content: Self.root.appending(path: "Content"), assets: Self.root.appending(path: ".assets"))
    }

    /// Serves the hub without a socket while the test runs.
    package func serve(logging lines: LogLines? = nil, _ test: @Sendable (TestSite) async throws -> Void) async throws {
        let server = try Server(hub: hub, folders: folders, address: "https://hub.example", now: { [clock] in clock.now })
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        if let lines { logger = lines.logger }
        let application = server.application(host: "127.0.0.1", port: 0, logger: logger)
        try await application.test(.router) { client in
            try await test(
                TestSite { path, method, headers, body in
                    let response = try await client.execute(
                        uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
                    return (response.status, response.headers, String(buffer: response.body))
                })
        }
    }

    package var router: Router<VisitorContext> {
        get throws { try Server(hub: hub, folders: folders, address: "https://hub.example", now: { [clock] in clock.now }).router }
    }
}

/// A clock that stands still until the test moves it.
package final class TestClock: Sendable {
    private let moment: Mutex<Date>

    package init(_ day: String) { moment = Mutex((Day(day)?.start ?? .distantPast).addingTimeInterval(10 * 3600)) }

    package var now: Date { moment.withLock { $0 } }

    package func move(minutes: Int) { moment.withLock { $0.addTimeInterval(Double(minutes) * 60) } }

    package func move(days: Int) { moment.withLock { $0.addTimeInterval(Double(days) * 86_400) } }
}

package struct TestFailure: Error, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}
