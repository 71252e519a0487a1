/// A form that could not be saved through no fault of its sender, with all that it says, so that it need not be typed again.
///
/// It travels in hidden fields of the pages on the way back; the hub keeps nothing. A form with a secret in it is not kept.
package struct UnsavedForm: Sendable {
    /// Where it was sent, and is sent again.
    package let path: String
    private let fields: [(name: String, value: String)]

    private static let secrets: Set<String> = ["password", "code"]
    private static let prefix = "unsaved."
    private static let pathName = "unsaved-path"

    /// Nil where a secret is among it, or where it is of no use afterwards.
    init?(_ form: FormFields, path: String) {
        guard path == URLText.localPath(path), path != "/sign-out", !form.pairs.contains(where: { Self.secrets.contains($0.name) }) else {
            return nil
        }
        self.path = path
        fields = form.pairs.filter { $0.name != "csrf" }
    }

    /// From the hidden fields of the page before.
    package init?(carriedBy form: FormFields) {
        guard form.has(Self.pathName), form[Self.pathName] == URLText.localPath(form[Self.pathName]) else { return nil }
        path = form[Self.pathName]
        fields = form.pairs.compactMap { pair in
            pair.name.hasPrefix(Self.prefix) ? (String(pair.name.dropFirst(Self.prefix.count)), pair.value) : nil
        }
    }

    /// For a form that leads elsewhere first; put them behind the others, since only so many fields are read.
    package var carried: HTML {
        hidden([(Self.pathName, path)] + fields.map { (Self.prefix + $0.name, $0.value) })
    }

    /// What was typed, to be read and copied, and a button that sends it again.
    package func sendAgain(_ context: some VisitContext, _ label: HTML) -> HTML {
        let typed = fields.map(\.value).filter { $0.count > 20 || $0.contains(where: \.isWhitespace) }
        let lines = typed.map { text -> HTML in "<li class=\"wm-typed\">\(text)</li>" }
        return """
            \(context.postForm(path, "\(hidden(fields))\(Parts.button(label))"))
            \(if: !typed.isEmpty, Parts.details("What you typed", "<ul class=\"govuk-list govuk-list--spaced\">\(lines)</ul>"))
            """
    }

    private func hidden(_ fields: [(name: String, value: String)]) -> HTML {
        let inputs = fields.map { field -> HTML in "<input type=\"hidden\" name=\"\(field.name)\" value=\"\(field.value)\">\n" }
        return "\(inputs)"
    }
}

/// A posted form met a fault, or its sender had been signed out meanwhile.
struct FailedPost: Error {
    let cause: any Error
    let form: UnsavedForm
}
