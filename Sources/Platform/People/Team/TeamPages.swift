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
        doors.administrators.get("people", use: showPeople)
        doors.administrators.post("people", use: invitePerson)
        doors.users.get("councils", use: register)
        doors.users.get("councils/{id}", use: council)
    }

    func account(_ request: Request, _ context: UserContext) async throws -> Page { TeamViews.account(context) }

    // MARK: A council's people

    func showTeam(_ request: Request, _ context: FacilitatorContext) async throws -> Page {
        TeamViews.team(context, try await users.users(council: context.councilID), FormView())
    }

    func inviteToTeam(_ request: Request, _ context: FacilitatorContext) async throws -> Response {
        var check = FormCheck(context.form)
        let email = check.email("email")
        let role = check.choice("role", ["facilitator": Role.facilitator, "contributor": .contributor], orSay: "Choose what they may do")
        do {
            let invitation = try check.result { Invitation(email: email, role: role ?? .contributor, councilID: context.councilID) }
            return try await invite(invitation, by: context.user, then: "/team", request, context)
        } catch let errors as FormErrors {
            let team = try await users.users(council: context.councilID)
            return try TeamViews.team(context, team, context.formView(errors)).response(from: request, context: context)
        }
    }

    // MARK: Everyone

    func showPeople(_ request: Request, _ context: AdministratorContext) async throws -> Page {
        TeamViews.people(context, try await users.allUsers(), try await councils.current(on: Day(context.now)), FormView())
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
            return try TeamViews.people(context, try await users.allUsers(), known, context.formView(errors))
                .response(from: request, context: context)
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
