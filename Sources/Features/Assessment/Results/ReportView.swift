import Maturity
import Pages
import People
import Store

/// The whole round on paper: summary, priorities, groups, every statement, how it was done.
enum ReportView {
    static func page(_ context: CouncilContext, _ result: RoundResult, decisions: [String: Decision]) -> Page {
        let findings = Findings(result: result)
        let round = result.round
        return Page(
            title: "Report of \(round.title)", isWide: true, back: ("Result", "/rounds/\(round.id)/result"),
            body: """
                <span class="govuk-caption-l">\(context.councilName), \(ResultViews.caption(round))</span>
                <h1 class="govuk-heading-xl govuk-!-margin-bottom-4">\(findings.headline)</h1>
                <p class="govuk-body-l wm-measure">\(findings.lead)</p>
                <p class="govuk-body wm-noprint">Print this page, or save it as a PDF, with your browser’s print command.</p>
                <h2 class="govuk-heading-l">Priorities</h2>
                <ol class="govuk-list govuk-list--number govuk-list--spaced">\(result.startPriorities.map { priority(result, $0, decisions[$0.characteristic.id]) })</ol>
                \(PriorityViews.rule(result))
                \(ResultViews.groups(result, findings))
                \(result.framework.themes.map { theme(result, $0) })
                <section class="wm-section"><h2 class="govuk-heading-l">How this was done</h2>\(method(result))</section>
                """)
    }

    private static func priority(_ result: RoundResult, _ it: Priority, _ decision: Decision?) -> HTML {
        """
        <li><b>\(it.characteristic.title)</b>, from \(Words.level(it.now)) to \(Words.level(it.target)). \(it.nextStep ?? "")<br>
        <span class="wm-base">Owner: \(ownerText(decision)). \(PriorityViews.sum(it)).</span></li>
        """
    }

    private static func ownerText(_ decision: Decision?) -> String {
        switch decision {
        case .planned(let owner, let due): "\(owner ?? "none yet")\(due.map { ", by \($0)" } ?? "")"
        case .declined(let reason): "declined: \(reason.hasSuffix(".") ? String(reason.dropLast()) : reason)"
        case nil: "not decided"
        }
    }

    private static func theme(_ result: RoundResult, _ theme: Framework.Theme) -> HTML {
        let parts = theme.characteristics.map { it -> HTML in
            let score = result.score[it.id]
            let agreement = result.agreements[it.id]?.agreement
            let bar = score.flatMap { score in
                score.figures.map {
                    LikertBar(
                        id: "r-\(it.id)", title: it.title, scale: ResultViews.scale(result.framework), counts: $0.distribution.counts,
                        dontKnow: score.dontKnow
                    ).html
                }
            }
            return """
                <div class="wm-report-item"><h3 class="govuk-heading-s govuk-!-margin-bottom-1">\(it.title)</h3>
                <p class="govuk-body govuk-!-margin-bottom-1">\(it.statement)</p>
                \(bar)\(if: bar == nil, "<p class=\"govuk-body\">[c] Too few answers to show.</p>")
                <p class="wm-base">\(figures(result, score)) \(agreement.map { agreed(result, $0) } ?? "Not discussed at the workshop.")</p></div>
                """
        }
        return "<section class=\"wm-section\"><h2 class=\"govuk-heading-l\">\(theme.title)</h2>\(ResultViews.scale(result.framework).key)\(parts)</section>"
    }

    private static func figures(_ result: RoundResult, _ score: CharacteristicScore?) -> String {
        guard let score, let figures = score.figures else { return "" }
        return
            "\(score.answered) gave a level, \(score.dontKnow) did not know. Median \(Words.level(figures.median))\(figures.targetMedian.map { ", median target \(Words.level($0))" } ?? "")."
    }

    private static func agreed(_ result: RoundResult, _ agreement: Agreement) -> String {
        var text = "Agreed: \(result.framework.label(level: agreement.level))"
        if let target = agreement.target { text += ", target \(result.framework.label(level: target))" }
        text += ", importance \(agreement.importance)."
        if let reason = agreement.reason { text += " Reason: \(reason)" }
        if let dissent = agreement.dissent { text += " Dissent: \(dissent)" }
        return text
    }

    private static func method(_ result: RoundResult) -> HTML {
        let round = result.round
        return """
            <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
            <li>Framework: \(round.framework.title), version \(round.framework.version), fixed when the round was made.</li>
            <li>\(result.score.respondents) of \(result.invited) people with a link answered between \(round.opensOn.inWords) and \(round.lastDay.inWords). They chose themselves or were invited; they are not a random sample, so no margin of error is given.</li>
            <li>\(round.isNamed ? "Answers carried a role." : "Answers were anonymous.") Nobody saw any before the round closed.</li>
            <li>Groups: \(Words.list(round.groups.map { "\(Words.midSentence($0.name)) (\($0.asks == .pulse ? "pulse" : "all statements"))" })).</li>
            <li>Figures are shown from \(round.threshold) people. A group hidden alone takes the next smallest with it, so that it cannot be worked out.</li>
            <li>The median is the middle answer, or the mean of the two middle ones. Every figure can be had as CSV from the result page.</li>
            </ul>
            """
    }
}
