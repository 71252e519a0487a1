// A libFuzzer target for the readers of event logs: `make fuzz-journeys`. Built by itself with the sources of the engine, not by the
// package. Whatever the bytes, a reader must give a log or a problem, never trap.
import Foundation

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJourneys(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 1 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let rest = Data(bytes[1...])
    switch bytes[0] % 6 {
    case 0:
        tables(rest)
        _ = try? TimePattern(String(decoding: rest.prefix(60), as: UTF8.self))
    case 1: xes(rest)
    case 2: if let log = try? ObjectLog(json: rest) { objects(log) }
    case 3:
        var reader = ObjectXML()
        let body = Array(rest)
        if (try? reader.feed(body.span)) != nil, let log = try? reader.finish() { objects(log) }
    case 5: model(rest)
    default:
        if let inflater = try? Inflater() { try? inflater.feed(rest) { _ in } }
    }
    return 0
}

/// A model, checked against a log of a few steps; written by us it must be read again.
private func model(_ data: Data) {
    let table = Data("case_id,activity,timestamp\n1,a,2026-01-01\n1,b,2026-01-02\n2,b,2026-01-01\n2,c,2026-01-03\n".utf8)
    guard let log = try? TableLog.read(table).ordered(by: .completion), let model = try? ModelFile(data, activities: log.activities) else { return }
    let check = try? ModelCheck(log, model.net, bound: .init(states: 300, allStates: 2000))
    precondition(check.map { $0.alignedCases + $0.notAlignedCases == log.caseCount } ?? true)
    let written = ModelExport.pnml(model.net) { model.name($0, log) }
    precondition((try? ModelFile(Data(written.utf8), activities: log.activities)) != nil || model.net.final.allSatisfy { $0 == 0 })
}

private func tables(_ data: Data) {
    for choices in [skipping, writtenAsSaid, ReadingChoices()] {
        let one = try? TableLog.read(data, choices: choices, workers: 1, pieceSize: 1 << 20)
        let two = try? TableLog.read(data, choices: choices, workers: 2, pieceSize: 16)
        precondition(one?.times == two?.times && one?.activities.codes == two?.activities.codes && one?.notes == two?.notes)
        precondition(one?.costs == two?.costs && one?.dropped == two?.dropped)
        if let one { analyse(one) }
    }
}

/// A zone with an hour that is missing and one that comes twice, the day first and bad rows left out.
private var skipping: ReadingChoices {
    var choices = ReadingChoices()
    (choices.isDayFirst, choices.skipsBadRows) = (true, true)
    choices.clock = LocalClock(
        name: "Europe/London", offset: 0,
        changes: [(1_774_746_000_000_000, 3_600_000_000), (1_792_890_000_000_000, 0)])
    return choices
}

/// One way of writing times, with most of the letters that there are, and a comma before the pence.
private var writtenAsSaid: ReadingChoices {
    var choices = ReadingChoices()
    choices.format = try? TimePattern("EEE, d-MMM-yy hh.mm.ss.S a X")
    choices.hasDecimalComma = true
    return choices
}

private func xes(_ data: Data) {
    var (whole, pieces) = (XESLog(), XESLog())
    let bytes = Array(data)
    let first = (try? whole.feed(bytes.span)) == nil ? nil : try? whole.finish()
    var isFed = true
    for start in stride(from: 0, to: bytes.count, by: 3) where isFed {
        let part = Array(bytes[start..<min(start + 3, bytes.count)])
        isFed = (try? pieces.feed(part.span)) != nil
    }
    let second = isFed ? try? pieces.finish() : nil
    precondition(first?.times == second?.times && first?.notes == second?.notes && first?.dropped == second?.dropped)
    if let first { analyse(first) }
}

private func objects(_ log: ObjectLog) {
    for type in log.types.prefix(3) { if let flat = try? log.flattened(on: type) { analyse(flat) } }
}

private func analyse(_ log: EventLog) {
    _ = log.caseNames.alike()
    _ = log.caseNames.cutShort()
    _ = log.movesWithinDays
    let told = log.leavingOutWordsForNone().turningNewestFirst().pairingLifecycle()
    precondition(told.count <= log.count)
    let ordered = log.ordered(by: .completion)
    let journeys = Journeys(ordered, JourneySettings())
    precondition(journeys.log.count == log.count)
    _ = Publication(ordered, threshold: 3)
    if ordered.count < 40 { _ = TokenReplay(ordered, PetriNet(InductiveMiner().tree(of: ordered))) }
}
