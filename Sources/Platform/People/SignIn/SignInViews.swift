import HTTPTypes
import Pages

enum SignInViews {
    /// - Parameter unsaved: what was sent after the end of a session and waits for a new one.
    static func signIn(_ context: VisitorContext, _ form: FormView, unsaved: UnsavedForm?) -> Page {
        Page(
            title: "Sign in", form: form,
            body: """
                <h1 class="govuk-heading-l">Sign in</h1>
                \(if: unsaved != nil, SignInForm.notSaved)
                \(SignInForm.html(context, form, next: form.values["next"], unsaved: unsaved))
                <p class="govuk-body wm-muted">Forgotten it? A facilitator of your council can send you a link to choose a new one.</p>
                <p class="govuk-body wm-muted">You do not need an account to answer a round: use the link you were sent.</p>
                """)
    }

    static func setup(_ context: VisitorContext, _ form: FormView) -> Page {
        Page(
            title: "Set up this hub", form: form,
            body: """
                <h1 class="govuk-heading-l">Set up this hub</h1>
                <p class="govuk-body wm-measure">You become its first administrator. The server printed a code when it started; it shows that this machine is yours.</p>
                \(context.postForm("/setup", """
                    \(form.text("code", "One-time code", width: "20", autocomplete: "one-time-code"))
                    \(form.text("email", "Your email address", kind: "email", width: "20", autocomplete: "username"))
                    \(newPassword(form))
                    \(Parts.button("Set up the hub"))
                    """))
                """)
    }

    static func invitation(_ context: VisitorContext, _ invitation: Invitation, _ form: FormView) -> Page {
        let whose = invitation.councilName.map { " for \($0)" } ?? ""
        return Page(
            title: "Accept your invitation", form: form,
            body: """
                <h1 class="govuk-heading-l">Choose a password</h1>
                <p class="govuk-body wm-measure">You are invited as \(invitation.role.rawValue)\(whose), with the email address \(invitation.email).</p>
                \(context.postForm(context.visit.path, """
                    <input type="hidden" name="username" value="\(invitation.email)" autocomplete="username">
                    \(newPassword(form))
                    \(Parts.button("Save and sign in"))
                    """))
                """)
    }

    /// Only whoever holds the link and has chosen a password comes here; the audit trail has a line of it.
    static func otherAccount(_ invitation: Invitation) -> Page {
        Page(
            title: "This invitation cannot be accepted", status: .conflict,
            body: """
                <h1 class="govuk-heading-l">This invitation cannot be accepted</h1>
                <p class="govuk-body wm-measure">\(invitation.email) already has an account on this hub, with another role or for another council. That account is as it was, and the password you chose was not kept.</p>
                <p class="govuk-body wm-measure"><a class="govuk-link" href="/sign-in">Sign in</a> with the account you have. If you have changed council or role, ask whoever runs this hub to remove the old account first.</p>
                """)
    }

    private static func newPassword(_ form: FormView) -> HTML {
        form.text(
            "password", "Password", hint: "At least \(PasswordPolicy.shortest) characters. Four unrelated words work well.",
            kind: "password", width: "20", autocomplete: "new-password")
    }
}
