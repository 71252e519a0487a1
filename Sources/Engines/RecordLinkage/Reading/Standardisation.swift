/// A named way of bringing a value into one form, on UTF-8 bytes.
///
/// Each way is idempotent: applied to its own result it changes nothing. What it cannot read becomes empty, so that the value
/// counts as missing and not as different. Bytes that are not UTF-8 become U+FFFD.
package enum Standardisation: String, CaseIterable, Sendable {
    case upper
    case lower
    /// No white space at the ends, and single spaces inside.
    case trim
    /// é to e, ø to o, ß to ss, œ to oe; combining marks go; other scripts stay.
    case noDiacritics = "no-diacritics"
    /// Apostrophes go (O'BRIEN is OBRIEN), other signs become a space (SMITH-JONES is SMITH JONES), dots between initials go; trims.
    case noPunctuation = "no-punctuation"
    case noSpaces = "no-spaces"
    case letters
    /// Only digits, those of any script written as 0 to 9.
    case digits
    case alphanumeric
    /// What stands for "we do not know" (UNKNOWN, N/A, TBC, 1900-01-01, 0000000000, ZZZ …) becomes empty.
    case noPlaceholders = "no-placeholders"
    /// yyyy-mm-dd, from dates that can be read in one way only.
    case date
    /// yyyy-mm-dd, with the day before the month where the year is last.
    case dateDayFirst = "date-day-first"
    /// yyyy-mm-dd, with the month before the day where the year is last.
    case dateMonthFirst = "date-month-first"
    /// A full postcode in capitals without space.
    case ukPostcode = "uk-postcode"
    /// Ten digits with the right check digit.
    case nhsNumber = "nhs-number"
    /// Eleven digits from the national 0.
    case ukPhone = "uk-phone"
    /// Flat, house number and the first word of the street: "FLAT 3, 12 HIGH".
    case addressKey = "address-key"

    /// Changes the value in place; empty means that nothing usable was there.
    package func apply(_ value: inout [UInt8]) { apply(&value, isASCII: isASCII(value.span)) }

    /// The same where it is known whether all bytes are ASCII; no step makes others of them.
    func apply(_ value: inout [UInt8], isASCII: Bool) {
        guard !value.isEmpty else { return }
        if !isASCII {
            if self == .upper || self == .lower { return recase(&value) }
            if self == .addressKey { recase(&value) }
            fold(&value, needs)
        }
        switch self {
        case .upper: makeUpper(&value)
        case .lower: makeLower(&value)
        case .trim: collapseSpaces(&value)
        case .noDiacritics: break
        case .noPunctuation: dropPunctuation(&value)
        case .noSpaces: keep(&value) { !isSpace($0) }
        case .letters: keep(&value) { isLetter($0) }
        case .digits: keep(&value) { isDigit($0) }
        case .alphanumeric: keep(&value) { isLetter($0) || isDigit($0) }
        case .noPlaceholders: if Placeholders.hold(value.span) { value.removeAll(keepingCapacity: true) }
        case .date: standardiseDate(&value, order: .onlyWhereClear)
        case .dateDayFirst: standardiseDate(&value, order: .dayFirst)
        case .dateMonthFirst: standardiseDate(&value, order: .monthFirst)
        case .ukPostcode: standardiseUKPostcode(&value)
        case .nhsNumber: standardiseNHSNumber(&value)
        case .ukPhone: standardiseUKPhone(&value)
        case .addressKey: makeAddressKey(&value)
        }
    }

    /// Whether the value is in its form already, as far as that is seen at once.
    ///
    /// - Parameter isCapitals: Whether it holds nothing but the letters A to Z.
    func keeps(_ value: Span<UInt8>, isCapitals: Bool) -> Bool {
        switch self {
        case .upper, .trim, .noDiacritics, .noPunctuation, .noSpaces, .letters, .alphanumeric: isCapitals
        case .noPlaceholders: isCapitals && !Placeholders.hold(value)
        case .date, .dateDayFirst, .dateMonthFirst: CalendarDate(standardForm: value)?.isReal ?? false
        case .nhsNumber: isNHSNumber(value)
        case .lower, .digits, .ukPostcode, .ukPhone, .addressKey: false
        }
    }

    /// What a value beyond ASCII needs before it is read byte by byte.
    private var needs: Fold {
        switch self {
        case .upper, .lower, .noPlaceholders: []
        case .trim, .noSpaces: .spaces
        case .noDiacritics: .letters
        case .noPunctuation: [.spaces, .punctuation]
        case .letters: .lettersOnly
        case .alphanumeric: [.lettersOnly, .digits]
        case .digits, .date, .dateDayFirst, .dateMonthFirst, .ukPostcode, .nhsNumber, .ukPhone, .addressKey: .all
        }
    }

    private func recase(_ value: inout [UInt8]) {
        let text = String(decoding: value, as: UTF8.self)
        value.removeAll(keepingCapacity: true)
        value.append(contentsOf: (self == .lower ? text.lowercased() : text.uppercased()).utf8)
    }
}
