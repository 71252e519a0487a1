import HTTPTypes
package import Hummingbird

/// Answers to HEAD have the headers of the answer to GET, the length of its body too, and no body (RFC 9110, 9.3.2).
///
/// It stands outermost, so that no page, file, redirect or error can send one, whatever made it.
package struct HeadAnswers: RouterMiddleware {
    package typealias Context = VisitorContext

    package init() {}

    package func handle(
        _ request: Request, context: VisitorContext, next: @concurrent (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        return request.method == .head ? response.createHeadResponse() : response
    }
}
