import Pages
import Store

enum TeamViews {
    static func account(_ context: UserContext) -> Page {
        let user = context.user
        var links: [HTML] = []
        if user.role == .facilitator { links.append("<li>\(Parts.link("People of your council", "/team"))</li>") }
        if user.role == .administrator { links.append("<li>\(Parts.link("People of this hub", "/people"))</li>") }
        links.append("<li>\(Parts.link("Register of councils", "/councils"))</li>")
        return Page(
            title: "Your account",
            body: """
                <h1 class="govuk-heading-l">Your account</h1>
                \(Parts.summary([("Email address", "\(user.email)"), ("Role", "\(user.roleName)"), ("Council", "\(user.councilName ?? "The whole hub")")]))
                <ul class="govuk-list govuk-list--spaced">\(links)</ul>
                \(context.postForm("/sign-out", Parts.button("Sign out", isSecondary: true)))
                """)
    }

    static func team(_ context: FacilitatorContext, _ users: [User], _ open: [OpenInvitation], _ form: FormView) -> Page {
        Page(
            title: "People of your council", back: ("Your account", "/account"), form: form,
            body: """
                <h1 class="govuk-heading-l">People of \(context.councilName)</h1>
                \(Parts.table(caption: "\(Words.count(users.count, "account", "accounts"))", head: ["Email address", "Role"], rows: users.map { [$0.email, $0.role.name] }))
                \(InvitationViews.open(context, open, under: "/team"))
                <h2 class="govuk-heading-m">Invite someone</h2>
                <p class="govuk-body wm-measure">You get a link to send them. To give someone a new password, invite them again.</p>
                \(context.postForm("/team", """
                    \(form.text("email", "Their email address", kind: "email", width: "20"))
                    \(form.radios("role", "What they may do", options: [
                        .init("facilitator", "Facilitator", hint: "Runs rounds and the workshop, keeps the plan."),
                        .init("contributor", "Contributor", hint: "Sees results and the plan, and reports progress."),
                    ]))
                    \(Parts.button("Make the link"))
                    """))
                """)
    }

    static func people(
        _ context: AdministratorContext, _ users: [User], _ open: [OpenInvitation], _ councils: [Council], _ form: FormView
    ) -> Page {
        Page(
            title: "People of this hub", back: ("Your account", "/account"), form: form,
            body: """
                <h1 class="govuk-heading-l">People of this hub</h1>
                \(Parts.table(caption: "\(Words.count(users.count, "account", "accounts"))", head: ["Email address", "Role", "Council"], rows: users.map { [$0.email, $0.role.name, $0.councilName ?? "–"] }))
                \(InvitationViews.open(context, open, under: "/people"))
                <h2 class="govuk-heading-m">Invite someone</h2>
                <p class="govuk-body wm-measure">You get a link to send them. To give someone a new password, invite them again.</p>
                \(context.postForm("/people", """
                    \(form.text("email", "Their email address", kind: "email", width: "20"))
                    \(form.radios("role", "What they may do", options: [
                        .init("facilitator", "Facilitator", hint: "Runs a council's rounds and keeps its plan."),
                        .init("contributor", "Contributor", hint: "Sees a council's results and plan, and reports progress."),
                        .init("curator", "Curator", hint: "Will keep the library; in this version it is kept in files."),
                        .init("administrator", "Administrator", hint: "Invites people. Sees no council's answers."),
                    ]))
                    \(form.select("council", "Council", hint: "For facilitators and contributors. The list is filled with <code>waymark council import</code>.", options: [("", "None")] + councils.map { ($0.id.description, $0.officialName) }))
                    \(Parts.button("Make the link"))
                    """))
                """)
    }

    static func register(_ slice: Slice<Council>, search: String, on day: Day) -> Page {
        let rows = slice.items.map { council -> HTML in
            """
            <tr class="govuk-table__row"><th scope="row" class="govuk-table__header">\(Parts.link(council.officialName, "/councils/\(council.id)"))</th>
            <td class="govuk-table__cell">\(council.typeName)</td><td class="govuk-table__cell">\(council.region ?? council.nation)</td>
            <td class="govuk-table__cell">\(council.gssCode ?? "–")</td><td class="govuk-table__cell">\(council.status(on: day))</td></tr>
            """
        }
        return Page(
            title: "Register of councils",
            body: """
                <h1 class="govuk-heading-l">Register of councils</h1>
                <form method="get" action="/councils" role="search"><div class="govuk-form-group">
                <label class="govuk-label" for="q">Name or code</label>
                <input class="govuk-input govuk-input--width-20" id="q" name="q" type="search" value="\(search)" dir="auto">
                </div>\(Parts.button("Search", isSecondary: true))</form>
                \(if: slice.total == 0, "<p class=\"govuk-body\">No council matches. The register is filled with <code>waymark council import FILE.csv</code>.</p>")
                \(if: slice.total > 0, """
                    <div class="wm-scroll" tabindex="0" role="region" aria-label="Councils"><table class="govuk-table">
                    <caption class="govuk-table__caption govuk-table__caption--s">\(slice.first) to \(slice.last) of \(slice.total)</caption>
                    <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Council</th><th scope="col" class="govuk-table__header">Type</th><th scope="col" class="govuk-table__header">Region or nation</th><th scope="col" class="govuk-table__header">GSS code</th><th scope="col" class="govuk-table__header">Status</th></tr></thead>
                    <tbody class="govuk-table__body">\(rows)</tbody></table></div>
                    """)
                \(Parts.pagination(slice) { "/councils?q=\(URLText.encode(search))&page=\($0)" })
                <p class="wm-source">Register of local authorities by mySociety, CC BY 4.0, as imported by whoever runs this hub.</p>
                """)
    }

    static func council(_ council: Council, predecessors: [Council], successors: [Council], on day: Day) -> Page {
        func names(_ councils: [Council]) -> HTML {
            councils.isEmpty ? "none given" : councils.map { Parts.link($0.officialName, "/councils/\($0.id)") }.joined(by: "<br>")
        }
        return Page(
            title: council.officialName, back: ("Register of councils", "/councils"),
            body: """
                <h1 class="govuk-heading-l">\(council.officialName)</h1>
                \(Parts.summary([
                    ("Type", "\(council.typeName)"), ("Nation", "\(council.nation)"), ("Region", "\(council.region ?? "–")"),
                    ("Codes", "\(council.code)\(council.gssCode.map { ", GSS \($0)" } ?? "")"),
                    ("From", "\(council.startedOn?.inWords ?? "not given")"), ("Until", "\(council.endedOn?.inWords ?? "not given")"), ("Status", "\(council.status(on: day))"),
                    ("Came from", names(predecessors)), ("Became part of", names(successors)),
                ]))
                """)
    }
}
