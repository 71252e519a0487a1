import HTTPTypes
import Hummingbird
import Maturity
import Pages
import People

/// What an efficient and intelligent council looks like: readable pages made from the framework. Public.
struct NarrativePages: Sendable {
    let shelf: FrameworkShelf
    let neighbours: Neighbours

    static let openPaths = ["/good", "/good/{framework}", "/good/{framework}/{characteristic}"]

    func addRoutes(to doors: Doors) {
        doors.open.get("good", use: main)
        doors.open.get("good/{framework}", use: framework)
        doors.open.get("good/{framework}/{characteristic}", use: characteristic)
    }

    func main(_ request: Request, _ context: VisitorContext) async throws -> Page {
        guard let framework = shelf.main else { throw PageError.notFound }
        return NarrativeViews.framework(framework, others: shelf.frameworks.filter { $0.id != framework.id })
    }

    func framework(_ request: Request, _ context: VisitorContext) async throws -> Page {
        let framework = try find(context)
        return NarrativeViews.framework(framework, others: shelf.frameworks.filter { $0.id != framework.id })
    }

    func characteristic(_ request: Request, _ context: VisitorContext) async throws -> Page {
        let framework = try find(context)
        guard let it = framework.characteristic(try context.parameters.require("characteristic")) else { throw PageError.notFound }
        let resources = try await neighbours.resourceCards(it.id)
        return NarrativeViews.characteristic(framework, it, cards: resources.cards, total: resources.total)
    }

    private func find(_ context: VisitorContext) throws -> Framework {
        guard let framework = shelf.framework(try context.parameters.require("framework")) else { throw PageError.notFound }
        return framework
    }
}
