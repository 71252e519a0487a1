import Content
import ProcessMining

/// What `compare` says of two logs, in sentences and as a table.
struct CompareWording {
    private let comparison: Comparison
    /// Nil where working days are not asked for.
    private let calendar: WorkingCalendar?

    init(_ comparison: Comparison, _ calendar: WorkingCalendar?) {
        self.comparison = comparison
        self.calendar = calendar
    }

    func text(_ first: (name: String, cases: Int), _ second: (name: String, cases: Int)) -> String {
        var out = side(first, comparison.leads, comparison.workingLeads.first) + side(second, comparison.otherLeads, comparison.workingLeads.second)
        if let lead = comparison.lead {
            let size = abs(lead.delta) < 0.147 ? "hardly any" : abs(lead.delta) < 0.33 ? "a small" : abs(lead.delta) < 0.474 ? "a medium" : "a large"
            out += "Lead times show \(size) difference (Cliff's delta \(Wording.number(lead.delta, places: 2)), p \(p(lead.p))).\n"
        }
        let lines = comparison.lines.filter { ($0.waitP ?? 1) < 0.05 || $0.casesP < 0.05 }.prefix(12)
        out += lines.isEmpty ? "No move or wait differs beyond chance.\n" : "What differs beyond chance, corrected for all comparisons (Holm):\n"
        for line in lines {
            let waits = [line.median, line.otherMedian].map { $0.map { Wording.time($0) } ?? "never" }
            out +=
                "  \(line.from) → \(line.to): in \(Wording.share(line.cases.first)) against \(Wording.share(line.cases.second)) of cases; "
                + "median wait \(waits[0]) against \(waits[1])\(inWorkingDays(line))\n"
        }
        return out
    }

    private func side(_ side: (name: String, cases: Int), _ leads: Durations?, _ working: Durations?) -> String {
        var out = "\(side.name): \(Wording.plural(side.cases, "case")), half take more than \(Wording.time(leads?.median ?? 0))"
        if let calendar, let working { out += ", \(Wording.inWorkingDays(working.median, calendar)) working days" }
        return out + ".\n"
    }

    private func inWorkingDays(_ line: Comparison.Line) -> String {
        guard let calendar, line.workingMedian != nil || line.otherWorkingMedian != nil else { return "" }
        let days = [line.workingMedian, line.otherWorkingMedian].map { $0.map { Wording.inWorkingDays($0, calendar) } ?? "never" }
        return " (\(days[0]) against \(days[1]) working days)"
    }

    private func p(_ value: Double) -> String { value < 0.001 ? "under 0.001" : Wording.number(value, places: 3) }

    /// All moves as CSV, by how much they matter.
    var table: String {
        var head = ["from", "to", "share of cases", "share of other cases", "Cohen's h", "p of shares", "median days", "other median days"]
        head += calendar == nil ? [] : ["median working days", "other median working days"]
        return CSV.text([head + ["Cliff's delta", "p of waits"]] + comparison.lines.map(row))
    }

    private func row(_ line: Comparison.Line) -> [String] {
        var row = [
            line.from, line.to, Wording.number(line.cases.first, places: 3), Wording.number(line.cases.second, places: 3),
            Wording.number(line.cases.h, places: 3), Wording.number(line.casesP, places: 3), line.median.map(Wording.inDays) ?? "",
            line.otherMedian.map(Wording.inDays) ?? "",
        ]
        if let calendar { row += [line.workingMedian, line.otherWorkingMedian].map { $0.map { Wording.inWorkingDays($0, calendar) } ?? "" } }
        return row + [line.wait.map { Wording.number($0.delta, places: 3) } ?? "", line.waitP.map { Wording.number($0, places: 3) } ?? ""]
    }
}
