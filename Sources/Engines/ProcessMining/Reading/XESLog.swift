import Tables

/// Reads an event log in XES (IEEE 1849) piece by piece.
package struct XESLog {
    private var scanner = XMLScanner()
    private var content: XESContent

    package init(names: RoleNames = [:]) { content = XESContent(names) }

    /// - Throws: `TableProblem` with the line.
    package mutating func feed(_ piece: Span<UInt8>) throws { try scanner.feed(piece, to: &content) }

    /// - Throws: `TableProblem` or `TableProblems` with the line.
    package mutating func finish() throws -> EventLog {
        try scanner.finish(&content)
        guard content.problems.isEmpty else { throw TableProblems(content.problems, further: content.furtherProblems) }
        try content.checkNames()
        let log = EventLog([content.takeBatch()])
        content = XESContent([:])
        guard log.count > 0 else {
            throw TableProblem(line: nil, message: "has no events with a case, an activity and a time; check the attributes")
        }
        return log
    }
}

/// What the elements of XES mean: traces hold events, and both hold attributes; attributes within attributes are left out.
struct XESContent: XMLContent, Sendable {
    var batch = EventBatch()
    var problems: [TableProblem] = []
    var furtherProblems = 0
    private var caseNumbers = CaseNumbers()
    private var keys = CodedColumn()
    /// For each key seen the role that it has in an event and in a trace.
    private var eventRoles: [EventRole?] = []
    private var traceRoles: [EventRole?] = []
    private let names: RoleNames
    /// The roles that were given a name, as long as none of their attributes has been seen.
    private var unseen: Set<EventRole>
    private var isInTrace = false
    private var isInEvent = false
    private var trace = TraceValues()
    private var event = EventValues()
    private var reader = TimestampReader(isDayFirst: false)
    private var scratch: [UInt8] = []

    private struct TraceValues: Sendable {
        var caseCode: Int32 = -1
        var service: Int32 = -1
        var resource: Int32 = -1
        var channel: Int32 = -1
        var demand: Int32 = -1
        var firstEvent = 0
    }

    private struct EventValues: Sendable {
        var activity: Int32 = -1
        var service: Int32 = -1
        var resource: Int32 = -1
        var channel: Int32 = -1
        var demand: Int32 = -1
        var lifecycle: Int32 = -1
        var time: Int64?
        var start: Int64?
        var cost: Int64?
    }

    init(_ names: RoleNames) {
        self.names = names
        unseen = Set(names.keys)
    }

    /// Hands over what was read and keeps nothing of it, so that columns can be let go one by one.
    mutating func takeBatch() -> EventBatch {
        defer { batch = EventBatch() }
        batch.caseNames = caseNumbers.names
        return batch
    }

    mutating func open(_ name: Range<Int>, _ attributes: [XMLAttribute], _ place: XMLPlace, _ bytes: Span<UInt8>) throws {
        switch place.depth {
        case 0:
            guard XMLText.isEqual(bytes, name, "log") else {
                let text = String(decoding: name.prefix(40).map { bytes[$0] }, as: UTF8.self)
                throw TableProblem(line: place.line(bytes), message: "is XML but not XES: its outermost element is <\(text)>, not <log>")
            }
        case 1:
            isInTrace = XMLText.isEqual(bytes, name, "trace")
            guard isInTrace else { return }
            trace = TraceValues()
            trace.firstEvent = batch.count
        case 2 where isInTrace:
            if XMLText.isEqual(bytes, name, "event") {
                isInEvent = true
                event = EventValues()
            } else {
                attribute(attributes, place, bytes, isOfEvent: false)
            }
        case 3 where isInEvent: attribute(attributes, place, bytes, isOfEvent: true)
        default: return
        }
    }

    mutating func text(_ range: Range<Int>, _ place: XMLPlace, _ bytes: Span<UInt8>) throws {}

    mutating func close(_ place: XMLPlace, _ bytes: Span<UInt8>) throws {
        if place.depth == 2, isInEvent {
            isInEvent = false
            closeEvent(place, bytes)
        } else if place.depth == 1, isInTrace {
            isInTrace = false
            closeTrace(place, bytes)
        }
    }

    func checkNames() throws {
        for (role, name) in names.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where unseen.contains(role) {
            throw TableProblem(line: nil, message: "has no attribute \"\(name)\" for the \(role.rawValue); check --\(role.rawValue)")
        }
    }

    // MARK: Attributes

    private mutating func attribute(_ attributes: [XMLAttribute], _ place: XMLPlace, _ bytes: Span<UInt8>, isOfEvent: Bool) {
        var key: XMLAttribute?
        var value: XMLAttribute?
        for attribute in attributes {
            if XMLText.isEqual(bytes, attribute.name, "key") { key = attribute }
            if XMLText.isEqual(bytes, attribute.name, "value") { value = attribute }
        }
        guard let key, let value, let role = role(of: key.value, bytes, isOfEvent: isOfEvent) else { return }
        if !unseen.isEmpty { unseen.remove(role) }
        if value.hasReferences {
            guard XMLText.resolve(value.value, bytes, to: &scratch) else {
                return complain(place, bytes, role, "has a reference that is not one of XML's own (&amp; &lt; &gt; &quot; &apos;)")
            }
            let own = scratch
            take(role, own.span, 0..<own.count, place, bytes, isOfEvent: isOfEvent)
        } else {
            take(role, bytes, value.value, place, bytes, isOfEvent: isOfEvent)
        }
    }

    private mutating func role(of key: Range<Int>, _ bytes: Span<UInt8>, isOfEvent: Bool) -> EventRole? {
        let code = Int(keys.words.number(of: bytes, key))
        while eventRoles.count <= code {
            let name = keys.words.text(Int32(eventRoles.count))
            eventRoles.append(EventRole.allCases.first { $0 != .case && wanted($0).contains(name) })
            traceRoles.append(
                EventRole.allCases.first { role in
                    guard [.case, .service, .resource, .channel, .demand].contains(role) else { return false }
                    return wanted(role).contains("case:" + name) || (role == .case && wanted(role).contains(name))
                })
        }
        return isOfEvent ? eventRoles[code] : traceRoles[code]
    }

    private func wanted(_ role: EventRole) -> [String] { names[role].map { [$0] } ?? role.usualNames }

    private mutating func take(
        _ role: EventRole, _ value: Span<UInt8>, _ range: Range<Int>, _ place: XMLPlace, _ bytes: Span<UInt8>, isOfEvent: Bool
    ) {
        switch role {
        case .case: if !range.isEmpty { trace.caseCode = caseNumbers.number(of: value, range) }
        case .activity: event.activity = word(value, range, &batch.activities)
        case .timestamp: event.time = time(value, range, place, bytes, role)
        case .start: event.start = time(value, range, place, bytes, role)
        case .service:
            let code = word(value, range, &batch.services)
            if isOfEvent { event.service = code } else { trace.service = code }
        case .resource:
            let code = word(value, range, &batch.resources)
            if isOfEvent { event.resource = code } else { trace.resource = code }
        case .channel:
            let code = word(value, range, &batch.channels)
            if isOfEvent { event.channel = code } else { trace.channel = code }
        case .demand:
            let code = word(value, range, &batch.demands)
            if isOfEvent { event.demand = code } else { trace.demand = code }
        case .lifecycle: event.lifecycle = word(value, range, &batch.lifecycles)
        case .cost:
            event.cost = PenceReader.pence(value, range)
            if event.cost == nil { complain(place, bytes, role, "is not an amount in pounds; write it as 12.50") }
        }
    }

    private func word(_ value: Span<UInt8>, _ range: Range<Int>, _ column: inout CodedColumn) -> Int32 {
        range.isEmpty ? -1 : column.words.number(of: value, range)
    }

    private mutating func time(_ value: Span<UInt8>, _ range: Range<Int>, _ place: XMLPlace, _ bytes: Span<UInt8>, _ role: EventRole) -> Int64? {
        guard !range.isEmpty else { return nil }
        let time = reader.time(value, range)
        if time == nil { complain(place, bytes, role, "is not a time; write it as 2026-12-31T09:30:00.000+00:00") }
        return time
    }

    private mutating func complain(_ place: XMLPlace, _ bytes: Span<UInt8>, _ role: EventRole, _ message: String) {
        guard problems.count < TableProblems.mostKept else {
            furtherProblems += 1
            return
        }
        problems.append(TableProblem(line: place.line(bytes), column: role.rawValue, message: message))
    }

    // MARK: Events and traces

    private mutating func closeEvent(_ place: XMLPlace, _ bytes: Span<UInt8>) {
        guard event.activity >= 0, let time = event.time else {
            drop(1, place, bytes, event.activity < 0 ? .activity : .timestamp)
            return
        }
        batch.appendStart(event.start, otherwise: time)
        if event.cost != nil || !batch.costs.isEmpty {
            while batch.costs.count < batch.count { batch.costs.append(0) }
            batch.costs.append(event.cost ?? 0)
        }
        batch.times.append(time)
        batch.activities.codes.append(event.activity)
        batch.services.codes.append(event.service)
        batch.resources.codes.append(event.resource)
        batch.channels.codes.append(event.channel)
        batch.demands.codes.append(event.demand)
        batch.lifecycles.codes.append(event.lifecycle)
    }

    /// Notes events left out by the line on which the event or its trace ends.
    private mutating func drop(_ events: Int, _ place: XMLPlace, _ bytes: Span<UInt8>, _ missing: EventRole) {
        let line = batch.dropped.rows.count < 10 ? place.line(bytes) : 0
        for _ in 0..<events { batch.dropped.note(line: line, missing: missing) }
    }

    private mutating func closeTrace(_ place: XMLPlace, _ bytes: Span<UInt8>) {
        let range = trace.firstEvent..<batch.count
        guard trace.caseCode >= 0 else {
            drop(range.count, place, bytes, .case)
            return removeTrace(range)
        }
        for event in range {
            batch.cases.append(trace.caseCode)
            if batch.services.codes[event] < 0 { batch.services.codes[event] = trace.service }
            if batch.resources.codes[event] < 0 { batch.resources.codes[event] = trace.resource }
            if batch.channels.codes[event] < 0 { batch.channels.codes[event] = trace.channel }
            if batch.demands.codes[event] < 0 { batch.demands.codes[event] = trace.demand }
        }
    }

    private mutating func removeTrace(_ range: Range<Int>) {
        batch.times.removeSubrange(range)
        batch.activities.codes.removeSubrange(range)
        batch.services.codes.removeSubrange(range)
        batch.resources.codes.removeSubrange(range)
        batch.channels.codes.removeSubrange(range)
        batch.demands.codes.removeSubrange(range)
        batch.lifecycles.codes.removeSubrange(range)
        if !batch.starts.isEmpty { batch.starts.removeSubrange(range) }
        if !batch.costs.isEmpty { batch.costs.removeSubrange(range) }
    }
}
