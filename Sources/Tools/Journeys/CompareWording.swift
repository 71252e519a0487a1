import Content
import ProcessMining

/// What `compare` says of two logs, in sentences and as a table. A sentence holds one statistic, and none that asks for a statistician.
struct CompareWording {
    typealias Side = (name: String, cases: Int)

    private let comparison: Comparison
    /// Nil where working days are not asked for.
    private let calendar: WorkingCalendar?

    init(_ comparison: Comparison, _ calendar: WorkingCalendar?) {
        self.comparison = comparison
        self.calendar = calendar
    }

    func text(_ first: Side, _ second: Side) -> String {
        let sides = side(first, comparison.leads, comparison.workingLeads.first) + side(second, comparison.otherLeads, comparison.workingLeads.second)
        return sides + leads(first, second) + waits(first, second) + shares(first, second) + chance
    }

    // MARK: Sentences

    private func side(_ side: Side, _ leads: Durations?, _ working: Durations?) -> String {
        var out = "\(side.name): \(Wording.plural(side.cases, "case")). Their median length is \(length(leads?.median ?? 0))"
        if let calendar, let working { out += ", or \(Wording.inWorkingDays(working.median, calendar)) working days" }
        return out + ".\n"
    }

    /// Down to seconds: what differs may be short.
    private func length(_ microseconds: Double) -> String {
        let minutes = microseconds / 60_000_000
        if minutes >= 60 { return Wording.time(microseconds) }
        if minutes >= 2 { return Wording.number(minutes, places: 0) + " minutes" }
        return microseconds <= 0 ? "no time at all" : Wording.number(minutes * 60, places: minutes * 60 < 10 ? 1 : 0) + " seconds"
    }

    private func leads(_ first: Side, _ second: Side) -> String {
        guard let test = comparison.lead else { return "" }
        guard test.p < Comparison.level else { return "The lengths of their cases differ no more than chance would bring.\n" }
        return
            "The lengths of their cases differ by more than chance. Of 10 pairs of cases, one from each side, \(pairs(test, first, second, "the one of", "took longer")).\n"
    }

    /// Such as "in about 7 the one of “web” took longer".
    private func pairs(_ test: RankTest, _ first: Side, _ second: Side, _ what: String, _ verb: String) -> String {
        let isFirst = test.firstLarger >= test.secondLarger
        let share = isFirst ? test.firstLarger : test.secondLarger
        let rounded = Int((share * 10).rounded())
        let count =
            share == 1 ? "in all 10" : rounded >= 10 ? "in nearly all" : abs(share * 10 - Double(rounded)) < 1e-9 ? "in \(rounded)" : "in about \(rounded)"
        return "\(count) \(what) “\(isFirst ? first.name : second.name)” \(verb)"
    }

    /// Waits that differ beyond chance, the costliest difference first.
    private func waits(_ first: Side, _ second: Side) -> String {
        let found = comparison.lines.filter { $0.isWaitDifferent == true }
        guard comparison.lines.contains(where: { $0.isWaitDifferent != nil }) else { return "No wait comes often enough on both sides to be compared.\n" }
        guard !found.isEmpty else { return "No wait differs by more than chance.\n" }
        return "Waits that differ by more than chance, all comparisons taken together:\n"
            + found.prefix(12).map { line in
                let often = line.wait.map { pairs($0, first, second, "the one of", "is longer") } ?? ""
                return "  \(line.from) → \(line.to): of 10 pairs of waits, one from each side, \(often). \(medians(line))\n"
            }.joined() + more(found.count - 12, "wait")
    }

    private func medians(_ line: Comparison.Line) -> String {
        let waits = [line.median, line.otherMedian].map { length($0 ?? 0) }
        var out = "The median wait is \(waits[0]) against \(waits[1])"
        if let calendar, let working = line.workingMedian, let other = line.otherWorkingMedian {
            out += ", or \(Wording.inWorkingDays(working, calendar)) against \(Wording.inWorkingDays(other, calendar)) working days"
        }
        return out + "."
    }

    /// Moves that cases of one side make more often, beyond chance.
    private func shares(_ first: Side, _ second: Side) -> String {
        let found = comparison.lines.filter(\.isShareDifferent).map { (line: $0, size: abs($0.cases.first - $0.cases.second)) }
        guard !found.isEmpty else { return "No move is made by a share of cases that differs by more than chance.\n" }
        let order = found.indices.sorted { (found[$1].size, $0) < (found[$0].size, $1) }.map { found[$0].line }
        return "Moves that more cases of one side make, beyond chance, all comparisons taken together:\n"
            + order.prefix(12).map { line in
                let (a, b) = shares(line.cases)
                return "  \(line.from) → \(line.to): in \(a) of the cases of “\(first.name)” and \(b) of those of “\(second.name)”\n"
            }.joined() + more(found.count - 12, "move")
    }

    /// With a place more where they would read the same.
    private func shares(_ test: ShareTest) -> (String, String) {
        let rounded = (Wording.share(test.first), Wording.share(test.second))
        guard rounded.0 == rounded.1 else { return rounded }
        return (Wording.number(test.first * 100, places: 2) + "%", Wording.number(test.second * 100, places: 2) + "%")
    }

    private func more(_ count: Int, _ what: String) -> String { count > 0 ? "  and \(Wording.plural(count, "more \(what)"))\n" : "" }

    /// Waits that are not ranked: what they show may be chance.
    private var chance: String {
        let noise = comparison.lines.filter { $0.isWaitDifferent == false }
        let untested = comparison.lines.count { $0.isWaitDifferent == nil }
        var out = ""
        if !noise.isEmpty {
            let names = noise.prefix(6).map { "\($0.from) → \($0.to)" }.joined(separator: "; ")
            out +=
                "Not ranked, since the difference may be chance: \(names)" + (noise.count > 6 ? "; and \(Wording.plural(noise.count - 6, "more wait"))" : "")
                + ".\n"
        }
        if untested > 0 { out += "\(Wording.plural(untested, "wait")) not compared: one side has fewer than \(comparison.fewest).\n" }
        return out
    }

    // MARK: The table

    /// All moves as CSV, by how much they matter.
    var table: String {
        var head = ["from", "to", "share of cases", "share of other cases", "shares differ", "median days", "other median days"]
        head += calendar == nil ? [] : ["median working days", "other median working days"]
        head += ["waits differ", "pairs of waits in which the first is longer", "pairs of waits in which the other is longer"]
        head += ["size of the difference of shares (Cohen's h)", "chance of such shares (p after Holm)"]
        return CSV.text([head + ["size of the difference of waits (Cliff's delta)", "chance of such waits (p after Holm)"]] + comparison.lines.map(row))
    }

    private func row(_ line: Comparison.Line) -> [String] {
        func number(_ value: Double?) -> String { value.map { Wording.number($0, places: 3) } ?? "" }
        var row = [
            line.from, line.to, number(line.cases.first), number(line.cases.second), line.isShareDifferent ? "yes" : "may be chance",
            line.median.map(Wording.inDays) ?? "", line.otherMedian.map(Wording.inDays) ?? "",
        ]
        if let calendar { row += [line.workingMedian, line.otherWorkingMedian].map { $0.map { Wording.inWorkingDays($0, calendar) } ?? "" } }
        row += [line.isWaitDifferent.map { $0 ? "yes" : "may be chance" } ?? "too few", number(line.wait?.firstLarger), number(line.wait?.secondLarger)]
        return row + [number(line.cases.h), number(line.casesP), number(line.wait?.delta), number(line.waitP)]
    }
}
