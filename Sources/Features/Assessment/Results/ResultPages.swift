import Foundation
import HTTPTypes
import Hummingbird
import Maturity
import Pages
import People
import Store

/// What a closed round says, for the people of its council.
struct ResultPages: Sendable {
    let store: ResultStore
    let neighbours: Neighbours

    func addRoutes(to doors: Doors) {
        let councils = doors.councils
        councils.get("rounds/{id}/result", use: show)
        councils.get("rounds/{id}/result/all", use: all)
        councils.get("rounds/{id}/result/disagreement", use: disagreement)
        councils.get("rounds/{id}/result/statement/{characteristic}", use: statement)
        councils.get("rounds/{id}/report", use: report)
        councils.get("rounds/{id}/figures/{file}", use: figures)
        doors.facilitators.get("rounds/{id}/answers.csv", use: namedAnswers)
    }

    func show(_ request: Request, _ context: CouncilContext) async throws -> Response {
        try await withResult(request, context) { result in
            var resources: [String: [ResourceLink]] = [:]
            for priority in result.startPriorities {
                let links = try await neighbours.resources(priority.characteristic.id, priority.fromLevel, context.councilID)
                resources[priority.characteristic.id] = links
            }
            let decisions = try await neighbours.decisions(context.councilID, result.round.id.rawValue)
            return ResultViews.result(context, result, resources: resources, decisions: decisions)
        }
    }

    func all(_ request: Request, _ context: CouncilContext) async throws -> Response {
        try await withResult(request, context) { ResultViews.all($0) }
    }

    func disagreement(_ request: Request, _ context: CouncilContext) async throws -> Response {
        try await withResult(request, context) { ResultViews.disagreement(context, $0) }
    }

    func statement(_ request: Request, _ context: CouncilContext) async throws -> Response {
        try await withResult(request, context) { result in
            let id = try context.parameters.require("characteristic")
            guard let it = result.framework.characteristic(id) else { throw PageError.notFound }
            let from = result.standing(id).now.map { Int($0.rounded(.down)) }
            return StatementView.page(result, it, resources: try await neighbours.resources(id, from, context.councilID))
        }
    }

    func report(_ request: Request, _ context: CouncilContext) async throws -> Response {
        try await withResult(request, context) { result in
            let decisions = try await neighbours.decisions(context.councilID, result.round.id.rawValue)
            return ReportView.page(context, result, decisions: decisions)
        }
    }

    func figures(_ request: Request, _ context: CouncilContext) async throws -> Response {
        let name = try context.parameters.require("file")
        guard ResultFigures.names.contains(name) else { throw PageError.notFound }
        let result = try await result(context)
        guard let rows = ResultFigures(result: result).file(name) else { throw PageError.notFound }
        return try Download(csv: rows, name: "\(Slug.make(result.round.title, or: "round-\(result.round.id)"))-\(name)").response(
            from: request, context: context)
    }

    func namedAnswers(_ request: Request, _ context: FacilitatorContext) async throws -> Response {
        guard let id = ID<Round>(try context.parameters.require("id")) else { throw PageError.notFound }
        let rows = try await store.namedAnswers(id, council: context.councilID, now: context.now)
        return try Download(csv: rows, name: "answers.csv").response(from: request, context: context)
    }

    // MARK: Finding

    private func withResult(
        _ request: Request, _ context: CouncilContext, _ page: (RoundResult) async throws -> Page
    ) async throws -> Response {
        do {
            return try await page(try await result(context)).response(from: request, context: context)
        } catch RoundError.wrongState {
            let path = "/rounds/\(try context.parameters.require("id"))"
            return try Redirect(to: path, refusing: "Results can be seen once the round has closed.").response(from: request, context: context)
        }
    }

    private func result(_ context: CouncilContext) async throws -> RoundResult {
        guard let id = ID<Round>(try context.parameters.require("id")) else { throw PageError.notFound }
        return try await store.result(id, council: context.councilID, now: context.now)
    }
}

/// Text as part of a file name or an id.
enum Slug {
    /// - Parameter other: what to say where nothing plain is left of the text, such as a title in Arabic.
    static func make(_ text: String, or other: String) -> String {
        let isPlain: (Unicode.Scalar) -> Bool = { (97...122).contains($0.value) || (48...57).contains($0.value) }
        // "é" is "e" and an accent of its own here, and the accent goes.
        let letters = text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars.filter { $0.properties.canonicalCombiningClass == .notReordered }
        guard letters.contains(where: isPlain) else { return other }
        return String(letters.map { isPlain($0) ? Character($0) : "-" }).split(separator: "-").joined(separator: "-").prefix(60).description
    }
}
