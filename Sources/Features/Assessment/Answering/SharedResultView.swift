import Maturity
import Pages
import Store

/// What came of it, for those who answered: shown by their own link once the facilitator shares it.
enum SharedResultView {
    static func page(_ respondent: Respondent, _ result: RoundResult, decisions: [String: Decision]) -> Page {
        let findings = Findings(result: result)
        let start = result.startPriorities
        let items = start.map { ReportView.priority(result, $0, decisions[$0.characteristic.id]) }
        return Page(
            title: "Result of \(result.round.title.isolated)", frame: .focus(council: respondent.invitation.councilName, leave: nil), isWide: true,
            body: """
                <span class="govuk-caption-l">\(respondent.invitation.councilName), \(ResultViews.caption(result.round))</span>
                <h1 class="govuk-heading-xl govuk-!-margin-bottom-4">\(findings.headline)</h1>
                <p class="govuk-body-l wm-measure">\(findings.lead) \(Words.count(result.score.respondents, "person", "people")) answered. Thank you for being one of them.</p>
                <h2 class="govuk-heading-l">What we mean to do</h2>
                <ol class="govuk-list govuk-list--number govuk-list--spaced">\(items)</ol>
                \(if: items.isEmpty, "<p class=\"govuk-body\">No statement has a target above its level.</p>")
                \(Parts.details("What gap, importance and fit mean", PriorityViews.rule(result)))
                \(ResultViews.groups(result, findings, canDownload: false))
                """)
    }
}
