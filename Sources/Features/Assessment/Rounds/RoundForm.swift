import Maturity
import Pages
import Store

/// The form that makes or changes a round.
struct RoundForm {
    /// The ambition lies this many months after the closing day.
    static let ambitionMonths = 18...24
    static let thresholds = 3...50

    /// - Parameters:
    ///   - framework: whose routes the mix is made of.
    ///   - current: the round as it was, whose first day may have passed.
    static func draft(from fields: FormFields, framework: Framework, today: Day, current: Round? = nil) throws(FormErrors) -> RoundDraft {
        var check = FormCheck(fields)
        let title = check.text("title", orSay: "Enter a title, such as Spring 2027", upTo: 80)
        let isNamed = check.choice("named", ["yes": true, "no": false], orSay: "Choose whether answers are anonymous") ?? false
        let threshold = check.number(
            "threshold", in: thresholds, orSay: "Enter a whole number from \(thresholds.lowerBound) to \(thresholds.upperBound)")
        let opensOn = check.date("opens", orSay: "Enter the day on which people can start")
        let closesOn = check.date("closes", orSay: "Enter the last day for answers")
        if let opensOn, let closesOn { checkDays(&check, opensOn, closesOn, today: today, current: current) }
        let ambitionOn = check.date("ambition", orSay: "Enter the date by which targets should be met")
        if let closesOn, let ambitionOn {
            let earliest = closesOn.adding(months: ambitionMonths.lowerBound)
            let latest = closesOn.adding(months: ambitionMonths.upperBound)
            if !(earliest...latest).contains(ambitionOn) {
                check.refuse("ambition", "Choose a date 18 to 24 months after the round closes: \(earliest.inWords) to \(latest.inWords)")
            }
        }
        let mix = routeMix(&check, framework)
        guard let opensOn, let closesOn, let ambitionOn else { throw check.errors }
        return try check.result {
            RoundDraft(
                title: title, isNamed: isNamed, threshold: threshold, opensOn: opensOn, closesOn: closesOn, ambitionOn: ambitionOn,
                routeMix: mix)
        }
    }

    private static func checkDays(_ check: inout FormCheck, _ opensOn: Day, _ closesOn: Day, today: Day, current: Round?) {
        if opensOn != current?.opensOn {
            if opensOn < today { check.refuse("opens", "Choose today or a later day") }
            if opensOn > today.adding(months: 12) { check.refuse("opens", "Choose a day within the next 12 months") }
        }
        if closesOn < today {
            let advice = current?.openedAt == nil ? "" : ". To end the round now, close it."
            check.refuse("closes", "Choose today or a later day" + advice)
        } else if closesOn < opensOn {
            check.refuse("closes", "The last day must not be before the first")
        } else if closesOn > opensOn.adding(months: 12) {
            check.refuse("closes", "Choose a last day at most 12 months after the first")
        }
    }

    private static func routeMix(_ check: inout FormCheck, _ framework: Framework) -> RouteMix {
        var weights: [String: Int] = [:]
        for route in framework.routes {
            weights[route.id] = check.number("route-\(route.id)", in: 0...100, orSay: "\(route.name): enter a whole number from 0 to 100")
        }
        let sum = weights.values.reduce(0, +)
        if !framework.routes.isEmpty && sum != 100 {
            let first = framework.routes[0].id
            if check.errors.items.allSatisfy({ !$0.field.hasPrefix("route-") }) {
                check.refuse(
                    "route-\(first)",
                    framework.routes.count == 1
                        ? "With one route its weight must be 100; this is \(sum)"
                        : "The \(Words.number(framework.routes.count).lowercased()) weights must add to 100; these add to \(sum)")
            }
        }
        return RouteMix(weights: weights)
    }

    /// A new round's form, filled with what most councils will keep.
    static func proposal(framework: Framework, today: Day) -> FormFields {
        let closes = today.adding(days: 28)
        let seasons = ["Winter", "Winter", "Spring", "Spring", "Spring", "Summer", "Summer", "Summer", "Autumn", "Autumn", "Autumn", "Winter"]
        let equal = framework.routes.isEmpty ? 0 : 100 / framework.routes.count
        let rest = framework.routes.isEmpty ? 0 : 100 - equal * framework.routes.count
        var pairs: [(name: String, value: String)] = [
            ("title", "\(seasons[today.month - 1]) \(today.year)"), ("named", "no"), ("threshold", "5"), ("framework", framework.id),
        ]
        pairs += FormFields.date("opens", today) + FormFields.date("closes", closes)
        pairs += FormFields.date("ambition", closes.adding(months: 21))
        for (i, route) in framework.routes.enumerated() { pairs.append(("route-\(route.id)", String(equal + (i == 0 ? rest : 0)))) }
        return FormFields(pairs)
    }

    static func fields(of round: Round) -> FormFields {
        var pairs: [(name: String, value: String)] = [
            ("title", round.title), ("named", round.isNamed ? "yes" : "no"), ("threshold", String(round.threshold)),
        ]
        pairs += FormFields.date("opens", round.opensOn) + FormFields.date("closes", round.closesOn)
        pairs += FormFields.date("ambition", round.ambitionOn)
        for route in round.framework.routes { pairs.append(("route-\(route.id)", String(round.routeMix.weights[route.id] ?? 0))) }
        return FormFields(pairs)
    }
}

/// The form that names a round's groups: those there are, and one empty line for another.
struct GroupsForm {
    static let most = 12

    /// - Parameter framework: each group must be asked at least one of its statements.
    static func drafts(from fields: FormFields, existing: [RoundGroup], framework: Framework) throws(FormErrors) -> [GroupDraft] {
        var check = FormCheck(fields)
        var drafts: [GroupDraft] = []
        for group in existing where !fields.has("remove-\(group.slug)") {
            let name = check.text("name-\(group.slug)", orSay: "Enter a name for the group", upTo: 60)
            let asks = check.choice("asks-\(group.slug)", ["all": Asks.all, "pulse": .pulse], orSay: "Choose what they are asked")
            drafts.append(GroupDraft(slug: group.slug, name: name, voice: group.voice, asks: asks ?? group.asks))
        }
        if let name = check.optionalText("name-new", upTo: 60) {
            let voices = Dictionary(uniqueKeysWithValues: Voice.allCases.map { ($0.rawValue, $0) })
            let voice = check.choice("voice-new", voices, orSay: nil) ?? .staff
            let asks = check.choice("asks-new", ["all": Asks.all, "pulse": .pulse], orSay: nil) ?? .all
            drafts.append(GroupDraft(slug: freeSlug(for: name, taken: existing.map(\.slug)), name: name, voice: voice, asks: asks))
        }
        if drafts.isEmpty { check.refuse("name-new", "Keep at least one group") }
        if drafts.count > most { check.refuse("name-new", "Use at most \(most) groups") }
        for draft in drafts where framework.themes(askedOf: draft.slug, asks: draft.asks).isEmpty {
            let field = existing.contains { $0.slug == draft.slug } ? "asks-\(draft.slug)" : "asks-new"
            check.refuse(field, "\(draft.name) would be asked nothing: choose all statements, or remove the group")
        }
        let names = drafts.map { $0.name.lowercased() }
        if Set(names).count < names.count { check.refuse("name-new", "Give each group a name of its own") }
        return try check.result { drafts }
    }

    private static func freeSlug(for name: String, taken: [String]) -> String {
        let stem = "own-" + Slug.make(name, or: "group")
        var slug = stem
        var n = 2
        while taken.contains(slug) {
            slug = "\(stem)-\(n)"
            n += 1
        }
        return slug
    }
}
