import HTTPTypes
import Hummingbird
import Pages
import Store

/// One's own account, the people of a council, and, for administrators, everyone and the register of councils.
struct TeamPages: Sendable {
    let users: UserStore
    let councils: CouncilStore

    func addRoutes(to doors: Doors) {
        doors.users.get("account", use: account)
        doors.facilitators.get("team", use: showTeam)
        doors.facilitators.post("team", use: inviteToTeam)
        doors.facilitators.post("team/invitations/{id}/withdraw", use: withdrawFromTeam)
        doors.administrators.get("people", use: showPeople)
        doors.administrators.post("people", use: invitePerson)
        doors.administrators.post("people/invitations/{id}/withdraw", use: withdrawFromHub)
        doors.users.get("councils", use: register)
        doors.users.get("councils/{id}", use: council)
    }

    func account(_ request: Request, _ context: UserContext) async throws -> Page { TeamViews.account(context) }

    // MARK: A council's people

    func showTeam(_ request: Request, _ context: FacilitatorContext) async throws -> Page {
        try await team(context, FormView())
    }

    private func team(_ context: FacilitatorContext, _ form: FormView) async throws -> Page {
        let open = try await users.openInvitations(council: context.councilID, now: context.now)
        return TeamViews.team(context, try await users.users(council: context.councilID), open, form)
    }

    func inviteToTeam(_ request: Request, _ context: FacilitatorContext) async throws -> Response {
        var check = FormCheck(context.form)
        let email = check.email("email")
        let role = check.choice("role", ["facilitator": Role.facilitator, "contributor": .contributor], orSay: "Choose what they may do")
        do {
            let invitation = try check.result { Invitation(email: email, role: role ?? .contributor, councilID: context.councilID) }
            return try await invite(invitation, by: context.user, then: "/team", request, context)
        } catch let errors as FormErrors {
            return try await team(context, context.formView(errors)).response(from: request, context: context)
        }
    }

    // MARK: Everyone

    func showPeople(_ request: Request, _ context: AdministratorContext) async throws -> Page {
        try await people(context, FormView())
    }

    private func people(_ context: AdministratorContext, _ form: FormView) async throws -> Page {
        let open = try await users.openInvitations(council: nil, now: context.now)
        return TeamViews.people(context, try await users.allUsers(), open, try await councils.current(on: Day(context.now)), form)
    }

    func invitePerson(_ request: Request, _ context: AdministratorContext) async throws -> Response {
        var check = FormCheck(context.form)
        let email = check.email("email")
        let roles = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0.rawValue, $0) })
        let role = check.choice("role", roles, orSay: "Choose what they may do") ?? .administrator
        let council = ID<Council>(context.form["council"])
        let known = try await councils.current(on: Day(context.now))
        if role.belongsToCouncil && !known.contains(where: { $0.id == council }) {
            check.refuse("council", "Choose the council they work for")
        }
        do {
            let invitation = try check.result { Invitation(email: email, role: role, councilID: role.belongsToCouncil ? council : nil) }
            return try await invite(invitation, by: context.user, then: "/people", request, context)
        } catch let errors as FormErrors {
            return try await people(context, context.formView(errors)).response(from: request, context: context)
        }
    }

    /// The link is shown once, on the page that follows; whoever invites sends it.
    private func invite(
        _ invitation: Invitation, by user: SignedIn, then path: String, _ request: Request, _ context: some VisitContext
    ) async throws -> Response {
        do {
            let token = try await users.invite(invitation, by: user.userID, now: context.now)
            return try Redirect(
                to: path,
                saying: "Send this link to \(invitation.email). It works once, for \(Invitation.validDays) days: \(context.site.address)/invitation/\(token)"
            ).response(from: request, context: context)
        } catch let error as UserError {
            throw FormErrors([("email", error.description)])
        }
    }

    // MARK: Open invitations

    func withdrawFromTeam(_ request: Request, _ context: FacilitatorContext) async throws -> Redirect {
        try await withdraw(council: context.councilID, by: context.user, then: "/team", context)
    }

    func withdrawFromHub(_ request: Request, _ context: AdministratorContext) async throws -> Redirect {
        try await withdraw(council: nil, by: context.user, then: "/people", context)
    }

    /// One that is not there any more, or is another council's, changes nothing; the list shows what is open.
    private func withdraw(council: ID<Council>?, by user: SignedIn, then path: String, _ context: some VisitContext) async throws -> Redirect {
        guard let id = ID<Invitation>(try context.parameters.require("id")) else { throw PageError.notFound }
        let gone = try await users.withdraw(id, council: council, by: user.userID, now: context.now)
        return Redirect(to: path, saying: gone.map { "The invitation of \($0.email) is withdrawn. Its link does not work any more." })
    }

    // MARK: Register of councils

    func register(_ request: Request, _ context: UserContext) async throws -> Page {
        let search = String(context.visit.query["q"].prefix(100))
        let page = Int(context.visit.query["page"]) ?? 1
        return TeamViews.register(try await councils.page(page, search: search, on: Day(context.now)), search: search, on: Day(context.now))
    }

    func council(_ request: Request, _ context: UserContext) async throws -> Page {
        guard let id = ID<Council>(try context.parameters.require("id")), let council = try await councils.council(id) else {
            throw PageError.notFound
        }
        let lineage = try await councils.lineage(of: id)
        return TeamViews.council(council, predecessors: lineage.predecessors, successors: lineage.successors, on: Day(context.now))
    }
}
