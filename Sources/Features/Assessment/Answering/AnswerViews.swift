import Maturity
import Pages
import Store

/// What a respondent sees.
enum AnswerViews {
    private static func frame(_ invitation: RoundInvitation) -> Page.Frame { .focus(council: invitation.councilName, leave: nil) }

    // MARK: Before starting

    static func invitation(_ context: VisitorContext, _ invitation: RoundInvitation, way: String?, _ form: FormView) -> Page {
        let round = invitation.round
        guard round.state(on: context.now) == .open else {
            return notOpen(context, invitation, resultPath: way.map { "/answer/\($0)/result" })
        }
        return Page(
            title: "\(round.title.isolated): give your view", frame: frame(invitation), form: form,
            body: """
                <span class="govuk-caption-l">\(invitation.councilName), \(round.title)</span>
                <h1 class="govuk-heading-xl">Where are we now, and where should we be?</h1>
                <div class="wm-measure">
                \(promises(invitation))
                \(way.map { carryOn($0) })
                \(context.postForm(context.visit.path, """
                    \(if: round.isNamed, form.text("label", "Your role", hint: "For example, head of housing. It is shown beside your answers.", width: "20"))
                    \(Parts.button(way == nil ? "Start" : "Start again as someone else"))
                    """))
                </div>
                """)
    }

    private static func carryOn(_ token: String) -> HTML {
        "<p class=\"govuk-body\"><a class=\"govuk-button\" href=\"/answer/\(token)\">Carry on with your answers</a></p>"
    }

    private static func promises(_ invitation: RoundInvitation) -> HTML {
        let round = invitation.round
        let count = round.themes(for: invitation.group).flatMap(\.characteristics).count
        return """
            <p class="govuk-body-l">You answer as one of the \(round.said(invitation.group.slug)). There are \(count) statements. It takes about \(minutes(count)) minutes.</p>
            <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
            <li>Say what you see, not what the plan says. “I don’t know” is a good answer.</li>
            \(if: round.isNamed,
                "<li><b>Your answers carry your role.</b> The facilitator can read them with it once the round has closed.</li>",
                else: "<li><b>Your answers are anonymous.</b> No name is kept. Groups with fewer than \(round.threshold) answers are not shown.</li>")
            <li>Nobody sees any answer before the round closes at the end of \(round.closesOn.withWeekday), the facilitator included.</li>
            <li>Every page is saved as you go. You can change your answers until then.</li>
            </ul>
            """
    }

    /// Some 35 seconds a statement, now and target.
    static func minutes(_ statements: Int) -> Int { max(1, (statements * 35 + 59) / 60) }

    /// - Parameter resultPath: where the result can be seen once it is shared.
    static func notOpen(_ context: VisitorContext, _ invitation: RoundInvitation, resultPath: String? = nil) -> Page {
        let round = invitation.round
        let (title, text): (String, String) =
            switch round.state(on: context.now) {
            case .draft: ("This round has not started", "\(invitation.councilName) is still preparing it. Keep this link and try again later.")
            case .scheduled: ("This round opens on \(round.opensOn.inWords)", "Keep this link and come back then.")
            case .open: ("This round is open", "Go back and reload the page.")
            case .closed:
                (
                    "This round has closed",
                    "It closed on \(round.lastDay.inWords). Thank you if you answered. \(afterwards(invitation, hasLink: resultPath != nil))"
                )
            }
        return Page(
            title: title, frame: frame(invitation),
            body:
                "<h1 class=\"govuk-heading-l\">\(title)</h1><p class=\"govuk-body wm-measure\">\(text)</p>\(round.sharedAt == nil ? nil : resultPath.map(resultButton))"
        )
    }

    private static func afterwards(_ invitation: RoundInvitation, hasLink: Bool) -> String {
        guard invitation.round.sharedAt != nil else { return "Keep your link: \(invitation.councilName) can show you the result by it." }
        return hasLink ? "You can see what came of it." : "You can see what came of it at the address of your own answers."
    }

    private static func resultButton(_ path: String) -> HTML { "<p class=\"govuk-body\"><a class=\"govuk-button\" href=\"\(path)\">See the result</a></p>" }

    // MARK: Task list

    static func tasks(_ context: VisitorContext, _ respondent: Respondent, token: String) -> Page {
        let themes = respondent.themes
        let done = themes.count { respondent.isDone($0) }
        let items = themes.map { theme -> HTML in
            let status: HTML =
                respondent.isDone(theme)
                ? "Done"
                : respondent.isBegun(theme)
                    ? "<strong class=\"govuk-tag govuk-tag--light-blue\">Begun</strong>"
                    : "<strong class=\"govuk-tag govuk-tag--blue\">To do</strong>"
            return """
                <li class="govuk-task-list__item govuk-task-list__item--with-link"><div class="govuk-task-list__name-and-hint">
                <a class="govuk-link govuk-task-list__link" href="/answer/\(token)/theme/\(theme.id)" aria-describedby="\(theme.id)-status">\(theme.title)</a>
                <div class="govuk-task-list__hint">\(Words.count(theme.characteristics.count, "statement", "statements"))</div></div>
                <div class="govuk-task-list__status" id="\(theme.id)-status">\(status)</div></li>
                """
        }
        let next = themes.first { !respondent.isDone($0) }
        return Page(
            title: "Your answers", frame: frame(respondent.invitation),
            body: """
                <span class="govuk-caption-l">\(respondent.round.title), \(respondent.round.said(respondent.group.slug))</span>
                <h1 class="govuk-heading-l">\(respondent.isSubmitted ? "You have sent your answers" : "Your answers")</h1>
                <p class="govuk-body wm-measure">\(respondent.isSubmitted ? "You need not send them again: what you change is kept as you save it." : "\(done) of \(themes.count) \(respondent.pageWord)s done. Take them in any order.")\(respondent.label.map { " You answer as: \($0.isolated)." } ?? "")</p>
                \(if: done == 0, Parts.details("Before you start", isOpen: respondent.round.isNamed, promises(respondent.invitation)))
                <ul class="govuk-task-list">\(items)</ul>
                \(next.map { "<a class=\"govuk-button\" href=\"/answer/\(token)/theme/\($0.id)\">\(done == 0 ? "Start" : "Go on"): \($0.title)</a>" as HTML }
                    ?? "<a class=\"govuk-button\" href=\"/answer/\(token)/check\">\(respondent.isSubmitted ? "Check your answers" : "Check and send")</a>")
                \(if: next != nil, "<p class=\"govuk-body\">\(Parts.link("Check and send what you have", "/answer/\(token)/check"))</p>")
                <div class="govuk-inset-text wm-measure">This page’s address is your way back. Keep it: bookmark it, or send it to yourself. Do not pass it on; whoever has it can read and change your answers.</div>
                """)
    }

    // MARK: Check and send

    static func check(_ context: VisitorContext, _ respondent: Respondent, token: String) -> Page {
        let all = respondent.themes.flatMap(\.characteristics)
        let blank = all.count { respondent.answers[$0.id]?.now == nil }
        let sections = respondent.themes.map { theme -> HTML in
            let rows = theme.characteristics.map { it -> HTML in
                """
                <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">\(it.title)</dt>
                <dd class="govuk-summary-list__value">\(said(respondent, it))</dd>
                <dd class="govuk-summary-list__actions"><a class="govuk-link" href="/answer/\(token)/theme/\(theme.id)#s-\(it.id)">Change<span class="govuk-visually-hidden"> \(it.title)</span></a></dd></div>
                """
            }
            return "<h2 class=\"govuk-heading-m\">\(theme.title)</h2><dl class=\"govuk-summary-list\">\(rows)</dl>"
        }
        return Page(
            title: "Check your answers", frame: frame(respondent.invitation), back: ("All \(respondent.pageWord)s", "/answer/\(token)"),
            body: """
                <h1 class="govuk-heading-l">Check your answers</h1>
                \(if: blank > 0, "<p class=\"govuk-body wm-measure\">\(Words.number(blank)) \(blank == 1 ? "statement is" : "statements are") blank. You can send the rest as it is.</p>")
                \(sections)
                \(context.postForm("/answer/\(token)/check", Parts.button("Send my answers")))
                <p class="govuk-body wm-muted">You can still change them until the end of \(respondent.round.closesOn.inWords).</p>
                """)
    }

    private static func said(_ respondent: Respondent, _ it: Characteristic) -> HTML {
        guard let answer = respondent.answers[it.id] else { return "<span class=\"wm-muted\">Blank</span>" }
        let framework = respondent.round.framework
        let now: String =
            switch answer.now {
            case .level(let level): framework.label(level: level)
            case .dontKnow: "I don’t know"
            case .notApplicable: "Does not apply: \((answer.reason ?? "").isolated)"
            case nil: "Blank"
            }
        return """
            \(now)\(answer.target.map { "<br><span class=\"wm-muted\">By \(respondent.round.ambitionOn.monthInWords):</span> \(framework.label(level: $0))" as HTML })\
            \(answer.note.map { "<br><span class=\"wm-muted\">Note:</span> \($0)" as HTML })
            """
    }

    static func sent(_ context: VisitorContext, _ respondent: Respondent, token: String) -> Page {
        Page(
            title: "Answers sent", frame: frame(respondent.invitation),
            body: """
                <div class="govuk-panel govuk-panel--confirmation wm-confirmation"><h1 class="govuk-panel__title">Thank you. Your answers are in.</h1></div>
                <h2 class="govuk-heading-m">What happens next</h2>
                <p class="govuk-body wm-measure">The round closes at the end of \(respondent.round.closesOn.withWeekday). Then \(respondent.invitation.councilName) looks at where people agree and where they do not, agrees a level for each statement, and chooses five to seven priorities. Keep your link: the council can show you the result by it.</p>
                <p class="govuk-body">\(Parts.link("Change an answer", "/answer/\(token)")). To come back on another device, keep the address of that page.</p>
                """)
    }
}
