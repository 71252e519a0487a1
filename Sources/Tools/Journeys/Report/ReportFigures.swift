import ProcessMining

/// The findings of a report, one figure each.
struct ReportFigures {
    let journeys: Journeys

    /// What the time between two steps is called: without starts, waiting and work cannot be told apart.
    var waitWord: String { journeys.log.hasStarts ? "wait" : "time between" }

    func step(_ wait: Roadblock) -> String { "\(journeys.activity(wait.from)) → \(journeys.activity(wait.to))" }

    func owner(_ wait: Roadblock) -> String {
        if wait.isOnCitizen { return "the citizen" }
        return wait.owner >= 0 ? journeys.service(wait.owner) : "the council"
    }

    /// Where the days go: waits by their total.
    var waits: Figure {
        let waits = journeys.roadblocks.waits
        let total = waits.reduce(Int64(0)) { $0 + $1.waits.total }
        let shown = Array(waits.prefix(12))
        let three = waits.prefix(3).reduce(Int64(0)) { $0 + $1.waits.total }
        let bars = shown.enumerated().map { index, wait in
            Pictures.Bar(
                label: step(wait), value: Double(wait.waits.total), text: Wording.count(Int(Wording.days(Double(wait.waits.total)).rounded())) + " days",
                detail: "on \(owner(wait)) · \(Wording.share(Double(wait.waits.total) / Double(max(1, total)))) of all"
                    + workingMedian(wait)
                    + (wait.failureCost > 0 ? " · chasing cost \(Wording.pounds(wait.failureCost))" : ""), isMarked: index < 3)
        }
        let citizen = waits.filter(\.isOnCitizen).reduce(Int64(0)) { $0 + $1.waits.total }
        let share = Double(three) / Double(max(1, total))
        let sides =
            citizen > 0
            ? " \(Wording.share(Double(citizen) / Double(max(1, total)))) of it is waiting on the citizen, the rest on the council and those who work for it."
            : ""
        return Figure(
            heading: "Where the days go",
            finding: waits.isEmpty
                ? "No case has two steps, so nothing is waited for."
                : total == 0
                    ? "No time passes between steps."
                    : "\(waits.count < 3 ? "All waits" : "Three waits") make up \(Wording.share(share)) of all the time that residents wait.\(sides)",
            picture: Pictures.bars(
                bars, id: "waits", title: "The \(shown.count) waits that take the most days in all",
                description: shown.map { "\(step($0)): \(Wording.count(Int(Wording.days(Double($0.waits.total))))) days" }.joined(separator: "; ")),
            source: "Days of waiting of all cases together, so that a rare long wait does not hide a common one. Contacts made while waiting are "
                + "taken out first and priced beside the wait. Overlapping steps count as no wait (\(Wording.count(waits.reduce(0) { $0 + $1.overlaps })) times)."
                + (journeys.log.hasStarts ? "" : " This log has no start times, so the work itself is part of each time."),
            table: FigureTable(
                id: "waits", caption: "Waits, most days in all first",
                columns: [
                    "After", "Waiting for", "Waiting on", "Cases", "Times", "Mean, days", "Median, days", "Nine in ten within, days", "All together, days",
                    "Failure contacts", "Their cost, £",
                ] + (journeys.settings.calendar == nil ? [] : ["Median, working days", "Nine in ten within, working days", "All together, working days"]),
                rows: waits.map { wait in
                    [
                        journeys.activity(wait.from), journeys.activity(wait.to), owner(wait), Wording.count(wait.cases), Wording.count(wait.waits.count),
                        Wording.inDays(wait.waits.mean), Wording.inDays(wait.waits.median), Wording.inDays(wait.waits.p90),
                        Wording.inDays(Double(wait.waits.total)), Wording.count(wait.failures), Wording.pounds(Double(wait.failureCost)),
                    ] + working(wait)
                }, wordColumns: 3))
    }

    /// In working days, of as many hours as the calendar's day has.
    private func working(_ wait: Roadblock) -> [String] {
        guard let calendar = journeys.settings.calendar, let working = wait.working else { return [] }
        return [working.median, working.p90, Double(working.total)].map { Wording.inWorkingDays($0, calendar) }
    }

    /// Beside a bar.
    private func workingMedian(_ wait: Roadblock) -> String {
        guard let calendar = journeys.settings.calendar, let working = wait.working else { return "" }
        return " · half within \(Wording.inWorkingDays(working.median, calendar, .up)) working days"
    }

    /// Steps that run side by side with others, and how long they wait from what made them possible.
    var sideBySide: Figure? {
        let codes = journeys.enabled.waits.indices.filter { code in
            guard let enabled = journeys.enabled.waits[code], let plain = journeys.enabled.plain[code] else { return false }
            // Less than a tenth, or of few, is no more than noise.
            return enabled.count >= 5 && enabled.mean > 1.1 * plain.mean
        }.sorted { (journeys.enabled.waits[$0]?.total ?? 0) > (journeys.enabled.waits[$1]?.total ?? 0) }
        guard let first = codes.first, let enabled = journeys.enabled.waits[first], let plain = journeys.enabled.plain[first] else { return nil }
        let rows = codes.map { code -> [String] in
            let (own, before) = (journeys.enabled.waits[code], journeys.enabled.plain[code])
            return [
                journeys.activity(Int32(code)), Wording.count(own?.count ?? 0), Wording.inDays(before?.mean ?? 0), Wording.inDays(own?.mean ?? 0),
                Wording.inDays(Double(own?.total ?? 0)),
            ]
        }
        let bars = codes.prefix(8).enumerated().map { index, code in
            Pictures.Bar(
                label: journeys.activity(Int32(code)), value: journeys.enabled.waits[code]?.mean ?? 0,
                text: Wording.time(journeys.enabled.waits[code]?.mean ?? 0),
                detail: "on average; \(Wording.time(journeys.enabled.plain[code]?.mean ?? 0)) from the step before it", isMarked: index == 0)
        }
        return Figure(
            heading: "Steps that run side by side",
            finding:
                "On average “\(journeys.activity(Int32(first)))” comes \(Wording.time(enabled.mean)) after what made it possible. After the step before it, on average \(Wording.time(plain.mean)).",
            picture: Pictures.bars(
                bars, id: "side-by-side", title: "Mean wait from the step that made each possible",
                description: rows.prefix(8).map { "\($0[0]): \($0[3]) days" }.joined(separator: "; ")),
            source: "Two steps run side by side when each follows the other often and neither leads (dependency within ±0.6). A wait then counts from "
                + "the latest step before that does not run beside it.",
            table: FigureTable(
                id: "side-by-side", caption: "Waits of steps that run side by side with others",
                columns: ["Step", "Times", "Mean from the step before, days", "Mean from what made it possible, days", "All together, days"], rows: rows))
    }

    /// Failure demand, charged to the step that was awaited.
    var failureDemand: Figure? {
        guard journeys.roadblocks.failures > 0 else { return nil }
        let codes = journeys.log.activities.wordCount
        var counts = Array(repeating: (count: 0, cost: Int64(0), owners: [String: Int]()), count: codes)
        for wait in journeys.roadblocks.waits where wait.failures > 0 {
            counts[Int(wait.to)].count += wait.failures
            counts[Int(wait.to)].cost += wait.failureCost
            counts[Int(wait.to)].owners[owner(wait), default: 0] += wait.failures
        }
        let order = counts.indices.filter { counts[$0].count > 0 }.sorted {
            (counts[$0].cost, counts[$0].count) != (counts[$1].cost, counts[$1].count)
                ? (counts[$0].cost, counts[$0].count) > (counts[$1].cost, counts[$1].count) : journeys.activity(Int32($0)) < journeys.activity(Int32($1))
        }
        let all = journeys.roadblocks
        let bars = order.prefix(10).enumerated().map { index, code in
            Pictures.Bar(
                label: journeys.activity(Int32(code)), value: Double(journeys.log.hasCosts ? Int(counts[code].cost) : counts[code].count),
                text: journeys.log.hasCosts ? Wording.pounds(counts[code].cost) : Wording.count(counts[code].count),
                detail: Wording.plural(counts[code].count, "contact"), isMarked: index == 0)
        }
        var rows = order.map { code -> [String] in
            let owner = counts[code].owners.max { $0.value != $1.value ? $0.value < $1.value : $0.key > $1.key }?.key ?? ""
            return [
                journeys.activity(Int32(code)), owner, Wording.count(counts[code].count), Wording.pounds(Double(counts[code].cost)), steepness(Int32(code)),
            ]
        }
        rows.append([
            "No step came after", "", Wording.count(all.failuresUnanswered), Wording.pounds(Double(all.failureCostUnanswered)), "",
        ])
        let top = order.first.map { journeys.activity(Int32($0)) } ?? ""
        let share = order.first.map { Double(counts[$0].count) / Double(all.failures) } ?? 0
        return Figure(
            heading: "Contacts that need not be",
            finding: "Residents made \(Wording.plural(all.failures, "contact")) of failure demand"
                + (journeys.log.hasCosts ? ", at \(Wording.pounds(all.failureCost))" : "")
                + (top.isEmpty ? "." : "; \(Wording.share(share)) of them while waiting for “\(top)”."),
            picture: Pictures.bars(
                bars, id: "failure", title: "Failure demand by the step that was awaited",
                description: order.prefix(10).map { "\(journeys.activity(Int32($0))): \(counts[$0].count)" }.joined(separator: "; ")),
            source: "Failure demand: contacts caused by a failure to do something, or to do it right (Seddon 2003). Each is charged to the next "
                + "real step of its case: what the resident was waiting for. Cost: what the log gives for handling the contact.",
            table: FigureTable(
                id: "failure-demand", caption: "Failure demand by awaited step",
                columns: ["Waiting for", "Waiting on", "Contacts", "Cost, £", "When chasing peaks"], rows: rows, wordColumns: 2))
    }

    private func steepness(_ code: Int32) -> String {
        guard let (band, times) = journeys.hazard.steepest(code), times >= 1.5 else { return "evenly" }
        return "days \(band.days.lowerBound) to \(band.days.upperBound): \(Wording.number(times, places: 1)) × as often"
    }

    private func betweenAndWithin(_ handovers: Handovers) -> String {
        guard let between = handovers.between, let within = handovers.within, within.mean > 0 else { return "" }
        let longer = between.mean / within.mean
        if longer >= 1.25 { return " On average, time between services is \(Wording.number(longer, places: 1)) times as long as time within one." }
        return " On average, time between services is " + (longer > 0.8 ? "about as long as time within one." : "shorter than time within one.")
    }

    /// Who hands over to whom.
    var handovers: Figure? {
        let handovers = journeys.handovers
        guard !handovers.passings.isEmpty else { return nil }
        let perCase = Double(handovers.total) / Double(max(1, journeys.log.caseCount))
        let bars = handovers.passings.prefix(10).enumerated().map { index, passing in
            Pictures.Bar(
                label: "\(journeys.service(passing.from)) → \(journeys.service(passing.to))", value: Double(passing.waits.total),
                text: Wording.count(Int(Wording.days(Double(passing.waits.total)).rounded())) + " days",
                detail: "\(Wording.count(passing.count)) times · half within \(Wording.time(passing.waits.median, .up))", isMarked: index < 3)
        }
        return Figure(
            heading: "Between services",
            finding: "On average a case changes hands \(Wording.number(perCase, places: 1)) times." + betweenAndWithin(handovers),
            picture: Pictures.bars(
                bars, id: "handovers", title: "Hand-overs that take the most days in all",
                description: handovers.passings.prefix(10).map {
                    "\(journeys.service($0.from)) to \(journeys.service($0.to)): \(Int(Wording.days(Double($0.waits.total)))) days"
                }.joined(separator: "; ")),
            source: "A hand-over: one step and the next are done by different services. Straight back: the case went there and returned at the next "
                + "change (\(Wording.count(handovers.isPingPong.count { $0 })) of \(Wording.count(journeys.log.caseCount)) cases)."
                + (journeys.flags.hasFailures ? " Contacts of failure demand are left out." : ""),
            table: FigureTable(
                id: "handovers", caption: "Hand-overs between services",
                columns: ["From", "To", "Times", "Cases", "Straight back", "Mean, days", "Median, days", "All together, days"],
                rows: handovers.passings.map { passing in
                    [
                        journeys.service(passing.from), journeys.service(passing.to), Wording.count(passing.count), Wording.count(passing.cases),
                        Wording.count(passing.returns), Wording.inDays(passing.waits.mean), Wording.inDays(passing.waits.median),
                        Wording.inDays(Double(passing.waits.total)),
                    ]
                }, wordColumns: 2))
    }
}
