import Maturity
import Pages
import Store

/// One theme of statements to answer: the page that decides whether people finish.
extension AnswerViews {
    static func theme(_ context: VisitorContext, _ respondent: Respondent, token: String, number: Int, _ form: FormView) -> Page {
        let themes = respondent.themes
        let theme = themes[number]
        let count = theme.characteristics.count
        let left = themes.flatMap(\.characteristics).count { respondent.answers[$0.id]?.now == nil }
        let blank = Int(context.visit.query["blank"]).flatMap { (1...99).contains($0) ? $0 : nil }
        let savedAt = form.hasErrors ? context.now.clockTime : savedTime(context)
        return Page(
            title: respondent.group.asks == .pulse ? theme.title : "\(theme.title), theme \(number + 1) of \(themes.count)",
            frame: .focus(council: respondent.invitation.councilName, leave: nil), back: ("All \(respondent.pageWord)s", "/answer/\(token)"), form: form,
            body: """
                <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                <div class="wm-progress">\(progress(respondent, number))
                <p><span>\(respondent.pageWord.capitalizedFirst) \(number + 1) of \(themes.count)\(left == 0 ? ", all answered" : ", about \(Words.count(minutes(left), "minute", "minutes")) left")</span>\
                \(savedAt.map { "<span class=\"wm-saved\">Saved at \($0)\(blank.map { ", \($0) left blank" })</span>" as HTML })</p></div>
                <h1 class="govuk-heading-l govuk-!-margin-bottom-3">\(theme.title)</h1>
                <p class="govuk-body">\(Words.number(count)) \(count == 1 ? "statement" : "statements"). Say what you see, not what the plan says.\
                \(respondent.round.isNamed ? " Your answers carry your role" : " Your answers are anonymous"), and nobody sees any before the round closes on \(respondent.round.closesOn.inWords).</p>
                \(context.postForm("/answer/\(token)/theme/\(theme.id)", """
                    \(theme.characteristics.enumerated().map { statement(respondent, $0 + 1, $1, form) })
                    \(Parts.button("Save and continue", name: "then", value: "next"))
                    <p class="govuk-body"><button class="wm-link-button" type="submit" name="then" value="later">Save and come back later</button></p>
                    <p class="govuk-body-s wm-muted">To come back on this device, open the link you were sent. On another one you need the address of your answers. You can change any answer until the round closes.</p>
                    """))
                </div></div>
                """)
    }

    /// Set by the page before, so it is only shown if it looks like a time.
    private static func savedTime(_ context: VisitorContext) -> String? {
        let text = context.visit.query["saved"]
        guard (4...5).contains(text.utf8.count), text.utf8.allSatisfy({ (48...58).contains($0) }) else { return nil }
        return text
    }

    private static func progress(_ respondent: Respondent, _ number: Int) -> HTML {
        let states = respondent.themes.enumerated().map { i, theme -> ProgressStrip.State in
            i == number ? .here : respondent.isDone(theme) ? .done : .toDo
        }
        let done = states.count { $0 == .done }
        return ProgressStrip.html(
            id: "progress", title: "Progress: \(respondent.pageWord) \(number + 1) of \(states.count)", description: "\(Words.number(done)) done.", states)
    }

    // MARK: A statement

    private static func statement(_ respondent: Respondent, _ number: Int, _ it: Characteristic, _ form: FormView) -> HTML {
        """
        <section class="wm-statement" aria-labelledby="s-\(it.id)">
        <fieldset aria-describedby="p-\(it.id)">
        <legend><h2 class="govuk-heading-m govuk-!-margin-bottom-1" id="s-\(it.id)">\(number). \(it.title)</h2></legend>
        <p class="govuk-body wm-measure" id="p-\(it.id)">\(it.statement)</p>
        \(meaning(it))
        <p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-2">Where are we now?</p>
        \(levels(respondent.round.framework, it, form))
        </fieldset>
        \(target(respondent.round, it, form))
        \(more(it, form))
        </section>
        """
    }

    private static func meaning(_ it: Characteristic) -> HTML {
        let signs = it.signs.map { "<li>\($0)</li>" as HTML }
        return Parts.details(
            "What this means<span class=\"govuk-visually-hidden\"> (\(it.title))</span>\(if: !signs.isEmpty, ", and signs that it is not so")",
            """
            <p class="govuk-body">\(it.why)</p>
            \(if: !signs.isEmpty, "<p class=\"govuk-body govuk-!-margin-bottom-1\">It is probably not so if:</p><ul class=\"govuk-list govuk-list--bullet\">\(signs)</ul>")
            """)
    }

    private static func levels(_ framework: Framework, _ it: Characteristic, _ form: FormView) -> HTML {
        let name = "now-\(it.id)"
        let chosen = form.values[name]
        let rows = it.levels.enumerated().map { level, words -> HTML in
            """
            <label class="wm-level"><input type="radio" name="\(name)" value="\(level)"\(if: chosen == "\(level)", " checked")>\
            <b>\(framework.label(level: level))</b><span>\(words)</span></label>
            """
        }
        let why = "why-\(it.id)"
        return """
            <div class="wm-levels">\(rows)
            <label class="wm-level wm-level--plain"><input type="radio" name="\(name)" value="dk"\(if: chosen == "dk", " checked")><span>I don’t know</span></label>
            <label class="wm-level wm-level--plain"><input class="wm-na" type="radio" name="\(name)" value="na"\(if: chosen == "na", " checked")><span>It does not apply to us</span></label>
            <div class="wm-reveal\(if: form.errors[why] != nil, " wm-reveal--error")"><label class="govuk-label" for="\(why)">Because…</label>\(form.errorHTML(why))
            <input class="govuk-input\(if: form.errors[why] != nil, " govuk-input--error")" id="\(why)" name="\(why)" value="\(form.values[why])" dir="auto"></div>
            </div>
            """
    }

    private static func target(_ round: Round, _ it: Characteristic, _ form: FormView) -> HTML {
        let name = "target-\(it.id)"
        return """
            <fieldset><legend class="govuk-body govuk-!-margin-bottom-0"><span class="govuk-!-font-weight-bold">Where should we be by \(round.ambitionOn.monthInWords)?</span>\
            <span class="govuk-visually-hidden"> (\(it.title))</span>\
             <span class="govuk-hint govuk-!-display-block govuk-!-margin-bottom-0">If it is right as it is, choose the same level.</span></legend>
            \(LevelButtons.html(name: name, framework: round.framework, chosen: form.values[name]))
            </fieldset>
            """
    }

    private static func more(_ it: Characteristic, _ form: FormView) -> HTML {
        let note = "note-\(it.id)"
        let link = "link-\(it.id)"
        let sure = "sure-\(it.id)"
        let isOpen =
            form.errors[note] != nil || form.errors[link] != nil || !form.values[note].isEmpty || !form.values[link].isEmpty || !form.values[sure].isEmpty
        let choices = Confidence.allCases.map { FormView.Option($0.rawValue, "\($0.words)") }
        return Parts.details(
            "Add a note or a link (optional)<span class=\"govuk-visually-hidden\"> about \(it.title)</span>", isOpen: isOpen,
            """
            \(form.textarea(note, "What makes you say so? Do not name anyone."))
            \(form.text(link, "A link that shows it"))
            \(form.radios(sure, "How sure are you?", options: choices, isInline: true))
            """)
    }
}

/// A row of level numbers to choose one from.
enum LevelButtons {
    static func html(name: String, framework: Framework, chosen: String) -> HTML {
        let buttons = framework.levels.indices.map { level -> HTML in
            """
            <label><input type="radio" name="\(name)" value="\(level)" aria-label="Level \(level), \(framework.levels[level].name)"\
            \(if: chosen == "\(level)", " checked")>\(level)</label>
            """
        }
        return "<div class=\"wm-scale\">\(buttons)</div>"
    }
}
