/// Everything that the report says of a log, worked out once.
package struct Journeys: Sendable {
    package let log: EventLog
    package let settings: JourneySettings
    package let flags: JourneyFlags
    package let moves: Moves
    package let ends: Ends
    package let roadblocks: Roadblocks
    package let hazard: ChaseHazard
    package let handovers: Handovers
    package let handling: [Durations?]
    package let rework: Rework
    package let costs: CaseCosts
    package let concentration: Concentration?
    /// Of each case; see `EventLog.ages`.
    package let ages: [Int64]
    package let survival: Survival
    /// The same cases in working hours; nil without a calendar.
    package let workingSurvival: Survival?
    package let ageing: Ageing
    package let chart: ControlChart
    package let behaviours: [Behaviour]
    /// For each activity, waits counted from the step that made it possible; see `EnabledWaits`.
    package let enabled: EnabledWaits
    /// Microseconds of work in each case; nil where the log has no starts.
    package let work: Durations?

    /// - Parameter log: ordered by completion.
    package init(_ log: EventLog, _ settings: JourneySettings) {
        self.log = log
        self.settings = settings
        flags = JourneyFlags(log, settings)
        moves = Moves(log, \.activities)
        ends = Ends(log)
        roadblocks = Roadblocks(log, flags, calendar: settings.calendar)
        hazard = ChaseHazard(log, flags)
        let flags = flags
        let steps = flags.hasFailures ? log.keepingEventsInPlace { !flags.isFailure[$0] } : log
        handovers = Handovers(steps)
        handling = Handling.byActivity(log)
        rework = Rework(log)
        costs = CaseCosts(log, flags)
        concentration = log.hasCosts ? Concentration(costs.perCase) : nil
        ages = log.ages(flags)
        survival = Survival(ages, isClosed: flags.isWhole)
        workingSurvival = settings.calendar.map { calendar in
            Survival(log.ages(flags) { calendar.workingTime(from: $0, to: $1) }, isClosed: flags.isWhole)
        }
        ageing = Ageing(log, flags, ages: ages)
        chart = ControlChart(log, flags, leads: ages)
        behaviours = Behaviour.all(log, flags, leads: ages, costs: costs, handovers: handovers)
        let stepMoves = Moves(steps, \.activities)
        enabled = EnabledWaits(steps, stepMoves, Dependency(steps, stepMoves))
        work =
            log.hasStarts
            ? Durations((0..<log.caseCount).map { log.events(of: $0).reduce(Int64(0)) { $0 + max(0, log.times[$1] - log.starts[$1]) } }) : nil
    }

    package func activity(_ code: Int32) -> String { log.activities.word(code) }
    package func service(_ code: Int32) -> String { log.services.word(code) }
}
