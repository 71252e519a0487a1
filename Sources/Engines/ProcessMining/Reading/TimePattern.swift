/// One way of writing times, such as dd/MM/yyyy HH:mm, in letters of Unicode's date patterns (UTS 35).
///
/// Letters: yyyy or yy (1970 to 2069), MM or MMM for a month's name, dd, EEE for a weekday's name, HH (0 to 23) or hh (1 to 12) with a for AM or
/// PM, mm, ss, S for digits below a second, X for an offset. T stands for itself, as does what is in single quotes and all that is no letter. A
/// field takes one digit or two, except beside another: yyyyMMdd.
package struct TimePattern: Sendable, Hashable {
    private enum Item: Sendable, Hashable {
        case field(Unicode.Scalar, count: Int, isExact: Bool)
        case blank
        case literal(UInt8)
    }

    /// What is wrong with a pattern, and how to mend it.
    package struct Problem: Error, Sendable { package var message: String }

    package let text: String
    private let items: [Item]
    /// Whether day and month are numbers in an order that a file may fail to show.
    let isOrderOpen: Bool

    package init(_ text: String) throws {
        self.text = text
        let raw = try Self.items(of: text)
        items = raw.enumerated().map { index, item in
            guard case .field(let letter, let count, _) = item else { return item }
            let neighbours = [index - 1, index + 1].filter(raw.indices.contains).map { raw[$0] }
            return .field(letter, count: count, isExact: neighbours.contains { Self.isNumber($0) })
        }
        let letters = raw.compactMap { item -> Unicode.Scalar? in if case .field(let letter, _, _) = item { letter } else { nil } }
        try Self.check(letters, text)
        isOrderOpen = raw.contains { Self.isNumber($0, "M") } && letters.filter { "yMd".unicodeScalars.contains($0) } != ["y", "M", "d"]
    }

    private static func isNumber(_ item: Item, _ wanted: Unicode.Scalar? = nil) -> Bool {
        guard case .field(let letter, let count, _) = item, "yMdHhmsS".unicodeScalars.contains(letter) else { return false }
        return (letter != "M" || count <= 2) && (wanted == nil || wanted == letter)
    }

    private static let letters: [Unicode.Scalar: Set<Int>] = [
        "y": [2, 4], "M": [1, 2, 3, 4], "d": [1, 2], "E": [1, 2, 3, 4], "H": [1, 2], "h": [1, 2], "m": [1, 2], "s": [1, 2], "S": Set(1...9), "a": [1],
        "X": [1, 2, 3],
    ]

    private static let example = "write it as in dd/MM/yyyy HH:mm or MM/dd/yyyy hh:mm a"

    private static func items(of text: String) throws -> [Item] {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count <= 60, scalars.allSatisfy(\.isASCII) else { throw Problem(message: "is too long or has letters that no pattern has; \(example)") }
        guard !scalars.contains("%") else { throw Problem(message: "has \"%\", which belongs to patterns of another kind; \(example)") }
        var items: [Item] = []
        var i = 0
        while i < scalars.count {
            let letter = scalars[i]
            if letter == "'" {
                guard let end = scalars[(i + 1)...].firstIndex(of: "'") else { throw Problem(message: "has a quote that is not closed") }
                items += end == i + 1 ? [.literal(39)] : scalars[(i + 1)..<end].map { .literal(plain($0)) }
                i = end + 1
            } else if letter == " " {
                while i < scalars.count, scalars[i] == " " { i += 1 }
                items.append(.blank)
            } else if letter == "T" || !letter.properties.isAlphabetic {
                items.append(.literal(plain(letter)))
                i += 1
            } else {
                let count = scalars[i...].prefix { $0 == letter }.count
                guard let known = letters[letter], known.contains(count) else {
                    throw Problem(
                        message: "has \"\(String(repeating: Character(letter), count: count))\", which means nothing here: y is the year (yyyy or yy), M the "
                            + "month, d the day, H or h the hour, m the minute, s the second; \(example)")
                }
                items.append(.field(letter, count: count, isExact: false))
                i += count
            }
        }
        return items
    }

    private static func plain(_ letter: Unicode.Scalar) -> UInt8 {
        let byte = UInt8(truncatingIfNeeded: letter.value)
        return byte &- 65 < 26 ? byte | 32 : byte
    }

    private static func check(_ letters: [Unicode.Scalar], _ text: String) throws {
        for letter in Set(letters).sorted(by: { $0.value < $1.value }) where letters.count(where: { $0 == letter }) > 1 {
            throw Problem(message: "has \"\(letter)\" in two places" + (letter == "m" ? ": MM is the month, mm the minute" : ""))
        }
        for (letter, name) in [("y", "year: yyyy"), ("M", "month: MM, while mm is the minute"), ("d", "day: dd")]
        where !letters.contains(Unicode.Scalar(letter) ?? " ") {
            throw Problem(message: "has no \(name); \(example)")
        }
        guard !(letters.contains("H") && letters.contains("h")) else { throw Problem(message: "has two hours, HH and hh") }
        guard !letters.contains("h") || letters.contains("a") else {
            throw Problem(message: "has hh, the hour of a clock of twelve, without a for AM or PM; HH is the hour from 0 to 23")
        }
        let hasHour = letters.contains("H") || letters.contains("h")
        guard hasHour || !letters.contains(where: { "mas".unicodeScalars.contains($0) }) else {
            throw Problem(message: "has minutes, seconds or AM without an hour: HH")
        }
    }

    /// - Parameter text: as `TimeText.plain` leaves it.
    func read(_ text: [UInt8]) -> LooseTime.Found? {
        var text = TimeText(bytes: text)
        var values: [Unicode.Scalar: Int] = [:]
        var (part, offset, isAfternoon) = (Int64(0), Int64?.none, Bool?.none)
        for item in items {
            switch item {
            case .blank:
                guard text.skip(" ") else { return nil }
                text.skipAll(" ")
            case .literal(let byte): guard text.skip(Unicode.Scalar(byte)) else { return nil }
            case .field("S", let count, let isExact):
                let run = text.digitRun
                guard let found = text.fraction(), !isExact || run == count else { return nil }
                part = found
            case .field("X", _, _):
                offset = text.offset()
                guard offset != nil else { return nil }
            case .field("a", _, _):
                isAfternoon = text.half()
                guard isAfternoon != nil else { return nil }
            case .field("E", _, _): guard text.weekday() != nil else { return nil }
            case .field(let letter, let count, let isExact):
                guard let value = Self.number(letter, count, isExact, &text) else { return nil }
                values[letter] = value
            }
        }
        guard text.isAtEnd, let year = values["y"], let month = values["M"], let day = values["d"],
            let days = TimestampReader.days(year: year, month: month, day: day),
            let clock = TimeText.micros(values["H"] ?? values["h"] ?? 0, values["m"] ?? 0, values["s"] ?? 0, isAfternoon)
        else { return nil }
        if let hour = values["h"], !(1...12).contains(hour) { return nil }
        return LooseTime.Found(wall: days * TimestampReader.microsecondsOfDay + clock + part, offset: offset, orderedDay: isOrderOpen ? day : nil)
    }

    private static func number(_ letter: Unicode.Scalar, _ count: Int, _ isExact: Bool, _ text: inout TimeText) -> Int? {
        if letter == "M", count > 2 { return text.month() }
        if letter == "y" { return count == 4 ? text.number(4...4) : text.number(2...2).map(TimeText.fullYear) }
        return isExact ? text.number(count...count) : text.number(1...2)
    }
}
