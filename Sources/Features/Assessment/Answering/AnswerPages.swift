import Foundation
import HTTPTypes
import Hummingbird
import Maturity
import Pages
import People
import Store

/// A respondent's way through a round: link, task list, themes, check, send. No account, no script.
struct AnswerPages: Sendable {
    let rounds: RoundStore
    let respondents: RespondentStore
    let results: ResultStore
    let neighbours: Neighbours
    /// A whole council may sit behind one address; this only stops a flood.
    private let joins = RateLimit(most: 600, inSeconds: 3600)

    init(rounds: RoundStore, respondents: RespondentStore, results: ResultStore, neighbours: Neighbours) {
        self.results = results
        self.neighbours = neighbours
        self.rounds = rounds
        self.respondents = respondents
    }

    static let openPaths = [
        "/join/{link}", "/answer/{token}", "/answer/{token}/theme/{theme}", "/answer/{token}/check", "/answer/{token}/sent",
        "/answer/{token}/result",
    ]

    func addRoutes(to doors: Doors) {
        doors.open.get("join/{link}", use: showInvitation)
        doors.open.post("join/{link}", use: join)
        doors.open.get("answer/{token}", use: tasks)
        doors.open.get("answer/{token}/theme/{theme}", use: showTheme)
        doors.open.post("answer/{token}/theme/{theme}", use: saveTheme)
        doors.open.get("answer/{token}/check", use: check)
        doors.open.post("answer/{token}/check", use: submit)
        doors.open.get("answer/{token}/sent", use: sent)
        doors.open.get("answer/{token}/result", use: result)
    }

    // MARK: Group link

    func showInvitation(_ request: Request, _ context: VisitorContext) async throws -> Page {
        let invitation = try await invitation(context)
        let earlier = request.cookies[Self.cookieName]?.value
        let isMine = try await respondent(earlier)?.group.id == invitation.group.id
        return AnswerViews.invitation(context, invitation, way: isMine ? earlier : nil, FormView())
    }

    func join(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let invitation = try await invitation(context)
        try joins.count(context.browserAddress(request), now: context.now)
        var check = FormCheck(context.form)
        let label = invitation.round.isNamed ? check.text("label", orSay: "Enter your role", upTo: 80) : nil
        do throws(FormErrors) { try check.result {} } catch {
            return try AnswerViews.invitation(context, invitation, way: nil, context.formView(error)).response(from: request, context: context)
        }
        do {
            let token = try await respondents.join(invitation, label: label, now: context.now)
            var response = Response.redirect(to: "/answer/\(token)")
            // So that the same browser finds its way back through the group link.
            response.setCookie(
                Cookie(
                    name: Self.cookieName, value: token, maxAge: 60 * 86_400, path: context.visit.path, secure: context.site.isSecure,
                    httpOnly: true, sameSite: .lax))
            return response
        } catch RoundError.wrongState {
            return try AnswerViews.notOpen(context, invitation).response(from: request, context: context)
        }
    }

    private static let cookieName = "waymark-answer"

    // MARK: Answers

    func tasks(_ request: Request, _ context: VisitorContext) async throws -> Page {
        let (token, respondent) = try await respondent(context)
        guard respondent.round.state(on: context.now) == .open else {
            return AnswerViews.notOpen(context, respondent.invitation, resultPath: "/answer/\(token)/result")
        }
        return AnswerViews.tasks(context, respondent, token: token)
    }

    func showTheme(_ request: Request, _ context: VisitorContext) async throws -> Page {
        let (token, respondent) = try await respondent(context)
        guard respondent.round.state(on: context.now) == .open else { return AnswerViews.notOpen(context, respondent.invitation) }
        let number = try theme(context, of: respondent)
        return AnswerViews.theme(context, respondent, token: token, number: number, FormView(AnswerForm.fields(respondent.answers)))
    }

    func saveTheme(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let (token, respondent) = try await respondent(context)
        let number = try theme(context, of: respondent)
        let theme = respondent.themes[number]
        let form = AnswerForm(
            context.form, theme: theme, highestLevel: respondent.round.framework.highestLevel, before: respondent.answers)
        do {
            try await respondents.save(form.answers, of: respondent, now: context.now)
        } catch RoundError.wrongState {
            return try AnswerViews.notOpen(context, respondent.invitation).response(from: request, context: context)
        }
        guard form.errors.items.isEmpty else {
            return try AnswerViews.theme(context, respondent, token: token, number: number, context.formView(form.errors))
                .response(from: request, context: context)
        }
        let isLast = number + 1 == respondent.themes.count
        let next = context.form["then"] == "later" ? "" : isLast ? "/check" : "/theme/\(respondent.themes[number + 1].id)"
        let saved = context.form["then"] == "later" ? "Saved. Come back by the same link." : nil
        let blank = theme.characteristics.count { form.answers[$0.id]?.now == nil }
        let query = next.hasPrefix("/theme") ? "?saved=\(context.now.clockTime)&blank=\(blank)" : ""
        return try Redirect(to: "/answer/\(token)\(next)\(query)", saying: saved).response(from: request, context: context)
    }

    func check(_ request: Request, _ context: VisitorContext) async throws -> Page {
        let (token, respondent) = try await respondent(context)
        guard respondent.round.state(on: context.now) == .open else { return AnswerViews.notOpen(context, respondent.invitation) }
        return AnswerViews.check(context, respondent, token: token)
    }

    func submit(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let (token, respondent) = try await respondent(context)
        do {
            try await respondents.submit(respondent, now: context.now)
        } catch RoundError.wrongState {
            return try AnswerViews.notOpen(context, respondent.invitation).response(from: request, context: context)
        }
        return .redirect(to: "/answer/\(token)/sent")
    }

    func sent(_ request: Request, _ context: VisitorContext) async throws -> Page {
        let (token, respondent) = try await respondent(context)
        guard respondent.isSubmitted else { throw PageError.notFound }
        guard respondent.round.state(on: context.now) == .open else { return AnswerViews.notOpen(context, respondent.invitation) }
        return AnswerViews.sent(context, respondent, token: token)
    }

    /// What came of it, once the facilitator shares it.
    func result(_ request: Request, _ context: VisitorContext) async throws -> Page {
        let (_, respondent) = try await respondent(context)
        guard respondent.round.sharedAt != nil else { throw PageError.notFound }
        let council = respondent.round.councilID
        let result = try await results.result(respondent.round.id, council: council, now: context.now)
        let decisions = try await neighbours.decisions(council, respondent.round.id.rawValue)
        return SharedResultView.page(respondent, result, decisions: decisions)
    }

    // MARK: Finding

    private func invitation(_ context: VisitorContext) async throws -> RoundInvitation {
        let link = try context.parameters.require("link")
        guard Token.isWellFormed(link), let invitation = try await rounds.invitation(linkToken: link) else { throw PageError.notFound }
        return invitation
    }

    private func respondent(_ token: String?) async throws -> Respondent? {
        guard let token, Token.isWellFormed(token) else { return nil }
        return try await respondents.respondent(token: token)
    }

    private func respondent(_ context: VisitorContext) async throws -> (token: String, respondent: Respondent) {
        let token = try context.parameters.require("token")
        guard let respondent = try await respondent(token) else { throw PageError.notFound }
        return (token, respondent)
    }

    private func theme(_ context: VisitorContext, of respondent: Respondent) throws -> Int {
        let id = try context.parameters.require("theme")
        guard let number = respondent.themes.firstIndex(where: { $0.id == id }) else { throw PageError.notFound }
        return number
    }
}
