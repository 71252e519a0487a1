import Maturity

/// The story that the demo tells: a district with a clear direction whose staff do not yet feel safe to change things.
enum DemoWords {
    /// The middle of the answers, where it is not 1.6.
    static let centre: [String: Double] = [
        "shared-direction": 2.7, "visible-sponsorship": 2.2, "whole-place-leadership": 1.5, "honest-self-knowledge": 2.0,
        "room-to-improve": 1.4, "safe-to-try": 2.0, "skills-for-the-next-job": 1.3, "decisions-near-the-work": 1.2,
        "everyone-on-the-journey": 1.7, "known-needs": 1.9, "designed-with-users": 1.1, "one-joined-journey": 1.0,
        "easy-channels-nobody-shut-out": 2.3, "expectations-managed": 1.6, "simple-by-design": 1.4, "avoidable-demand-removed": 0.8,
        "right-home-for-each-service": 2.1, "evidence-first": 1.5, "small-groups-high-cost": 0.7, "tools-for-modern-work": 2.8,
        "medium-term-balance": 2.6, "spend-to-save": 1.5, "benefits-proved": 0.8, "prevention-pays": 1.1, "learn-and-share": 1.7,
        "assets-at-work": 2.2,
    ]

    /// Statements on which leaders and staff are far apart.
    static let divided: Set<String> = ["safe-to-try", "room-to-improve", "everyone-on-the-journey", "decisions-near-the-work"]

    static let notes: [String: [Voice: String]] = [
        "safe-to-try": [
            .leaders: "We say in every staff briefing that people may try things.",
            .staff: "The last pilot that failed was remembered for two years.",
        ],
        "room-to-improve": [.managers: "Improvement is what we do after five o'clock."],
        "easy-channels-nobody-shut-out": [.members: "The people who come to my surgery are the ones the website lost."],
        "avoidable-demand-removed": [.managers: "Most calls on a Monday ask about something we promised on the Friday."],
        "benefits-proved": [.leaders: "We know what we spent. We are less sure what we got."],
    ]

    struct Words {
        var change = 0
        var importance: Importance = .medium
        var reason: String?
        var dissent: String?
    }

    static let agreements: [String: Words] = [
        "safe-to-try": Words(
            change: -1, importance: .high, reason: "Staff are the ones who must feel safe. Their answer decides this one.",
            dissent: "One director thinks the pilots in planning show more than this."),
        "room-to-improve": Words(importance: .high, reason: "Some teams have hours set aside, most do not. The room agreed the median."),
        "one-joined-journey": Words(importance: .high, reason: "Home adaptations cross four teams and nobody owns the whole."),
        "avoidable-demand-removed": Words(importance: .high, reason: "We do not count it yet, so we cannot say more."),
        "benefits-proved": Words(importance: .high, reason: "No project of the last three years has a baseline."),
        "evidence-first": Words(importance: .high, reason: "The room agreed the median."),
        "income-with-purpose": Words(importance: .low, reason: "Right for a council of our size."),
        "assets-at-work": Words(importance: .low, reason: "The room agreed the median."),
        "prevention-pays": Words(importance: .medium, reason: "The money sits with the county and the NHS; we can still show the case."),
    ]
}
