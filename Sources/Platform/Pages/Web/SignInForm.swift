import HTTPTypes

/// The form to sign in with: on its page, and in place of a page whose session has ended.
package enum SignInForm {
    /// - Parameter unsaved: what was sent after the session had ended; it is kept until there is a new one.
    package static func html(_ context: some VisitContext, _ form: FormView, next: String, unsaved: UnsavedForm? = nil) -> HTML {
        context.postForm(
            "/sign-in",
            """
            <input type="hidden" name="next" value="\(next)">
            \(form.text("email", "Email address", kind: "email", width: "20", autocomplete: "username"))
            \(form.text("password", "Password", kind: "password", width: "20", autocomplete: "current-password"))
            \(Parts.button("Sign in"))
            \(unsaved?.carried)
            """)
    }

    /// What someone is told whose form came after the end of the session.
    static func again(_ context: some VisitContext, _ unsaved: UnsavedForm) -> Page {
        Page(
            title: "Sign in again", status: .forbidden,
            body: """
                <h1 class="govuk-heading-l">Sign in again: your form is not saved yet</h1>
                \(notSaved)
                \(html(context, FormView(), next: "/", unsaved: unsaved))
                """)
    }

    package static let notSaved: HTML = """
        <p class="govuk-body wm-measure">You are signed out. That happens after two hours without a page, after twelve hours in all, and when you sign out in another tab. So what you just sent was not saved.</p>
        <p class="govuk-body wm-measure">What you typed is kept in this page. Once you have signed in you can send it again.</p>
        """

    /// Signed in once more, with the form that waits.
    package static func waiting(_ context: some VisitContext, _ unsaved: UnsavedForm) -> Page {
        Page(
            title: "Your form is not saved yet",
            body: """
                <h1 class="govuk-heading-l">Your form is not saved yet</h1>
                <p class="govuk-body wm-measure">You are signed in. What you typed before is kept in this page, and nowhere else.</p>
                \(unsaved.sendAgain(context, "Save it now"))
                <p class="govuk-body">\(Parts.link("Leave it unsaved and go to the start page", "/"))</p>
                """)
    }
}
