import ProcessMining

extension ReportFigures {
    /// What cases do that take longer than others.
    var behaviours: Figure? {
        let found = journeys.behaviours.filter { $0.median > $0.medianOfOthers }
        guard !found.isEmpty else { return nil }
        let which = journeys.flags.closing.isKnown ? "closed cases" : "cases"
        let bars = found.prefix(10).enumerated().map { index, it in
            Pictures.Bar(
                label: name(it.kind), value: max(0, Double(it.cases) * (it.median - it.medianOfOthers)), text: Wording.share(it.share),
                detail: "of \(which) · half within \(Wording.time(it.median, .up)), others \(Wording.time(it.medianOfOthers, .up))", isMarked: index == 0)
        }
        let first = found[0]
        return Figure(
            heading: "What slow journeys have in common",
            finding: "\(Wording.share(first.share)) of \(which): \(lowered(name(first.kind))). Half of them end within \(Wording.time(first.median, .up)), "
                + "half of the others within \(Wording.time(first.medianOfOthers, .up)).",
            picture: Pictures.bars(
                bars, id: "behaviours", title: "Behaviours by the time that goes with them",
                description: found.prefix(10).map { "\(name($0.kind)): \(Wording.share($0.share)) of \(which)" }.joined(separator: "; ")),
            source:
                "\(Wording.capitalised(which)). Bars: cases × the difference of the medians. What goes together need not be cause and effect: long cases have more "
                + "time in which to repeat a step.",
            table: FigureTable(
                id: "behaviours", caption: "Behaviours of cases",
                columns: ["Behaviour", "Cases", "Share", "Median, days", "Median of others, days", "Mean cost, £", "Mean cost of others, £"],
                rows: journeys.behaviours.map {
                    [
                        name($0.kind), Wording.count($0.cases), Wording.share($0.share), Wording.inDays($0.median), Wording.inDays($0.medianOfOthers),
                        Wording.pounds($0.cost), Wording.pounds($0.costOfOthers),
                    ]
                }))
    }

    private func lowered(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }

    private func name(_ kind: Behaviour.Kind) -> String {
        switch kind {
        case .repeats(let code): "“\(journeys.activity(code))” happens again"
        case .skips(let code): "“\(journeys.activity(code))” is left out"
        case .pingPong: "Goes to another service and straight back"
        case .chased: "Somebody makes contact because nothing has come"
        }
    }

    /// Cases that are not closed, by age; nil where the log does not say which they are.
    var ageing: Figure? {
        guard journeys.flags.closing.isKnown else { return nil }
        let ageing = journeys.ageing
        let open = ageing.counts.reduce(0, +)
        let old = ageing.counts.suffix(3).reduce(0, +)
        let names = (0..<ageing.counts.count).map { index -> String in
            let edges = Ageing.edges
            if index == 0 { return "Up to 7 days" }
            return index == ageing.counts.count - 1 ? "More than a year" : "\(edges[index]) to \(edges[index + 1]) days"
        }
        let bars = zip(names, ageing.counts).enumerated().map { index, it in
            Pictures.Bar(label: it.0, value: Double(it.1), text: Wording.count(it.1), detail: "cases", isMarked: index >= ageing.counts.count - 3 && it.1 > 0)
        }
        return Figure(
            heading: "Not closed yet",
            finding: open == 0
                ? "Every case is closed."
                : "\(Wording.plural(open, "case")) \(open == 1 ? "has" : "have") not closed yet; \(Wording.count(old)) began more than twelve weeks ago.",
            picture: Pictures.bars(
                bars, id: "ageing", title: "Cases not closed yet, by age",
                description: zip(names, ageing.counts).map { "\($0): \($1)" }.joined(separator: "; ")),
            source: "\(closingRule) Ages on \(Wording.date(journeys.log.notes.clock.wall(at: journeys.flags.takenAt))), when the log was taken.",
            table: FigureTable(
                id: "open-cases", caption: "Cases not closed yet, by their last step", columns: ["Last step", "Cases", "Oldest, days"],
                rows: ageing.byStep.map { [journeys.activity($0.activity), Wording.count($0.cases), Wording.inDays(Double($0.oldest))] }))
    }

    /// How long cases take, in one sentence without its full stop.
    var lengths: String {
        let survival = journeys.survival
        guard let half = survival.time(until: 0.5) else {
            return survival.openCases * 2 > survival.cases
                ? "More than half of all cases have not closed yet" : "Too few cases have closed to say how long half of them take"
        }
        let share = 1 - survival.share(at: half)
        let part = share >= 1 ? "All" : Wording.capitalised(Wording.part(share)) + " of all"
        return half > 0 ? "\(part) cases end within \(Wording.time(Double(half), .up))" : "\(part) cases begin and end in one moment"
    }

    /// End-to-end time, cases that are not closed counted.
    var survival: Figure {
        let survival = journeys.survival
        let half = survival.time(until: 0.5)
        let tenth = survival.time(until: 0.1)
        let longest = tenth.map { Double($0) * 1.3 } ?? Double(survival.steps.last?.time ?? 1)
        let inside = survival.steps.filter { Double($0.time) <= longest }
        let thinned = Self.thinned(inside, 160)
        let points = [Pictures.Point(x: 0, y: 1)] + thinned.map { Pictures.Point(x: Double($0.time) / max(1, longest), y: $0.share) }
        let marks = (0...4).map { (place: Double($0) / 4, text: $0 == 0 ? "0" : Wording.short(longest * Double($0) / 4)) }
        return Figure(
            heading: "End to end, as residents live it",
            finding: lengths + (half != nil ? tenth.map { "; nine in ten end within \(Wording.time(Double($0), .up))" } ?? "" : "") + ".",
            picture: Pictures.line(
                points, isStepped: true,
                levels: [(1, "100%", false), (0.5, "50%", true), (0.1, "10%", true), (0, "0%", false)], axis: .init(marks: marks), id: "survival",
                title: "Share of cases still going on, by days since they began",
                description:
                    "Falls to half at \(half.map { Wording.time(Double($0)) } ?? "no time seen") and to a tenth at \(tenth.map { Wording.time(Double($0)) } ?? "no time seen")."
            ),
            source: survivalSource,
            table: FigureTable(
                id: "survival", caption: "Share of cases still going on", columns: ["After, days", "Cases at risk", "Ended then", "Still going on"],
                rows: Self.thinned(survival.steps, 400).map {
                    [
                        Wording.number(Wording.days(Double($0.time)), places: 2), Wording.count($0.atRisk), Wording.count($0.closed),
                        Wording.number($0.share, places: 3),
                    ]
                }, wordColumns: 0))
    }

    private var survivalSource: String {
        let survival = journeys.survival
        guard journeys.flags.closing.isKnown else {
            return "\(Wording.plural(survival.cases, "case")), each from its first event to its last. \(closingRule)"
        }
        return
            "Kaplan and Meier 1958: \(Wording.plural(survival.cases, "case")), of which \(Wording.count(survival.openCases)) not closed and counted for as long as "
            + "they are known. An average of closed cases alone would flatter. \(closingRule)"
    }

    static func thinned<Item>(_ items: [Item], _ most: Int) -> [Item] {
        guard items.count > most else { return items }
        return (0..<most).map { items[$0 * (items.count - 1) / (most - 1)] }
    }

    /// Lead time month by month.
    var chart: Figure? {
        let chart = journeys.chart
        guard chart.points.count > 2 else { return nil }
        let most = max(chart.points.map(\.mean).max() ?? 1, chart.hasLimits ? chart.upper : 0) * 1.05
        let count = chart.points.count
        let points = chart.points.enumerated().map {
            Pictures.Point(x: Double($0) / Double(max(1, count - 1)), y: $1.mean / max(1e-9, most), isMarked: $1.isSignal)
        }
        var levels: [(place: Double, text: String, isDashed: Bool)] = [(chart.mean / most, Wording.number(chart.mean, places: 0) + " d", false)]
        if chart.hasLimits {
            levels += [
                (chart.upper / most, Wording.number(chart.upper, places: 0) + " d", true),
                (chart.lower / most, Wording.number(chart.lower, places: 0) + " d", true),
            ]
        }
        let marks = Self.thinned(Array(chart.points.enumerated()), 5).map {
            (place: Double($0.offset) / Double(max(1, count - 1)), text: "\(Wording.months[$0.element.month - 1]) \($0.element.year % 100)")
        }
        let signals = chart.points.count { $0.isSignal }
        return Figure(
            heading: "Month by month",
            finding: !chart.hasLimits
                ? "There are too few months to tell usual variation from change."
                : signals == 0
                    ? "Lead times vary as usual; no month stands out."
                    : "\(Wording.plural(signals, "month")) \(signals == 1 ? "stands" : "stand") out from usual variation.",
            picture: Pictures.line(
                points, isStepped: false, levels: levels, axis: .init(marks: marks), id: "months", title: "Mean lead time of cases that ended in each month",
                description:
                    "Mean \(Wording.number(chart.mean, places: 1)) days, limits \(Wording.number(chart.lower, places: 1)) to \(Wording.number(chart.upper, places: 1)); \(signals) signals."
            ),
            source:
                "\(journeys.flags.closing.isKnown ? "Closed cases" : "Cases") by the month in which they ended; months with fewer than five are left out. Limits: mean ± 2.66 × mean moving range "
                + "(Wheeler 1993). Large points: beyond a limit, or eight in a row on one side. The chart begins once a case can have lasted as long as nine in ten do; before that only quick ones have closed.",
            table: FigureTable(
                id: "lead-time", caption: "Mean lead time by month", columns: ["Month", "Cases ended", "Mean, days", "Stands out"],
                rows: chart.points.map {
                    ["\(Wording.months[$0.month - 1]) \($0.year)", Wording.count($0.cases), Wording.number($0.mean, places: 1), $0.isSignal ? "yes" : "no"]
                }))
    }

    /// How the cost is spread.
    var costs: Figure? {
        guard let concentration = journeys.concentration, let costs = Durations(journeys.costs.perCase) else { return nil }
        let failure = journeys.costs.failure.reduce(0, +)
        let rework = journeys.costs.rework.reduce(0, +)
        let total = journeys.costs.perCase.reduce(0, +)
        let cases = journeys.log.caseCount
        func most(_ share: Double) -> String {
            let count = Concentration.cases(share, of: cases)
            return "Of \(Wording.plural(cases, "case")) the most expensive \(count == 1 ? "one takes" : "\(Wording.count(count)) take")"
        }
        let points = concentration.lorenz.enumerated().map { Pictures.Point(x: Double($0) / 20, y: $1) }
        return Figure(
            heading: "What journeys cost",
            finding: "\(most(0.05)) \(Wording.share(concentration.top5)) of the cost. "
                + "\(Wording.pounds(failure + rework)) of \(Wording.pounds(total)) is failure demand and doing steps again.",
            picture: Pictures.line(
                points, isStepped: false, levels: [(1, "100%", false), (0.5, "50%", true), (0, "0%", false)],
                axis: .init(marks: [(0, "cheapest"), (0.5, "half of cases"), (1, "most expensive")]), id: "costs",
                title: "Share of all cost, from the cheapest case to the most expensive",
                description: "\(most(0.01)) \(Wording.share(concentration.top1)). \(most(0.05)) \(Wording.share(concentration.top5))."),
            source: "Lorenz curve of the cost that the log gives; Gini \(Wording.number(concentration.gini, places: 2)). Doing again: second and later "
                + "occurrences of a step in a case, without failure demand.",
            table: FigureTable(
                id: "costs", caption: "Cost of journeys", columns: ["Figure", "£"],
                rows: [
                    ["All together", Wording.pounds(Double(total))], ["Mean a case", Wording.pounds(costs.mean)],
                    ["Median a case", Wording.pounds(costs.median)],
                    ["Nine in ten cost no more than", Wording.pounds(costs.p90)], ["Failure demand", Wording.pounds(Double(failure))],
                    ["Steps done again", Wording.pounds(Double(rework))],
                ]))
    }
}
