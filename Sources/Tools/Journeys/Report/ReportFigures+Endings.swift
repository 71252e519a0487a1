import ProcessMining

extension ReportFigures {
    /// When a case counts as closed and why, in one line.
    var closingRule: String {
        let closing = journeys.flags.closing
        // A step that was named may be the last of no case.
        let steps = closing.basis == .named ? journeys.settings.closingActivities.sorted() : closing.closingSteps.map { journeys.activity($0.activity) }
        let names = steps.prefix(6).map { "“\($0)”" }
        let more = steps.count > 6 ? " or one of \(steps.count - 6) more" : ""
        switch closing.basis {
        case .named: return "A case counts as closed when its last step is \(names.joined(separator: " or "))\(more), as you said."
        case .found:
            return "A case counts as closed when its last step is \(names.joined(separator: " or "))\(more): after that, cases hardly ever go on. "
                + "Name other steps with --closed."
        case .quiet(let days): return "A case counts as closed when nothing has happened in it for \(days) days, as you said."
        case .unknown:
            return "The log does not show which cases are over, so each counts from its first event to its last, and nothing is said of open ones. "
                + "Name the steps that close a case with --closed."
        }
    }

    /// The steps with which cases end, and which of them close a case.
    var endings: Figure {
        let closing = journeys.flags.closing
        let cases = max(1, journeys.log.caseCount)
        let shown = closing.lastSteps.prefix(10)
        let bars = shown.map { step in
            Pictures.Bar(
                label: journeys.activity(step.activity), value: Double(step.cases), text: Wording.share(Double(step.cases) / Double(cases)),
                detail: "last step of \(Wording.count(step.cases)) of the \(Wording.plural(step.having, "case")) that have it"
                    + (step.isClosing ? " · closes a case" : ""),
                isMarked: step.isClosing)
        }
        let ended = closing.closingSteps.reduce(0) { $0 + $1.cases }
        let most = closing.lastSteps.first.map {
            "“\(journeys.activity($0.activity))” is the last step of \(Wording.share(Double($0.cases) / Double(cases))) of cases."
        }
        return Figure(
            heading: "How cases end",
            finding: closing.closingSteps.isEmpty ? most ?? "" : "\(Wording.share(Double(ended) / Double(cases))) of cases end with a step that closes them.",
            picture: Pictures.bars(
                bars, id: "endings", title: "Last steps of cases",
                description: shown.map { "\(journeys.activity($0.activity)): \(Wording.plural($0.cases, "case"))" }.joined(separator: "; ")),
            source: "\(closingRule) Contacts of failure demand are no steps here.",
            table: FigureTable(
                id: "endings", caption: "Last steps of cases",
                columns: ["Last step", "Closes a case", "Cases", "Share of cases", "Cases that have it", "Of those, end with it"],
                rows: closing.lastSteps.map { step in
                    [
                        journeys.activity(step.activity), step.isClosing ? "yes" : "no", Wording.count(step.cases),
                        Wording.share(Double(step.cases) / Double(cases)),
                        Wording.count(step.having), Wording.share(step.finality),
                    ]
                }, wordColumns: 2))
    }
}
