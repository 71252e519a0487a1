import Foundation
import Pages
import Store

/// What the administrator is told of the data file.
enum FileCheckView {
    /// At the top of the page; empty unless something is wrong.
    static func problem(_ finding: FileCheck.Finding) -> HTML {
        switch finding {
        case .waiting, .sound: ""
        case .damaged(let moment, let lines):
            box(
                "The data file is damaged",
                """
                <p class="govuk-body">Found by the check of \(when(moment)). Stop the hub, keep a copy of its folder, and restore the folder from a backup. Some pages may fail until then.</p>
                <ul class="govuk-list govuk-list--bullet">\(lines.map { line -> HTML in "<li>\(line)</li>" })</ul>
                """)
        case .failed(let moment, let reason):
            box("The data file could not be checked", "<p class=\"govuk-body\">Tried at \(when(moment)): \(reason)</p>")
        }
    }

    static func allClear(_ finding: FileCheck.Finding) -> HTML {
        switch finding {
        case .waiting: "<p class=\"govuk-body wm-muted\">The data file is being checked, or waits to be.</p>"
        case .sound(let moment): "<p class=\"govuk-body wm-muted\">The data file was checked after the start, at \(when(moment)). No damage was found.</p>"
        case .damaged, .failed: ""
        }
    }

    private static func when(_ moment: Date) -> String { "\(moment.clockTime) on \(Day(moment).inWords)" }

    private static func box(_ title: HTML, _ content: HTML) -> HTML {
        """
        <div class="govuk-error-summary" role="region" aria-labelledby="file-check"><h2 class="govuk-error-summary__title" id="file-check">\(title)</h2>
        <div class="govuk-error-summary__body">\(content)</div></div>
        """
    }
}
