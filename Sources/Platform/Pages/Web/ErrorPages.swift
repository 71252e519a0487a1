import HTTPTypes
package import Hummingbird
import Logging

/// Notes what was asked for, before anyone is known.
package struct VisitStart: RouterMiddleware {
    package typealias Context = VisitorContext

    private let site: Site

    package init(site: Site) { self.site = site }

    package func handle(
        _ request: Request, context: VisitorContext, next: @concurrent (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.visit.site = site
        context.visit.path = request.uri.path
        context.visit.query = FormFields(urlEncoded: request.uri.query ?? "")
        return try await next(request, context)
    }
}

/// Turns whatever is thrown into a page with a way forward and a request id; logs a fault of ours once, without its values.
///
/// It stands twice in the row: inside the sessions, where it knows who is signed in, and outside, for when they fail.
package struct ErrorPages: RouterMiddleware {
    package typealias Context = VisitorContext

    package init() {}

    package func handle(
        _ request: Request, context: VisitorContext, next: @concurrent (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch PageError.signInNeeded(let path) {
            return .redirect(to: "/sign-in?next=\(URLText.encode(path))")
        } catch let error as PageError {
            return try ErrorPage(error: error).page(id: context.id).response(from: request, context: context)
        } catch let error as any HTTPResponseError {
            return try ErrorPage(status: error.status).page(id: context.id).response(from: request, context: context)
        } catch {
            // The kind only: an error's text may hold what someone typed.
            context.logger.error("fault", metadata: ["kind": "\(type(of: error))", "route": "\(context.endpointPath ?? "-")"])
            return try ErrorPage(status: .internalServerError).page(id: context.id).response(from: request, context: context)
        }
    }
}

/// What a refused or failed request is told.
struct ErrorPage {
    let status: HTTPResponse.Status
    let title: String
    let advice: HTML

    init(error: PageError) {
        guard error == .foreignForm else {
            self.init(status: error.status)
            return
        }
        self.init(
            status: .forbidden, title: "Send that form again",
            advice: """
                <p class="govuk-body">We could not be sure that it came from this page. Nothing was saved.</p>
                <p class="govuk-body">Go back, reload the page, and try once more. Cookies must be on.</p>
                """)
    }

    private init(status: HTTPResponse.Status, title: String, advice: HTML) {
        self.status = status
        self.title = title
        self.advice = advice
    }

    init(status: HTTPResponse.Status) {
        self.status = status
        switch status {
        case .notFound:
            title = "Page not found"
            advice = """
                <p class="govuk-body">Check the address. If you followed a link, it may be old, or it may be meant for someone else.</p>
                <p class="govuk-body"><a class="govuk-link" href="/">Go to the start page</a></p>
                """
        case .forbidden:
            title = "You cannot see this page"
            advice = """
                <p class="govuk-body">Your account does not have the role that this page needs.</p>
                <p class="govuk-body"><a class="govuk-link" href="/">Go to the start page</a></p>
                """
        case .contentTooLarge:
            title = "That is too much to send at once"
            advice = "<p class=\"govuk-body\">A form can hold one megabyte. Go back, shorten it, and send it again.</p>"
        case .tooManyRequests:
            title = "Too many tries"
            advice = "<p class=\"govuk-body\">Wait a while, then try again. Nothing was lost.</p>"
        case .serviceUnavailable:
            title = "The hub is busy"
            advice = "<p class=\"govuk-body\">Wait a minute, then try again. Nothing was lost.</p>"
        case .internalServerError:
            title = "Something went wrong here"
            advice = """
                <p class="govuk-body">It is our fault, not yours. What you had saved is safe.</p>
                <p class="govuk-body">Try again. If it happens again, tell whoever runs this hub the number below.</p>
                """
        default:
            title = "We cannot use that request"
            advice = "<p class=\"govuk-body\">Go back and try again, or <a class=\"govuk-link\" href=\"/\">go to the start page</a>.</p>"
        }
    }

    func page(id: String) -> Page {
        Page(
            title: title, status: status,
            body: """
                <h1 class="govuk-heading-l">\(title)</h1>
                \(advice)
                <p class="govuk-body wm-muted">Request \(id)</p>
                """)
    }
}
