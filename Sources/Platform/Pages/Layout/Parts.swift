package import Store

/// Small pieces of GOV.UK markup that many pages share.
package enum Parts {
    /// - Parameter numeric: positions of the columns that hold figures.
    package static func table(
        caption: String, head: [String], rows: [[String]], numeric: Set<Int> = [], isCaptionHidden: Bool = false
    ) -> HTML {
        let headCells = head.enumerated().map { i, text -> HTML in
            "<th scope=\"col\" class=\"govuk-table__header\(if: numeric.contains(i), " govuk-table__header--numeric")\">\(text)</th>"
        }
        let bodyRows = rows.map { row -> HTML in
            let cells = row.enumerated().map { i, text -> HTML in
                i == 0
                    ? "<th scope=\"row\" class=\"govuk-table__header\">\(text)</th>"
                    : "<td class=\"govuk-table__cell\(if: numeric.contains(i), " govuk-table__cell--numeric")\">\(text)</td>"
            }
            return "<tr class=\"govuk-table__row\">\(cells)</tr>\n"
        }
        return """
            <div class="wm-scroll" tabindex="0" role="region" aria-label="\(caption)"><table class="govuk-table">
            <caption class="govuk-table__caption govuk-table__caption--s\(if: isCaptionHidden, " govuk-visually-hidden")">\(caption)</caption>
            <thead class="govuk-table__head"><tr class="govuk-table__row">\(headCells)</tr></thead>
            <tbody class="govuk-table__body">\(bodyRows)</tbody></table></div>
            """
    }

    package static func details(_ summary: HTML, isOpen: Bool = false, _ content: HTML) -> HTML {
        """
        <details class="govuk-details"\(if: isOpen, " open")><summary class="govuk-details__summary">\
        <span class="govuk-details__summary-text">\(summary)</span></summary>
        <div class="govuk-details__text">\(content)</div></details>
        """
    }

    package static func button(_ label: HTML, isSecondary: Bool = false, name: String? = nil, value: String = "") -> HTML {
        """
        <button class="govuk-button\(if: isSecondary, " govuk-button--secondary")" type="submit" data-module="govuk-button"\
        \(name.map { " name=\"\($0)\" value=\"\(value)\"" as HTML })>\(label)</button>
        """
    }

    package static func link(_ label: String, _ path: String) -> HTML { "<a class=\"govuk-link\" href=\"\(path)\">\(label)</a>" }

    /// GOV.UK summary list: a few facts with an optional action each.
    package static func summary(_ rows: [(key: String, value: HTML)]) -> HTML {
        let items = rows.map { row -> HTML in
            """
            <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">\(row.key)</dt>
            <dd class="govuk-summary-list__value">\(row.value)</dd></div>
            """
        }
        return "<dl class=\"govuk-summary-list\">\(items)</dl>"
    }

    package static func facts(_ items: [(figure: String, words: String)]) -> HTML {
        let parts = items.map { item -> HTML in "<div><dt>\(item.words)</dt><dd>\(item.figure)</dd></div>" }
        return "<dl class=\"wm-facts\">\(parts)</dl>"
    }

    package static func tag(_ text: String, _ kind: TagKind = .plain) -> HTML {
        "<span class=\"wm-tag\(kind.rawValue)\">\(text)</span>"
    }

    package enum TagKind: String { case plain = "", here = " wm-tag--here", go = " wm-tag--go" }

    /// GOV.UK pagination. - Parameter path: gives the address of a page.
    package static func pagination<Item>(_ slice: Slice<Item>, path: (Int) -> String) -> HTML {
        guard slice.pageCount > 1 else { return "" }
        let previous: HTML? =
            slice.page > 1
            ? "<div class=\"govuk-pagination__prev\"><a class=\"govuk-link govuk-pagination__link\" href=\"\(path(slice.page - 1))\" rel=\"prev\">Previous page</a></div>"
            : nil
        let next: HTML? =
            slice.page < slice.pageCount
            ? "<div class=\"govuk-pagination__next\"><a class=\"govuk-link govuk-pagination__link\" href=\"\(path(slice.page + 1))\" rel=\"next\">Next page</a></div>"
            : nil
        return """
            <nav class="govuk-pagination" aria-label="Pages">\(previous)\
            <p class="govuk-body govuk-!-margin-bottom-0">Page \(slice.page) of \(slice.pageCount)</p>\(next)</nav>
            """
    }
}
