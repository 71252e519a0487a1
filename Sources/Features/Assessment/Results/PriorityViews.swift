import Maturity
import Pages
import People
import Store

/// The five to seven priorities with their next step, owner, resources and the rule that ranks them.
enum PriorityViews {
    static func section(
        _ context: CouncilContext, _ result: RoundResult, resources: [String: [ResourceLink]], decisions: [String: Decision]
    ) -> HTML {
        let start = result.startPriorities
        guard !start.isEmpty else {
            return
                "<section aria-labelledby=\"priorities\"><h2 class=\"govuk-heading-l\" id=\"priorities\">No priorities</h2><p class=\"govuk-body wm-measure\">No statement with enough answers has a target above its level.</p></section>"
        }
        let items = start.enumerated().map { item(result, rank: $0 + 1, $1, resources[$1.characteristic.id] ?? [], decisions[$1.characteristic.id]) }
        let isPlanned = start.allSatisfy { decisions[$0.characteristic.id] != nil }
        return """
            <section aria-labelledby="priorities"><h2 class="govuk-heading-l" id="priorities">\(Words.number(start.count)) \(start.count == 1 ? "priority" : "priorities") until \(result.round.ambitionOn.monthInWords)</h2>
            <p class="govuk-body wm-measure">Score = gap × importance\(result.framework.routes.isEmpty ? "" : " × fit with your routes"). Ties go to the wider spread of answers.</p>
            \(TargetStrip.key(now: "agreed level now, or the median", target: "target for \(result.round.ambitionOn.monthInWords)"))
            <ol class="wm-priorities">\(items)</ol>
            \(Parts.details("Show all \(result.priorities.count) statements with a gap as a table", table(result)))
            \(Parts.details("What gap, importance, fit and spread mean", rule(result)))
            <div class="govuk-button-group"><a class="govuk-button\(if: result.agreements.isEmpty && context.isFacilitator, " govuk-button--secondary")" href="/plan/rounds/\(result.round.id)">\(context.isFacilitator && !isPlanned ? "Turn these into a plan" : "See the plan")</a>
            \(Parts.link("See all \(result.framework.characteristics.count) statements", "/rounds/\(result.round.id)/result/all"))
            \(Parts.link("Print the report", "/rounds/\(result.round.id)/report"))</div></section>
            """
    }

    private static func item(_ result: RoundResult, rank: Int, _ it: Priority, _ resources: [ResourceLink], _ decision: Decision?) -> HTML {
        let id = it.characteristic.id
        let score = result.score[id]
        let isAgreed = result.agreements[id] != nil
        let strip = TargetStrip(
            id: "p-\(id)", title: it.characteristic.title, scale: ResultViews.scale(result.framework), now: it.now, target: it.target,
            band: score?.figures?.distribution.middleHalf, nowMeans: isAgreed ? "Agreed level now" : "Median now")
        let links = resources.map {
            "<li><a class=\"govuk-link\" href=\"\($0.path)\">\($0.title)</a> <span class=\"wm-muted\">\($0.type)</span></li>\n" as HTML
        }
        return """
            <li class="wm-priority"><div><h3 class="govuk-heading-m govuk-!-margin-bottom-2"><span class="wm-priority__n">\(rank)</span>\
            <a class="govuk-link govuk-link--no-visited-state" href="/rounds/\(result.round.id)/result/statement/\(id)">\(it.characteristic.title)</a></h3>
            <p class="govuk-body"><b>Next step\(it.nextStep == nil ? "" : ", to \(it.toLevel)"):</b> \(it.nextStep ?? "Keep it as it is.")</p>
            <dl class="wm-dl"><dt>Owner</dt><dd>\(owner(decision, round: result.round))</dd>\
            \(before(result, it))\(if: !links.isEmpty, "<dt>Resources</dt><dd><ul class=\"govuk-list govuk-!-margin-bottom-0\">\(links)</ul></dd>")</dl></div>
            <div>\(strip.html)
            <p class="wm-base govuk-body-s">\(score?.answered ?? 0) answered, \(score?.dontKnow ?? 0) did not know\(asked(result, it))\(isAgreed ? "" : ". Not agreed yet: medians")<br>\(sum(it))</p></div></li>
            """
    }

    /// Who was asked, where that was not everyone.
    private static func asked(_ result: RoundResult, _ it: Priority) -> String {
        let asked = result.round.groups.filter { result.round.isAsked($0.slug, it.characteristic) }
        guard asked.count < result.round.groups.count else { return "" }
        return " (asked: \(Words.list(asked.map { result.round.said($0.slug) })))"
    }

    static func owner(_ decision: Decision?, round: Round) -> HTML {
        switch decision {
        case .planned(let owner?, let due): "\(owner)\(due.map { ", by \($0)" } ?? "")"
        case .planned(nil, _): "<b class=\"wm-flag\">None yet.</b> \(Parts.link("Name an owner", "/plan"))"
        case .declined(let reason): "Declined: \(reason)"
        case nil: "<b class=\"wm-flag\">None yet.</b> \(Parts.link("Plan or decline it", "/plan/rounds/\(round.id)"))"
        }
    }

    /// Prerequisites that are not yet at the level this one starts from.
    private static func before(_ result: RoundResult, _ it: Priority) -> HTML? {
        let missing = it.characteristic.requires.filter { (result.standing($0).now ?? 0) <= it.now }
            .compactMap { result.framework.characteristic($0)?.title }
        guard !missing.isEmpty else { return nil }
        return "<dt>Comes first</dt><dd>\(Words.list(missing))</dd>"
    }

    static func sum(_ it: Priority) -> String {
        "Score \(Words.decimal(it.score, places: 1)) = gap \(Words.level(it.gap)) × importance \(it.importance.rawValue) × fit \(Words.decimal(it.fit, places: 1))"
    }

    static func table(_ result: RoundResult) -> HTML {
        let rows = result.priorities.enumerated().map { rank, it in
            [
                "\(rank + 1). \(it.characteristic.title)", Words.level(it.now), Words.level(it.target), Words.level(it.gap),
                "\(it.importance.rawValue)", Words.decimal(it.fit, places: 2), Words.decimal(it.score, places: 1), Words.decimal(it.spread, places: 2),
            ]
        }
        return Parts.table(
            caption: "All statements with a gap", head: ["Statement", "Now", "Target", "Gap", "Importance", "Fit", "Score", "Spread"], rows: rows,
            numeric: Set(1...7)) + Chart.csvLink(path: "/rounds/\(result.round.id)/figures/priorities.csv", of: "priorities")
    }

    static func rule(_ result: RoundResult) -> HTML {
        let mix = result.framework.routes.map { "\($0.name.isolated) \(result.round.routeMix.weights[$0.id] ?? 0)%" }
        let fit: HTML =
            mix.isEmpty
            ? "1 for all statements, since this framework has no routes."
            : "how much of your mix goes to the statement’s routes, beside an equal mix. 1 is neutral, and what a statement has on which all routes stand; 0 means that your mix leaves it out. Your mix is \(Words.list(mix))."
        return """
            <ul class="govuk-list govuk-list--bullet">
            <li><b>Gap</b>: target less level now, in levels. Both as agreed at the workshop, or else the medians of the answers.</li>
            <li><b>Importance</b>: as agreed at the workshop. Low 1, medium 2, high 3; medium where nothing is agreed.</li>
            <li><b>Fit</b>: \(fit)</li>
            <li><b>Spread</b>: the mean difference between any two people who answered, divided by the highest level.</li>
            <li>We show at least five and at most seven first, and stop where the score falls most.\(if: !mix.isEmpty, " What your mix leaves out comes last.")</li>
            </ul>
            """
    }
}
