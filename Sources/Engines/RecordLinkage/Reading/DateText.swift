/// Which of two numbers is the day where the year stands last.
enum DateOrder {
    case dayFirst, monthFirst
    /// Neither: only what can be read in one way is taken.
    case onlyWhereClear
}

/// Brings a date to yyyy-mm-dd, or leaves nothing.
///
/// Years are from 1800 to 2199. Two digits of a year mean 1930 to 2029, as spreadsheets read them; without an order they are taken
/// only beside the name of a month. A time of day after the date is dropped.
func standardiseDate(_ value: inout [UInt8], order: DateOrder) {
    if let date = CalendarDate(standardForm: value.span), date.isReal { return }
    let date = DateText(value.span)?.date(order)
    value.removeAll(keepingCapacity: true)
    if let date, date.isReal { date.write(to: &value) }
}

struct CalendarDate: Equatable {
    var year: Int
    var month: Int
    var day: Int

    /// Whether the calendar has it, in a year in which a record may have been written.
    var isReal: Bool {
        guard (1800...2199).contains(year), (1...12).contains(month), day >= 1 else { return false }
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        switch month {
        case 2: return day <= (isLeap ? 29 : 28)
        case 4, 6, 9, 11: return day <= 30
        default: return day <= 31
        }
    }

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Nil where the text is not of the form yyyy-mm-dd.
    init?(standardForm text: Span<UInt8>) {
        guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else { return nil }
        var number = 0
        for i in text.indices where i != 4 && i != 7 {
            guard isDigit(text[i]) else { return nil }
            number = number &* 10 &+ Int(text[i] &- UInt8(ascii: "0"))
        }
        self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    func write(to value: inout [UInt8]) {
        func digit(_ number: Int) -> UInt8 { UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number % 10) }
        value.append(digit(year / 1000))
        value.append(digit(year / 100))
        value.append(digit(year / 10))
        value.append(digit(year))
        value.append(UInt8(ascii: "-"))
        value.append(digit(month / 10))
        value.append(digit(month))
        value.append(UInt8(ascii: "-"))
        value.append(digit(day / 10))
        value.append(digit(day))
    }
}

/// The parts of a date as they stand in a text.
struct DateText {
    private struct Part {
        var number = 0
        /// How many digits; 0 for the name of a month.
        var width = 0
    }

    private var first = Part()
    private var second = Part()
    private var third = Part()
    private var count = 0
    private var isWhole: Bool { count == 3 || (count == 1 && first.width == 8) }

    /// Nil where the text is no date.
    init?(_ bytes: Span<UInt8>) {
        var i = 0
        while i < bytes.count, !isWhole {
            let byte = bytes[i]
            if isDigit(byte) {
                guard addNumber(bytes, &i) else { return nil }
            } else if isLetter(byte) {
                guard addWord(bytes, &i) else { return nil }
            } else {
                guard isSpace(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
                else { return nil }
                i += 1
            }
        }
        guard isWhole, isTime(bytes, from: i) else { return nil }
    }

    /// The date, not yet checked against the calendar; nil where the order leaves it open.
    func date(_ order: DateOrder) -> CalendarDate? {
        if count == 1 { return dateOfEightDigits(order) }
        if first.width == 0 || second.width == 0 {
            let number = first.width == 0 ? second : first
            let month = first.width == 0 ? first.number : second.number
            if number.width == 4 { return third.width <= 2 ? CalendarDate(year: number.number, month: month, day: third.number) : nil }
            guard let year = year(third) else { return nil }
            return CalendarDate(year: year, month: month, day: number.number)
        }
        if first.width == 4 {
            guard second.width <= 2, third.width > 0, third.width <= 2 else { return nil }
            return CalendarDate(year: first.number, month: second.number, day: third.number)
        }
        guard first.width <= 2, second.width <= 2, let year = year(third), third.width == 4 || order != .onlyWhereClear else { return nil }
        return date(year, first.number, second.number, order)
    }

    private func date(_ year: Int, _ one: Int, _ two: Int, _ order: DateOrder) -> CalendarDate? {
        let dayFirst = CalendarDate(year: year, month: two, day: one)
        let monthFirst = CalendarDate(year: year, month: one, day: two)
        switch order {
        case .dayFirst: return dayFirst
        case .monthFirst: return monthFirst
        case .onlyWhereClear:
            guard dayFirst.isReal else { return monthFirst }
            return monthFirst.isReal && monthFirst != dayFirst ? nil : dayFirst
        }
    }

    /// Year first where that is a date; it cannot be one the other way round as well, since no month starts with 18 to 21.
    private func dateOfEightDigits(_ order: DateOrder) -> CalendarDate? {
        let yearFirst = CalendarDate(year: first.number / 10_000, month: first.number / 100 % 100, day: first.number % 100)
        if yearFirst.isReal { return yearFirst }
        return date(first.number % 10_000, first.number / 1_000_000, first.number / 10_000 % 100, order)
    }

    private func year(_ part: Part) -> Int? {
        switch part.width {
        case 4: part.number
        case 2: part.number < 30 ? 2000 + part.number : 1900 + part.number
        default: nil
        }
    }

    private mutating func add(_ part: Part) {
        switch count {
        case 0: first = part
        case 1: second = part
        default: third = part
        }
        count += 1
    }

    private mutating func addNumber(_ bytes: Span<UInt8>, _ i: inout Int) -> Bool {
        var part = Part()
        while i < bytes.count, isDigit(bytes[i]), part.width < 8 {
            part.number = part.number * 10 + Int(bytes[i] - UInt8(ascii: "0"))
            part.width += 1
            i += 1
        }
        guard [1, 2, 4].contains(part.width) || (part.width == 8 && count == 0) else { return false }
        add(part)
        return true
    }

    /// The name of a month counts; that of a weekday, "of" and the ending of an ordinal are passed over.
    private mutating func addWord(_ bytes: Span<UInt8>, _ i: inout Int) -> Bool {
        let start = i
        while i < bytes.count, isLetter(bytes[i]) { i += 1 }
        let word = bytes.extracting(start..<i)
        if word.count == 2, count > 0 { return place(of: word, in: "ST ND RD TH OF") != nil }
        guard word.count >= 3 else { return false }
        if let month = place(of: word, in: "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER") {
            guard count < 2, count == 0 || first.width > 0 else { return false }
            add(Part(number: month + 1, width: 0))
            return true
        }
        return count == 0 && place(of: word, in: "MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY") != nil
    }
}

/// Whether nothing, or a time of day, stands from `start` on.
private func isTime(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    guard start < bytes.count else { return true }
    guard isSpace(bytes[start]) || uppercase(bytes[start]) == UInt8(ascii: "T") || isDigit(bytes[start]) else { return false }
    for i in start..<bytes.count {
        let byte = uppercase(bytes[i])
        let isSign = byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        guard isDigit(byte) || isSpace(byte) || isSign || "TZAMPUCG".utf8.contains(byte) else { return false }
    }
    return true
}

/// The place of the word, or of the first that starts with it, in a list in capitals.
private func place(of word: Span<UInt8>, in list: String) -> Int? {
    var place = 0
    var matched = 0
    var isAlike = true
    for letter in list.utf8 {
        if letter == UInt8(ascii: " ") {
            place += 1
            matched = 0
            isAlike = true
        } else if isAlike {
            isAlike = letter == uppercase(word[matched])
            matched += 1
            if isAlike, matched == word.count { return place }
        }
    }
    return nil
}
