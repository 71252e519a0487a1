import Tables

/// An object-centric event log (OCEL 2.0), as read, before one kind of object is chosen as the case.
package struct ObjectLog: Sendable {
    package struct Event: Sendable {
        package var id: String
        package var type: String
        /// Microseconds since 1970 in UTC.
        package var time: Int64
        package var attributes: [String: String]
        package var objects: [String]

        package init(id: String, type: String, time: Int64, attributes: [String: String], objects: [String]) {
            self.id = id
            self.type = type
            self.time = time
            self.attributes = attributes
            self.objects = objects
        }
    }

    package var events: [Event] = []
    /// For each object its type.
    package var objectTypes: [String: String] = [:]

    /// How times and costs are taken.
    private let choices: ReadingChoices
    private var times: TimeTexts
    /// Events left out since their time stands for none.
    private var undated = 0

    package init(_ choices: ReadingChoices = ReadingChoices()) {
        self.choices = choices
        times = TimeTexts(choices)
    }

    package var types: [String] { Set(objectTypes.values).sorted() }

    /// The log as the objects of one type live through it.
    ///
    /// An event with several such objects stands in the case of each (Berti et al., OCEL 2.0, 2024, call it convergence); its number in
    /// `origins` stays the same, so that cost and demand are counted once.
    /// - Throws: `TableProblem` where there is no such type or it takes part in nothing.
    package func flattened(on type: String, names: RoleNames = [:]) throws -> EventLog {
        guard types.contains(type) else {
            throw TableProblem(
                line: nil, message: "has no objects of type \"\(type)\"; choose one with --object: \(types.prefix(30).joined(separator: ", "))")
        }
        var batch = EventBatch()
        var numbers = CaseNumbers()
        for (index, event) in events.enumerated() {
            let cases = Set(event.objects.filter { objectTypes[$0] == type }).sorted()
            guard !cases.isEmpty, !event.type.isEmpty else {
                batch.dropped.noteWithoutLine()
                continue
            }
            for id in cases { try add(event, case: numbers.number(of: id), origin: Int32(index), names, &batch) }
        }
        batch.caseNames = numbers.names
        batch.notes.times = times.seen
        batch.notes.undatedEvents = undated
        var log = EventLog([batch])
        (log.notes.clock, log.notes.isDayFirst) = (choices.clock, choices.isDayFirst)
        guard log.count > 0 else { throw TableProblem(line: nil, message: "has no events with an object of type \"\(type)\"") }
        return log
    }

    private func add(_ event: Event, case number: Int32, origin: Int32, _ names: RoleNames, _ batch: inout EventBatch) throws {
        func value(_ role: EventRole) -> String? {
            (names[role].map { [$0] } ?? role.usualNames).lazy.compactMap { event.attributes[$0] }.first { !$0.isEmpty }
        }
        func code(_ role: EventRole, _ column: inout CodedColumn) -> Int32 { value(role).map { column.words.number(of: $0) } ?? -1 }
        batch.cases.append(number)
        batch.activities.codes.append(batch.activities.words.number(of: event.type))
        batch.services.codes.append(code(.service, &batch.services))
        batch.resources.codes.append(code(.resource, &batch.resources))
        batch.channels.codes.append(code(.channel, &batch.channels))
        batch.demands.codes.append(code(.demand, &batch.demands))
        batch.lifecycles.codes.append(code(.lifecycle, &batch.lifecycles))
        var times = TimeTexts(choices)
        if let text = value(.start), let start = try times.moment(text, "event \(event.id)") {
            batch.notes.starts.append(times.seen)
            if batch.starts.isEmpty { batch.starts = batch.times }
            batch.starts.append(start)
        } else if !batch.starts.isEmpty {
            batch.starts.append(event.time)
        }
        if let pence = try value(.cost).flatMap({ try pence($0, event) }) {
            while batch.costs.count < batch.count { batch.costs.append(0) }
            batch.costs.append(pence)
        } else if !batch.costs.isEmpty {
            batch.costs.append(0)
        }
        batch.times.append(event.time)
        batch.origins.append(origin)
    }

    private func pence(_ text: String, _ event: Event) throws -> Int64? {
        let bytes = Array(text.utf8)
        switch PenceReader.reading(bytes.span, 0..<bytes.count, hasDecimalComma: choices.hasDecimalComma) {
        case .pence(let pence, _): return pence
        case .none: return nil
        case .wrong: throw TableProblem(line: nil, column: "event \(event.id)", message: "\"\(text)\" is not an amount in pounds")
        }
    }

    /// Microseconds since 1970 in UTC of an event's time; nil where it stands for none, and the event is to be left out.
    ///
    /// - Parameter place: named where the text is no time.
    package mutating func time(_ text: String, _ place: String?, line: Int? = nil) throws -> Int64? {
        let time = try times.moment(text, place, line: line)
        if time == nil { undated += 1 }
        return time
    }

    package static let oldVersion =
        "is OCEL 1.0, which is not read; convert it to OCEL 2.0, for instance with the converter that ocel-standard.org names"
}
