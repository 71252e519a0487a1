/// The frame of every page: header, the improvement cycle, footer.
struct Layout {
    let page: Page
    let visit: Visit
    let path: String

    private var site: Site { visit.site }
    private var container: HTML { page.isWide ? "govuk-width-container wm-wide" : "govuk-width-container" }

    var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="en" class="govuk-template">
        <head>
        <meta charset="utf-8">
        <title>\(if: page.form?.hasErrors == true, "Error: ")\(page.title) – Waymark</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
        <meta name="theme-color" content="#0f3d36">
        \(icon)\(site.stylesheets.map { "<link rel=\"stylesheet\" href=\"\($0)\">\n" })\
        \(site.script.map { "<script type=\"module\" src=\"\($0)\"></script>" as HTML })
        </head>
        <body class="govuk-template__body">
        <a href="#main" class="govuk-skip-link" data-module="govuk-skip-link">Skip to main content</a>
        \(header)
        \(navigation)
        <div class="\(container)">
        \(page.back.map { "<nav aria-label=\"Back\"><a href=\"\($0.path)\" class=\"govuk-back-link\">\($0.label)</a></nav>" as HTML })
        <main class="govuk-main-wrapper\(if: page.back != nil, " wm-main-tight")" id="main">
        \(banner)\(page.form?.errorSummary)
        \(page.body)
        </main>
        </div>
        \(footer)
        </body>
        </html>
        """
    }

    private var icon: HTML {
        guard let first = site.stylesheets.last, let cut = first.lastIndex(of: "/") else { return "" }
        return "<link rel=\"icon\" type=\"image/svg+xml\" href=\"\(first[...cut])favicon.svg\">\n"
    }

    // MARK: Header

    private static let brand: HTML = """
        <a class="wm-brand" href="/"><svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" focusable="false">\
        <circle cx="16" cy="16" r="16" fill="#ffd23f"/><path d="M16 5 L25.5 16.5 H20 V26 L16 23 L12 26 V16.5 H6.5 Z" \
        fill="#0f3d36" transform="rotate(38 16 16)"/></svg>Waymark</a>
        """

    private var header: HTML {
        """
        <header>
        <div class="wm-header"><div class="\(container) wm-header__row">\(Self.brand)\(council)\(who)</div></div>
        \(if: site.isDemo, """
            <div class="wm-demo"><div class="\(container)"><b>Demo</b> · Every council, figure and answer here is invented.</div></div>
            """)
        </header>
        """
    }

    private var council: HTML? {
        let name: String? =
            switch page.frame {
            case .hub: visit.signedIn?.councilName
            case .focus(let council, _): council
            }
        return name.map { "<span class=\"wm-header__council\">\($0)</span>" }
    }

    private var who: HTML? {
        switch page.frame {
        case .hub:
            if let user = visit.signedIn {
                return "<span class=\"wm-header__who\"><a href=\"/account\">\(user.roleName)</a></span>"
            }
            return "<span class=\"wm-header__who\"><a href=\"/sign-in\">Sign in</a></span>"
        case .focus(_, let leave):
            return leave.map { "<span class=\"wm-header__who\"><a href=\"\($0.path)\">\($0.label)</a></span>" }
        }
    }

    // MARK: Navigation and footer

    private var navigation: HTML {
        guard case .hub = page.frame else { return "" }
        let isSignedIn = visit.signedIn?.councilID != nil
        let links: [HTML] = isSignedIn ? CycleStep.allCases.map(step) : site.publicNavigation.map(link)
        return """
            <nav class="wm-nav\(if: !isSignedIn, " wm-nav--public")" aria-label="\(isSignedIn ? "Improvement cycle" : "Main")">\
            <div class="\(container)"><ol>\(links)</ol></div></nav>
            """
    }

    private func link(_ item: NavigationItem) -> HTML {
        let current = item.path == path ? "page" : "true"
        return "<li><a href=\"\(item.path)\"\(if: item.leads(to: path), " aria-current=\"\(current)\"")>\(item.title)</a></li>\n"
    }

    /// All eight steps are always there; one that this version has no page for is plain text.
    private func step(_ step: CycleStep) -> HTML {
        if let item = site.navigation.first(where: { $0.step == step }) { return link(item) }
        return "<li><span class=\"wm-nav__later\">\(step.name)<span class=\"govuk-visually-hidden\"> (not in this version)</span></span></li>\n"
    }

    private var banner: HTML? {
        visit.banner.map { banner in
            let isDone = banner.kind == .done
            return """
                <div class="govuk-notification-banner\(if: isDone, " govuk-notification-banner--success")" role="alert" aria-labelledby="banner-title" data-module="govuk-notification-banner">
                <div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="banner-title">\(isDone ? "Done" : "Not done")</h2></div>
                <div class="govuk-notification-banner__content"><p class="govuk-notification-banner__heading">\(banner.message)</p></div></div>
                """
        }
    }

    private var footer: HTML {
        """
        <footer class="wm-footer"><div class="\(container)"><p>Waymark is open source. \
        <a class="govuk-link" href="/accessibility">Accessibility</a> · <a class="govuk-link" href="/privacy">Privacy</a> · \
        <a class="govuk-link" href="/help">Help</a></p></div></footer>
        """
    }
}
