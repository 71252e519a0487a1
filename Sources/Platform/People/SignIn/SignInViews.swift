import Pages

enum SignInViews {
    static func signIn(_ context: VisitorContext, _ form: FormView) -> Page {
        Page(
            title: "Sign in", form: form,
            body: """
                <h1 class="govuk-heading-l">Sign in</h1>
                \(context.postForm("/sign-in", """
                    <input type="hidden" name="next" value="\(form.values["next"])">
                    \(form.text("email", "Email address", kind: "email", width: "20", autocomplete: "username"))
                    \(form.text("password", "Password", kind: "password", width: "20", autocomplete: "current-password"))
                    \(Parts.button("Sign in"))
                    """))
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

    private static func newPassword(_ form: FormView) -> HTML {
        form.text(
            "password", "Password", hint: "At least \(PasswordPolicy.shortest) characters. Four unrelated words work well.",
            kind: "password", width: "20", autocomplete: "new-password")
    }
}
