import HTTPTypes

/// Why a page is refused. Everything else that is thrown is a fault of ours and becomes a 500.
package enum PageError: Error, Equatable {
    case notFound
    /// There will be such a page, but not in the state that things are in now; says why.
    case notYet(String)
    /// Signed in, but not as someone who may.
    case forbidden
    /// Not signed in; the path to come back to.
    case signInNeeded(next: String)
    /// The form's token is missing or wrong, or another site sent it.
    case foreignForm
    case tooManyTries(seconds: Int)
    /// A link that worked once, or did not come whole.
    case spentLink
    /// All places for slow work are taken.
    case busy

    var status: HTTPResponse.Status {
        switch self {
        case .notFound, .notYet: .notFound
        case .forbidden, .foreignForm: .forbidden
        case .signInNeeded: .seeOther
        case .tooManyTries: .tooManyRequests
        case .spentLink: .notFound
        case .busy: .serviceUnavailable
        }
    }
}

/// A slice's own refusal that says which page it makes where no handler has caught it, so that it is never a fault of ours.
package protocol PageRefusal: Error {
    var pageError: PageError { get }
}
