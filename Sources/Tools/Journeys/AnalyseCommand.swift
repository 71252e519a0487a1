import ArgumentParser
import Foundation
import ProcessMining

/// `journeys analyse`: the figures of a log as one line of JSON.
struct AnalyseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyse", abstract: "Print the figures of an event log.",
        discussion: "With --compatible pm4py the two orders and the negative gaps of that tool are kept, so that results can be compared.")

    enum Tool: String, ExpressibleByArgument, CaseIterable { case pm4py }

    @OptionGroup var options: LogOptions
    @Option(help: "Agree with another tool, instead of keeping one order throughout: pm4py.")
    var compatible: Tool?
    @Flag(help: "Print one line of JSON.")
    var json = false

    @Option(help: "Only cases with an event in this service. May be given again.")
    var onlyService: [String] = []
    @Option(help: "Only cases with an event by this channel. May be given again.")
    var onlyChannel: [String] = []
    @Option(help: "Leave out events of this activity. May be given again.")
    var without: [String] = []
    @Flag(help: "Print how long each step took to standard error.")
    var time = false

    private var selection: Selection {
        var selection = Selection()
        selection.services = Set(onlyService)
        selection.channels = Set(onlyChannel)
        selection.withoutActivities = Set(without)
        return selection
    }

    /// What the figures need; other columns of a table are neither read nor checked.
    var roles: Set<EventRole> {
        var roles: Set<EventRole> = [.case, .activity, .timestamp, .start, .service]
        if compatible == nil { roles.insert(.lifecycle) }
        if !onlyChannel.isEmpty { roles.insert(.channel) }
        return roles
    }

    func run() throws {
        let watch = Stopwatch()
        var loaded = try told { try options.read(isPaired: compatible == nil, roles: roles) }
        watch.lap("read")
        if !onlyService.isEmpty || !onlyChannel.isEmpty || !without.isEmpty {
            loaded.events = loaded.events.selecting(selection)
            guard loaded.events.count > 0 else { throw ValidationError("No events are left after --only-service, --only-channel and --without.") }
            watch.lap("filter")
        }
        let isCompatible = compatible == .pm4py
        let withHandovers = !isCompatible || loaded.form == .table || options.service != nil
        let figures = Figures(loaded, isCompatible: isCompatible, withHandovers: withHandovers, workers: options.workers)
        watch.lap("figures")
        for line in LogWarnings(figures.log).lines { complain(line) }
        FileHandle.standardOutput.write(Data(json ? figures.json.bytes + [10] : Array(figures.summary.utf8)))
        watch.lap("write")
        if time { complain(watch.text) }
    }
}
