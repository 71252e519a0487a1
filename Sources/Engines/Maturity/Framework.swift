/// A maturity framework: themes of characteristics, each with one descriptor a level.
///
/// A framework is data, not code. Ids are stable for ever; the words may change from version to version.
/// A round keeps the whole value it was opened with, so a later version never rewrites an earlier answer.
package struct Framework: Codable, Hashable, Sendable {
    package var id: String
    package var version: Int
    package var title: String
    package var summary: String
    package var language: String
    package var licence: String
    /// Lowest first; the position is the level's number.
    package var levels: [Level]
    package var routes: [Route]
    package var groups: [GroupTemplate]
    package var themes: [Theme]

    package init(
        id: String, version: Int, title: String, summary: String, language: String, licence: String, levels: [Level],
        routes: [Route], groups: [GroupTemplate], themes: [Theme]
    ) {
        self.id = id
        self.version = version
        self.title = title
        self.summary = summary
        self.language = language
        self.licence = licence
        self.levels = levels
        self.routes = routes
        self.groups = groups
        self.themes = themes
    }

    package struct Level: Codable, Hashable, Sendable {
        package var name: String
        package var meaning: String

        package init(name: String, meaning: String) {
            self.name = name
            self.meaning = meaning
        }
    }

    /// A way in which a council wants to improve; the ambition of a round is a weighted mix of them.
    package struct Route: Codable, Hashable, Sendable {
        package var id: String
        package var name: String
        package var summary: String

        package init(id: String, name: String, summary: String) {
            self.id = id
            self.name = name
            self.summary = summary
        }
    }

    /// A kind of respondent that a new round proposes.
    package struct GroupTemplate: Codable, Hashable, Sendable {
        package var id: String
        package var name: String
        package var voice: Voice
        package var asks: Asks

        package init(id: String, name: String, voice: Voice, asks: Asks) {
            self.id = id
            self.name = name
            self.voice = voice
            self.asks = asks
        }
    }

    package struct Theme: Codable, Hashable, Sendable {
        package var id: String
        package var title: String
        package var summary: String
        package var characteristics: [Characteristic]

        package init(id: String, title: String, summary: String, characteristics: [Characteristic]) {
            self.id = id
            self.title = title
            self.summary = summary
            self.characteristics = characteristics
        }
    }
}

/// Whose view a group gives; result pages set leaders beside staff and members.
package enum Voice: String, Codable, CaseIterable, Sendable {
    case leaders, managers, members, staff, partners
}

/// Whether a group is asked every characteristic meant for it, or the pulse only.
package enum Asks: String, Codable, CaseIterable, Sendable {
    case all, pulse
}

/// One thing that is true of a good council, with the ladder that leads there.
package struct Characteristic: Codable, Hashable, Sendable {
    package var id: String
    package var title: String
    package var statement: String
    package var why: String
    /// One descriptor a level, lowest first.
    package var levels: [String]
    /// Signs that it is *not* so.
    package var signs: [String]
    package var evidence: [String]
    /// `steps[n]` leads from level n to level n + 1.
    package var steps: [String]
    /// Ids of the routes it serves; empty means that it is a foundation of all of them.
    package var routes: [String]
    /// Ids of the groups that can sensibly answer; empty means all.
    package var groups: [String]
    package var isPulse: Bool
    /// Ids of the characteristics that usually have to come first.
    package var requires: [String]
    package var goesWith: [String]

    package init(
        id: String, title: String, statement: String, why: String = "", levels: [String], signs: [String] = [],
        evidence: [String] = [], steps: [String], routes: [String] = [], groups: [String] = [], isPulse: Bool = false,
        requires: [String] = [], goesWith: [String] = []
    ) {
        self.id = id
        self.title = title
        self.statement = statement
        self.why = why
        self.levels = levels
        self.signs = signs
        self.evidence = evidence
        self.steps = steps
        self.routes = routes
        self.groups = groups
        self.isPulse = isPulse
        self.requires = requires
        self.goesWith = goesWith
    }
}

extension Framework {
    package var characteristics: [Characteristic] { themes.flatMap(\.characteristics) }

    /// The number of the top level: 4 where there are five levels.
    package var highestLevel: Int { levels.count - 1 }

    package func characteristic(_ id: String) -> Characteristic? {
        for theme in themes {
            if let found = theme.characteristics.first(where: { $0.id == id }) { return found }
        }
        return nil
    }

    package func theme(of characteristicID: String) -> Theme? {
        themes.first { $0.characteristics.contains { $0.id == characteristicID } }
    }

    /// "2 Planned".
    package func label(level: Int) -> String {
        levels.indices.contains(level) ? "\(level) \(levels[level].name)" : "\(level)"
    }

    /// Whether a group, known by its template's id, is asked about a characteristic.
    package func isAsked(_ characteristic: Characteristic, groupID: String, asks: Asks) -> Bool {
        let isForGroup = characteristic.groups.isEmpty || characteristic.groups.contains(groupID)
        return isForGroup && (asks == .all || characteristic.isPulse)
    }

    /// The themes as one group sees them: only what it is asked, without themes left empty.
    ///
    /// A group that the facilitator added (its id is in no characteristic's list) is asked everything, or the whole pulse.
    package func themes(askedOf groupID: String, asks: Asks) -> [Theme] {
        let isKnown = groups.contains { $0.id == groupID }
        return themes.compactMap { theme in
            var asked = theme
            asked.characteristics = theme.characteristics.filter {
                isKnown ? isAsked($0, groupID: groupID, asks: asks) : (asks == .all || $0.isPulse)
            }
            return asked.characteristics.isEmpty ? nil : asked
        }
    }
}
