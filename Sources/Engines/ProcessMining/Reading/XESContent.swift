import Tables

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
    private var trace = XESTrace()
    private var event = XESEvent()
    private let choices: ReadingChoices
    private var reader: TimestampReader
    private var startReader: TimestampReader
    private var scratch: [UInt8] = []
    private var traces = 0

    init(_ names: RoleNames, _ choices: ReadingChoices) {
        self.names = names
        self.choices = choices
        reader = TimestampReader(choices)
        startReader = reader
        unseen = Set(names.keys)
    }

    /// Hands over what was read and keeps nothing of it, so that columns can be let go one by one.
    mutating func takeBatch() -> EventBatch {
        defer { batch = EventBatch() }
        batch.caseNames = caseNumbers.names
        (batch.notes.times, batch.notes.starts) = (reader.seen, startReader.seen)
        return batch
    }

    mutating func open(_ name: Range<Int>, _ attributes: [XMLAttribute], _ place: XMLPlace, _ bytes: Span<UInt8>) throws {
        switch place.depth {
        case 0:
            guard XMLText.isLocal(bytes, name, "log") else {
                let text = String(decoding: name.prefix(40).map { bytes[$0] }, as: UTF8.self)
                throw TableProblem(line: place.line(bytes), message: "is XML but not XES: its outermost element is <\(text)>, not <log>")
            }
        case 1:
            isInTrace = XMLText.isLocal(bytes, name, "trace")
            guard isInTrace else {
                if XMLText.isLocal(bytes, name, "event") { batch.notes.strayEvents += 1 }
                return
            }
            traces += 1
            trace = XESTrace()
            trace.firstEvent = batch.count
        case 2 where isInTrace:
            if XMLText.isLocal(bytes, name, "event") {
                isInEvent = true
                event = XESEvent()
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
            throw TableProblem(
                line: nil, message: "has no attribute \"\(name)\" for the \(role.rawValue); check --\(role.rawValue). It has \(knownKeys)")
        }
    }

    /// The attributes of traces and events, as they came.
    private var knownKeys: String { keys.wordCount == 0 ? "none" : keys.allWords.prefix(40).joined(separator: ", ") }

    /// What to say where no event is left.
    func noEvents(_ log: EventLog) -> TableProblem {
        var message = "has no events with a case, an activity and a time"
        let seen = Set(eventRoles.compactMap { $0 })
        let missing = [EventRole.activity, .timestamp].filter { !seen.contains($0) }
        if keys.wordCount > 0, let first = missing.first {
            let list = missing.map { wanted($0).map { "\"\($0)\"" }.joined(separator: " or ") + " for the \($0.rawValue)" }.joined(separator: ", nor ")
            message += ": no attribute \(list). Its attributes are \(knownKeys). Name yours with --\(first.rawValue)"
        } else if log.dropped.zeroDates > 0 {
            message += ": times such as 1970-01-01 or 0000-00-00 stand for none"
        } else if batch.notes.strayEvents + log.notes.strayEvents > 0 {
            message += ": its events stand outside of traces, so that nothing says whose they are"
        } else {
            message += "; check the attributes"
        }
        return TableProblem(line: log.dropped.rows.first?.line, message: message)
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
            switch PenceReader.reading(value, range, hasDecimalComma: choices.hasDecimalComma) {
            case .pence(let pence, _): event.cost = pence
            case .none: event.cost = nil
            case .wrong: complain(place, bytes, role, "is not an amount in pounds; write it as 12.50")
            }
        }
    }

    private func word(_ value: Span<UInt8>, _ range: Range<Int>, _ column: inout CodedColumn) -> Int32 {
        range.isEmpty ? -1 : column.words.number(of: value, range)
    }

    private mutating func time(_ value: Span<UInt8>, _ range: Range<Int>, _ place: XMLPlace, _ bytes: Span<UInt8>, _ role: EventRole) -> Int64? {
        guard !range.isEmpty else { return nil }
        let isStart = role == .start
        switch isStart ? startReader.reading(value, range) : reader.reading(value, range) {
        case .time(let time): return time
        case .none:
            if !isStart { event.isZeroDate = range.contains { value[$0] &- 48 < 10 } }
            return nil
        case .wrong(let wrong):
            let text = String(decoding: range.prefix(80).map { value[$0] }, as: UTF8.self)
            complain(place, bytes, role, "\"\(text.prefix(40))\" \(TimeRemedy.words(text, wrong, choices, column: (isStart ? startReader : reader).seen.kind))")
            return nil
        }
    }

    private mutating func complain(_ place: XMLPlace, _ bytes: Span<UInt8>, _ role: EventRole, _ message: String) {
        guard !choices.skipsBadRows || !isInEvent else {
            if event.isBad { return }
            event.isBad = true
            let line = batch.notes.bad.rows.count < 10 ? place.line(bytes) : 0
            return batch.notes.bad.note(BadRows.Row(line: line, column: role.rawValue, message: message))
        }
        guard problems.count < TableProblems.mostKept else {
            furtherProblems += 1
            return
        }
        problems.append(TableProblem(line: place.line(bytes), column: role.rawValue, message: message))
    }

    // MARK: Events and traces

    private mutating func closeEvent(_ place: XMLPlace, _ bytes: Span<UInt8>) {
        guard !event.isBad else { return }
        guard event.activity >= 0, let time = event.time else {
            if event.activity >= 0, event.isZeroDate { batch.dropped.zeroDates += 1 }
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
        if trace.caseCode < 0, names[.case] == nil, !range.isEmpty {
            batch.notes.unnamedTraces += 1
            trace.caseCode = caseNumbers.number(of: "trace \(traces)")
        }
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
