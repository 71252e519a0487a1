package import Hummingbird
import Logging

/// One line a request: route, status and time. The route's pattern, not the path: a path can hold a secret link.
package struct RequestLog: RouterMiddleware {
    package typealias Context = VisitorContext

    package init() {}

    package func handle(
        _ request: Request, context: VisitorContext, next: @concurrent (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        let clock = ContinuousClock()
        let start = clock.now
        let response = try await next(request, context)
        let time = (clock.now - start) / .milliseconds(1)
        context.logger.info(
            "\(request.method.rawValue) \(context.endpointPath ?? "-") \(response.status.code)",
            metadata: ["ms": "\(Int(time))"])
        return response
    }
}
