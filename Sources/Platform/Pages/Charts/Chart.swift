/// A picture that is also a table, with a sentence that says what it shows.
package enum Chart {
    /// - Parameters:
    ///   - finding: the sentence a member could repeat.
    ///   - source: base, rule and origin of the figures.
    ///   - csv: where the same figures can be had as a file.
    package static func figure(
        finding: String, key: HTML = "", picture: HTML, source: HTML, table: HTML, csv: (path: String, of: String)?
    ) -> HTML {
        """
        <figure class="wm-figure"><figcaption class="wm-finding">\(finding)</figcaption>
        \(key)\(picture)
        <p class="wm-source">\(source)</p>
        \(Parts.details("Show as a table<span class=\"govuk-visually-hidden\">: \(finding)</span>", "\(table)\(csv.map(csvLink))"))
        </figure>
        """
    }

    package static func csvLink(path: String, of what: String) -> HTML {
        """
        <p class="govuk-body-s"><a class="govuk-link" href="\(path)">Download these figures (CSV)</a>\
        <span class="govuk-visually-hidden"> for \(what)</span></p>
        """
    }

    /// An SVG that a screen reader can name: `id` must be unique on its page.
    static func svg(id: String, height: Int, title: String, description: String, _ content: HTML) -> HTML {
        """
        <svg class="wm-svg" role="img" aria-labelledby="\(id)-t \(id)-d" width="100%" height="\(height)">\
        <title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(description)</desc>\(content)</svg>
        """
    }
}
