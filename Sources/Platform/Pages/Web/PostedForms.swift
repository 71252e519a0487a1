import Foundation
import HTTPTypes
package import Hummingbird

/// Reads a posted form and refuses one that another site sent.
///
/// Two guards (OWASP, Cross-Site Request Forgery Prevention): the browser's own word (`Sec-Fetch-Site`, `Origin`), and a
/// token in the form that is derived from the session cookie.
package struct PostedForms: RouterMiddleware {
    package typealias Context = VisitorContext

    /// A form larger than this is refused; the longest has some forty kilobytes.
    package static let largestSize = 1024 * 1024

    private let repeated = RepeatedForms()

    package init() {}

    package func handle(
        _ request: Request, context: VisitorContext, next: @concurrent (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        guard request.method != .get && request.method != .head else { return try await next(request, context) }
        guard request.method == .post else { throw HTTPError(.methodNotAllowed) }
        guard isFromHere(request, site: context.site) else { throw PageError.foreignForm }
        guard isForm(request.headers[.contentType] ?? "") else { throw HTTPError(.unsupportedMediaType) }
        let body = try await body(of: request)
        var context = context
        guard let form = FormFields(posted: Array(body.readableBytesView)) else { throw HTTPError(.badRequest) }
        context.visit.form = form
        guard Token.isSame(context.form["csrf"], context.visit.csrfToken) else { throw PageError.foreignForm }
        let read = context
        return try await repeated.response(to: body, path: request.uri.string, session: read.visit.sessionToken, now: read.now) {
            do {
                return try await next(request, read)
            } catch {
                guard Self.isOurs(error), let form = UnsavedForm(read.form, path: read.visit.path) else { throw error }
                throw FailedPost(cause: error, form: form)
            }
        }
    }

    /// Whether the form failed through no fault of its sender.
    private static func isOurs(_ error: any Error) -> Bool {
        switch error {
        case PageError.signInNeeded, PageError.busy: true
        case is PageError, is any PageRefusal, is any HTTPResponseError: false
        default: true
        }
    }

    private func isForm(_ contentType: String) -> Bool {
        let type = contentType.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)
        return type.lowercased() == "application/x-www-form-urlencoded"
    }

    /// The whole body, or none: what was cut off or broken on its way must not pass for a shorter form.
    private func body(of request: Request) async throws -> ByteBuffer {
        let declared = request.headers[.contentLength].flatMap { Int($0) }
        if let declared, declared > Self.largestSize { throw HTTPError(.contentTooLarge) }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Self.largestSize)
        } catch let error as any HTTPResponseError {
            throw HTTPError(error.status)
        } catch {
            throw HTTPError(.badRequest)
        }
        if let declared, declared != body.readableBytes { throw HTTPError(.badRequest) }
        return body
    }

    private func isFromHere(_ request: Request, site: Site) -> Bool {
        if let fetchSite = HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headers[$0] }) {
            return fetchSite == "same-origin" || fetchSite == "none"
        }
        guard let origin = request.headers[.origin], origin != "null" else { return true }
        let host = origin.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init)
        return host == request.head.authority
    }
}
