/// What a column or attribute says of an event.
package enum EventRole: String, CaseIterable, Sendable, Hashable {
    case `case`, activity, timestamp, start, service, resource, cost, demand, channel, lifecycle

    /// Names tried where none is given: those of our own generator, then those of XES, then of PM4Py's tables.
    package var usualNames: [String] {
        switch self {
        case .case: ["case_id", "case:concept:name"]
        case .activity: ["activity", "concept:name"]
        case .timestamp: ["timestamp", "time:timestamp", "complete_timestamp"]
        case .start: ["start_timestamp"]
        case .service: ["service", "org:group"]
        case .resource: ["resource", "org:resource"]
        case .cost: ["cost", "cost:total"]
        case .demand: ["demand"]
        case .channel: ["channel", "case:channel"]
        case .lifecycle: ["lifecycle:transition", "lifecycle"]
        }
    }

    package var isRequired: Bool { self == .case || self == .activity || self == .timestamp }
}

/// Which column or attribute has which role, where it is not one of the usual names.
package typealias RoleNames = [EventRole: String]
