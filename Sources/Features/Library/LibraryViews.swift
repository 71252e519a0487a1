import Maturity
import Pages
import Store

enum LibraryViews {
    // MARK: List

    static func list(
        _ slice: Slice<Resource>, _ question: ResourceShelf.Question, query: FormFields, frameworks: [Framework], total: Int
    ) -> Page {
        let form = FormView(query)
        let characteristics = [(value: "", label: "Any")] + (frameworks.first?.characteristics.map { ($0.id, $0.title) } ?? [])
        let types = [(value: "", label: "Any")] + ResourceType.allCases.map { ($0.rawValue, $0.title) }
        let councils = [
            ("", "Any"), ("district", "District"), ("county", "County"), ("unitary", "Unitary"), ("metropolitan", "Metropolitan district"),
            ("london-borough", "London borough"), ("scotland", "Scotland"), ("wales", "Wales"), ("northern-ireland", "Northern Ireland"),
            ("combined-authority", "Combined authority"),
        ].map { (value: $0.0, label: $0.1) }
        let found = slice.total == 1 ? "1 resource" : "\(slice.total) resources"
        return Page(
            title: "Library",
            body: """
                <h1 class="govuk-heading-xl">Library</h1>
                <p class="govuk-body-l wm-measure">What others wrote, built, taught and tried. Each of the \(total) resources is tied to the step it helps with, and says how good the evidence is. See also <a class="govuk-link" href="/good">what good looks like</a>.</p>
                <form method="get" action="/library" role="search" class="wm-filters">
                \(form.text("q", "Words", kind: "search", width: "20"))
                \(form.select("characteristic", "Helps with", options: characteristics))
                \(form.select("type", "Kind", options: types))
                \(form.select("council", "For", options: councils))
                \(Parts.button("Show"))
                </form>
                <h2 class="govuk-heading-m">\(slice.total == 0 ? "Nothing matches" : "\(found), the best supported first")</h2>
                <p class="govuk-body">\(Parts.link("How we grade them", "/library/grades"))</p>
                \(if: slice.total == 0, "<p class=\"govuk-body\">Try fewer or other words, or choose a statement under “Helps with”.</p>")
                \(slice.items.map { card($0, heading: "h3") })
                \(Parts.pagination(slice) { page in
                    "/library?q=\(URLText.encode(question.text))&characteristic=\(URLText.encode(question.characteristicID ?? ""))&type=\(URLText.encode(question.type?.rawValue ?? ""))&council=\(URLText.encode(question.councilType ?? ""))&page=\(page)"
                })
                """)
    }

    static func card(_ it: Resource, heading: HTML) -> HTML {
        """
        <article class="wm-resource"><\(heading) class="govuk-heading-s"><a class="govuk-link" href="/library/\(it.id)">\(it.title)</a></\(heading)>
        <p class="wm-base">\(line(it))</p>
        <p class="govuk-body">\(it.summary)</p>\(dials(it))</article>
        """
    }

    private static func line(_ it: Resource) -> String {
        [it.type.title, it.publisher.isolated, it.year.map(String.init)].compactMap { $0 }.joined(separator: ", ")
    }

    private static func dials(_ it: Resource) -> HTML {
        """
        <dl class="wm-dials">\(Dial.html("Evidence", filled: it.evidence.grade.filled, word: it.evidence.grade.rawValue))\
        \(impact(it))\
        \(Dial.html("Cost", filled: it.cost.grade.filled, word: it.cost.grade.rawValue))</dl>
        """
    }

    private static func impact(_ it: Resource) -> HTML {
        guard it.impact.grade != .unknown else { return "<div><dt>Impact</dt><dd>not known</dd></div>" }
        return Dial.html("Impact", filled: it.impact.grade.filled, word: it.impact.grade.rawValue)
    }

    // MARK: One resource

    static func show(_ it: Resource, frameworks: [Framework]) -> Page {
        let steps = it.helps.compactMap { step -> HTML? in
            guard let framework = frameworks.first(where: { $0.characteristic(step.characteristicID) != nil }),
                let characteristic = framework.characteristic(step.characteristicID)
            else { return nil }
            return "<li>\(Parts.link(characteristic.title, "/good/\(framework.id)/\(characteristic.id)")), from level \(step.from) to \(step.to)</li>"
        }
        let councils = it.councilTypes.contains("all") ? "All" : Words.list(it.councilTypes.map { $0.replacing("-", with: " ") })
        return Page(
            title: it.title, back: ("Library", "/library"),
            body: """
                <span class="govuk-caption-l">\(line(it))</span>
                <h1 class="govuk-heading-l">\(it.title)</h1>
                <p class="govuk-body-l wm-measure">\(it.summary)</p>
                <p class="govuk-body"><a class="govuk-button" href="\(it.url)" rel="noreferrer">Go to the resource</a></p>
                <p class="wm-base wm-address">\(it.url)</p>
                \(dials(it))
                \(Parts.summary([
                    ("Evidence", "\(it.evidence.grade.rawValue.capitalizedWord). \(it.evidence.reason)"), ("Impact", "\(it.impact.grade.rawValue.capitalizedWord). \(it.impact.reason)"),
                    ("Cost to take it up", "\(it.cost.grade.rawValue.capitalizedWord). \(it.cost.reason)"), ("For", "\(councils)"),
                    ("Helps with", "<ul class=\"govuk-list govuk-!-margin-bottom-0\">\(steps)\(if: steps.isEmpty, "<li>Nothing on this hub</li>")</ul>"),
                    ("Last checked", "\(it.checked.date.inWords). \(it.checked.how)"),
                ]))
                <p class="wm-source">The summary and the grades are ours, not the publisher’s. \(Parts.link("How we grade them", "/library/grades")).</p>
                """)
    }

    static func grades() -> Page {
        Page(
            title: "How we grade resources", back: ("Library", "/library"),
            body: """
                <h1 class="govuk-heading-l">How we grade resources</h1>
                <p class="govuk-body wm-measure">Three dials that stand apart, because a thing can be cheap and unproven, or proven and dear.</p>
                \(Parts.table(caption: "Evidence: how do we know that it works?", head: ["Grade", "Meaning"], rows: EvidenceGrade.allCases.reversed().map { [$0.rawValue.capitalizedWord, $0.meaning] }))
                \(Parts.table(caption: "Impact: how much changed where it was tried?", head: ["Grade", "Meaning"], rows: [
                    ["High", "A large change in an outcome or in cost, reported with its base."], ["Medium", "A clear change."], ["Low", "A small one."],
                    ["Unknown", "Nobody has reported it. Most guidance is here."],
                ]))
                \(Parts.table(caption: "Cost: what does it take a council to use it?", head: ["Band", "Meaning"], rows: [
                    ["Free", "Staff time to read and use it."], ["Low", "Some days of a team."], ["Medium", "A project with a budget."], ["High", "A programme over more than a year."],
                ]))
                <p class="govuk-body wm-measure">Order: evidence, then impact, then low cost, then year. Resources for your next step come before others.</p>
                """)
    }
}

extension String {
    fileprivate var capitalizedWord: String { prefix(1).uppercased() + dropFirst() }
}
