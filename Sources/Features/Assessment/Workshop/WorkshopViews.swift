import Maturity
import Pages
import People
import Store

/// Read from the back of the room.
enum WorkshopViews {
    static func list(_ context: FacilitatorContext, _ result: RoundResult) -> Page {
        let order = result.workshopOrder
        let root = "/rounds/\(result.round.id)/workshop"
        let first = order.first { result.agreements[$0.id] == nil && result.score[$0.id]?.figures != nil }
        let rows = order.enumerated().map { number, it -> HTML in
            let figures = result.score[it.id]?.figures
            let base: String =
                figures.map {
                    "Median \(Words.level($0.median)), target \($0.targetMedian.map(Words.level) ?? "–"), spread \($0.spread.map { Words.decimal($0, places: 2) } ?? "–")"
                } ?? "[c] too few answers"
            let agreed = result.agreements[it.id].map { Parts.tag("Agreed at \($0.agreement.level)") }
            return """
                <li><div><a class="govuk-link govuk-!-font-weight-bold" href="\(root)/\(it.id)">\(number + 1). \(it.title)</a><p class="wm-muted">\(base)</p></div>\(agreed)</li>
                """
        }
        return Page(
            title: "Workshop", back: ("Result", "/rounds/\(result.round.id)/result"),
            body: """
                <span class="govuk-caption-l">\(ResultViews.caption(result.round))</span>
                <h1 class="govuk-heading-xl">Workshop: \(result.agreements.count) of \(order.count) agreed</h1>
                <p class="govuk-body-l wm-measure">One statement a screen. First comes what most needs talking about: much disagreement and a long way to go. You need not get through all: take the first ten, agree the median on the rest.</p>
                \(first.map { "<a class=\"govuk-button\" href=\"\(root)/\($0.id)\">\(result.agreements.isEmpty ? "Start" : "Go on") with “\($0.title)”</a>" as HTML })
                <ol class="wm-todo-list">\(rows)</ol>
                <p class="wm-source">Order: spread × gap between the median level and the median target, widest first.</p>
                """)
    }

    static func statement(
        _ context: FacilitatorContext, _ result: RoundResult, _ it: Characteristic, _ form: FormView, conflict: StoredAgreement?
    ) -> Page {
        let order = result.workshopOrder
        let number = order.firstIndex(of: it) ?? 0
        let root = "/rounds/\(result.round.id)/workshop"
        return Page(
            title: "Workshop: \(it.title)", frame: .focus(council: context.councilName, leave: ("Leave the workshop", root)), isWide: true, form: form,
            body: """
                <div class="wm-screen">
                <span class="govuk-caption-l">Workshop, \(number + 1) of \(order.count)</span>
                <h1 class="govuk-heading-xl govuk-!-margin-bottom-2">\(it.title)</h1>
                <p class="govuk-body-l wm-measure govuk-!-margin-bottom-6">\(it.statement)</p>
                <div class="wm-workshop"><div>
                \(result.score[it.id].map { StatementView.figures(result, it, $0) })
                \(descriptors(result, it))
                </div><div>\(panel(context, result, it, form, conflict))</div></div>
                \(pager(order, number, root))
                <p class="wm-source">Order: spread × gap between the median level and the median target, widest first.</p>
                </div>
                """)
    }

    private static func descriptors(_ result: RoundResult, _ it: Characteristic) -> HTML {
        let items = it.levels.enumerated().map { level, words -> HTML in "<li><b>\(result.framework.label(level: level)).</b> \(words)</li>" }
        return Parts.details("What each level says", isOpen: true, "<ul class=\"govuk-list govuk-list--spaced\">\(items)</ul>")
    }

    // MARK: What we agree

    private static func panel(
        _ context: FacilitatorContext, _ result: RoundResult, _ it: Characteristic, _ form: FormView, _ conflict: StoredAgreement?
    ) -> HTML {
        let figures = result.score[it.id]?.figures
        let framework = result.framework
        let stored = conflict ?? result.agreements[it.id]
        return """
            <section class="wm-panel" aria-labelledby="agree"><h2 class="govuk-heading-m" id="agree">What we agree</h2>
            \(conflict.map { conflictNotice(result, $0) })
            \(context.postForm("/rounds/\(result.round.id)/workshop/\(it.id)", """
                <input type="hidden" name="version" value="\(form.values["version"])">
                \(figures.map { medianButton(framework, $0) })
                \(choice("Level now", "level", form, LevelButtons.html(name: "level", framework: framework, chosen: form.values["level"])))
                \(choice("Target for \(result.round.ambitionOn.monthInWords)", "target", form, LevelButtons.html(name: "target", framework: framework, chosen: form.values["target"]), aside: figures?.targetMedian.map { "people said \(Words.level($0))" }))
                \(choice("Importance", "importance", form, importance(form.values["importance"])))
                \(form.textarea("reason", "<b>Reason</b>", hint: "Needed when the level is more than half a level from the median."))
                \(Parts.details("Someone disagrees", isOpen: !form.values["dissent"].isEmpty, form.textarea("dissent", "What do they say? Give a role, not a name.")))
                \(Parts.button("Save and go to the next"))
                """))
            <p class="wm-base">\(stored.map { "Saved at \($0.savedAt.clockTime) on \(Day($0.savedAt).inWords), change \($0.version)." } ?? "Nothing saved yet.")</p></section>
            """
    }

    private static func medianButton(_ framework: Framework, _ figures: CharacteristicScore.Figures) -> HTML {
        let level = WorkshopForm.whole(figures.median)
        let target = figures.targetMedian.map { ", target \(max(level, WorkshopForm.whole($0)))" } ?? ""
        let isHalf = figures.median != Double(level)
        let word = isHalf ? ", below the median of \(Words.level(figures.median))" : ", the median"
        let label: HTML = "Agree \(framework.label(level: level))\(target)\(word)"
        return
            "\(Parts.button(label, isSecondary: true, name: "median", value: "\(level)"))<p class=\"govuk-body govuk-!-margin-bottom-3\">Or record what the room agrees:</p>"
    }

    private static func choice(_ legend: String, _ name: String, _ form: FormView, _ buttons: HTML, aside: String? = nil) -> HTML {
        """
        <fieldset id="\(name)" tabindex="-1"><legend class="govuk-body govuk-!-margin-bottom-0"><b>\(legend)</b>\(aside.map { " <span class=\"wm-muted\">\($0)</span>" as HTML })</legend>
        \(form.errorHTML(name))\(buttons)</fieldset>
        """
    }

    private static func importance(_ chosen: String) -> HTML {
        let buttons = Importance.allCases.map { it -> HTML in
            "<label><input type=\"radio\" name=\"importance\" value=\"\(it.rawValue)\"\(if: chosen == "\(it.rawValue)", " checked")>\("\(it)".capitalizedFirst)</label>"
        }
        return "<div class=\"wm-scale wm-scale--words\">\(buttons)</div>"
    }

    private static func conflictNotice(_ result: RoundResult, _ theirs: StoredAgreement) -> HTML {
        let it = theirs.agreement
        return """
            <div class="govuk-error-summary" role="alert"><h3 class="govuk-heading-s">Someone else saved this meanwhile</h3>
            <p class="govuk-body">At \(theirs.savedAt.clockTime) they agreed \(result.framework.label(level: it.level))\(it.target.map { ", target \($0)" } ?? ""), importance \("\(it.importance)").\(it.reason.map { " Reason: \($0.isolated)" } ?? "")\(it.dissent.map { " Dissent: \($0.isolated)" } ?? "")</p>
            <p class="govuk-body">Yours is below, not saved. Save it again to replace theirs; theirs stays in the history.</p></div>
            """
    }

    private static func pager(_ order: [Characteristic], _ number: Int, _ root: String) -> HTML {
        let previous: HTML =
            number > 0 ? "Previous<br><a class=\"govuk-link\" href=\"\(root)/\(order[number - 1].id)\">\(order[number - 1].title)</a>" : ""
        let next: HTML =
            number + 1 < order.count
            ? "Next<br><a class=\"govuk-link\" href=\"\(root)/\(order[number + 1].id)\">\(order[number + 1].title)</a>" : ""
        return """
            <nav class="wm-pager" aria-label="Statements"><div>\(previous)</div><div><a class="govuk-link" href="\(root)">All \(order.count) in order</a></div><div>\(next)</div></nav>
            """
    }
}
