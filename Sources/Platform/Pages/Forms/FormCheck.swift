package import Store

/// What is wrong with a form: all of it at once, in the order of the fields.
package struct FormErrors: Error, Sendable {
    package struct Item: Sendable, Hashable {
        package let field: String
        package let message: String
    }

    package private(set) var items: [Item]

    package init(_ items: [(field: String, message: String)] = []) {
        self.items = items.map { Item(field: $0.field, message: $0.message) }
    }

    package mutating func add(_ field: String, _ message: String) { items.append(Item(field: field, message: message)) }

    package subscript(field: String) -> String? { items.first { $0.field == field }?.message }
}

/// Reads a form's fields into values and collects what is wrong on the way.
package struct FormCheck {
    package let fields: FormFields
    package private(set) var errors = FormErrors()

    package init(_ fields: FormFields) { self.fields = fields }

    package mutating func refuse(_ field: String, _ message: String) { errors.add(field, message) }

    /// The value, or every error found so far.
    package func result<Value>(_ value: () -> Value) throws(FormErrors) -> Value {
        guard errors.items.isEmpty else { throw errors }
        return value()
    }

    package mutating func text(_ name: String, orSay message: String, upTo limit: Int = 200) -> String {
        let value = fields[name]
        if !value.isVisible {
            refuse(name, message)
        } else {
            refuseOverride(name, value)
            limitLength(name, value, limit)
        }
        return value
    }

    package mutating func optionalText(_ name: String, upTo limit: Int = 2000) -> String? {
        let value = fields[name]
        refuseOverride(name, value)
        limitLength(name, value, limit)
        return value.isVisible ? value : nil
    }

    package mutating func number(_ name: String, in range: ClosedRange<Int>, orSay message: String) -> Int {
        guard let value = Int(fields[name]), range.contains(value) else {
            refuse(name, message)
            return range.lowerBound
        }
        return value
    }

    /// One of some values, or nil where nothing is chosen; a value that was not on offer is refused.
    package mutating func choice<Value>(_ name: String, _ options: [String: Value], orSay message: String?) -> Value? {
        let value = fields[name]
        if let found = options[value] { return found }
        if let message {
            refuse(name, message)
        } else if !value.isEmpty {
            refuse(name, "Choose one of the answers shown")
        }
        return nil
    }

    /// A date in three fields, `name-day`, `name-month` and `name-year` (GOV.UK date input).
    package mutating func date(_ name: String, orSay message: String) -> Day? {
        let parts = ["day", "month", "year"].map { fields["\(name)-\($0)"] }
        if parts.allSatisfy(\.isEmpty) {
            refuse(name, message)
            return nil
        }
        guard let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2]),
            let date = Day(year: year, month: month, day: day)
        else {
            refuse(name, "Enter a real date, such as 27 3 2027")
            return nil
        }
        return date
    }

    private mutating func refuseOverride(_ name: String, _ value: String) {
        if value.hasOverride { refuse(name, "Type this again: it has a hidden mark that turns text round, as some copied text does") }
    }

    private mutating func limitLength(_ name: String, _ value: String, _ limit: Int) {
        let length = value.length
        if length > limit { refuse(name, "Use \(limit) characters or fewer; this has \(length)") }
    }
}

extension StringProtocol {
    /// How long a text is for a limit: its Unicode scalars, at most four bytes each. One letter as people see it (`count`) may carry any
    /// number of marks, and so any number of bytes.
    package var length: Int { unicodeScalars.count }
}
