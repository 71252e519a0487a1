package import Store

/// Something public that helps a council take a step: a guide, tool, training, case study or source of data.
package struct Resource: Hashable, Sendable {
    package var id: String
    package var title: String
    package var publisher: String
    package var year: Int?
    package var url: String
    package var type: ResourceType
    package var summary: String
    package var helps: [Step]
    /// Kinds of council, or `all`.
    package var councilTypes: [String]
    package var routes: [String]
    package var cost: Graded<CostBand>
    package var evidence: Graded<EvidenceGrade>
    package var impact: Graded<ImpactGrade>
    package var checked: Check

    /// The moves on a characteristic's ladder that it helps with.
    package struct Step: Hashable, Sendable {
        package var characteristicID: String
        package var from: Int
        package var to: Int

        /// Whether it helps someone who stands on a level and wants to the next.
        package func covers(_ level: Int) -> Bool { from <= level && level < to }
    }

    /// A grade with the reason for it.
    package struct Graded<Grade: Hashable & Sendable>: Hashable, Sendable {
        package var grade: Grade
        package var reason: String
    }

    /// When and how the resource was last looked at.
    package struct Check: Hashable, Sendable {
        package var date: Day
        package var how: String
    }

    package func fits(councilType: String?) -> Bool {
        guard let councilType else { return true }
        return councilTypes.contains("all") || councilTypes.contains(councilType)
    }
}

package enum ResourceType: String, CaseIterable, Sendable {
    case guidance, tool, training, caseStudy = "case study", dataSource = "data source"

    var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

/// What it costs a council to take it up, not to read it.
package enum CostBand: String, CaseIterable, Sendable {
    case free, low, medium, high

    /// Squares on the dial.
    var filled: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

package enum EvidenceGrade: String, CaseIterable, Sendable {
    case none, weak, fair, strong

    var filled: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    var meaning: String {
        switch self {
        case .strong: "An independent evaluation compared it with something."
        case .fair: "Measured before and after, or several cases agree."
        case .weak: "The opinion of experts, or one account."
        case .none: "None was found."
        }
    }
}

package enum ImpactGrade: String, CaseIterable, Sendable {
    case unknown, low, medium, high

    var filled: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
