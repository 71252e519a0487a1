import Pages
import Store

enum InvitationViews {
    /// The invitations that can still be accepted, each with a button that withdraws it.
    ///
    /// - Parameter path: of the page they stand on.
    static func open(_ context: some VisitContext, _ open: [OpenInvitation], under path: String) -> HTML {
        let items = open.map { it -> HTML in
            let council = it.invitation.councilName.map { " of \($0)" as HTML } ?? ""
            let button = Parts.button(
                "Withdraw<span class=\"govuk-visually-hidden\"> the invitation of \(it.invitation.email)</span>", isSecondary: true)
            return """
                <li><div><b>\(it.invitation.email)</b>
                <p class="wm-muted">\(it.invitation.role.name)\(council). Invited by \(it.invitedBy ?? "a command"). Works until \(Day(it.expiresAt).inWords), \(it.expiresAt.clockTime).</p></div>
                \(context.postForm("\(path)/invitations/\(it.id)/withdraw", button))</li>
                """
        }
        return """
            <h2 class="govuk-heading-m">Open invitations</h2>
            \(if: open.isEmpty, "<p class=\"govuk-body\">None. An invitation stands here until it is accepted, too old or withdrawn.</p>")
            \(if: !open.isEmpty, "<ul class=\"wm-todo-list\">\(items)</ul>")
            """
    }
}
