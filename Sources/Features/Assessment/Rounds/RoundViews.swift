import Maturity
import Pages
import People
import Store

/// Pages on which a round is made and followed.
enum RoundViews {
    // MARK: List

    static func list(_ context: CouncilContext, _ rounds: [Round]) -> Page {
        let items = rounds.map { round -> HTML in
            let state = round.state(on: context.now)
            return """
                <li><div><a class="govuk-link govuk-!-font-weight-bold" href="/rounds/\(round.id)">\(round.title)</a>
                <p class="wm-muted">\(round.framework.title)</p></div>\(tag(round, state))</li>
                """
        }
        return Page(
            title: "Assess",
            body: """
                <h1 class="govuk-heading-xl">Assess</h1>
                <p class="govuk-body-l wm-measure">Ask people where we are and where we should be in 18 to 24 months. Look at where they disagree, agree a level, and leave with priorities.</p>
                \(if: rounds.isEmpty, "<p class=\"govuk-body\">No round yet.</p>")
                \(if: !rounds.isEmpty, "<ul class=\"wm-todo-list\">\(items)</ul>")
                \(if: context.isFacilitator, "<a class=\"govuk-button\" href=\"/new-round\">\(rounds.isEmpty ? "Make the first round" : "Make a new round")</a>")
                """)
    }

    static func tag(_ round: Round, _ state: Round.State) -> HTML {
        switch state {
        case .draft: Parts.tag("Draft")
        case .scheduled: Parts.tag("Opens \(round.opensOn.inWords)")
        case .open: Parts.tag("Open until \(round.closesOn.inWords)", .here)
        case .closed: Parts.tag("Closed \(round.lastDay.inWords)")
        }
    }

    // MARK: Making

    static func choose(_ frameworks: [Framework]) -> Page {
        let items = frameworks.map { framework -> HTML in
            """
            <li class="wm-resource"><h2 class="govuk-heading-s"><a class="govuk-link" href="/new-round/\(framework.id)">\(framework.title)</a></h2>
            <p class="govuk-body">\(framework.summary)</p>
            <p class="wm-base">\(framework.characteristics.count) statements, \(framework.levels.count) levels, about \(AnswerViews.minutes(framework.characteristics.count)) minutes to answer all</p></li>
            """
        }
        return Page(
            title: "Choose a framework", back: ("All rounds", "/rounds"),
            body: "<h1 class=\"govuk-heading-l\">Which framework do you want to use?</h1><ol class=\"govuk-list\">\(items)</ol>")
    }

    static func new(_ context: FacilitatorContext, _ framework: Framework, _ form: FormView) -> Page {
        Page(
            title: "New round", back: ("Choose a framework", "/new-round"), form: form,
            body: """
                <span class="govuk-caption-l">\(framework.title)</span>
                <h1 class="govuk-heading-l">New round</h1>
                <p class="govuk-body wm-measure">Most councils keep what is filled in. You can change all of it until the round opens.</p>
                \(context.postForm("/new-round/\(framework.id)", fields(framework, form, isFixed: false) + Parts.button("Make the round")))
                """)
    }

    static func edit(_ context: FacilitatorContext, _ round: Round, _ form: FormView) -> Page {
        let isFixed = round.state(on: context.now) != .draft
        return Page(
            title: "Change \(round.title.isolated)", back: (round.title, "/rounds/\(round.id)"), form: form,
            body: """
                <h1 class="govuk-heading-l">Change \(round.title)</h1>
                \(if: isFixed, "<p class=\"govuk-body wm-measure\">Whether answers are anonymous, the smallest group shown and the first day stay as people were told.</p>")
                \(context.postForm("/rounds/\(round.id)/edit", fields(round.framework, form, isFixed: isFixed) + Parts.button("Save")))
                """)
    }

    private static func fields(_ framework: Framework, _ form: FormView, isFixed: Bool) -> HTML {
        let routes = framework.routes.map { route in
            form.text("route-\(route.id)", "\(route.name)", hint: "\(route.summary)", width: "3", isNumeric: true)
        }
        let fixed: HTML =
            isFixed
            ? ["named", "threshold", "opens-day", "opens-month", "opens-year"].map {
                "<input type=\"hidden\" name=\"\($0)\" value=\"\(form.values[$0])\">" as HTML
            }.joined()
            : """
            \(form.radios("named", "Are answers anonymous?", options: [
                .init("no", "Anonymous", hint: "No name or role is kept. People say more of what they see."),
                .init("yes", "With a role", hint: "Each answer carries the role of who gave it. People are told before they start."),
            ]))
            \(form.text("threshold", "Smallest group to show", hint: "Figures of fewer people than this are hidden. 5 is usual.", width: "2", isNumeric: true))
            \(form.date("opens", "First day for answers"))
            """
        return """
            \(form.text("title", "Title", hint: "For example, Spring 2027", width: "20"))
            \(fixed)
            \(form.date("closes", "Last day for answers", hint: "Answers are taken until midnight."))
            \(form.date("ambition", "Date for the targets", hint: "18 to 24 months after the round closes."))
            \(if: !routes.isEmpty, """
                <fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">How do you want to improve?</legend>
                <p class="govuk-body wm-measure">Give each route a weight. Together they make 100. An equal mix favours nothing; more weight moves what serves that route up the list, and 0 moves it to the end.</p>
                \(routes)</fieldset>
                """)
            """
    }

    // MARK: Groups

    static func groups(_ context: FacilitatorContext, _ round: Round, _ sent: FormView?) -> Page {
        let form = sent ?? FormView(FormFields(round.groups.flatMap { [("name-\($0.slug)", $0.name), ("asks-\($0.slug)", $0.asks.rawValue)] }))
        let asks = [(value: "all", label: "All statements"), (value: "pulse", label: "The short set")]
        let rows = round.groups.map { group -> HTML in
            """
            <fieldset class="govuk-fieldset wm-group-edit"><legend class="govuk-visually-hidden">\(group.name)</legend>
            \(form.text("name-\(group.slug)", "Group", width: "20"))
            \(form.select("asks-\(group.slug)", "Is asked", options: asks))
            <div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">
            <input class="govuk-checkboxes__input" id="remove-\(group.slug)" name="remove-\(group.slug)" type="checkbox" value="yes"\(if: form.values.has("remove-\(group.slug)"), " checked")>
            <label class="govuk-label govuk-checkboxes__label" for="remove-\(group.slug)">Remove<span class="govuk-visually-hidden"> \(group.name)</span></label></div></div></fieldset>
            """
        }
        let pulse = round.framework.characteristics.count { $0.isPulse }
        return Page(
            title: "Groups of \(round.title.isolated)", back: (round.title, "/rounds/\(round.id)"), form: form.hasErrors ? form : nil,
            body: """
                <h1 class="govuk-heading-l">Who is asked?</h1>
                <p class="govuk-body wm-measure">The short set is \(pulse) of the \(round.framework.characteristics.count) statements: those that everyone can judge. A group that is asked all still skips statements it cannot judge.</p>
                \(context.postForm("/rounds/\(round.id)/groups", """
                    \(rows)
                    <fieldset class="govuk-fieldset wm-group-edit"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Another group</legend>
                    \(form.text("name-new", "Name", width: "20"))
                    \(form.select("voice-new", "Speaks for", options: Voice.allCases.map { ($0.rawValue, $0.rawValue.capitalizedFirst) }))
                    \(form.select("asks-new", "Is asked", options: asks))</fieldset>
                    <div class="govuk-button-group">\(Parts.button("Save groups"))\(Parts.button("Save and add another", isSecondary: true, name: "then", value: "add"))</div>
                    """))
                """)
    }

    // MARK: Personal links

    static func people(_ context: FacilitatorContext, _ round: Round, _ form: FormView) -> Page {
        let how: HTML =
            round.isNamed
            ? form.textarea("labels", "Roles", hint: "One a line, such as Head of housing.", rows: 8)
            : form.text("count", "How many links?", width: "3", isNumeric: true)
        return Page(
            title: "Personal links", back: (round.title, "/rounds/\(round.id)"), form: form,
            body: """
                <h1 class="govuk-heading-l">Make personal links</h1>
                <p class="govuk-body wm-measure">One link for each person. They are shown once, on the next page. Whoever makes the links could open them, so for anonymous answers a group link is better.</p>
                \(context.postForm("/rounds/\(round.id)/people", """
                    \(form.radios("group", "For which group?", options: round.groups.map { .init($0.slug, "\($0.name)") }))
                    \(how)\(Parts.button("Make the links"))
                    """))
                """)
    }

    static func personalLinks(_ round: Round, _ group: RoundGroup, _ links: [(label: String?, address: String)]) -> Page {
        let rows = links.enumerated().map { [$1.label ?? "\(group.name.isolated) \($0 + 1)", $1.address] }
        return Page(
            title: "Personal links for \(group.name.isolated)", back: (round.title, "/rounds/\(round.id)"),
            body: """
                <h1 class="govuk-heading-l">Copy these links now</h1>
                <p class="govuk-body wm-measure">They are not shown again. Send each to one person.</p>
                \(Parts.table(caption: "\(Words.count(links.count, "link", "links")) for \(round.said(group.slug))", head: ["For", "Link"], rows: rows))
                """)
    }
}
