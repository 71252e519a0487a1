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
                <span class="govuk-caption-l">\(round.title), \(round.framework.title)</span>
                <h1 class="govuk-heading-xl govuk-!-margin-bottom-4">\(heading(round, state, context, total))</h1>
                \(if: state != .draft, Parts.facts([("\(total.begun)", "have begun"), ("\(total.submitted)", "have sent their answers")]))
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
        case .draft: return "\(round.title.isolated) is a draft."
        case .scheduled: return "\(round.title.isolated) opens on \(round.opensOn.inWords)."
        case .open:
            let days = Day(context.now).days(until: round.closesOn)
            let left = days == 0 ? "It closes tonight." : days == 1 ? "It closes tomorrow night." : "\(days) days left."
            return "\(Words.count(total.begun, "person has", "people have")) begun. \(left)"
        case .closed: return "\(round.title.isolated) is closed. \(Words.count(total.begun, "person", "people")) answered."
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
            parts = [quiet("Change the dates", "/edit"), quiet("Close the round", "/close")]
        case (.closed, true):
            parts = [
                green("See the result", "/result"), quiet("Workshop", "/workshop"), quiet("Report", "/report"),
                round.sharedAt == nil ? quiet("Share it with everyone who answered", "/share") : quiet("Stop sharing it", "/unshare"),
            ]
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
                <li><div class="wm-grouplink"><b>\(group.name)</b> <span class="wm-muted">\(count) statements, about \(AnswerViews.minutes(count)) minutes. \(it.begun) begun, \(it.submitted) sent\(it.begun < round.threshold ? "; shown from \(round.threshold)" : "")</span>
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
            \(if: context.isFacilitator, letter(context, round))
            """
    }

    private static func letter(_ context: CouncilContext, _ round: Round) -> HTML {
        Parts.details(
            "Words for your message",
            """
            <p class="govuk-body">Where are we now, and where should we be in two years? \(context.councilName) asks its leaders, members, managers, staff and partners the same questions. \
            It takes 7 to 21 minutes, on a phone if you like, and needs no account. \(round.isNamed ? "Your answers carry your role." : "Your answers are anonymous.") \
            Nobody sees any before \(round.closesOn.inWords). Please say what you see, not what the plan says. Here is your link:</p>
            """)
            + "<p class=\"govuk-body\">\(Parts.link("Make personal links instead", "/rounds/\(round.id)/people")), for people who should each have one of their own.</p>"
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
        let mix = round.framework.routes.map { "\($0.name.isolated) \(round.routeMix.weights[$0.id] ?? 0)" }
        return Parts.summary([
            ("Framework", "\(round.framework.title), version \(round.framework.version), fixed for this round"),
            ("Answers", round.isNamed ? "With a role" : "Anonymous"), ("Smallest group shown", "\(round.threshold) people"),
            ("Open", "\(round.opensOn.inWords) to \(round.lastDay.inWords)"), ("Targets for", "\(round.ambitionOn.inWords)"),
            ("Route mix", "\(mix.isEmpty ? "none" : mix.joined(separator: ", "))"),
            (
                "Groups",
                round.groups.map {
                    "\($0.name): \(round.themes(for: $0).flatMap(\.characteristics).count) of \(round.framework.characteristics.count) statements" as HTML
                }.joined(by: "<br>")
            ),
        ])
    }

    /// Groups that would be hidden if the round closed now.
    private static func tooFew(_ round: Round, _ progress: [ID<RoundGroup>: GroupProgress]) -> HTML {
        let small = round.groups.map { (name: round.said($0.slug), count: progress[$0.id]?.begun ?? 0) }.filter { $0.count < round.threshold }
        guard !small.isEmpty else { return "" }
        let names = small.map { "\($0.name) \($0.count)" }
        return """
            <div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text">\
            <span class="govuk-visually-hidden">Warning</span>Too few yet to be shown: \(Words.list(names)). \
            A group needs \(round.threshold), better twice that, since some will not know.</strong></div>
            """
    }

    // MARK: Asked once more

    static func confirm(_ context: FacilitatorContext, _ round: Round, _ step: RoundStep, _ progress: [ID<RoundGroup>: GroupProgress]) -> Page {
        let (title, text, button): (String, String, HTML) =
            switch step {
            case .open:
                (
                    "Open “\(round.title.isolated)”?",
                    "People can answer from \(round.opensOn.inWords) to the end of \(round.closesOn.inWords). After that you cannot change the groups, the smallest group shown, or whether answers are anonymous.",
                    "Open the round"
                )
            case .close:
                (
                    "Close “\(round.title.isolated)”?",
                    "Nobody can answer or change an answer afterwards, and you can see the result. A closed round cannot be opened again.", "Close the round"
                )
            case .discard: ("Discard “\(round.title.isolated)”?", "The draft is deleted. Nobody was asked yet.", "Discard the draft")
            case .share:
                (
                    "Share the result?",
                    "Everyone who answered sees the headline, the priorities with what was decided, and where each group puts the council, by the link they used. Small groups stay hidden.",
                    "Share the result"
                )
            case .unshare: ("Stop sharing the result?", "Those who answered no longer see it. Some may have kept a copy.", "Stop sharing")
            }
        return Page(
            title: title, back: (round.title, "/rounds/\(round.id)"),
            body: """
                <h1 class="govuk-heading-l">\(title)</h1><p class="govuk-body wm-measure">\(text)</p>
                \(if: step == .close, tooFew(round, progress))
                \(context.postForm("/rounds/\(round.id)/\(step.rawValue)", Parts.button(button)))
                """)
    }
}
