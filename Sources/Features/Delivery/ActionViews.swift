import Pages
import People
import Store

/// What is being done, and how far it is.
enum ActionViews {
    static func tag(_ it: PlanDecision, today: Day) -> HTML {
        it.isLate(on: today) ? Parts.tag("Late", .go) : Parts.tag(it.progress.title)
    }

    static func list(_ context: CouncilContext, _ actions: [PlanDecision]) -> Page {
        let today = Day(context.now)
        let late = actions.count { $0.isLate(on: today) }
        let done = actions.count { $0.progress == .done }
        let rows = actions.map { it -> HTML in
            """
            <li><div><a class="govuk-link govuk-!-font-weight-bold" href="/actions/\(it.id)">\(it.title)</a>
            <p class="wm-muted">\(it.action?.owner ?? "No owner yet")\(it.action?.dueOn.map { ", by \($0.inWords)" } ?? "")\(it.progressNote.map { ". \($0.isolated)" } ?? "")</p></div>\(tag(it, today: today))</li>
            """
        }
        let underWay = actions.count { $0.progress == .underWay }
        let counts = [(done, "done"), (underWay, "under way"), (late, "late")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let begun = counts.isEmpty ? "none begun" : Words.list(counts)
        let headline = actions.isEmpty ? "Nothing to deliver yet." : "\(Words.number(actions.count)) \(actions.count == 1 ? "action" : "actions"): \(begun)."
        return Page(
            title: "Deliver",
            body: """
                <h1 class="govuk-heading-xl">\(headline)</h1>
                \(if: actions.isEmpty, "<p class=\"govuk-body\">Actions come from \(Parts.link("the plan", "/plan")).</p>")
                \(if: !actions.isEmpty, "<ul class=\"wm-todo-list\">\(rows)</ul>")
                """)
    }

    static func progress(_ context: CouncilContext, _ it: PlanDecision, _ form: FormView, isConflict: Bool = false) -> Page {
        Page(
            title: "Progress: \(it.title.isolated)", back: ("Deliver", "/actions"), form: form,
            body: """
                <span class="govuk-caption-l">\(it.action?.owner ?? "No owner yet")\(it.action?.dueOn.map { ", by \($0.inWords)" } ?? "")</span>
                <h1 class="govuk-heading-l">\(it.title)</h1>
                <p class="govuk-body wm-measure">\(it.action?.what)</p>
                \(if: isConflict, """
                    <div class="govuk-error-summary" role="alert"><h2 class="govuk-heading-s">Someone else changed this meanwhile</h2>
                    <p class="govuk-body">It now says: \(it.progress.rawValue). \(it.progressNote)</p>
                    <p class="govuk-body">Yours is below, not saved. Save it again to replace theirs.</p></div>
                    """)
                \(context.postForm("/actions/\(it.id)", """
                    <input type="hidden" name="version" value="\(form.values["version"])">
                    \(form.radios("progress", "How far is it?", options: Progress.allCases.map { .init($0.rawValue, "\($0.title)") }))
                    \(form.textarea("note", "What should others know?", hint: "Needed if it was stopped. What did not work helps the next council."))
                    \(Parts.button("Save"))
                    """))
                """)
    }
}
