import Content
import Maturity
import Pages

/// The statements of one theme as a respondent sends them.
///
/// What is good is kept even where something else on the page is wrong, so that nothing is lost.
struct AnswerForm {
    let answers: [String: GivenAnswer]
    let errors: FormErrors

    private static let longestText = 1000

    init(_ fields: FormFields, theme: Framework.Theme, highestLevel: Int, before: [String: GivenAnswer] = [:]) {
        var errors = FormErrors()
        var answers: [String: GivenAnswer] = [:]
        for it in theme.characteristics {
            var answer = GivenAnswer(now: nil)
            let now = fields["now-\(it.id)"]
            let reason = fields["why-\(it.id)"]
            switch now {
            case "dk": answer.now = .dontKnow
            case "na" where !reason.isVisible:
                errors.add("why-\(it.id)", "\(it.title): say in a few words why it does not apply")
                // What was saved before stays until there is something to put in its place.
                continue
            case "na": (answer.now, answer.reason) = (.notApplicable, Self.cut(reason))
            default: answer.now = Self.level(now, highestLevel).map { .level($0) }
            }
            answer.target = Self.level(fields["target-\(it.id)"], highestLevel)
            answer.confidence = Confidence(rawValue: fields["sure-\(it.id)"])
            answer.note = Self.text(fields, "note-\(it.id)", it.title, &errors)
            answer.link = Self.text(fields, "link-\(it.id)", it.title, &errors)
            if let link = answer.link {
                do throws(WebLink.Refusal) { answer.link = try WebLink(link).text } catch {
                    errors.add("link-\(it.id)", "\(it.title): the link \(error)")
                    answer.link = before[it.id]?.link
                }
            }
            answers[it.id] = answer
        }
        self.answers = answers
        self.errors = errors
    }

    private static func level(_ text: String, _ highest: Int) -> Int? { Int(text).flatMap { (0...highest).contains($0) ? $0 : nil } }

    private static func text(_ fields: FormFields, _ name: String, _ title: String, _ errors: inout FormErrors) -> String? {
        let value = fields[name]
        guard value.length > longestText else { return value.isVisible ? value : nil }
        errors.add(name, "\(title): use \(longestText) characters or fewer; this has \(value.length), so the end was cut")
        return cut(value)
    }

    private static func cut(_ text: String) -> String { String(text.unicodeScalars.prefix(longestText)) }

    /// The form filled with what was saved before.
    static func fields(_ answers: [String: GivenAnswer]) -> FormFields {
        var pairs: [(name: String, value: String)] = []
        for (id, answer) in answers {
            switch answer.now {
            case .level(let level): pairs.append(("now-\(id)", String(level)))
            case .dontKnow: pairs.append(("now-\(id)", "dk"))
            case .notApplicable: pairs.append(("now-\(id)", "na"))
            case nil: break
            }
            pairs += [
                ("why-\(id)", answer.reason), ("target-\(id)", answer.target.map(String.init)), ("sure-\(id)", answer.confidence?.rawValue),
                ("note-\(id)", answer.note), ("link-\(id)", answer.link),
            ].compactMap { name, value in value.map { (name, $0) } }
        }
        return FormFields(pairs)
    }
}
