import Hummingbird
import Maturity
import Pages
import People
import Store

/// The library, public: a list to narrow down, and a page for each resource.
struct LibraryPages: Sendable {
    let shelf: ResourceShelf
    let frameworks: [Framework]

    static let openPaths = ["/library", "/library/{id}", "/library/grades"]
    private static let pageSize = 20

    func addRoutes(to doors: Doors) {
        doors.open.get("library", use: list)
        doors.open.get("library/grades", use: grades)
        doors.open.get("library/{id}", use: show)
    }

    func list(_ request: Request, _ context: VisitorContext) async throws -> Page {
        let query = context.visit.query
        let question = ResourceShelf.Question(
            text: String(query["q"].prefix(100)), type: ResourceType(rawValue: query["type"]),
            characteristicID: query["characteristic"].isEmpty ? nil : query["characteristic"],
            councilType: query["council"].isEmpty ? nil : query["council"])
        let found = shelf.find(question)
        let pages = max(1, (found.count + Self.pageSize - 1) / Self.pageSize)
        let page = min(max(1, Int(query["page"]) ?? 1), pages)
        let items = Array(found.dropFirst((page - 1) * Self.pageSize).prefix(Self.pageSize))
        let slice = Slice(items: items, page: page, size: Self.pageSize, total: found.count)
        return LibraryViews.list(slice, question, query: query, frameworks: frameworks, total: shelf.resources.count)
    }

    func show(_ request: Request, _ context: VisitorContext) async throws -> Page {
        guard let resource = shelf.resource(try context.parameters.require("id")) else { throw PageError.notFound }
        return LibraryViews.show(resource, frameworks: frameworks)
    }

    func grades(_ request: Request, _ context: VisitorContext) async throws -> Page { LibraryViews.grades() }
}
