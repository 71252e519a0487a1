import Maturity
import Pages

/// The form on which a facilitator records what the room agrees.
struct WorkshopForm {
    let agreement: Agreement
    /// The version that the facilitator had before them.
    let version: Int

    /// - Throws: what is missing; a level other than the median needs a reason.
    init(_ fields: FormFields, framework: Framework, figures: CharacteristicScore.Figures?) throws(FormErrors) {
        var check = FormCheck(fields)
        let levels = Dictionary(uniqueKeysWithValues: framework.levels.indices.map { (String($0), $0) })
        let importances = Dictionary(uniqueKeysWithValues: Importance.allCases.map { (String($0.rawValue), $0) })
        let importance = check.choice("importance", importances, orSay: nil) ?? .medium
        let reason = check.optionalText("reason")
        let dissent = check.optionalText("dissent")
        version = Int(fields["version"]) ?? 0

        if fields.has("median"), let figures {
            let level = Self.whole(figures.median)
            let target = figures.targetMedian.map { max(level, Self.whole($0)) }
            agreement = try check.result {
                Agreement(level: level, target: target, importance: importance, reason: reason ?? "The room agreed the median.", dissent: dissent)
            }
            return
        }
        let level = check.choice("level", levels, orSay: "Choose the level now")
        let target = check.choice("target", levels, orSay: "Choose the target. If it is right as it is, choose the same level.")
        if let level, let target, target < level { check.refuse("target", "The target must not be below the level now") }
        if let level, reason == nil, let median = figures?.median, abs(Double(level) - median) > 0.5 {
            check.refuse("reason", "Say why the room chose another level than the median")
        }
        guard let level else { throw check.errors }
        agreement = try check.result { Agreement(level: level, target: target, importance: importance, reason: reason, dissent: dissent) }
    }

    /// A half counts as the level that is fully reached.
    static func whole(_ median: Double) -> Int { Int(median.rounded(.down)) }

    static func fields(_ stored: StoredAgreement?) -> FormFields {
        guard let stored else { return FormFields([("version", "0"), ("importance", "2")]) }
        let it = stored.agreement
        return FormFields([
            ("version", String(stored.version)), ("level", String(it.level)), ("target", it.target.map(String.init) ?? ""),
            ("importance", String(it.importance.rawValue)), ("reason", it.reason ?? ""), ("dissent", it.dissent ?? ""),
        ])
    }
}
