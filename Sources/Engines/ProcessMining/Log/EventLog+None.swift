import Tables

extension EventLog {
    /// The log in which words such as NULL, N/A, EMPTY, - and (blank) are no service, resource, channel and lifecycle; each is counted in `notes`.
    package func leavingOutWordsForNone() -> EventLog {
        var log = self
        log.notes.wordsForNone[.service] = log.services.leaveOutWordsForNone()
        log.notes.wordsForNone[.resource] = log.resources.leaveOutWordsForNone()
        log.notes.wordsForNone[.channel] = log.channels.leaveOutWordsForNone()
        log.notes.wordsForNone[.lifecycle] = log.lifecycles.leaveOutWordsForNone()
        return log
    }

    /// The log with the events of each case turned round where the file has the newest first, so that events of one time stand in the
    /// order in which they happened. Evidence: within cases time goes back at least twice and never forward. Where it goes back nearly
    /// always, that is noted alone: part of the file may be turned already.
    package func turningNewestFirst() -> EventLog {
        var (back, forward, ties) = (0, 0, 0)
        for index in 0..<caseCount {
            for event in events(of: index).dropFirst() {
                let step = times[event] - times[event - 1]
                if step < 0 { back += 1 } else if step > 0 { forward += 1 } else { ties += 1 }
            }
            // Most files have the oldest first; a few cases show it.
            if forward > 16, forward > back { return self }
        }
        guard back >= 2, ties > 0, back > forward * 9 else { return self }
        var log = self
        guard forward == 0 else {
            log.notes.isMostlyNewestFirst = true
            return log
        }
        log.rearrange((0..<caseCount).flatMap { events(of: $0).reversed().map { Int32(truncatingIfNeeded: $0) } })
        log.notes.isTurned = true
        return log
    }

    /// Moves between two events of one day where all times, or most, are whole days: their order is the file's alone; nil where
    /// times are finer.
    ///
    /// A time is a whole day where it is midnight: in UTC, by the clock that was chosen, or one to three hours east of UTC, as logs of Europe
    /// have it that say the offset.
    package var movesWithinDays: (count: Int, all: Int, isThroughout: Bool)? {
        let hours = [0, 21, 22, 23].map { Int64($0) * 3_600_000_000 }
        func isMidnight(_ time: Int64) -> Bool {
            hours.contains(Self.placeInDay(time)) || (notes.clock != .utc && Self.placeInDay(notes.clock.wall(at: time)) == 0)
        }
        // A look at the first thousand is enough for most logs.
        guard times.prefix(1000).count(where: isMidnight) * 2 >= min(1000, count) else { return nil }
        let whole = times.count(where: isMidnight)
        guard whole * 2 > count else { return nil }
        var (ties, all) = (0, 0)
        for index in 0..<caseCount {
            for event in events(of: index).dropFirst() {
                all += 1
                if times[event] == times[event - 1], whole == count || isMidnight(times[event]) { ties += 1 }
            }
        }
        return ties > 0 ? (ties, all, whole == count) : nil
    }

    private static func placeInDay(_ time: Int64) -> Int64 { time - time.floorDivided(by: Timestamp.day) * Timestamp.day }
}

extension CodedColumn {
    /// Takes words for none out; says of how many events.
    fileprivate mutating func leaveOutWordsForNone() -> Int? {
        let isNone = (0..<Int32(words.count)).map { code in
            let range = words.range(code)
            guard range.count <= 12 else { return false }
            let text = TimeText.plain(words.arena.span, range.lowerBound, range.count)
            return text.isEmpty || NoTime.words.contains(String(decoding: text, as: UTF8.self))
        }
        guard isNone.contains(true) else { return nil }
        var kept = Interner()
        let map = (0..<Int32(words.count)).map { isNone[Int($0)] ? -1 : kept.number(of: words.arena.span, words.range($0)) }
        var count = 0
        for event in codes.indices where codes[event] >= 0 {
            let code = map[Int(codes[event])]
            if code < 0 { count += 1 }
            codes[event] = code
        }
        words = kept
        return count
    }
}
