import HTTPTypes
import Hummingbird
import Maturity
import Pages
import People
import Store

/// Making, opening, following and closing rounds.
struct RoundPages: Sendable {
    let shelf: FrameworkShelf
    let rounds: RoundStore
    let respondents: RespondentStore

    func addRoutes(to doors: Doors) {
        doors.councils.get("rounds", use: list)
        doors.councils.get("rounds/{id}", use: show)
        let facilitators = doors.facilitators
        facilitators.get("new-round", use: choose)
        facilitators.get("new-round/{framework}", use: showNew)
        facilitators.post("new-round/{framework}", use: create)
        facilitators.get("rounds/{id}/edit", use: showEdit)
        facilitators.post("rounds/{id}/edit", use: edit)
        facilitators.get("rounds/{id}/groups", use: showGroups)
        facilitators.post("rounds/{id}/groups", use: setGroups)
        facilitators.get("rounds/{id}/people", use: showPeople)
        facilitators.post("rounds/{id}/people", use: invite)
        facilitators.get("rounds/{id}/{step}", use: confirm)
        facilitators.post("rounds/{id}/{step}", use: carryOut)
    }

    func list(_ request: Request, _ context: CouncilContext) async throws -> Page {
        RoundViews.list(context, try await rounds.rounds(council: context.councilID))
    }

    func show(_ request: Request, _ context: CouncilContext) async throws -> Page {
        let round = try await round(context, context.councilID)
        let progress = try await rounds.progress(round.id, council: context.councilID)
        let links = Dictionary(uniqueKeysWithValues: round.groups.map { ($0.id, "\(context.site.address)/join/\(rounds.linkToken(of: $0))") })
        return RoundViews.show(context, round, progress, links: links)
    }

    // MARK: Making

    func choose(_ request: Request, _ context: FacilitatorContext) async throws -> Page { RoundViews.choose(shelf.frameworks) }

    func showNew(_ request: Request, _ context: FacilitatorContext) async throws -> Page {
        let framework = try framework(context)
        return RoundViews.new(context, framework, FormView(RoundForm.proposal(framework: framework, today: Day(context.now))))
    }

    func create(_ request: Request, _ context: FacilitatorContext) async throws -> Response {
        let framework = try framework(context)
        do {
            let draft = try RoundForm.draft(from: context.form, framework: framework, today: Day(context.now))
            let id = try await rounds.create(
                draft, framework: framework, groups: framework.groups.map(GroupDraft.init), council: context.councilID, by: context.user.userID,
                now: context.now)
            return try Redirect(to: "/rounds/\(id)", saying: "Round made. Look at its groups, then open it.").response(from: request, context: context)
        } catch let errors as FormErrors {
            return try RoundViews.new(context, framework, context.formView(errors)).response(from: request, context: context)
        }
    }

    // MARK: Changing

    func showEdit(_ request: Request, _ context: FacilitatorContext) async throws -> Page {
        let round = try await round(context, context.councilID)
        return RoundViews.edit(context, round, FormView(RoundForm.fields(of: round)))
    }

    func edit(_ request: Request, _ context: FacilitatorContext) async throws -> Response {
        let round = try await round(context, context.councilID)
        do {
            let draft = try RoundForm.draft(from: context.form, framework: round.framework, today: Day(context.now), current: round)
            try await rounds.update(round.id, draft, council: context.councilID, by: context.user.userID, now: context.now)
            return try Redirect(to: "/rounds/\(round.id)", saying: "Round changed.").response(from: request, context: context)
        } catch let errors as FormErrors {
            return try RoundViews.edit(context, round, context.formView(errors)).response(from: request, context: context)
        } catch RoundError.wrongState {
            return try closed(round, request, context)
        }
    }

    func showGroups(_ request: Request, _ context: FacilitatorContext) async throws -> Page {
        RoundViews.groups(context, try await round(context, context.councilID), nil)
    }

    func setGroups(_ request: Request, _ context: FacilitatorContext) async throws -> Response {
        let round = try await round(context, context.councilID)
        do {
            let drafts = try GroupsForm.drafts(from: context.form, existing: round.groups, framework: round.framework)
            try await rounds.setGroups(round.id, drafts, council: context.councilID, by: context.user.userID, now: context.now)
            let isMore = context.form["then"] == "add"
            return try Redirect(to: "/rounds/\(round.id)\(isMore ? "/groups" : "")", saying: "Groups saved.").response(from: request, context: context)
        } catch let errors as FormErrors {
            return try RoundViews.groups(context, round, context.formView(errors)).response(from: request, context: context)
        } catch RoundError.wrongState {
            return try Redirect(to: "/rounds/\(round.id)", refusing: "Groups are fixed once a round is open.").response(from: request, context: context)
        }
    }

    // MARK: Personal links

    func showPeople(_ request: Request, _ context: FacilitatorContext) async throws -> Page {
        RoundViews.people(context, try await round(context, context.councilID), FormView())
    }

    func invite(_ request: Request, _ context: FacilitatorContext) async throws -> Response {
        let round = try await round(context, context.councilID)
        do {
            let wanted = try PersonalLinksForm.read(context.form, round: round)
            let tokens = try await respondents.invite(
                wanted.labels, to: wanted.group.slug, round: round.id, council: context.councilID, by: context.user.userID, now: context.now)
            let links = zip(wanted.labels, tokens).map { (label: $0, address: "\(context.site.address)/answer/\($1)") }
            return try RoundViews.personalLinks(round, wanted.group, links).response(from: request, context: context)
        } catch let errors as FormErrors {
            return try RoundViews.people(context, round, context.formView(errors)).response(from: request, context: context)
        } catch RoundError.wrongState {
            return try closed(round, request, context)
        }
    }

    // MARK: Open, close, discard: each asked once more

    func confirm(_ request: Request, _ context: FacilitatorContext) async throws -> Page {
        let round = try await round(context, context.councilID)
        let progress = try await rounds.progress(round.id, council: context.councilID)
        return RoundViews.confirm(context, round, try step(context), progress)
    }

    func carryOut(_ request: Request, _ context: FacilitatorContext) async throws -> Response {
        let round = try await round(context, context.councilID)
        let step = try step(context)
        let (council, user, now) = (context.councilID, context.user.userID, context.now)
        do {
            switch step {
            case .open: try await rounds.open(round.id, council: council, by: user, now: now)
            case .close: try await rounds.close(round.id, council: council, by: user, now: now)
            case .discard: try await rounds.discard(round.id, council: council, by: user, now: now)
            case .share: try await rounds.share(round.id, true, council: council, by: user, now: now)
            case .unshare: try await rounds.share(round.id, false, council: council, by: user, now: now)
            }
        } catch RoundError.wrongState {
            return try Redirect(to: "/rounds/\(round.id)", refusing: step.refusal).response(from: request, context: context)
        }
        let next = step == .discard ? "/rounds" : "/rounds/\(round.id)"
        return try Redirect(to: next, saying: step.done(round, today: Day(context.now))).response(from: request, context: context)
    }

    // MARK: Finding

    private func closed(_ round: Round, _ request: Request, _ context: FacilitatorContext) throws -> Response {
        let why = round.state(on: context.now) == .closed ? "This round is closed." : "Open the round first."
        return try Redirect(to: "/rounds/\(round.id)", refusing: why).response(from: request, context: context)
    }

    private func framework(_ context: FacilitatorContext) throws -> Framework {
        guard let framework = shelf.framework(try context.parameters.require("framework")) else { throw PageError.notFound }
        return framework
    }

    private func step(_ context: FacilitatorContext) throws -> RoundStep {
        guard let step = RoundStep(rawValue: try context.parameters.require("step")) else { throw PageError.notFound }
        return step
    }

    private func round(_ context: some VisitContext, _ council: ID<Council>) async throws -> Round {
        guard let id = ID<Round>(try context.parameters.require("id")) else { throw PageError.notFound }
        do {
            return try await rounds.round(id, council: council)
        } catch RoundError.noSuchRound {
            throw PageError.notFound
        }
    }
}

/// A change of a round's state.
enum RoundStep: String {
    case open, close, discard, share, unshare

    func done(_ round: Round, today: Day) -> String {
        switch self {
        case .open where today < round.opensOn: "People can answer from \(round.opensOn.withWeekday) on. Send each group its link."
        case .open: "The round is open. Send each group its link."
        case .close: "The round is closed. Nobody can answer any more."
        case .discard: "The draft is gone."
        case .share: "Everyone who answered can now see the result at the address of their answers."
        case .unshare: "The result is no longer shown to those who answered."
        }
    }

    var refusal: String {
        switch self {
        case .open:
            "The round could not be opened: it is open already, its last day has passed, or a group is asked nothing. Change the dates or the groups first."
        case .close: "The round is not open."
        case .discard: "Only a draft can be discarded."
        case .share, .unshare: "The result can be shared once the round has closed."
        }
    }
}

/// The form that makes personal links: a number of them, or in a named round one role a line.
enum PersonalLinksForm {
    static let most = 200

    static func read(_ fields: FormFields, round: Round) throws(FormErrors) -> (group: RoundGroup, labels: [String?]) {
        var check = FormCheck(fields)
        let groups = Dictionary(uniqueKeysWithValues: round.groups.map { ($0.slug, $0) })
        let group = check.choice("group", groups, orSay: "Choose a group")
        var labels: [String?] = []
        if round.isNamed {
            let text = check.text("labels", orSay: "Enter one role a line", upTo: 20_000)
            labels = text.split(separator: "\n").map { $0.trimmingSpaces }.filter(\.isVisible)
            if labels.contains(where: { ($0?.length ?? 0) > 80 }) { check.refuse("labels", "Use at most 80 characters a line") }
            if labels.count > most { check.refuse("labels", "Make at most \(most) links at once") }
        } else {
            labels = Array(repeating: nil, count: check.number("count", in: 1...most, orSay: "Enter a whole number from 1 to \(most)"))
        }
        guard let group else { throw check.errors }
        return try check.result { (group, labels) }
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
