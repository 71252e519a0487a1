import Maturity
import Pages
import Store

/// The form on which a priority is planned or declined.
enum PlanForm {
    /// - Parameter current: the date there was before, which may lie in the past.
    static func read(_ fields: FormFields, today: Day, current: Day?) throws(FormErrors) -> PlanDecision.Choice {
        var check = FormCheck(fields)
        let isPlanned = check.choice("decision", ["plan": true, "decline": false], orSay: "Choose whether to plan or decline it")
        guard let isPlanned else { throw check.errors }
        guard isPlanned else {
            let reason = check.text("reason", orSay: "Say why it is declined", upTo: 1000)
            return try check.result { .declined(reason: reason) }
        }
        let what = check.text("what", orSay: "Say what will be done", upTo: 1000)
        let owner = check.optionalText("owner", upTo: 80)
        var due: Day?
        if ["day", "month", "year"].contains(where: { !fields["due-\($0)"].isEmpty }) {
            due = check.date("due", orSay: "Enter the date by which it is done")
            if let due, due < today, due != current { check.refuse("due", "The date must not be in the past") }
        }
        let efforts = Dictionary(uniqueKeysWithValues: Effort.allCases.map { ($0.rawValue, $0) })
        let effort = check.choice("effort", efforts, orSay: nil)
        let costText = check.optionalText("cost", upTo: 20)
        let cost = costText.flatMap(Pence.init(pounds:))
        if costText != nil && cost == nil { check.refuse("cost", "Enter an amount in pounds, such as 12,500") }
        let measure = check.optionalText("measure", upTo: 300)
        return try check.result { .planned(Action(what: what, owner: owner, dueOn: due, effort: effort, cost: cost, measure: measure)) }
    }

    static func fields(_ decision: PlanDecision?, _ priority: Priority, ambition: Day) -> FormFields {
        guard let decision else {
            return FormFields([("decision", "plan"), ("what", priority.nextStep ?? ""), ("version", "0")])
        }
        var pairs: [(name: String, value: String)] = [("version", String(decision.version))]
        switch decision.choice {
        case .planned: pairs.append(("decision", "plan"))
        case .declined(let reason): pairs += [("decision", "decline"), ("reason", reason)]
        }
        guard let action = decision.kept else { return FormFields(pairs + [("what", priority.nextStep ?? "")]) }
        pairs += [
            ("what", action.what), ("owner", action.owner ?? ""), ("effort", action.effort?.rawValue ?? ""), ("cost", action.cost?.plain ?? ""),
            ("measure", action.measure ?? ""),
        ]
        pairs += FormFields.date("due", action.dueOn)
        return FormFields(pairs)
    }
}
