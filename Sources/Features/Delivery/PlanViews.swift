import Maturity
import Pages
import People
import Store

enum PlanViews {
    // MARK: The plan

    static func plan(_ context: CouncilContext, _ decisions: [PlanDecision], undecided: [Priority], rounds: [(id: Int64, title: String)]) -> Page {
        let planned = decisions.filter { $0.action != nil }
        let declined = decisions.filter { $0.action == nil }
        let unowned = planned.count { $0.action?.owner == nil }
        let links = rounds.map { "<li>\(Parts.link("Priorities of \($0.title.isolated)", "/plan/rounds/\($0.id)"))</li>" as HTML }
        return Page(
            title: "Plan", isWide: true,
            body: """
                <span class="govuk-caption-l">\(context.councilName), \(Day(context.now).inWords)\(rounds.first.map { ", after \($0.title.isolated)" } ?? "")</span>
                <h1 class="govuk-heading-xl">\(headline(planned.count, declined.count, undecided.count, unowned))</h1>
                \(if: planned.isEmpty, "<p class=\"govuk-body wm-measure\">The plan starts from the priorities of a closed round. Each is planned, or declined with a reason.</p>")
                \(if: !planned.isEmpty, "<ol class=\"wm-priorities\">\(planned.map { item(context, $0) })</ol>")
                \(if: !declined.isEmpty, "<h2 class=\"govuk-heading-m wm-section\">Declined, and why</h2>\(declinedList(declined))")
                \(if: !undecided.isEmpty, """
                    <h2 class="govuk-heading-m wm-section">Still to decide</h2>
                    <ul class="govuk-list">\(undecided.map { "<li>\($0.characteristic.title)</li>" as HTML })</ul>
                    """)
                \(if: !links.isEmpty, "<h2 class=\"govuk-heading-m wm-section wm-noprint\">Go on</h2><ul class=\"govuk-list wm-noprint\">\(links)</ul>")
                \(if: rounds.isEmpty, "<p class=\"govuk-body\">\(Parts.link("Make a round first", "/rounds"))</p>")
                \(if: !decisions.isEmpty, "<p class=\"govuk-body wm-noprint\">\(Parts.link("Download the plan (CSV)", "/plan/plan.csv")) · To print it, use your browser’s print command.</p>")
                """)
    }

    private static func headline(_ planned: Int, _ declined: Int, _ undecided: Int, _ unowned: Int) -> String {
        guard planned + declined > 0 else { return "No plan yet." }
        let counts = [(planned, "planned"), (declined, "declined"), (undecided, "still to decide")].filter { $0.0 > 0 }
        let words = counts.enumerated().map { i, it in i == 0 ? "\(Words.number(it.0)) \(it.1)" : "\(Words.number(it.0).lowercased()) \(it.1)" }
        let owners = planned == 0 ? "" : unowned == 0 ? " Each has an owner." : " \(Words.number(unowned)) \(unowned == 1 ? "needs" : "need") an owner."
        return words.joined(separator: ", ") + "." + owners
    }

    private static func item(_ context: CouncilContext, _ it: PlanDecision) -> HTML {
        guard let action = it.action else { return "" }
        let edit = "/plan/rounds/\(it.roundID)/\(it.characteristicID)"
        return """
            <li class="wm-priority"><div><h2 class="govuk-heading-m govuk-!-margin-bottom-2">\(it.title)</h2>
            <p class="govuk-body">\(action.what)</p>
            \(if: context.isFacilitator, "<p class=\"govuk-body-s wm-noprint\"><a class=\"govuk-link\" href=\"\(edit)\">Change<span class=\"govuk-visually-hidden\"> \(it.title)</span></a></p>")</div>
            <div><dl class="wm-dl"><dt>Owner</dt><dd>\(if: action.owner == nil, "<b class=\"wm-flag\">None yet</b>", else: "\(action.owner)")</dd>
            <dt>By</dt><dd>\(action.dueOn?.inWords ?? "No date")</dd>
            \(moves(it))
            \(action.measure.map { "<dt>Shown by</dt><dd>\($0)</dd>" as HTML })\(action.cost.map { "<dt>Cost</dt><dd>\($0.words)</dd>" as HTML })\
            \(action.effort.map { "<dt>Effort</dt><dd>\($0.words)</dd>" as HTML })
            <dt>Progress</dt><dd>\(ActionViews.tag(it, today: Day(context.now)))</dd></dl></div></li>
            """
    }

    /// What the action does for the level; at the highest one there is nothing to climb.
    private static func moves(_ it: PlanDecision) -> HTML {
        it.toLevel > it.fromLevel
            ? "<dt>Moves us</dt><dd>from level \(it.fromLevel) to \(it.toLevel)</dd>" : "<dt>Keeps us</dt><dd>at level \(it.fromLevel)</dd>"
    }

    private static func declinedList(_ declined: [PlanDecision]) -> HTML {
        let rows = declined.compactMap { it -> HTML? in
            guard case .declined(let reason) = it.choice else { return nil }
            return "<li><b>\(it.title).</b> \(reason)</li>"
        }
        return "<ul class=\"govuk-list govuk-list--spaced\">\(rows)</ul>"
    }

    static func rows(_ decisions: [PlanDecision]) -> [[String]] {
        [
            [
                "characteristic", "title", "decision", "action", "owner", "due", "from level", "to level", "measure", "cost in pounds", "effort", "progress",
                "note", "reason declined",
            ]
        ]
            + decisions.map { it in
                let action = it.action
                var reason = ""
                if case .declined(let why) = it.choice { reason = why }
                return [
                    it.characteristicID, it.title, action == nil ? "declined" : "planned", action?.what ?? "", action?.owner ?? "",
                    action?.dueOn?.iso ?? "", String(it.fromLevel), String(it.toLevel), action?.measure ?? "", action?.cost?.plain ?? "",
                    action?.effort?.rawValue ?? "", action == nil ? "" : it.progress.rawValue, it.progressNote ?? "", reason,
                ]
            }
    }

    // MARK: Deciding

    static func sheet(_ context: CouncilContext, _ sheet: PrioritySheet, _ decisions: [String: PlanDecision]) -> Page {
        let start = Array(sheet.priorities.prefix(sheet.startCount))
        let rest = Array(sheet.priorities.dropFirst(sheet.startCount))
        let open = start.count { decisions[$0.characteristic.id] == nil }
        func list(_ priorities: [Priority]) -> HTML {
            let items = priorities.map { it -> HTML in
                let id = it.characteristic.id
                let title: HTML =
                    context.isFacilitator
                    ? "<a class=\"govuk-link govuk-!-font-weight-bold\" href=\"/plan/rounds/\(sheet.roundID)/\(id)\">\(it.characteristic.title)</a>"
                    : "<b>\(it.characteristic.title)</b>"
                return
                    "<li><div>\(title)<p class=\"wm-muted\">From \(Words.level(it.now)) to \(Words.level(it.target)). \(it.nextStep ?? "")</p></div>\(tag(decisions[id]))</li>"
            }
            return "<ol class=\"wm-todo-list\">\(items)</ol>"
        }
        return Page(
            title: "Priorities of \(sheet.title.isolated)", back: ("Plan", "/plan"),
            body: """
                <span class="govuk-caption-l">\(sheet.title)</span>
                <h1 class="govuk-heading-xl">\(open == 0 ? "Every priority is decided." : "\(Words.number(open)) \(open == 1 ? "priority" : "priorities") to decide.")</h1>
                <p class="govuk-body-l wm-measure">Plan each with an owner and a date, or decline it and say why. Both are good answers.</p>
                \(list(start))
                \(if: open == 0, "<a class=\"govuk-button\" href=\"/plan\">See the plan</a>")
                \(if: !rest.isEmpty, Parts.details("\(rest.count) more with a gap", list(rest)))
                """)
    }

    private static func tag(_ decision: PlanDecision?) -> HTML {
        switch decision?.choice {
        case .planned(let action): action.owner == nil ? Parts.tag("No owner yet", .go) : Parts.tag("Planned")
        case .declined: Parts.tag("Declined")
        case nil: Parts.tag("To decide", .go)
        }
    }

    static func decision(
        _ context: FacilitatorContext, _ sheet: PrioritySheet, _ priority: Priority, _ form: FormView, conflict: PlanDecision?
    ) -> Page {
        let it = priority.characteristic
        return Page(
            title: "Plan or decline: \(it.title.isolated)", back: ("Priorities", "/plan/rounds/\(sheet.roundID)"), form: form,
            body: """
                <span class="govuk-caption-l">From level \(Words.level(priority.now)), target \(Words.level(priority.target)) by \(sheet.ambitionOn.monthInWords)</span>
                <h1 class="govuk-heading-l">\(it.title)</h1>
                <p class="govuk-body wm-measure">\(it.statement)</p>
                \(conflict.map { notice($0) })
                \(context.postForm("/plan/rounds/\(sheet.roundID)/\(it.id)", classes: "wm-plan-form", """
                    <input type="hidden" name="version" value="\(form.values["version"])">
                    \(form.radios("decision", "What do you decide?", options: [.init("plan", "Plan it"), .init("decline", "Decline it")], isInline: true))
                    <div class="wm-if-plan">
                    \(form.textarea("what", "What will be done", hint: "\(hint(priority))", rows: 4))
                    \(form.text("owner", "Owner", hint: "A role, such as Head of customer services. You can leave it blank for now.", width: "20"))
                    \(form.date("due", "Done by", hint: "For example, \(Day(context.now).adding(months: 6).day) \(Day(context.now).adding(months: 6).month) \(Day(context.now).adding(months: 6).year)"))
                    \(form.text("measure", "What will show it", hint: "A figure or a sign that would move. Optional."))
                    \(form.text("cost", "Cost in pounds", hint: "Optional.", width: "10", isNumeric: true))
                    \(form.radios("effort", "Effort", hint: "Optional.", options: Effort.allCases.map { .init($0.rawValue, "\($0.words)") }))
                    </div>
                    <div class="wm-if-decline">
                    \(form.textarea("reason", "Why it is declined", hint: "Needed if you decline it."))
                    </div>
                    \(Parts.button("Save"))
                    """))
                """)
    }

    private static func hint(_ priority: Priority) -> String {
        priority.nextStep == nil
            ? "Level \(priority.fromLevel) is the highest. Say what keeps you there."
            : "The smallest step to level \(priority.toLevel) is filled in. Make it yours."
    }

    private static func notice(_ other: PlanDecision) -> HTML {
        let theirs: String =
            switch other.choice {
            case .planned(let action):
                "planned it: \(action.what.isolated) Owner: \(action.owner?.isolated ?? "none")\(action.dueOn.map { ", by \($0.inWords)" } ?? "")."
            case .declined(let reason): "declined it: \(reason.isolated)"
            }
        return """
            <div class="govuk-error-summary" role="alert"><h2 class="govuk-heading-s">Someone else saved this meanwhile</h2>
            <p class="govuk-body">They \(theirs)</p><p class="govuk-body">Yours is below, not saved. Save it again to replace theirs.</p></div>
            """
    }
}
