package import Assessment
package import Content
package import Delivery
package import Foundation
package import Library
package import Logging
import Maturity
package import Pages
package import People
package import Store

/// The composition root: one data file and the slices that stand on it.
package struct Hub: Sendable {
    /// In the order in which they must run.
    package static let migrations =
        [Settings.migration] + PeopleFeature.migrations + AssessmentFeature.migrations + DeliveryFeature.migrations

    package let database: HubDatabase
    package let settings: Settings
    package let fileCheck = FileCheck()
    package let people: PeopleFeature
    package let assessment: AssessmentFeature
    package let library: LibraryFeature
    package let delivery: DeliveryFeature
    /// What is odd about the content and does no harm: to be said at start.
    package let oddities: [FileProblem]

    /// - Parameters:
    ///   - setupCode: what the first administrator must know, where there is none yet.
    ///   - overrides: a folder with the council's own changes to frameworks, by file name.
    package init(database: HubDatabase, content: URL, overrides: URL? = nil, setupCode: String? = nil) throws {
        self.database = database
        settings = Settings(database)
        people = PeopleFeature(database: database, setupCode: setupCode)
        let shelf = try FrameworkShelf(folder: content.appending(path: "frameworks"), overrides: overrides)
        assessment = AssessmentFeature(database: database, key: try settings.secretKey(), shelf: shelf)
        var oddities = shelf.oddities
        let resources = try ResourceReader.read(
            folder: content.appending(path: "resources"), frameworks: shelf.shipped + shelf.frameworks, mention: { oddities.append($0) })
        self.oddities = oddities
        library = LibraryFeature(resources: resources, frameworks: shelf.frameworks)
        delivery = DeliveryFeature(database: database)
    }

    /// Opens the hub in a folder; refuses where another process has it.
    package static func open(data: URL, folders: Folders, setupCode: String? = nil) throws -> Hub {
        let database = try HubDatabase(directory: data, migrations: migrations)
        return try Hub(
            database: database, content: folders.content, overrides: data.appending(path: "frameworks"), setupCode: setupCode)
    }

    package static let navigation = [AssessmentFeature.navigation, LibraryFeature.navigation] + DeliveryFeature.navigation
    package static let publicNavigation = [
        AssessmentFeature.publicNavigation, LibraryFeature.publicNavigation, NavigationItem(title: "About", path: "/about"),
    ]

    /// Pages that anyone may ask for. Every other route wants a sign-in; a test walks them all.
    package static let openPaths = ["/"] + InformationPages.openPaths + PeopleFeature.openPaths + AssessmentFeature.openPaths + LibraryFeature.openPaths
}

extension Hub {
    /// Checks the data file beside the requests; the log has what was found, and so has the administrator's start page.
    package func checkFile(logger: Logger, now: @Sendable () -> Date = { Date() }) async {
        switch await fileCheck.run(on: database, now: now) {
        case .waiting: break
        case .sound: logger.info("The data file was checked. No damage was found.")
        case .damaged(_, let lines):
            let found = lines.joined(separator: "; ")
            logger.critical("The data file is damaged. Stop the hub and restore its folder from a backup.", metadata: ["found": "\(found)"])
        case .failed(_, let reason): logger.error("The data file could not be checked.", metadata: ["reason": "\(reason)"])
        }
    }
}

// MARK: Where slices meet

extension Hub {
    /// What the result and narrative pages show of library and plan.
    var neighbours: Neighbours {
        Neighbours(
            resources: { [people, library] characteristicID, fromLevel, councilID in
                var councilType: String?
                if let councilID { councilType = try await people.councils.council(councilID)?.libraryType }
                return library.shelf.recommend(characteristicID: characteristicID, fromLevel: fromLevel, councilType: councilType)
                    .map { ResourceLink(title: $0.title, path: "/library/\($0.id)", type: $0.type.rawValue) }
            },
            resourceCards: { [library] in library.cards(characteristicID: $0) },
            decisions: { [delivery] councilID, roundID in
                try await delivery.plans.decisions(council: councilID, roundID: roundID).mapValues { decision in
                    switch decision.choice {
                    case .planned(let action): .planned(owner: action.owner, due: action.dueOn?.inWords)
                    case .declined(let reason): .declined(reason: reason)
                    }
                }
            })
    }

    /// What the plan takes from the assessment.
    func sources(now: @escaping @Sendable () -> Date) -> Sources {
        Sources(
            sheet: { [assessment] councilID, roundID in
                do {
                    let result = try await assessment.results.result(ID(roundID), council: councilID, now: now())
                    return PrioritySheet(
                        roundID: roundID, title: result.round.title, ambitionOn: result.round.ambitionOn,
                        levels: result.framework.levels.map(\.name), priorities: result.priorities, standings: result.standings,
                        startCount: result.priorities.startCount)
                } catch RoundError.noSuchRound {
                    return nil
                }
            },
            closedRounds: { [assessment] councilID in
                try await assessment.rounds.rounds(council: councilID).filter { $0.state(on: now()) == .closed }.map { ($0.id.rawValue, $0.title) }
            })
    }
}
