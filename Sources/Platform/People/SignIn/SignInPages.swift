import HTTPTypes
import Hummingbird
import Pages
import Store

/// Signing in and out, the first administrator, and accepting an invitation.
struct SignInPages: Sendable {
    let users: UserStore
    let hasher: PasswordHasher
    /// Works until there is an administrator; nil where there is one already.
    let setupCode: String?
    private let triesByEmail = RateLimit(most: 10, inSeconds: 900)
    private let triesByAddress = RateLimit(most: 60, inSeconds: 900)

    init(users: UserStore, hasher: PasswordHasher, setupCode: String?) {
        self.users = users
        self.hasher = hasher
        self.setupCode = setupCode
    }

    func addRoutes(to doors: Doors) {
        doors.open.get("sign-in", use: showSignIn)
        doors.open.post("sign-in", use: signIn)
        doors.users.post("sign-out", use: signOut)
        doors.open.get("setup", use: showSetup)
        doors.open.post("setup", use: setUp)
        doors.open.get("invitation/{token}", use: showInvitation)
        doors.open.post("invitation/{token}", use: acceptInvitation)
    }

    // MARK: Sign in and out

    func showSignIn(_ request: Request, _ context: VisitorContext) async throws -> Page {
        let next = URLText.localPath(context.visit.query["next"])
        return SignInViews.signIn(context, FormView(FormFields([("next", next)])), unsaved: nil)
    }

    func signIn(_ request: Request, _ context: VisitorContext) async throws -> Response {
        var check = FormCheck(context.form)
        let typed = check.text("email", orSay: "Enter your email address")
        let password = check.text("password", orSay: "Enter your password", upTo: PasswordPolicy.longest)
        // What is no address is looked for as it is, and not found: the answer does not tell the two apart.
        let email = (try? EmailAddress(typed).text) ?? typed
        let unsaved = UnsavedForm(carriedBy: context.form)
        do throws(FormErrors) { try check.result {} } catch {
            return try SignInViews.signIn(context, context.formView(error), unsaved: unsaved).response(from: request, context: context)
        }
        try triesByAddress.count(context.browserAddress(request), now: context.now)
        try triesByEmail.count(email.lowercased(), now: context.now)
        let account = try await users.account(email: email)
        guard try await hasher.verify(password, against: account?.passwordHash), let user = account?.user else {
            let errors = FormErrors([("email", "The email address or password is not right")])
            return try SignInViews.signIn(context, context.formView(errors), unsaved: unsaved).response(from: request, context: context)
        }
        triesByEmail.forgive(email.lowercased())
        return try await startSession(user, then: URLText.localPath(context.form["next"]), unsaved: unsaved, request, context)
    }

    func signOut(_ request: Request, _ context: UserContext) async throws -> Response {
        try await users.endSession(token: context.visit.sessionToken)
        var response = Response.redirect(to: "/")
        response.setCookie(SessionCookie.make(token: Token.make(), isSecure: context.site.isSecure))
        return response
    }

    /// A new session with a new token, so that a token planted before the sign-in is worth nothing; the session that the
    /// browser had before ends.
    private func startSession(
        _ user: User, then path: String, unsaved: UnsavedForm? = nil, _ request: Request, _ context: VisitorContext
    ) async throws -> Response {
        let token = try await users.startSession(user: user.id, inPlaceOf: context.visit.sessionToken, now: context.now)
        var context = context
        context.visit.setSession(token, key: context.site.key)
        var response: Response =
            if let unsaved {
                try SignInForm.waiting(context, unsaved).response(from: request, context: context)
            } else {
                .redirect(to: path)
            }
        response.setCookie(SessionCookie.make(token: token, isSecure: context.site.isSecure))
        return response
    }

    // MARK: First administrator

    func showSetup(_ request: Request, _ context: VisitorContext) async throws -> Page {
        guard setupCode != nil, try await !users.hasAdministrator() else { throw PageError.notFound }
        return SignInViews.setup(context, FormView())
    }

    func setUp(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard let setupCode, try await !users.hasAdministrator() else { throw PageError.notFound }
        try triesByAddress.count(context.browserAddress(request), now: context.now)
        var check = FormCheck(context.form)
        let code = check.text("code", orSay: "Enter the code that the server printed")
        if !code.isEmpty && !Token.isSame(code, setupCode) { check.refuse("code", "That is not the code that the server printed") }
        let email = check.email("email")
        let password = check.newPassword("password", email: email)
        do throws(FormErrors) { try check.result {} } catch {
            return try SignInViews.setup(context, context.formView(error)).response(from: request, context: context)
        }
        do {
            try await users.setUp(email: email, passwordHash: try await hasher.hash(password), now: context.now)
        } catch let error as UserError {
            let errors = FormErrors([("email", error.description)])
            return try SignInViews.setup(context, context.formView(errors)).response(from: request, context: context)
        }
        guard let account = try await users.account(email: email) else { throw PageError.notFound }
        return try await startSession(account.user, then: "/", request, context)
    }

    // MARK: Invitations

    func showInvitation(_ request: Request, _ context: VisitorContext) async throws -> Page {
        SignInViews.invitation(context, try await invitation(context), FormView())
    }

    func acceptInvitation(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let invitation = try await invitation(context)
        var check = FormCheck(context.form)
        let password = check.newPassword("password", email: invitation.email)
        do throws(FormErrors) { try check.result {} } catch {
            return try SignInViews.invitation(context, invitation, context.formView(error)).response(from: request, context: context)
        }
        let hash = try await hasher.hash(password)
        do {
            _ = try await users.accept(token: context.parameters.require("token"), passwordHash: hash, now: context.now)
        } catch UserError.invitationSpent {
            throw PageError.spentLink
        } catch UserError.otherAccount {
            return try SignInViews.otherAccount(invitation).response(from: request, context: context)
        }
        guard let account = try await users.account(email: invitation.email) else { throw PageError.notFound }
        return try await startSession(account.user, then: "/", request, context)
    }

    private func invitation(_ context: VisitorContext) async throws -> Invitation {
        let token = try context.parameters.require("token")
        guard Token.isWellFormed(token), let found = try await users.invitation(token: token, now: context.now) else {
            throw PageError.spentLink
        }
        return found
    }
}

extension FormCheck {
    /// The address, cleaned; refused with what is wrong with it.
    mutating func email(_ name: String) -> String {
        do throws(EmailAddress.Refusal) { return try EmailAddress(fields[name]).text } catch {
            refuse(name, error.description)
            return fields[name]
        }
    }

    mutating func newPassword(_ name: String, email: String) -> String {
        let password = fields[name]
        if password.isEmpty {
            refuse(name, "Choose a password")
        } else if let refusal = PasswordPolicy.refusal(of: password, email: email) {
            refuse(name, refusal)
        }
        return password
    }
}
