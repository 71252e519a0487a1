package import Foundation
package import Hummingbird

/// Finds who a session cookie belongs to. People keeps the table.
package protocol SessionFinder: Sendable {
    /// - Parameter hash: of the cookie's token; the token itself is never stored.
    func signedIn(tokenHash hash: Data, now: Date) async throws -> SignedIn?
}

/// Gives every browser a random session cookie and looks up who, if anyone, is signed in with it.
///
/// `__Host-` where the hub is reached by https; a plain-http loopback address takes an unprefixed name.
package struct SessionMiddleware: RouterMiddleware {
    package let site: Site
    package let finder: any SessionFinder

    package init(site: Site, finder: any SessionFinder) {
        self.site = site
        self.finder = finder
    }

    package func handle(
        _ request: Request, context: VisitorContext, next: @concurrent (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let kept = request.cookies[SessionCookie.name(isSecure: site.isSecure)]?.value
        let token = kept.flatMap { Token.isWellFormed($0) ? $0 : nil }
        context.visit.setSession(token ?? Token.make(), key: site.key)
        if let token { context.visit.signedIn = try await finder.signedIn(tokenHash: Token.hash(token), now: site.now()) }
        if request.method == .get { context.visit.banner = site.banners.take(for: context.visit.sessionToken, at: context.visit.path) }
        var response = try await next(request, context)
        if token == nil && response.headers[values: .setCookie].isEmpty {
            response.setCookie(SessionCookie.make(token: context.visit.sessionToken, isSecure: site.isSecure))
        }
        return response
    }
}

package enum SessionCookie {
    package static func name(isSecure: Bool) -> String { isSecure ? "__Host-waymark" : "waymark" }

    package static func make(token: String, isSecure: Bool) -> Cookie {
        Cookie(name: name(isSecure: isSecure), value: token, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
    }
}
