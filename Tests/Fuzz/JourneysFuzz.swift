// A libFuzzer target for the readers of event logs: `make fuzz-journeys`. Built by itself with the sources of the engine, not by the
// package. Whatever the bytes, a reader must give a log or a problem, never trap.
import Foundation

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJourneys(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 1 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let rest = Data(bytes[1...])
    switch bytes[0] % 5 {
    case 0: tables(rest)
    case 1: xes(rest)
    case 2: if let log = try? ObjectLog(json: rest) { objects(log) }
    case 3:
        var reader = ObjectXML()
        let body = Array(rest)
        if (try? reader.feed(body.span)) != nil, let log = try? reader.finish() { objects(log) }
    default:
        if let inflater = try? Inflater() { try? inflater.feed(rest) { _ in } }
    }
    return 0
}

private func tables(_ data: Data) {
    let one = try? TableLog.read(data, isDayFirst: true, workers: 1, pieceSize: 1 << 20)
    let two = try? TableLog.read(data, isDayFirst: true, workers: 2, pieceSize: 16)
    precondition(one?.times == two?.times && one?.activities.codes == two?.activities.codes)
    if let one { analyse(one) }
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
    precondition(first?.times == second?.times)
    if let first { analyse(first) }
}

private func objects(_ log: ObjectLog) {
    for type in log.types.prefix(3) { if let flat = try? log.flattened(on: type) { analyse(flat) } }
}

private func analyse(_ log: EventLog) {
    let ordered = log.ordered(by: .completion)
    let journeys = Journeys(ordered, JourneySettings())
    precondition(journeys.log.count == log.count)
    _ = Publication(ordered, threshold: 3)
    if ordered.count < 40 { _ = TokenReplay(ordered, PetriNet(InductiveMiner().tree(of: ordered))) }
}
