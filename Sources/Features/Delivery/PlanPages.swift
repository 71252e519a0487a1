import HTTPTypes
import Hummingbird
import Maturity
import Pages
import People
import Store

/// From priorities to a plan with owners and dates, and what became of it.
struct PlanPages: Sendable {
    let store: PlanStore
    let sources: Sources

    func addRoutes(to doors: Doors) {
        let councils = doors.councils
        councils.get("plan", use: show)
        councils.get("plan/plan.csv", use: csv)
        councils.get("plan/rounds/{round}", use: sheet)
        doors.facilitators.get("plan/rounds/{round}/{characteristic}", use: showDecision)
        doors.facilitators.post("plan/rounds/{round}/{characteristic}", use: decide)
        councils.get("actions", use: actions)
        councils.get("actions/{id}", use: showProgress)
        councils.post("actions/{id}", use: report)
    }

    // MARK: The plan

    func show(_ request: Request, _ context: CouncilContext) async throws -> Page {
        let decisions = try await store.decisions(council: context.councilID)
        let rounds = try await sources.closedRounds(context.councilID)
        var undecided: [Priority] = []
        if let newest = rounds.first, let sheet = try await sources.sheet(context.councilID, newest.id) {
            let decided = Set(decisions.filter { $0.roundID == newest.id }.map(\.characteristicID))
            undecided = sheet.priorities.prefix(sheet.startCount).filter { !decided.contains($0.characteristic.id) }
        }
        return PlanViews.plan(context, decisions, undecided: undecided, rounds: rounds)
    }

    func csv(_ request: Request, _ context: CouncilContext) async throws -> Download {
        let decisions = try await store.decisions(council: context.councilID)
        return Download(csv: PlanViews.rows(decisions), name: "plan.csv")
    }

    // MARK: Deciding

    func sheet(_ request: Request, _ context: CouncilContext) async throws -> Page {
        let sheet = try await sheet(context, context.councilID)
        let decisions = try await store.decisions(council: context.councilID, roundID: sheet.roundID)
        return PlanViews.sheet(context, sheet, decisions)
    }

    func showDecision(_ request: Request, _ context: FacilitatorContext) async throws -> Page {
        let (sheet, priority) = try await priority(context)
        let decision = try await store.decisions(council: context.councilID, roundID: sheet.roundID)[priority.characteristic.id]
        let form = FormView(PlanForm.fields(decision, priority, ambition: sheet.ambitionOn))
        return PlanViews.decision(context, sheet, priority, form, conflict: nil)
    }

    func decide(_ request: Request, _ context: FacilitatorContext) async throws -> Response {
        let (sheet, priority) = try await priority(context)
        let current = try await store.decisions(council: context.councilID, roundID: sheet.roundID)[priority.characteristic.id]
        do {
            let choice = try PlanForm.read(context.form, today: Day(context.now), current: current?.action?.dueOn)
            let other = try await store.save(
                choice, for: priority, roundID: sheet.roundID, over: Int(context.form["version"]) ?? 0, council: context.councilID,
                by: context.user.userID, now: context.now)
            if let other {
                let form = FormView(context.form.setting("version", to: String(other.version)))
                var page = PlanViews.decision(context, sheet, priority, form, conflict: other)
                page.status = .conflict
                return try page.response(from: request, context: context)
            }
            return try Redirect(to: "/plan/rounds/\(sheet.roundID)", saying: "\(priority.characteristic.title.isolated): decided.").response(
                from: request, context: context)
        } catch let errors as FormErrors {
            return try PlanViews.decision(context, sheet, priority, context.formView(errors), conflict: nil).response(from: request, context: context)
        }
    }

    // MARK: Progress

    func actions(_ request: Request, _ context: CouncilContext) async throws -> Page {
        ActionViews.list(context, try await store.decisions(council: context.councilID).filter { $0.action != nil })
    }

    func showProgress(_ request: Request, _ context: CouncilContext) async throws -> Page {
        let decision = try await action(context)
        let form = FormView(
            FormFields([
                ("version", String(decision.version)), ("progress", decision.progress.rawValue), ("note", decision.progressNote ?? ""),
            ]))
        return ActionViews.progress(context, decision, form)
    }

    func report(_ request: Request, _ context: CouncilContext) async throws -> Response {
        let decision = try await action(context)
        var check = FormCheck(context.form)
        let options = Dictionary(uniqueKeysWithValues: Progress.allCases.map { ($0.rawValue, $0) })
        let progress = check.choice("progress", options, orSay: "Choose how far it is")
        let note = check.optionalText("note", upTo: 1000)
        if progress == .stopped && note == nil { check.refuse("note", "Say why it was stopped: others can learn from it") }
        guard let progress, check.errors.items.isEmpty else {
            return try ActionViews.progress(context, decision, context.formView(check.errors)).response(from: request, context: context)
        }
        let isKept = try await store.report(
            progress, note: note, on: decision.id, over: Int(context.form["version"]) ?? 0, council: context.councilID, by: context.user.userID,
            now: context.now)
        guard isKept else {
            let form = FormView(context.form.setting("version", to: String(decision.version)))
            var page = ActionViews.progress(context, decision, form, isConflict: true)
            page.status = .conflict
            return try page.response(from: request, context: context)
        }
        return try Redirect(to: "/actions", saying: "\(decision.title.isolated): \(progress.rawValue).").response(from: request, context: context)
    }

    // MARK: Finding

    private func sheet(_ context: some VisitContext, _ council: ID<Council>) async throws -> PrioritySheet {
        guard let id = Int64(try context.parameters.require("round")), let sheet = try await sources.sheet(council, id) else {
            throw PageError.notFound
        }
        return sheet
    }

    private func priority(_ context: FacilitatorContext) async throws -> (PrioritySheet, Priority) {
        let sheet = try await sheet(context, context.councilID)
        let id = try context.parameters.require("characteristic")
        guard let priority = sheet.standings.first(where: { $0.characteristic.id == id }) else { throw PageError.notFound }
        return (sheet, priority)
    }

    private func action(_ context: CouncilContext) async throws -> PlanDecision {
        guard let id = ID<PlanDecision>(try context.parameters.require("id")),
            let decision = try await store.decision(id, council: context.councilID), decision.action != nil
        else { throw PageError.notFound }
        return decision
    }
}
