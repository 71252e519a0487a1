import Assessment
import Delivery
package import Foundation
package import Hummingbird
import Library
package import Logging
package import Pages
import People
import Store

/// Builds the web application: the same for `waymark serve` and for tests.
package struct Server: Sendable {
    private let hub: Hub
    private let site: Site
    private let files: StaticFiles

    /// - Parameter address: as browsers see it, such as `https://hub.example.gov.uk`; decides cookies and links.
    package init(hub: Hub, folders: Folders, address: String, now: @escaping @Sendable () -> Date = { Date() }) throws {
        self.hub = hub
        files = try StaticFiles(folder: folders.assets)
        site = Site(
            isDemo: try hub.settings.isDemo, isSecure: address.hasPrefix("https://"), address: address, key: try hub.settings.secretKey(),
            navigation: Hub.navigation, publicNavigation: Hub.publicNavigation,
            stylesheets: [files.path("govuk-frontend.min.css"), files.path("waymark.css")], script: files.path("waymark.js"), now: now)
    }

    /// Answers to HEAD without a body, logging, security headers, plain paths, error pages, static files, sessions, posted forms, then
    /// the pages.
    package var router: Router<VisitorContext> {
        let router = Router(context: VisitorContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: HeadAnswers())
        router.add(middleware: RequestLog())
        router.add(middleware: SecurityHeaders(isSecure: site.isSecure))
        router.add(middleware: PlainPaths())
        router.add(middleware: VisitStart(site: site))
        router.add(middleware: ErrorPages())
        router.add(middleware: files)
        router.add(middleware: SessionMiddleware(site: site, finder: hub.people.users))
        router.add(middleware: ErrorPages())
        router.add(middleware: PostedForms())
        let doors = Doors(router)
        HomePages(hub: hub).addRoutes(to: doors)
        InformationPages().addRoutes(to: doors)
        hub.people.addRoutes(to: doors)
        hub.assessment.addRoutes(to: doors, neighbours: hub.neighbours)
        hub.library.addRoutes(to: doors)
        hub.delivery.addRoutes(to: doors, sources: hub.sources(now: site.now))
        return router
    }

    /// - Parameter limits: what connections may take; by default what the process's limit of open files leaves room for.
    package func application(
        host: String, port: Int, logger: Logger, limits: ConnectionLimits = .ofThisProcess
    ) -> Application<RouterResponder<VisitorContext>> {
        let register = ConnectionRegister(limits)
        var application = Application(
            router: router, server: LimitedHTTP.builder(register),
            configuration: .init(
                address: .hostname(host, port: port), serverName: nil, backlog: 256,
                availableConnectionsDelegate: .maximum(limits.most, logger: logger)),
            onServerRunning: { channel in
                do { try await DoorHandler.add(to: channel, register, logger: logger) } catch {
                    logger.error("fault", metadata: ["kind": "\(type(of: error))"])
                }
            }, logger: logger)
        application.addServices(ClosingWatch(rounds: hub.assessment.rounds, now: site.now, logger: logger))
        return application
    }
}
