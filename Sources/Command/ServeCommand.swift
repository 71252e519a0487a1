import App
import ArgumentParser
import Foundation
import Hummingbird
import Logging
import Pages
import People
import Store

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serve the hub to browsers.")

    @OptionGroup var options: HubOptions

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on.")
    var port = 8080

    @Option(help: "The hub's address as browsers see it, such as https://hub.example.gov.uk, where a proxy stands in front.")
    var address: String?

    private var isLoopback: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }

    func validate() throws {
        guard (1...65_535).contains(port) else { throw ValidationError("--port must be from 1 to 65535.") }
        if let address {
            let parts = URLComponents(string: address)
            let isSecure = parts?.scheme == "https" && parts?.host?.isEmpty == false
            let isLocal = parts?.scheme == "http" && ["127.0.0.1", "localhost", "[::1]"].contains(parts?.host ?? "") && isLoopback
            guard isSecure || isLocal, parts?.path.isEmpty == true, parts?.query == nil, parts?.user == nil else {
                throw ValidationError("--address must be like https://hub.example.gov.uk, without a slash at its end.")
            }
        } else if !isLoopback {
            throw ValidationError("Beyond this machine the hub needs https: put a proxy in front and give its address with --address https://….")
        }
    }

    func run() async throws {
        let setupCode = Token.make()
        let (hub, folders) = try options.open(setupCode: setupCode)
        sayNotes(hub.oddities)
        try await told {
            if try hub.settings.isDemo && !(isLoopback && (address?.hasPrefix("https://") != true)) {
                throw DemoIsLocal()
            }
            let address = address ?? "http://\(host == "::1" ? "[::1]" : host):\(port)"
            let server = try Server(hub: hub, folders: folders, address: address)
            print("Waymark is at \(address)")
            if try hub.settings.isDemo {
                print("Demo sign-ins, all with the password \"\(DemoContent.password)\":")
                for (email, what) in DemoContent.signIns { print("  \(email)  \(what)") }
            } else if try await !hub.people.users.hasAdministrator() {
                print("No administrator yet. Open \(address)/setup and enter this one-time code:\n  \(setupCode)")
            }
            print("Stop it with Ctrl-C.")
            fflush(nil)
            var logger = Logger(label: "waymark") { StreamLogHandler.standardError(label: $0) }
            logger.logLevel = .info
            let check = Task(priority: .background) { [logger] in await hub.checkFile(logger: logger) }
            defer { check.cancel() }
            try await server.application(host: host, port: port, logger: logger).runService()
        }
    }

    private struct DemoIsLocal: Error, CustomStringConvertible {
        let description =
            "This hub holds demo accounts with a password that everyone knows, so it is served on this machine only. Use another --data folder for a real hub."
    }
}
