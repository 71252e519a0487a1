import Pages
import Store

enum InvitationViews {
    /// The invitations that can still be accepted, each with a button that withdraws it.
    ///
    /// - Parameter path: of the page they stand on.
    static func open(_ context: some VisitContext, _ open: [OpenInvitation], under path: String) -> HTML {
        let rows = open.map { it -> HTML in
            let council = it.invitation.councilName ?? "–"
            return """
                <tr class="govuk-table__row"><th scope="row" class="govuk-table__header">\(it.invitation.email)</th>
                <td class="govuk-table__cell">\(it.invitation.role.name)</td><td class="govuk-table__cell">\(council)</td>
                <td class="govuk-table__cell">\(it.invitedBy ?? "A command")</td>
                <td class="govuk-table__cell">\(Day(it.expiresAt).inWords), \(it.expiresAt.clockTime)</td>
                <td class="govuk-table__cell">\(context.postForm("\(path)/invitations/\(it.id)/withdraw", Parts.button("Withdraw<span class=\"govuk-visually-hidden\"> the invitation of \(it.invitation.email)</span>", isSecondary: true)))</td></tr>
                """
        }
        let head = ["Email address", "Role", "Council", "Invited by", "Until", ""].map { text -> HTML in
            """
            <th scope="col" class="govuk-table__header">\(if: text.isEmpty, "<span class=\"govuk-visually-hidden\">Withdraw</span>")\(text)</th>
            """
        }
        return """
            <h2 class="govuk-heading-m">Open invitations</h2>
            \(if: open.isEmpty, "<p class=\"govuk-body\">None. An invitation stands here until it is accepted, too old or withdrawn.</p>")
            \(if: !open.isEmpty, """
                <div class="wm-scroll" tabindex="0" role="region" aria-label="Open invitations"><table class="govuk-table">
                <caption class="govuk-table__caption govuk-visually-hidden">Open invitations</caption>
                <thead class="govuk-table__head"><tr class="govuk-table__row">\(head)</tr></thead>
                <tbody class="govuk-table__body">\(rows)</tbody></table></div>
                """)
            """
    }
}
