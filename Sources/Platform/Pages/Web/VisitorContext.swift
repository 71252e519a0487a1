package import Foundation
import HTTPTypes
package import Hummingbird

/// What is known of a request before anyone has signed in. Contexts with more in their type build on it.
package struct VisitorContext: RequestContext, VisitContext {
    package var coreContext: CoreRequestContextStorage
    package var visit: Visit
    /// The address that the connection comes from: a browser's, or a proxy's.
    private let peerAddress: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        visit = Visit()
        peerAddress = source.channel.remoteAddress?.ipAddress ?? "local"
    }
}

extension VisitorContext {
    /// The address of the browser as rate limits count it (`NetworkAddress`), and for them only; never stored or logged.
    ///
    /// A hub reached by https stands behind a proxy, whose own entry is the last in the list; those before it may be invented.
    package func browserAddress(_ request: Request) -> String {
        guard site.isSecure, let header = HTTPField.Name("X-Forwarded-For").flatMap({ request.headers[$0] }),
            let last = header.split(separator: ",").last
        else { return NetworkAddress.key(peerAddress) }
        return NetworkAddress.key(last)
    }
}

/// Any context that carries a visit, so that a page can be laid out for whoever asked.
package protocol VisitContext: RequestContext {
    var visit: Visit { get }
}

extension VisitContext {
    package var form: FormFields { visit.form }
    package var site: Site { visit.site }
    package var now: Date { visit.site.now() }
}

/// One request by one browser.
package struct Visit: Sendable {
    package var site: Site = .bare
    /// The cookie's secret; empty before the sessions have looked.
    package var sessionToken = ""
    package var csrfToken = ""
    package var signedIn: SignedIn?
    package var banner: Banner?
    package var form = FormFields([])
    package var path = "/"
    /// The values behind the question mark of the address.
    package var query = FormFields([])

    /// Goes on with a session, and with the form token that belongs to it.
    package mutating func setSession(_ token: String, key: Data) {
        sessionToken = token
        csrfToken = Token.derived(from: key, for: "csrf:" + token)
    }
}

/// The person signed in, as far as every page needs to know.
package struct SignedIn: Sendable {
    package let userID: Int64
    package let email: String
    /// "Facilitator": what the header shows. People have roles here, not names.
    package let roleName: String
    package let role: Role
    package let councilID: Int64?
    package let councilName: String?

    package init(userID: Int64, email: String, roleName: String, role: Role, councilID: Int64?, councilName: String?) {
        self.userID = userID
        self.email = email
        self.roleName = roleName
        self.role = role
        self.councilID = councilID
        self.councilName = councilName
    }
}

/// What a user may do.
package enum Role: String, CaseIterable, Codable, Sendable {
    case facilitator, contributor, curator, administrator

    package var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    /// Facilitators and contributors work for one council; the other two for the hub.
    package var belongsToCouncil: Bool { self == .facilitator || self == .contributor }
}
