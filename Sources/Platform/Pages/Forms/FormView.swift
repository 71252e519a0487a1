package import Store

/// A form to be shown: its values, what is wrong with them, and its fields in GOV.UK markup.
package struct FormView: Sendable {
    package var values: FormFields
    package var errors: FormErrors

    package init(_ values: FormFields = FormFields([]), errors: FormErrors = FormErrors()) {
        self.values = values
        self.errors = errors
    }

    package var hasErrors: Bool { !errors.items.isEmpty }

    /// GOV.UK error summary: what is wrong, each line a link to its field.
    package var errorSummary: HTML? {
        guard hasErrors else { return nil }
        let lines = errors.items.map { item -> HTML in "<li><a href=\"#\(item.field)\">\(item.message)</a></li>" }
        return """
            <div class="govuk-error-summary" data-module="govuk-error-summary"><div role="alert">
            <h2 class="govuk-error-summary__title">There is a problem</h2>
            <div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">\(lines)</ul></div>
            </div></div>
            """
    }

    // MARK: Fields

    package func text(
        _ name: String, _ label: HTML, hint: HTML? = nil, kind: String = "text", width: String? = nil,
        autocomplete: String? = nil, isNumeric: Bool = false
    ) -> HTML {
        let value = kind == "password" ? "" : values[name]
        let classes = "govuk-input" + (width.map { " govuk-input--width-\($0)" } ?? "") + (errors[name] == nil ? "" : " govuk-input--error")
        return group(
            name,
            """
            <label class="govuk-label" for="\(name)">\(label)</label>\(hintHTML(name, hint))\(errorHTML(name))
            <input class="\(classes)" id="\(name)" name="\(name)" type="\(kind)" value="\(value)" dir="auto"\
            \(autocomplete.map { " autocomplete=\"\($0)\"" as HTML })\(if: isNumeric, " inputmode=\"numeric\"")\(described(name, hint))>
            """)
    }

    package func textarea(_ name: String, _ label: HTML, hint: HTML? = nil, rows: Int = 3) -> HTML {
        group(
            name,
            """
            <label class="govuk-label" for="\(name)">\(label)</label>\(hintHTML(name, hint))\(errorHTML(name))
            <textarea class="govuk-textarea\(if: errors[name] != nil, " govuk-textarea--error")" id="\(name)" name="\(name)" \
            rows="\(rows)" dir="auto"\(described(name, hint))>\(values[name])</textarea>
            """)
    }

    package func date(_ name: String, _ label: HTML, hint: HTML? = nil) -> HTML {
        let parts = [("day", "Day", "2"), ("month", "Month", "2"), ("year", "Year", "4")].map { part, title, width -> HTML in
            """
            <div class="govuk-date-input__item"><div class="govuk-form-group">
            <label class="govuk-label govuk-date-input__label" for="\(part == "day" ? name : "\(name)-\(part)")">\(title)</label>
            <input class="govuk-input govuk-date-input__input govuk-input--width-\(width)\(if: errors[name] != nil, " govuk-input--error")" \
            id="\(part == "day" ? name : "\(name)-\(part)")" name="\(name)-\(part)" type="text" inputmode="numeric" value="\(values["\(name)-\(part)"])">
            </div></div>
            """
        }
        return group(
            name,
            """
            <fieldset class="govuk-fieldset" role="group"\(described(name, hint))>
            <legend class="govuk-fieldset__legend">\(label)</legend>\(hintHTML(name, hint))\(errorHTML(name))
            <div class="govuk-date-input">\(parts)</div></fieldset>
            """)
    }

    package struct Option: Sendable {
        let value: String
        let label: HTML
        let hint: HTML?

        package init(_ value: String, _ label: HTML, hint: HTML? = nil) {
            self.value = value
            self.label = label
            self.hint = hint
        }
    }

    package func radios(
        _ name: String, _ legend: HTML, hint: HTML? = nil, options: [Option], isInline: Bool = false
    ) -> HTML {
        let items = options.enumerated().map { index, option -> HTML in
            let id = index == 0 ? name : "\(name)-\(index + 1)"
            return """
                <div class="govuk-radios__item">
                <input class="govuk-radios__input" id="\(id)" name="\(name)" type="radio" value="\(option.value)"\
                \(if: values[name] == option.value, " checked")\(option.hint.map { _ in " aria-describedby=\"\(id)-hint\"" as HTML })>
                <label class="govuk-label govuk-radios__label" for="\(id)">\(option.label)</label>
                \(option.hint.map { "<div class=\"govuk-hint govuk-radios__hint\" id=\"\(id)-hint\">\($0)</div>" as HTML })
                </div>
                """
        }
        return group(
            name,
            """
            <fieldset class="govuk-fieldset"\(described(name, hint))>
            <legend class="govuk-fieldset__legend">\(legend)</legend>\(hintHTML(name, hint))\(errorHTML(name))
            <div class="govuk-radios\(if: isInline, " govuk-radios--inline govuk-radios--small")">\(items)</div></fieldset>
            """)
    }

    package func select(_ name: String, _ label: HTML, hint: HTML? = nil, options: [(value: String, label: String)]) -> HTML {
        let items = options.map { option -> HTML in
            "<option value=\"\(option.value)\"\(if: values[name] == option.value, " selected")>\(option.label)</option>"
        }
        return group(
            name,
            """
            <label class="govuk-label" for="\(name)">\(label)</label>\(hintHTML(name, hint))\(errorHTML(name))
            <select class="govuk-select" id="\(name)" name="\(name)"\(described(name, hint))>\(items)</select>
            """)
    }

    // MARK: Parts

    package func errorHTML(_ name: String) -> HTML? {
        errors[name].map {
            "<p class=\"govuk-error-message\" id=\"\(name)-error\"><span class=\"govuk-visually-hidden\">Error:</span> \($0)</p>"
        }
    }

    private func hintHTML(_ name: String, _ hint: HTML?) -> HTML? {
        hint.map { "<div class=\"govuk-hint\" id=\"\(name)-hint\">\($0)</div>" }
    }

    private func described(_ name: String, _ hint: HTML?) -> HTML {
        let ids = [hint == nil ? nil : "\(name)-hint", errors[name] == nil ? nil : "\(name)-error"].compactMap { $0 }
        return ids.isEmpty ? "" : " aria-describedby=\"\(ids.joined(separator: " "))\""
    }

    private func group(_ name: String, _ content: HTML) -> HTML {
        "<div class=\"govuk-form-group\(if: errors[name] != nil, " govuk-form-group--error")\">\(content)</div>"
    }
}

extension VisitContext {
    /// A form that posts to an address of ours, with the token that proves it.
    package func postForm(_ action: String, classes: String = "", _ content: HTML) -> HTML {
        """
        <form method="post" action="\(action)"\(if: !classes.isEmpty, " class=\"\(classes)\"") novalidate>
        <input type="hidden" name="csrf" value="\(visit.csrfToken)">
        \(content)
        </form>
        """
    }

    /// The form as it was sent, with what is wrong.
    package func formView(_ errors: FormErrors) -> FormView { FormView(form, errors: errors) }
}

extension FormFields {
    /// Three fields for a date, to fill in a form.
    package static func date(_ name: String, _ day: Day?) -> [(name: String, value: String)] {
        guard let day else { return [] }
        return [("\(name)-day", String(day.day)), ("\(name)-month", String(day.month)), ("\(name)-year", String(day.year))]
    }
}
