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
    package let leads: Durations?
    /// The same cases in working hours; nil without a calendar.
    package let workingLeads: Durations?
    package let survival: Survival
    package let ageing: Ageing
    package let chart: ControlChart
    package let behaviours: [Behaviour]
    /// For each activity, waits counted from the step that made it possible; see `EnabledWaits`.
    package let enabled: EnabledWaits
    /// Microseconds of work in all events; nil where the log has no starts.
    package let work: Int64?

    /// - Parameter log: ordered by completion.
    package init(_ log: EventLog, _ settings: JourneySettings) {
        self.log = log
        self.settings = settings
        flags = JourneyFlags(log, settings)
        moves = Moves(log, \.activities)
        ends = Ends(log)
        roadblocks = Roadblocks(log, flags, calendar: settings.calendar)
        hazard = ChaseHazard(log, flags)
        handovers = Handovers(log)
        handling = Handling.byActivity(log)
        rework = Rework(log)
        costs = CaseCosts(log, flags)
        concentration = log.hasCosts ? Concentration(costs.perCase) : nil
        ages = log.ages(flags)
        let flags = flags
        leads = Durations(zip(ages, flags.isClosed).compactMap { $1 ? $0 : nil })
        workingLeads = settings.calendar.flatMap { calendar in
            Durations((0..<log.caseCount).filter { flags.isClosed[$0] }.map { log.workingLead($0, calendar) })
        }
        survival = Survival(ages, isClosed: flags.isClosed)
        ageing = Ageing(log, flags, ages: ages)
        chart = ControlChart(log, flags, leads: ages)
        behaviours = Behaviour.all(log, flags, leads: ages, costs: costs, handovers: handovers)
        enabled = EnabledWaits(log, moves, Dependency(log, moves))
        work = log.hasStarts ? (0..<log.count).reduce(Int64(0)) { $0 + max(0, log.times[$1] - log.starts[$1]) } : nil
    }

    package func activity(_ code: Int32) -> String { log.activities.word(code) }
    package func service(_ code: Int32) -> String { log.services.word(code) }
}
