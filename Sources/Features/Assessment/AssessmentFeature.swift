package import Foundation
import Maturity
package import Pages
package import People
package import Store

/// Slice 1: a council assesses itself, sees its gap and leaves with priorities.
package struct AssessmentFeature: Sendable {
    package static let migrations = AssessmentSchema.migrations
    package static let navigation = NavigationItem(.assess, path: "/rounds")
    package static let publicNavigation = NavigationItem(title: "What good looks like", path: "/good")
    package static let openPaths = AnswerPages.openPaths + NarrativePages.openPaths

    package let shelf: FrameworkShelf
    package let rounds: RoundStore
    package let respondents: RespondentStore
    package let agreements: AgreementStore
    package let results: ResultStore

    package init(database: HubDatabase, key: Data, shelf: FrameworkShelf) {
        self.shelf = shelf
        rounds = RoundStore(database, key: key)
        respondents = RespondentStore(database)
        agreements = AgreementStore(database)
        results = ResultStore(database)
    }

    package func addRoutes(to doors: Doors, neighbours: Neighbours) {
        AnswerPages(rounds: rounds, respondents: respondents, results: results, neighbours: neighbours).addRoutes(to: doors)
        ResultPages(store: results, neighbours: neighbours).addRoutes(to: doors)
        WorkshopPages(results: results, agreements: agreements).addRoutes(to: doors)
        RoundPages(shelf: shelf, rounds: rounds, respondents: respondents).addRoutes(to: doors)
        NarrativePages(shelf: shelf, neighbours: neighbours).addRoutes(to: doors)
    }
}
