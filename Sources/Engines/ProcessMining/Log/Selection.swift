import Tables

/// Part of a log: cases by what they touch and when they begin, and events by their activity. What is nil or empty asks for nothing.
package struct Selection: Sendable {
    /// Cases with an event in one of these services.
    package var services: Set<String> = []
    /// Cases with an event by one of these channels.
    package var channels: Set<String> = []
    /// Cases whose first event is not before, in microseconds since 1970.
    package var beginsFrom: Int64?
    /// Cases whose first event is before.
    package var beginsBefore: Int64?
    /// Events of these activities are left out; what remains of a case closes up.
    package var withoutActivities: Set<String> = []

    package init() {}
}

extension EventLog {
    package func selecting(_ selection: Selection) -> EventLog {
        let services = Self.chosen(self.services, selection.services)
        let channels = Self.chosen(self.channels, selection.channels)
        let left = Self.chosen(activities, selection.withoutActivities)
        var log = self
        if services != nil || channels != nil || selection.beginsFrom != nil || selection.beginsBefore != nil {
            log = log.keepingCases { index in
                let range = events(of: index)
                let first = times[range.lowerBound]
                if let from = selection.beginsFrom, first < from { return false }
                if let before = selection.beginsBefore, first >= before { return false }
                return Self.touches(self.services, services, range) && Self.touches(self.channels, channels, range)
            }
        }
        guard let left else { return log }
        let codes = log.activities.codes
        return log.keepingEvents { !left[Int(codes[$0])] }
    }

    /// For each code whether it is among the words; nil where no words are given.
    private static func chosen(_ column: CodedColumn, _ words: Set<String>) -> [Bool]? {
        guard !words.isEmpty else { return nil }
        var chosen = Array(repeating: false, count: column.wordCount)
        for word in words { if let code = column.words.find(word) { chosen[Int(code)] = true } }
        return chosen
    }

    private static func touches(_ column: CodedColumn, _ chosen: [Bool]?, _ range: Range<Int>) -> Bool {
        guard let chosen else { return true }
        guard !column.codes.isEmpty else { return false }
        for event in range {
            let code = Int(column.codes[event])
            if code >= 0, chosen[code] { return true }
        }
        return false
    }

    /// The log with some of its cases, in the same order.
    package func keepingCases(_ isKept: (Int) -> Bool) -> EventLog {
        var kept: [Int] = []
        var ranges: [Range<Int>] = []
        for index in 0..<caseCount where isKept(index) {
            kept.append(index)
            let range = events(of: index)
            if let last = ranges.last, last.upperBound == range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        var log = moving(ranges)
        log.takeCases(kept, sizes: kept.map { events(of: $0).count })
        return log
    }

    /// The log with some of its events; cases without any are gone.
    package func keepingEvents(_ isKept: (Int) -> Bool) -> EventLog {
        var kept: [Int] = []
        var sizes: [Int] = []
        var places: [Int32] = []
        places.reserveCapacity(count)
        for index in 0..<caseCount {
            let before = places.count
            for event in events(of: index) where isKept(event) { places.append(Int32(truncatingIfNeeded: event)) }
            guard places.count > before else { continue }
            kept.append(index)
            sizes.append(places.count - before)
        }
        guard places.count < count else { return self }
        var log = self
        log.rearrange(places)
        log.takeCases(kept, sizes: sizes)
        return log
    }

    /// The log with some of its events; cases without any stay, empty, so that cases keep their numbers.
    package func keepingEventsInPlace(_ isKept: (Int) -> Bool) -> EventLog {
        var places: [Int32] = []
        var offsets = [0]
        for index in 0..<caseCount {
            for event in events(of: index) where isKept(event) { places.append(Int32(truncatingIfNeeded: event)) }
            offsets.append(places.count)
        }
        var log = self
        log.rearrange(places)
        log.caseOffsets = offsets
        return log
    }

    mutating func takeCases(_ kept: [Int], sizes: [Int]) {
        if kept.count < caseCount { caseNames = caseNames.keeping(kept) }
        caseOffsets = [0]
        caseOffsets.reserveCapacity(sizes.count + 1)
        var total = 0
        for size in sizes {
            total += size
            caseOffsets.append(total)
        }
    }

    /// The columns with these ranges of events alone.
    private func moving(_ ranges: [Range<Int>]) -> EventLog {
        let size = ranges.reduce(0) { $0 + $1.count }
        func moved<Value>(_ values: [Value]) -> [Value] {
            guard !values.isEmpty else { return values }
            var out: [Value] = []
            out.reserveCapacity(size)
            for range in ranges { out.append(contentsOf: values[range]) }
            return out
        }
        var log = self
        log.activities.codes = moved(activities.codes)
        log.services.codes = moved(services.codes)
        log.resources.codes = moved(resources.codes)
        log.channels.codes = moved(channels.codes)
        log.demands.codes = moved(demands.codes)
        log.lifecycles.codes = moved(lifecycles.codes)
        log.times = moved(times)
        log.starts = moved(starts)
        log.costs = moved(costs)
        log.origins = moved(origins)
        return log
    }
}
