import Maturity
import Pages

enum NarrativeViews {
    static func framework(_ framework: Framework, others: [Framework]) -> Page {
        let themes = framework.themes.map { theme -> HTML in
            let items = theme.characteristics.map { it -> HTML in
                "<li><a class=\"govuk-link govuk-!-font-weight-bold\" href=\"/good/\(framework.id)/\(it.id)\">\(it.title)</a><br>\(it.statement)</li>"
            }
            return """
                <section class="wm-section" aria-labelledby="\(theme.id)"><h2 class="govuk-heading-l govuk-!-margin-bottom-2" id="\(theme.id)">\(theme.title)</h2>
                <p class="govuk-body wm-measure">\(theme.summary)</p><ul class="govuk-list govuk-list--spaced wm-columns">\(items)</ul></section>
                """
        }
        let links = others.map { "<li>\(Parts.link($0.title, "/good/\($0.id)"))</li>" as HTML }
        return Page(
            title: framework.title,
            body: """
                <h1 class="govuk-heading-xl">\(framework.title)</h1>
                <p class="govuk-body-l wm-measure">\(framework.summary)</p>
                \(themes)
                \(if: !links.isEmpty, "<section class=\"wm-section\"><h2 class=\"govuk-heading-m\">Other frameworks on this hub</h2><ul class=\"govuk-list\">\(links)</ul></section>")
                <p class="wm-source">Version \(framework.version). Licence \(framework.licence).</p>
                """)
    }

    static func characteristic(_ framework: Framework, _ it: Characteristic, cards: HTML, total: Int) -> Page {
        let scale = LevelScale(names: framework.levels.map(\.name))
        let ladder = it.levels.enumerated().reversed().map { level, words -> HTML in
            """
            <li><span class="wm-ladder__n wm-l\(scale.shade(Double(level)))">\(level)</span><p><b>\(framework.levels[level].name).</b> \(words)</p></li>
            """
        }
        let steps = it.steps.enumerated().map { from, words -> HTML in "<li><b>From \(from) to \(from + 1).</b> \(words)</li>" }
        let related = it.goesWith.compactMap(framework.characteristic)
        let first = it.requires.compactMap(framework.characteristic)
        let theme = framework.theme(of: it.id)
        func links(_ others: [Characteristic]) -> HTML {
            "<ul class=\"govuk-list\">\(others.map { "<li>\(Parts.link($0.title, "/good/\(framework.id)/\($0.id)"))</li>" as HTML })</ul>"
        }
        return Page(
            title: it.title,
            body: """
                <nav class="govuk-breadcrumbs wm-breadcrumbs" aria-label="Breadcrumb"><ol class="govuk-breadcrumbs__list">
                <li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="/good/\(framework.id)">\(framework.title)</a></li>
                \(theme.map { "<li class=\"govuk-breadcrumbs__list-item\"><a class=\"govuk-breadcrumbs__link\" href=\"/good/\(framework.id)#\($0.id)\">\($0.title)</a></li>" as HTML })</ol></nav>
                <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                <h1 class="govuk-heading-xl govuk-!-margin-bottom-4">\(it.title)</h1>
                <p class="govuk-body-l">\(it.statement)</p>
                <h2 class="govuk-heading-m">Why it matters</h2><p class="govuk-body">\(it.why)</p>
                <h2 class="govuk-heading-m">The \(Words.number(it.levels.count).lowercased()) levels</h2><ol class="wm-ladder" reversed>\(ladder)</ol>
                \(if: !it.signs.isEmpty, "<h2 class=\"govuk-heading-m\">Signs that it is not so</h2><ul class=\"wm-signs\">\(it.signs.map { "<li>\($0)</li>" as HTML })</ul>")
                \(if: !it.evidence.isEmpty, "<h2 class=\"govuk-heading-m\">What could show it</h2><ul class=\"govuk-list govuk-list--bullet\">\(it.evidence.map { "<li>\($0)</li>" as HTML })</ul>")
                <h2 class="govuk-heading-m">The smallest next step</h2><ul class="govuk-list govuk-list--spaced">\(steps)</ul>
                \(if: total > 0, """
                    <h2 class="govuk-heading-m" id="best">What helps most</h2>
                    <p class="govuk-body">\(Parts.link("All \(total) resources for this", "/library?characteristic=\(it.id)")), the best supported first.</p>
                    \(cards)
                    """)
                </div><aside class="govuk-grid-column-one-third" aria-label="Related"><div class="wm-aside">
                \(if: !first.isEmpty, "<h2 class=\"govuk-heading-s\">Usually comes first</h2>\(links(first))")
                \(if: !related.isEmpty, "<h2 class=\"govuk-heading-s\">Goes with</h2>\(links(related))")
                \(if: !framework.routes.isEmpty, "<h2 class=\"govuk-heading-s\">Routes</h2><p class=\"govuk-body\">\(routes(framework, it))</p>")
                <p class="wm-base">Framework version \(framework.version).</p></div></aside></div>
                """)
    }

    private static func routes(_ framework: Framework, _ it: Characteristic) -> String {
        guard !it.routes.isEmpty else { return "All: a foundation" }
        return Words.list(it.routes.compactMap { id in framework.routes.first { $0.id == id }?.name })
    }
}
