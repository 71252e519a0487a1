import ProcessMining
import Tables

/// The figures of `journeys analyse`.
struct Figures {
    let log: EventLog
    let overview: Overview

    init(_ loaded: LoadedLog, isCompatible: Bool, withHandovers: Bool, workers: Int = 1) {
        let file = loaded.events
        log = isCompatible && loaded.form == .xes ? file : file.ordered(by: .completion)
        let moveLog = isCompatible ? log.ordered(by: .startThenCompletion) : log
        overview = Overview(log, movesFrom: moveLog, keepsNegativeGaps: isCompatible, withHandovers: withHandovers, workers: workers)
    }

    /// Those that happen: events that were left out may have named others.
    private var activities: Int { overview.rework.casesWith.count { $0 > 0 } }

    /// The fields of the reference, in its units: seconds.
    var json: CanonicalJSON {
        let words = log.activities.allWords
        var fields: [String: CanonicalJSON] = [
            "events": .whole(log.count), "cases": .whole(log.caseCount), "activities": .whole(activities),
            "first": .text(Self.time(log.first ?? 0)), "last": .text(Self.time(log.last ?? 0)),
            "dfg": Self.edges(overview.moves, words), "start": Self.counts(overview.ends.starts, words),
            "end": Self.counts(overview.ends.ends, words), "perf": performance(words), "n_variants": .whole(overview.variants.count),
            "variants": variants(words), "rework": Self.counts(overview.rework.cases, words),
        ]
        if let durations = overview.durations { fields["durations"] = Self.summary(durations) }
        if let lead = overview.lead { fields["lead"] = Self.summary(lead) }
        if log.hasStarts {
            let handling = zip(words, overview.handling).compactMap { word, it in
                it.map { (word, CanonicalJSON.object(["mean": Self.seconds($0.mean), "median": Self.seconds($0.median)])) }
            }
            fields["service"] = .members(handling)
        }
        if let handovers = overview.handovers { fields["handover"] = Self.edges(handovers, log.services.allWords) }
        return .object(fields)
    }

    var summary: String {
        """
        \(log.count) events, \(log.caseCount) cases, \(activities) activities, \(overview.variants.count) variants
        from \(Self.time(log.first ?? 0)) to \(Self.time(log.last ?? 0))
        \(overview.overlaps) moves overlap. Add --json for all figures, or use `journeys report`.

        """
    }

    private func performance(_ words: [String]) -> CanonicalJSON {
        .list(
            zip(overview.moves.edges, overview.gaps).compactMap { edge, gap in
                gap.map {
                    .list([
                        .text(words[Int(edge.from)]), .text(words[Int(edge.to)]), Self.seconds($0.mean), Self.seconds($0.median),
                        Self.seconds(Double($0.shortest)), Self.seconds(Double($0.longest)),
                    ])
                }
            })
    }

    private func variants(_ words: [String]) -> CanonicalJSON {
        .list(
            overview.variants.largest(20, in: log).map { variant in
                let events = log.events(of: overview.variants.examples[variant])
                return .list([.whole(overview.variants.counts[variant]), .list(events.map { .text(words[Int(log.activities.codes[$0])]) })])
            })
    }

    static func edges(_ moves: Moves, _ words: [String]) -> CanonicalJSON {
        .list(moves.edges.map { .list([.text(words[Int($0.from)]), .text(words[Int($0.to)]), .whole($0.count)]) })
    }

    private static func counts(_ counts: [Int], _ words: [String]) -> CanonicalJSON {
        .members(zip(words, counts).filter { $0.1 > 0 }.map { ($0.0, .whole($0.1)) })
    }

    private static func summary(_ durations: Durations) -> CanonicalJSON {
        .object([
            "n": .whole(durations.count), "mean": seconds(durations.mean), "median": seconds(durations.median), "p90": seconds(durations.p90),
            "min": seconds(Double(durations.shortest)), "max": seconds(Double(durations.longest)),
        ])
    }

    private static func seconds(_ microseconds: Double) -> CanonicalJSON { .number(microseconds / 1_000_000) }

    /// ISO 8601 in UTC with microseconds where there are any.
    static func time(_ microseconds: Int64) -> String { Timestamp.text(microseconds) }
}
