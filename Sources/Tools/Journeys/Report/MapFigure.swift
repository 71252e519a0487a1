import ProcessMining

extension ReportFigures {
    /// The journey as it really runs, on one page.
    func map(limits: FlowMap.Limits) -> Figure {
        let flags = journeys.flags
        let steps = flags.hasFailures ? journeys.log.keepingEvents { !flags.isFailure[$0] } : journeys.log
        let map = FlowMap(steps.count > 0 ? steps : journeys.log, limits: limits)
        let layout = Graphviz.layout(map)
        let dependency = Dependency(steps, Moves(steps, \.activities))
        let drawing = layout.map { MapDrawing(map: map, layout: $0, journeys: journeys) }
        let name = MapDrawing(map: map, layout: layout ?? MapLayout.empty, journeys: journeys).name
        let rows = map.arrows.sorted { ($0.wait?.total ?? -1, $0.count) > ($1.wait?.total ?? -1, $1.count) }.map { arrow -> [String] in
            let wait = arrow.wait
            return [
                name(arrow.from), name(arrow.to), Wording.count(arrow.cases), Wording.count(arrow.count), wait.map { Wording.inDays($0.mean) } ?? "",
                wait.map { Wording.inDays($0.median) } ?? "", wait.map { Wording.inDays($0.p90) } ?? "",
                wait.map { Wording.inDays(Double($0.total)) } ?? "",
                arrow.from < 0 || arrow.to < 0
                    ? "" : Wording.number(dependency.measure(map.nodes[arrow.from].activity, map.nodes[arrow.to].activity), places: 2),
            ]
        }
        return Figure(
            heading: "The journey as it really runs",
            finding: "\(Wording.plural(map.nodes.count, "step")) and \(Wording.share(map.moveShare)) of the moves between them"
                + (map.nodes.count < map.allNodes ? ", out of \(map.allNodes) steps." : "."),
            picture: drawing?.markup ?? "<p>The picture needs Graphviz, which is not here or found the map too much. The table holds the same.</p>",
            source: "Shows \(map.nodes.count) of \(map.allNodes) steps (\(Wording.share(map.eventShare)) of events) and "
                + "\(Wording.share(map.moveShare)) of the moves between them; moves are worked out anew on the steps shown. Boxes: cases and the "
                + "service that mostly does it. Arrows: cases and the \(waitWord) within which half of them went on; thicker is more. Rust: the three on which most time is lost in all. "
                + "Dependency, in the table: from -1 to 1, how surely the first leads to the second (Weijters and others 2006)."
                + (flags.hasFailures ? " Contacts of failure demand are left out here and priced below." : ""),
            table: FigureTable(
                id: "map", caption: "Moves on the map, most time lost first",
                columns: ["From", "To", "Cases", "Moves", "Mean, days", "Median, days", "Nine in ten within, days", "All together, days", "Dependency"],
                rows: rows, wordColumns: 2),
            isTableOpen: drawing == nil)
    }
}
