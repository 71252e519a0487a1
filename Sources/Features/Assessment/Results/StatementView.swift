import Maturity
import Pages
import Store

/// One statement of a closed round: how people answered, what was agreed, what to do next.
enum StatementView {
    static func page(_ result: RoundResult, _ it: Characteristic, resources: [ResourceLink]) -> Page {
        let score = result.score[it.id]
        let agreement = result.agreements[it.id]
        return Page(
            title: "\(it.title.isolated), \(result.round.title.isolated)", isWide: true, back: ("Result", "/rounds/\(result.round.id)/result"),
            body: """
                <span class="govuk-caption-l">\(ResultViews.caption(result.round))</span>
                <h1 class="govuk-heading-xl govuk-!-margin-bottom-2">\(it.title)</h1>
                <p class="govuk-body-l wm-measure">\(it.statement)</p>
                <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                \(score.map { figures(result, it, $0) })
                \(agreement.map { agreed(result, $0) })
                \(remarks(result.remarks[it.id] ?? [], score: score, threshold: result.round.threshold))
                </div><div class="govuk-grid-column-one-third">\(next(result, it, resources))</div></div>
                """)
    }

    static func figures(_ result: RoundResult, _ it: Characteristic, _ score: CharacteristicScore) -> HTML {
        guard let figures = score.figures else {
            return
                "<p class=\"govuk-body\">[c] \(Words.count(score.answered, "person", "people")) gave a level. Figures are shown from \(result.round.threshold).</p>"
        }
        let findings = Findings(result: result)
        let scale = ResultViews.scale(result.framework)
        let dots = DotColumns(
            id: "dots", title: "\(it.title.isolated): how \(score.answered) people answered", scale: scale, counts: figures.distribution.counts,
            dontKnow: score.dontKnow
        )
        let rows = figures.groups.map { groupRow(result, $0, scale) }
        return """
            \(Chart.figure(
                finding: findings.agreement(score), picture: dots.html, source: base(score, figures),
                table: ResultViews.statementTable(result, [it], caption: "\(it.title.isolated), all groups"),
                csv: ("/rounds/\(result.round.id)/figures/statements.csv", "all statements")))
            \(Chart.figure(
                finding: findings.groups(score), key: scale.key, picture: "\(rows)",
                source: "Beside each group: how many gave a level. A group with fewer than \(result.round.threshold) is hidden; where it could be worked out from the others, the next smallest is hidden with it.",
                table: groupTable(result, it, score), csv: ("/rounds/\(result.round.id)/figures/groups.csv", "answers by group")))
            """
    }

    private static func base(_ score: CharacteristicScore, _ figures: CharacteristicScore.Figures) -> HTML {
        let notApplicable = score.notApplicable > 0 ? ", \(score.notApplicable) said it does not apply" : ""
        let spread = figures.spread.map { Words.decimal($0, places: 2) } ?? "not defined"
        let target = figures.targetMedian.map { ", median target \(Words.level($0))" } ?? ""
        return """
            One dot is one person. \(score.answered) gave a level, \(score.dontKnow) did not know\(notApplicable). \
            Median \(Words.level(figures.median)), spread \(spread)\(target).
            """
    }

    private static func groupRow(_ result: RoundResult, _ group: GroupScore, _ scale: LevelScale) -> HTML {
        let name = result.round.group(group.group)?.name ?? group.group
        guard let figures = group.figures else {
            return
                "<div class=\"wm-grouprow\"><span><b>\(name)</b></span><span class=\"wm-hidden-bar wm-hidden-cell\">[c] hidden</span><span class=\"wm-base\"></span></div>"
        }
        let bar = LikertBar(id: "group-\(group.group)", title: name, scale: scale, counts: figures.distribution.counts, dontKnow: 0, height: 34)
        return """
            <div class="wm-grouprow"><span><b>\(name)</b> <span class="wm-muted">\(figures.answered)</span></span>\(bar.html)
            <span class="wm-base">median \(Words.level(figures.median))</span></div>
            """
    }

    private static func groupTable(_ result: RoundResult, _ it: Characteristic, _ score: CharacteristicScore) -> HTML {
        let levels = result.framework.levels.indices.map { result.framework.label(level: $0) }
        var rows = (score.figures?.groups ?? []).map { group -> [String] in
            let name = result.round.group(group.group)?.name ?? group.group
            let cells = group.figures.map { $0.distribution.counts.map(String.init) + ["\($0.answered)", Words.level($0.median)] }
            return [name] + (cells ?? Array(repeating: "[c]", count: levels.count + 2))
        }
        if let figures = score.figures {
            rows.append(["All"] + figures.distribution.counts.map(String.init) + ["\(score.answered)", Words.level(figures.median)])
        }
        return Parts.table(
            caption: "\(it.title.isolated), by group", head: ["Group"] + levels + ["Answered", "Median"], rows: rows, numeric: Set(1...(levels.count + 2)))
    }

    private static func agreed(_ result: RoundResult, _ stored: StoredAgreement) -> HTML {
        let agreement = stored.agreement
        var rows: [(key: String, value: HTML)] = [("Level now", "\(result.framework.label(level: agreement.level))")]
        if let target = agreement.target { rows.append(("Target for \(result.round.ambitionOn.monthInWords)", "\(result.framework.label(level: target))")) }
        rows.append(("Importance", "\("\(agreement.importance)".capitalizedFirst)"))
        if let reason = agreement.reason { rows.append(("Reason", "\(reason)")) }
        if let dissent = agreement.dissent { rows.append(("Someone disagrees", "\(dissent)")) }
        return "<h2 class=\"govuk-heading-m\">What the workshop agreed</h2>\(Parts.summary(rows))"
    }

    private static func remarks(_ remarks: [Remark], score: CharacteristicScore?, threshold: Int) -> HTML {
        guard !remarks.isEmpty, (score?.answered ?? 0) + (score?.notApplicable ?? 0) >= threshold else { return "" }
        let items = remarks.map { remark -> HTML in
            """
            <li>\(remark.notApplicableBecause.map { "<span class=\"wm-muted\">Does not apply because:</span> \($0) " as HTML })\(remark.note)\
            \(remark.link.map { " <a class=\"govuk-link\" href=\"\($0)\" rel=\"noreferrer\">\($0)</a>" as HTML })</li>
            """
        }
        return
            "<h2 class=\"govuk-heading-m\">What people wrote</h2><ul class=\"govuk-list govuk-list--bullet govuk-list--spaced\">\(items)</ul><p class=\"wm-source\">In no order, without group or person.</p>"
    }

    private static func next(_ result: RoundResult, _ it: Characteristic, _ resources: [ResourceLink]) -> HTML {
        let now = result.standing(it.id).now.map { Int($0.rounded(.down)) }
        let step = now.flatMap { it.steps.indices.contains($0) ? it.steps[$0] : nil }
        let links = resources.map { "<li><a class=\"govuk-link\" href=\"\($0.path)\">\($0.title)</a> <span class=\"wm-muted\">\($0.type)</span></li>" as HTML }
        let ladder = it.levels.enumerated().reversed().map { level, words -> HTML in
            """
            <li><span class="wm-ladder__n wm-l\(ResultViews.scale(result.framework).shade(Double(level)))">\(level)</span>\
            <p\(if: level == now, " class=\"wm-ladder__here\"")>\(words)\(if: level == now, " \(Parts.tag("You are here", .here))")</p></li>
            """
        }
        return """
            <div class="wm-aside"><h2 class="govuk-heading-s">\(step == nil ? "At the top" : "Next step")</h2>
            <p class="govuk-body">\(step ?? "Keep it, and tell others how you got here.")</p>
            \(if: !links.isEmpty, "<h2 class=\"govuk-heading-s\">Resources for this step</h2><ul class=\"govuk-list govuk-list--spaced\">\(links)</ul>")
            <h2 class="govuk-heading-s">The levels</h2><ol class="wm-ladder wm-ladder--small" reversed>\(ladder)</ol></div>
            """
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
