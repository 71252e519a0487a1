import Content

/// A table with its name, its columns and the file that holds the same figures.
struct FigureTable: Sendable {
    /// Of the file, without ".csv".
    var id: String
    var caption: String
    var columns: [String]
    var rows: [[String]]
    /// How many columns from the left are words; the others are numbers.
    var wordColumns = 1
    /// Rows on the page; the file has them all.
    var limit = 30

    var csv: String { CSV.text([columns] + rows.map { $0.enumerated().map { $0 < wordColumns ? $1 : Self.plain($1) } }) }

    /// A number without commas between thousands and without its unit sign, so that a spreadsheet can add it up.
    private static func plain(_ cell: String) -> String {
        let bare = cell.replacing(",", with: "").replacing("£", with: "")
        return Double(bare) != nil && !bare.isEmpty ? bare : cell
    }

    var markup: Markup {
        let head = columns.enumerated().map { index, name -> Markup in
            index < wordColumns ? "<th scope=\"col\">\(name)</th>" : "<th scope=\"col\" class=\"n\">\(name)</th>"
        }
        let body = rows.prefix(limit).map { row -> Markup in
            let cells = row.enumerated().map { index, cell -> Markup in
                if index == 0 { return "<th scope=\"row\">\(cell)</th>" }
                return index < wordColumns ? "<td>\(cell)</td>" : "<td class=\"n\">\(cell)</td>"
            }
            return "<tr>\(cells)</tr>\n"
        }
        let more: Markup =
            rows.count > limit ? "<p class=\"source\">The first \(limit) of \(Wording.count(rows.count)) rows; the file has all.</p>\n" : ""
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(caption)"><table><caption>\(caption)</caption>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(body)</tbody></table></div>
            \(more)<p><a href="\(id).csv">These figures as a file (CSV)</a></p>

            """
    }
}

/// One finding: a sentence, its picture, where it comes from, and its table.
struct Figure: Sendable {
    var heading: String
    var finding: String
    var picture: Markup
    /// Base, rule and source.
    var source: String
    var table: FigureTable
    var note: Markup = ""
    /// Whether the table is open from the start, because it is the point or stands for a picture.
    var isTableOpen = false

    var markup: Markup {
        let open: Markup = isTableOpen ? " open" : ""
        return """
            <section aria-labelledby="\(table.id)">
            <h2 id="\(table.id)">\(heading)</h2>
            <figure>
            <figcaption>\(finding)</figcaption>
            \(picture)
            <p class="source">\(source)</p>
            \(note)
            <details\(open)><summary>Show as a table</summary>
            \(table.markup)</details>
            </figure>
            </section>

            """
    }
}
