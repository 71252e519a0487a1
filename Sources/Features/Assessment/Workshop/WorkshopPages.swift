import HTTPTypes
import Hummingbird
import Maturity
import Pages
import People
import Store

/// The meeting at which the council agrees one view: one statement a screen, by disagreement and distance to the target.
struct WorkshopPages: Sendable {
    let results: ResultStore
    let agreements: AgreementStore

    func addRoutes(to doors: Doors) {
        doors.facilitators.get("rounds/{id}/workshop", use: list)
        doors.facilitators.get("rounds/{id}/workshop/{characteristic}", use: show)
        doors.facilitators.post("rounds/{id}/workshop/{characteristic}", use: save)
    }

    func list(_ request: Request, _ context: FacilitatorContext) async throws -> Response {
        do {
            return try WorkshopViews.list(context, try await result(context)).response(from: request, context: context)
        } catch RoundError.wrongState {
            return try Redirect(to: "/rounds/\(try context.parameters.require("id"))", refusing: "The workshop can begin once the round has closed.")
                .response(from: request, context: context)
        }
    }

    func show(_ request: Request, _ context: FacilitatorContext) async throws -> Page {
        let (result, it) = try await statement(context)
        return WorkshopViews.statement(context, result, it, FormView(WorkshopForm.fields(result.agreements[it.id])), conflict: nil)
    }

    func save(_ request: Request, _ context: FacilitatorContext) async throws -> Response {
        let (result, it) = try await statement(context)
        do {
            let form = try WorkshopForm(context.form, framework: result.framework, figures: result.score[it.id]?.figures)
            let outcome = try await agreements.save(
                form.agreement, of: it.id, over: form.version, round: result.round.id, council: context.councilID, by: context.user.userID,
                now: context.now)
            switch outcome {
            case .saved:
                let order = result.workshopOrder
                let next = order.firstIndex(of: it).flatMap { order.indices.contains($0 + 1) ? order[$0 + 1].id : nil }
                return try Redirect(
                    to: "/rounds/\(result.round.id)/workshop\(next.map { "/\($0)" } ?? "")",
                    saying: "\(it.title.isolated): agreed at \(result.framework.label(level: form.agreement.level))."
                )
                .response(from: request, context: context)
            case .conflict(let theirs):
                // Theirs is shown, ours stays in the form; saving once more is a decision made knowingly.
                let fields = context.form.setting("version", to: String(theirs.version))
                    .setting("level", to: String(form.agreement.level)).setting("target", to: form.agreement.target.map(String.init) ?? "")
                var page = WorkshopViews.statement(context, result, it, FormView(fields), conflict: theirs)
                page.status = .conflict
                return try page.response(from: request, context: context)
            }
        } catch let errors as FormErrors {
            return try WorkshopViews.statement(context, result, it, context.formView(errors), conflict: nil).response(from: request, context: context)
        }
    }

    // MARK: Finding

    private func statement(_ context: FacilitatorContext) async throws -> (RoundResult, Characteristic) {
        let result = try await self.result(context)
        guard let it = result.framework.characteristic(try context.parameters.require("characteristic")) else { throw PageError.notFound }
        return (result, it)
    }

    private func result(_ context: FacilitatorContext) async throws -> RoundResult {
        guard let id = ID<Round>(try context.parameters.require("id")) else { throw PageError.notFound }
        return try await results.result(id, council: context.councilID, now: context.now)
    }
}
