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
            title: "Report of \(round.title.isolated)", isWide: true, back: ("Result", "/rounds/\(round.id)/result"),
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

    static func priority(_ result: RoundResult, _ it: Priority, _ decision: Decision?) -> HTML {
        let step = it.nextStep.map { "First step, to \(it.toLevel): \($0)" } ?? ""
        return """
            <li><b>\(it.characteristic.title)</b>, now \(Words.level(it.now)), target \(Words.level(it.target)). \(step)<br>
            <span class="wm-base">\(decided(decision)) \(PriorityViews.sum(it)).</span></li>
            """
    }

    private static func decided(_ decision: Decision?) -> String {
        switch decision {
        case .planned(let owner, let due): "Owner: \(owner?.isolated ?? "none yet")\(due.map { ", by \($0)" } ?? "")."
        case .declined(let reason): "Declined: \(reason.isolated)\(reason.hasSuffix(".") ? "" : ".")"
        case nil: "Not decided yet."
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
        if let reason = agreement.reason { text += " Reason: \(reason.isolated)" }
        if let dissent = agreement.dissent { text += " Dissent: \(dissent.isolated)" }
        return text
    }

    private static func method(_ result: RoundResult) -> HTML {
        let round = result.round
        return """
            <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
            <li>Framework: \(round.framework.title), version \(round.framework.version), fixed when the round was made.</li>
            <li>\(Words.count(result.score.respondents, "person", "people")) answered, \(when(round)). They came by links that can be passed on, so no response rate can be given; they are not a random sample, so no margin of error is.</li>
            <li>\(round.isNamed ? "Answers carried a role." : "Answers were anonymous.") Nobody saw any before the round closed.</li>
            <li>Groups: \(Words.list(round.groups.map { "\(round.said($0.slug)) (\(round.themes(for: $0).flatMap(\.characteristics).count) statements)" })).</li>
            <li>Figures are shown from \(round.threshold) people. Where a hidden group could be worked out from the others, the next smallest is hidden with it.</li>
            <li>The median is the middle answer, or the mean of the two middle ones. Every figure can be had as CSV from the result page.</li>
            </ul>
            """
    }

    private static func when(_ round: Round) -> String {
        let first = Day(round.openedAt ?? round.opensOn.start)
        let start = max(first, round.opensOn)
        return start == round.lastDay ? "on \(start.inWords)" : "between \(start.inWords) and \(round.lastDay.inWords)"
    }
}
