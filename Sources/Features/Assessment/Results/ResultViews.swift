import Maturity
import Pages
import People
import Store

/// The result of a round: priorities first, then groups, answers, leaders beside staff.
enum ResultViews {
    static func scale(_ framework: Framework) -> LevelScale { LevelScale(names: framework.levels.map(\.name)) }

    static func caption(_ round: Round) -> String { "\(round.title.isolated), closed \(round.lastDay.inWords)" }

    static func result(
        _ context: CouncilContext, _ result: RoundResult, resources: [String: [ResourceLink]], decisions: [String: Decision]
    ) -> Page {
        let findings = Findings(result: result)
        let root = "/rounds/\(result.round.id)"
        let unowned = result.startPriorities.count { owner(decisions[$0.characteristic.id]) == nil && !isDeclined(decisions[$0.characteristic.id]) }
        return Page(
            title: "Result of \(result.round.title.isolated)", isWide: true, back: ("All rounds", "/rounds"),
            body: """
                <span class="govuk-caption-l">\(caption(result.round))</span>
                <h1 class="govuk-heading-xl govuk-!-margin-bottom-4">\(findings.headline)</h1>
                <p class="govuk-body-l wm-measure">\(findings.lead)</p>
                \(Parts.facts([
                    ("\(result.score.respondents)", result.score.respondents == 1 ? "person answered" : "people answered"),
                    ("\(result.shownCount)", "statements with enough answers, of \(result.framework.characteristics.count)"),
                    ("\(result.agreements.count)", "levels agreed at the workshop"),
                    ("\(unowned)", unowned == 1 ? "priority without an owner" : "priorities without an owner"),
                ]))
                \(if: result.agreements.count < result.shownCount && context.isFacilitator, """
                    <p class="govuk-body"><a class="\(result.agreements.isEmpty ? "govuk-button" : "govuk-link")" href="\(root)/workshop">\(result.agreements.isEmpty ? "Run the workshop" : "Go on with the workshop")</a></p>
                    """)
                \(PriorityViews.section(context, result, resources: resources, decisions: decisions))
                \(groups(result, findings))
                \(answers(result, findings))
                \(leadersAndStaff(result, findings))
                """)
    }

    private static func owner(_ decision: Decision?) -> String? {
        if case .planned(let owner?, _) = decision { owner } else { nil }
    }

    private static func isDeclined(_ decision: Decision?) -> Bool {
        if case .declined = decision { true } else { false }
    }

    // MARK: Groups by theme

    static func groups(_ result: RoundResult, _ findings: Findings, canDownload: Bool = true) -> HTML {
        let slugs = result.themes.first?.groups.map(\.group) ?? []
        let rows = result.themes.map { row in
            (
                label: "\(findings.title(row.theme))" as HTML,
                cells: row.groups.map { cell -> HeatTable.Cell in
                    if !cell.isAsked { return .none }
                    return cell.figures.map { .median($0.median, base: $0.people) } ?? .hidden
                }
            )
        }
        let compared = result.themes.flatMap(\.compared).count
        let heat = HeatTable(
            finding: findings.themes, corner: "Theme", columns: slugs.map(findings.groupName), rows: rows, scale: scale(result.framework),
            source: """
                Median level, with the number of people who answered below it. Uses only the \(compared) statements that the most groups were asked, \
                so that like is compared with like; –: not asked. [c]: fewer than \(result.round.threshold) answered, or hidden so that a small group cannot be worked out from the rest.\(silent(result))
                """, csv: canDownload ? ("/rounds/\(result.round.id)/figures/themes.csv", "groups by theme") : nil)
        return
            "<section class=\"wm-section\" aria-labelledby=\"groups\"><h2 class=\"govuk-heading-l\" id=\"groups\">Where each group puts us</h2>\(heat.html)</section>"
    }

    private static func silent(_ result: RoundResult) -> String {
        let answered = Set(result.themes.first?.groups.map(\.group) ?? [])
        let none = result.round.groups.map(\.slug).filter { !answered.contains($0) }.map(result.round.said)
        return none.isEmpty ? "" : " Nobody answered: \(Words.list(none))."
    }

    // MARK: Answers

    private static func answers(_ result: RoundResult, _ findings: Findings) -> HTML {
        let pulse = result.framework.characteristics.filter(\.isPulse)
        let shown = (pulse.isEmpty ? result.framework.characteristics : pulse)
            .filter { result.score[$0.id]?.figures != nil }
            .sorted { mean(result, $0) > mean(result, $1) }
        return """
            <section class="wm-section" aria-labelledby="answers"><h2 class="govuk-heading-l" id="answers">How people answered</h2>
            \(likert(result, shown, finding: findings.answers(shown), prefix: "bar"))
            <p class="govuk-body">\(Parts.link("See all \(result.framework.characteristics.count) statements", "/rounds/\(result.round.id)/result/all")) · \
            \(Parts.link("Where we disagree most", "/rounds/\(result.round.id)/result/disagreement"))</p></section>
            """
    }

    /// Only to put bars in order; never shown.
    private static func mean(_ result: RoundResult, _ it: Characteristic) -> Double {
        guard let counts = result.score[it.id]?.figures?.distribution.counts else { return 0 }
        return Double(counts.enumerated().reduce(0) { $0 + $1.offset * $1.element }) / Double(max(1, counts.reduce(0, +)))
    }

    static func likert(_ result: RoundResult, _ shown: [Characteristic], finding: String, prefix: String) -> HTML {
        let scale = scale(result.framework)
        let rows = shown.compactMap { it -> HTML? in
            guard let score = result.score[it.id], let figures = score.figures else { return nil }
            let bar = LikertBar(id: "\(prefix)-\(it.id)", title: it.title, scale: scale, counts: figures.distribution.counts, dontKnow: score.dontKnow)
            return """
                <li class="wm-row"><a class="govuk-link govuk-link--no-visited-state" href="/rounds/\(result.round.id)/result/statement/\(it.id)">\(it.title)</a>\(bar.html)
                <span class="wm-base"><span class="govuk-visually-hidden">answered </span>\(score.answered)<span class="wm-muted"> + \(score.dontKnow) d/k</span></span></li>
                """
        }
        return Chart.figure(
            finding: finding, key: scale.key, picture: "<ol class=\"wm-rows\">\(rows)</ol>",
            source: "Figures in the bars are people. At the right: how many gave a level, and how many did not know (d/k).",
            table: statementTable(result, shown, caption: "Answers to \(shown.count) statements"),
            csv: ("/rounds/\(result.round.id)/figures/statements.csv", "answers by statement"))
    }

    static func statementTable(_ result: RoundResult, _ shown: [Characteristic], caption: String) -> HTML {
        let levels = result.framework.levels.indices.map { result.framework.label(level: $0) }
        let rows = shown.map { it -> [String] in
            guard let score = result.score[it.id], let figures = score.figures else {
                return [it.title] + levels.map { _ in "[c]" } + [
                    "\(result.score[it.id]?.answered ?? 0)", "\(result.score[it.id]?.dontKnow ?? 0)", "[c]", "[c]",
                ]
            }
            return [it.title] + figures.distribution.counts.map(String.init)
                + ["\(score.answered)", "\(score.dontKnow)", Words.level(figures.median), figures.spread.map { Words.decimal($0, places: 2) } ?? "–"]
        }
        let head = ["Statement"] + levels + ["Answered", "Don’t know", "Median", "Spread"]
        return Parts.table(caption: caption, head: head, rows: rows, numeric: Set(1..<head.count))
    }

    // MARK: Leaders beside staff

    private static func leadersAndStaff(_ result: RoundResult, _ findings: Findings) -> HTML {
        voicePair(result, findings, .leaders, .staff, id: "staff") + voicePair(result, findings, .leaders, .members, id: "members")
    }

    private static func voicePair(_ result: RoundResult, _ findings: Findings, _ a: Voice, _ b: Voice, id: String) -> HTML {
        let pairs = result.pairs(a, b)
        guard !pairs.isEmpty else { return "" }
        let (first, second, said) = (findings.name(a), findings.name(b), findings.said(b))
        let scale = scale(result.framework)
        let rows = pairs.map { pair -> HTML in
            let it = pair.characteristic
            let strip = PairStrip(
                id: "\(id)-\(it.id)", title: it.title, scale: scale, first: (first, pair.first.median), second: (said, pair.second.median))
            return
                "<li class=\"wm-row\"><span>\(it.title)</span>\(strip.html)<span class=\"wm-base\">\(pair.first.answered) and \(pair.second.answered)</span></li>"
        }
        let table = Parts.table(
            caption: "\(first) and \(said)", head: ["Statement", first, "Answered", second, "Answered"],
            rows: pairs.map {
                [$0.characteristic.title, Words.level($0.first.median), "\($0.first.answered)", Words.level($0.second.median), "\($0.second.answered)"]
            },
            numeric: [1, 2, 3, 4])
        // One level on one statement may be chance; most statements pointing one way are not.
        let up = pairs.count { $0.difference >= 1 }
        let down = pairs.count { $0.difference <= -1 }
        let isAlike = max(up, down) * 2 <= pairs.count
        return """
            <section class="wm-section" aria-labelledby="\(id)"><h2 class="govuk-heading-l" id="\(id)">\(first) and \(said) \(isAlike ? "see much the same council" : "see different councils")</h2>
            \(Chart.figure(
                finding: findings.pairs(pairs, a, b), key: PairStrip.key(first: findings.said(a), second: said),
                picture: "<ol class=\"wm-rows\">\(rows)<li class=\"wm-row\" aria-hidden=\"true\"><span></span>\(PairStrip.axis(scale))<span class=\"wm-base\"></span></li></ol>",
                source: "Medians. At the right: how many of each gave a level. With groups this small, read a difference of 1 as a question to ask, not a finding.",
                table: table, csv: ("/rounds/\(result.round.id)/figures/groups.csv", "answers by group")))</section>
            """
    }

    // MARK: All, and disagreement

    static func all(_ result: RoundResult) -> Page {
        let scale = scale(result.framework)
        let sections = result.framework.themes.map { theme -> HTML in
            let rows = theme.characteristics.map { it -> HTML in
                let score = result.score[it.id]
                let standing = result.standing(it.id)
                let picture: HTML =
                    standing.now.map { now in
                        TargetStrip(
                            id: "strip-\(it.id)", title: it.title, scale: scale, now: now, target: standing.target,
                            band: score?.figures?.distribution.middleHalf,
                            nowMeans: result.agreements[it.id] == nil ? "Median now" : "Agreed level now"
                        ).html
                    } ?? "<p class=\"wm-base\">[c] Too few answers to show.</p>"
                return """
                    <li class="wm-row wm-row--tall"><a class="govuk-link govuk-link--no-visited-state" href="/rounds/\(result.round.id)/result/statement/\(it.id)">\(it.title)</a>\(picture)
                    <span class="wm-base">\(score?.answered ?? 0) answered\(if: result.agreements[it.id] != nil, "<br>agreed")</span></li>
                    """
            }
            return "<h2 class=\"govuk-heading-m\">\(theme.title)</h2><ol class=\"wm-rows\">\(rows)</ol>"
        }
        return Page(
            title: "All statements of \(result.round.title.isolated)", isWide: true, back: ("Result", "/rounds/\(result.round.id)/result"),
            body: """
                <span class="govuk-caption-l">\(caption(result.round))</span>
                <h1 class="govuk-heading-l">All \(result.framework.characteristics.count) statements</h1>
                \(TargetStrip.key(now: "agreed level now, or the median where none is agreed", target: "target for \(result.round.ambitionOn.monthInWords)"))
                \(sections)
                <section class="wm-section"><h2 class="govuk-heading-m">The same as a table</h2>
                \(statementTable(result, result.framework.characteristics, caption: "Answers to all statements"))
                \(Chart.csvLink(path: "/rounds/\(result.round.id)/figures/statements.csv", of: "all statements"))</section>
                """)
    }

    static func disagreement(_ context: CouncilContext, _ result: RoundResult) -> Page {
        let shown = result.framework.characteristics.filter { result.score[$0.id]?.figures?.spread != nil }
            .sorted { (result.score[$0.id]?.figures?.spread ?? 0) > (result.score[$1.id]?.figures?.spread ?? 0) }
        let top = Array(shown.prefix(10))
        let finding =
            top.first.map {
                "We are furthest apart on “\($0.title.isolated)”: spread \(Words.decimal(result.score[$0.id]?.figures?.spread ?? 0, places: 2))."
            } ?? "Too few people answered."
        return Page(
            title: "Where we disagree most", isWide: true, back: ("Result", "/rounds/\(result.round.id)/result"),
            body: """
                <span class="govuk-caption-l">\(caption(result.round))</span>
                <h1 class="govuk-heading-l">Where we disagree most</h1>
                <p class="govuk-body wm-measure">Spread is the mean difference between any two people who answered, divided by the highest level: 0 means that all say the same, 0.5 that half stand at each end.</p>
                \(likert(result, top, finding: finding, prefix: "dis"))
                \(if: context.isFacilitator, "<p class=\"govuk-body\"><a class=\"govuk-button\" href=\"/rounds/\(result.round.id)/workshop\">Take these to the workshop</a></p>")
                """)
    }
}
