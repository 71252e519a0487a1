import Foundation
import HTTPTypes
package import Hummingbird
import Logging
import Store

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
        } catch let failed as FailedPost {
            return try answer(failed.cause, unsaved: failed.form, request, context)
        } catch {
            return try answer(error, unsaved: nil, request, context)
        }
    }

    private func answer(_ error: any Error, unsaved: UnsavedForm?, _ request: Request, _ context: VisitorContext) throws -> Response {
        switch error {
        case PageError.signInNeeded(let path):
            guard let unsaved else { return .redirect(to: "/sign-in?next=\(URLText.encode(path))") }
            return try SignInForm.again(context, unsaved).response(from: request, context: context)
        case let error as PageError:
            var response = try ErrorPage(error: error, now: context.now).page(context, unsaved).response(from: request, context: context)
            if case .tooManyTries(let seconds) = error { response.headers[.retryAfter] = String(seconds) }
            return response
        case let error as any PageRefusal:
            return try ErrorPage(error: error.pageError, now: context.now).page(context, unsaved).response(from: request, context: context)
        case let error as any HTTPResponseError:
            var response = try ErrorPage(status: error.status).page(context, unsaved).response(from: request, context: context)
            if error.status == .methodNotAllowed { response.headers[.allow] = "GET, HEAD, POST" }
            return response
        default:
            let fault = StorageFault(error)
            // The kind only: an error's text may hold what someone typed.
            let kind = (error as? DamagedCell)?.description ?? fault.map { "data file: \($0)" } ?? "\(type(of: error))"
            context.logger.error("fault", metadata: ["kind": "\(kind)", "route": "\(context.endpointPath ?? "-")"])
            let page = fault.map { ErrorPage(fault: $0, isPosted: request.method != .get && request.method != .head) }
            return try (page ?? ErrorPage(status: .internalServerError)).page(context, unsaved).response(from: request, context: context)
        }
    }
}

/// What a refused or failed request is told.
struct ErrorPage {
    let status: HTTPResponse.Status
    let title: String
    let advice: HTML

    init(error: PageError, now: Date) {
        switch error {
        case .foreignForm:
            self.init(
                status: .forbidden, title: "Send that form again",
                advice: """
                    <p class="govuk-body">We could not be sure that it came from this page, as happens when you sign in or out in another tab. Nothing was saved, and what you typed is not kept here.</p>
                    <p class="govuk-body">Go back. If what you typed is still there, copy it. Then reload the page, and try once more. Cookies must be on.</p>
                    """)
        case .tooManyTries(let seconds):
            let moment = now.addingTimeInterval(Double(seconds))
            let day = Day(moment) == Day(now) ? "" : " on \(Day(moment).inWords)"
            self.init(
                status: .tooManyRequests, title: "Too many tries",
                advice: """
                    <p class="govuk-body">There were too many in a short time, from your network or for one account. Nothing was lost.</p>
                    <p class="govuk-body">Try again in \(Words.count((seconds + 59) / 60, "minute", "minutes")), after \(moment.addingTimeInterval(59).clockTime)\(day).</p>
                    """)
        case .spentLink:
            self.init(
                status: .notFound, title: "This link does not work any more",
                advice: """
                    <p class="govuk-body wm-measure">An invitation works once, for a limited time, and can be withdrawn. This one was used, is too old, was withdrawn, or is not the whole link.</p>
                    <p class="govuk-body">Check that you have all of the link. If you have chosen a password already, <a class="govuk-link" href="/sign-in">sign in</a>. Otherwise ask whoever sent the link for a new one.</p>
                    """)
        case .notYet(let why):
            self.init(
                status: error.status, title: "This page is not there yet",
                advice: """
                    <p class="govuk-body">\(why)</p>
                    <p class="govuk-body"><a class="govuk-link" href="/">Go to the start page</a></p>
                    """)
        default: self.init(status: error.status)
        }
    }

    /// The disk or the data file is at fault.
    init(fault: StorageFault, isPosted: Bool) {
        let isFull = fault == .full
        let why: HTML =
            switch fault {
            case .full: "The disk of this hub is full."
            case .readOnly, .forbidden: "The hub may not write to its data file: it is read-only."
            case .damaged: "Something in the data file of this hub is damaged."
            case .busy: "The data file is in use by something else."
            case .missing, .failing: "The hub cannot reach its data file as it should."
            }
        let kept: HTML =
            isPosted
            ? "Your entry was not saved." : isFull ? "Pages can still be read, and nothing that was saved is lost." : "What you asked for cannot be shown."
        self.init(
            status: isFull
                ? HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage") : fault == .damaged ? .internalServerError : .serviceUnavailable,
            title: isPosted ? "That was not saved" : "The hub cannot get at its data",
            advice: """
                <p class="govuk-body">\(why) \(kept)</p>
                <p class="govuk-body">Tell whoever runs this hub, with the number below.</p>
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
        case .badRequest:
            title = "We could not read that"
            advice = """
                <p class="govuk-body">What your browser sent was broken on its way, or cut off. Nothing was saved.</p>
                <p class="govuk-body">Go back, reload the page, and try once more.</p>
                """
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

    func page(_ context: some VisitContext, _ unsaved: UnsavedForm?) -> Page {
        let again = unsaved.map { form -> HTML in
            """
            <p class="govuk-body">What you typed is kept in this page, not in the hub. Leave the page open, and send it again later.</p>
            \(form.sendAgain(context, "Send it again"))
            """
        }
        return Page(
            title: title, status: status,
            body: """
                <h1 class="govuk-heading-l">\(title)</h1>
                \(advice)\(again)
                <p class="govuk-body wm-muted">Request \(context.id)</p>
                """)
    }
}
