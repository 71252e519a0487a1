import ProcessMining

/// The whole report as one page and its files.
struct ReportPage {
    let journeys: Journeys
    let name: String
    var broken: Figure?
    var limits = FlowMap.Limits()

    /// File names and texts; `index.html` first.
    var files: [(name: String, text: String)] {
        let own = ReportFigures(journeys: journeys)
        let figures = [
            own.map(limits: limits), own.waits, own.sideBySide, own.failureDemand, own.handovers, own.behaviours, own.costs, own.survival, own.endings,
            own.ageing,
            own.chart, broken,
        ].compactMap { $0 }
        return [("index.html", page(figures).text)] + figures.map { ("\($0.table.id).csv", $0.table.csv) }
    }

    private var title: String {
        let lengths = ReportFigures(journeys: journeys).lengths
        guard let work = journeys.work else { return lengths }
        return lengths + ". Half of them hold " + (work.median > 0 ? "at most \(Wording.time(work.median, .up)) of work." : "no work that the log shows.")
    }

    private func page(_ figures: [Figure]) -> Markup {
        """
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <title>\(title) – journey report</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        \(Style.sheet)
        </head>
        <body>
        <a href="#main" class="skip">Skip to main content</a>
        <header><div class="wide"><svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" focusable="false">\
        <circle cx="16" cy="16" r="16" fill="#ffd23f"/><path d="M16 5 L25.5 16.5 H20 V26 L16 23 L12 26 V16.5 H6.5 Z" fill="#0f3d36" \
        transform="rotate(38 16 16)"/></svg>Waymark<small>Journey report</small></div></header>
        <main id="main"><div class="wide">
        <p class="caption">\(name)</p>
        <h1>\(title)</h1>
        \(lead)\(facts)
        \(figures.map(\.markup))\(limitsOfData)
        </div></main>
        <footer><div class="wide"><p>Made by Waymark from \(name): \(Wording.plural(journeys.log.count, "event")). For the redesign team, not for publication:
        figures of few people are not hidden here. <code>waymark journeys publish</code> hides them.</p></div></footer>
        </body>
        </html>

        """
    }

    /// The costliest roadblock in a sentence.
    private var lead: Markup {
        guard let worst = journeys.roadblocks.waits.first, worst.waits.total > 0 else { return "" }
        let own = ReportFigures(journeys: journeys)
        let total = journeys.roadblocks.waits.reduce(Int64(0)) { $0 + $1.waits.total }
        let share = Wording.share(Double(worst.waits.total) / Double(max(1, total)))
        let price = worst.failureCost > 0 ? " Contacts about it cost \(Wording.pounds(worst.failureCost))." : ""
        return """
            <p class="lead">Most time is lost after “\(journeys.activity(worst.from))”, waiting for “\(journeys.activity(worst.to))” on \(own.owner(worst)): \
            \(share) of all waiting. Half of these waits last \(worst.waits.median > 0 ? "at most \(Wording.time(worst.waits.median, .up))" : "no time").\(price)</p>

            """
    }

    private var facts: Markup {
        let clock = journeys.log.notes.clock
        let first = journeys.log.first.map { Wording.date(clock.wall(at: $0)) } ?? ""
        let last = journeys.log.last.map { Wording.date(clock.wall(at: $0)) } ?? ""
        let failure: Markup =
            journeys.roadblocks.failures > 0
            ? "<div><dt>contacts that need not be</dt><dd>\(Wording.count(journeys.roadblocks.failures))</dd></div>" : ""
        let working = journeys.workingSurvival.map { workingFacts($0) } ?? ""
        let open: Markup =
            journeys.flags.closing.isKnown
            ? "<div><dt>not closed yet</dt><dd>\(Wording.count(journeys.survival.openCases))</dd></div>\n" : ""
        let tenth: Markup =
            journeys.survival.time(until: 0.1).map { "<div><dt>nine in ten end within</dt><dd>\(Wording.time(Double($0), .up))</dd></div>\n" } ?? ""
        return """
            <dl class="facts"><div><dt>cases, \(first) to \(last)</dt><dd>\(Wording.count(journeys.log.caseCount))</dd></div>
            \(open)\(tenth)\(working)\(failure)</dl>
            """
    }

    private func workingFacts(_ survival: Survival) -> Markup {
        guard let calendar = journeys.settings.calendar else { return "" }
        let shares = [("half", 0.5), ("nine in ten", 0.1)]
        let facts = shares.compactMap { name, share -> Markup? in
            survival.time(until: share).map {
                "<div><dt>\(name) end within</dt><dd>\(Wording.inWorkingDays(Double($0), calendar, .up)) working days</dd></div>\n"
            }
        }
        return "\(facts)"
    }

    private var limitsOfData: Markup {
        let left = Markup.joined(LogWarnings(journeys.log).limits.map { "<li>\($0)</li>\n" })
        let pairing: Markup = journeys.log.pairing.map { "<li>\(Wording.pairing($0))</li>\n" } ?? ""
        let starts: Markup = journeys.log.hasStarts ? "" : "<li>The log has no start times, so work and waiting are not told apart.</li>\n"
        let demand: Markup =
            journeys.roadblocks.failures > 0
            ? "" : "<li>Nothing in the log says which contacts are failure demand. Name them with --failure or a demand column.</li>\n"
        return """
            <section aria-labelledby="limits"><h2 id="limits">What this cannot tell you</h2>
            <ul>
            <li>A long wait is where to look, not who to blame.</li>
            <li>What happened on paper, or before a case was opened, leaves no trace here.</li>
            \(starts)\(demand)\(pairing)\(left)</ul></section>
            """
    }
}
