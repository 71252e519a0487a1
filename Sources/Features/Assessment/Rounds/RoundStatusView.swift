import Maturity
import Pages
import People
import Store

/// The page of one round: where it is, what to do next, how many have answered.
extension RoundViews {
    static func show(
        _ context: CouncilContext, _ round: Round, _ progress: [ID<RoundGroup>: GroupProgress], links: [ID<RoundGroup>: String]
    ) -> Page {
        let state = round.state(on: context.now)
        let total = progress.values.reduce(into: GroupProgress()) { sum, it in
            sum.invited += it.invited
            sum.begun += it.begun
            sum.submitted += it.submitted
        }
        return Page(
            title: round.title, back: ("All rounds", "/rounds"),
            body: """
                <span class="govuk-caption-l">\(round.framework.title)</span>
                <h1 class="govuk-heading-xl govuk-!-margin-bottom-4">\(heading(round, state, context, total))</h1>
                \(if: state != .draft, Parts.facts([("\(total.begun)", "have begun"), ("\(total.submitted)", "have sent their answers"), ("\(total.invited)", "have a link of their own")]))
                \(actions(context, round, state))
                \(if: state == .open || state == .scheduled, groupLinks(context, round, progress, links))
                \(if: state == .closed, counts(round, progress))
                \(if: state == .closed && round.isNamed && context.isFacilitator, """
                    <p class="govuk-body">\(Parts.link("Download the answers with their roles (CSV)", "/rounds/\(round.id)/answers.csv"))</p>
                    """)
                <h2 class="govuk-heading-m">How it is set up</h2>
                \(setUp(round))
                \(if: context.isFacilitator && state == .draft, "<p class=\"govuk-body\">\(Parts.link("Discard this draft", "/rounds/\(round.id)/discard"))</p>")
                """)
    }

    private static func heading(_ round: Round, _ state: Round.State, _ context: CouncilContext, _ total: GroupProgress) -> String {
        switch state {
        case .draft: return "\(round.title) is a draft."
        case .scheduled: return "\(round.title) opens on \(round.opensOn.inWords)."
        case .open:
            let days = Day(context.now).days(until: round.closesOn)
            let left = days == 0 ? "It closes tonight." : days == 1 ? "It closes tomorrow night." : "\(days) days left."
            return "\(Words.count(total.begun, "person has", "people have")) begun. \(left)"
        case .closed: return "\(round.title) is closed. \(Words.count(total.begun, "person", "people")) answered."
        }
    }

    private static func actions(_ context: CouncilContext, _ round: Round, _ state: Round.State) -> HTML {
        let root = "/rounds/\(round.id)"
        func quiet(_ label: String, _ path: String) -> HTML { Parts.link(label, root + path) }
        func green(_ label: String, _ path: String) -> HTML { "<a class=\"govuk-button\" href=\"\(root)\(path)\">\(label)</a>" }
        let parts: [HTML]
        switch (state, context.isFacilitator) {
        case (.draft, true): parts = [green("Open the round", "/open"), quiet("Change the set-up", "/edit"), quiet("Change the groups", "/groups")]
        case (.scheduled, true), (.open, true):
            parts = [quiet("Make personal links", "/people"), quiet("Change the dates", "/edit"), quiet("Close the round", "/close")]
        case (.closed, true): parts = [green("See the result", "/result"), quiet("Workshop", "/workshop"), quiet("Report", "/report")]
        case (.closed, false): parts = [green("See the result", "/result"), quiet("Report", "/report")]
        default: parts = []
        }
        return parts.isEmpty ? "" : "<div class=\"govuk-button-group\">\(parts)</div>"
    }

    private static func groupLinks(
        _ context: CouncilContext, _ round: Round, _ progress: [ID<RoundGroup>: GroupProgress], _ links: [ID<RoundGroup>: String]
    ) -> HTML {
        let rows = round.groups.map { group -> HTML in
            let it = progress[group.id] ?? GroupProgress()
            let count = round.themes(for: group).flatMap(\.characteristics).count
            return """
                <li><div class="wm-grouplink"><b>\(group.name)</b> <span class="wm-muted">\(count) statements, about \(AnswerViews.minutes(count)) minutes. \(it.begun) begun, \(it.submitted) sent</span>
                \(if: context.isFacilitator, """
                    <label class="govuk-visually-hidden" for="link-\(group.slug)">Link for \(group.name)</label>
                    <input class="govuk-input" id="link-\(group.slug)" value="\(links[group.id] ?? "")" readonly>
                    """)</div></li>
                """
        }
        return """
            <h2 class="govuk-heading-m">\(context.isFacilitator ? "Send each group its link" : "Groups")</h2>
            \(if: context.isFacilitator, "<p class=\"govuk-body wm-measure\">Anyone with the link can answer as one of that group, without an account. Send it by email, or put it on a slide.</p>")
            <ul class="wm-todo-list">\(rows)</ul>
            """
    }

    private static func counts(_ round: Round, _ progress: [ID<RoundGroup>: GroupProgress]) -> HTML {
        let rows = round.groups.map { group in
            let it = progress[group.id] ?? GroupProgress()
            return [group.name, "\(it.begun)", "\(it.submitted)"]
        }
        return "<h2 class=\"govuk-heading-m\">Who answered</h2>"
            + Parts.table(caption: "People by group", head: ["Group", "Answered", "Sent"], rows: rows, numeric: [1, 2], isCaptionHidden: true)
    }

    private static func setUp(_ round: Round) -> HTML {
        let mix = round.framework.routes.map { "\($0.name) \(round.routeMix.weights[$0.id] ?? 0)" }
        return Parts.summary([
            ("Framework", "\(round.framework.title), version \(round.framework.version), fixed for this round"),
            ("Answers", round.isNamed ? "With a role" : "Anonymous"), ("Smallest group shown", "\(round.threshold) people"),
            ("Open", "\(round.opensOn.inWords) to \(round.closesOn.inWords)"), ("Targets for", "\(round.ambitionOn.inWords)"),
            ("Route mix", "\(mix.isEmpty ? "none" : mix.joined(separator: ", "))"),
            ("Groups", round.groups.map { "\($0.name): \($0.asks == .all ? "all statements" : "the pulse")" as HTML }.joined(by: "<br>")),
        ])
    }

    // MARK: Asked once more

    static func confirm(_ context: FacilitatorContext, _ round: Round, _ step: RoundStep) -> Page {
        let (title, text, button): (String, String, HTML) =
            switch step {
            case .open:
                (
                    "Open \(round.title)?",
                    "People can answer from \(round.opensOn.inWords) to the end of \(round.closesOn.inWords). Its groups, the smallest group shown and \(round.isNamed ? "that answers carry a role" : "that answers are anonymous") are then fixed.",
                    "Open the round"
                )
            case .close:
                (
                    "Close \(round.title)?",
                    "Nobody can answer or change an answer afterwards, and you can see the result. A closed round cannot be opened again.", "Close the round"
                )
            case .discard: ("Discard \(round.title)?", "The draft is deleted. Nobody was asked yet.", "Discard the draft")
            }
        return Page(
            title: title, back: (round.title, "/rounds/\(round.id)"),
            body: """
                <h1 class="govuk-heading-l">\(title)</h1><p class="govuk-body wm-measure">\(text)</p>
                \(context.postForm("/rounds/\(round.id)/\(step.rawValue)", Parts.button(button)))
                """)
    }
}
