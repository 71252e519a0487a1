/// Medians by row and column: a real table whose cells are shaded, so that picture and figures are one.
package struct HeatTable {
    package enum Cell: Sendable {
        case median(Double, base: Int)
        /// Under the threshold, or hidden with a cell that is.
        case hidden
        /// Not asked.
        case none
    }

    package let finding: String
    package let corner: String
    package let columns: [String]
    package let rows: [(label: HTML, cells: [Cell])]
    package let scale: LevelScale
    package let source: HTML
    package let csv: (path: String, of: String)?

    package init(
        finding: String, corner: String, columns: [String], rows: [(label: HTML, cells: [Cell])], scale: LevelScale,
        source: HTML, csv: (path: String, of: String)?
    ) {
        self.finding = finding
        self.corner = corner
        self.columns = columns
        self.rows = rows
        self.scale = scale
        self.source = source
        self.csv = csv
    }

    package var html: HTML {
        let head = columns.map { "<th scope=\"col\">\($0)</th>" as HTML }
        let body = rows.map { row -> HTML in "<tr><th scope=\"row\">\(row.label)</th>\(row.cells.map(cell))</tr>\n" }
        return """
            <div class="wm-figure"><div class="wm-scroll" tabindex="0" role="region" aria-label="\(finding)">
            <table class="wm-heat"><caption class="wm-finding">\(finding)</caption>
            <thead><tr><th scope="col">\(corner)</th>\(head)</tr></thead><tbody>\(body)</tbody></table></div>
            \(scale.keyWithHidden)
            <p class="wm-source">\(source)</p>
            \(csv.map(Chart.csvLink))</div>
            """
    }

    private func cell(_ cell: Cell) -> HTML {
        switch cell {
        case .median(let value, let base):
            "<td class=\"wm-l\(scale.shade(value))\">\(Words.level(value))<span><span class=\"govuk-visually-hidden\">answered </span>\(base)</span></td>"
        case .hidden: "<td class=\"wm-hidden-cell\"><abbr title=\"hidden\">[c]</abbr></td>"
        case .none: "<td class=\"wm-none\"><span aria-hidden=\"true\">–</span><span class=\"govuk-visually-hidden\">not asked</span></td>"
        }
    }
}
