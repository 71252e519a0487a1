import Tables

/// What was seen of the times of one column.
package struct TimesSeen: Sendable, Hashable {
    package struct Number: Sendable, Hashable {
        package var kind: TimeKind
        package var text: String
        /// Microseconds since 1970 in UTC.
        package var time: Int64
    }

    /// How many have no offset from UTC.
    package internal(set) var local = 0
    /// Nil as long as no time was read.
    package internal(set) var kind: TimeKind?
    /// The first one that is a number.
    package internal(set) var firstNumber: Number?
    /// Whether only the option says which of two numbers is the day, and whether a day above 12 shows that it is right.
    package internal(set) var isOrderOpen = false
    package internal(set) var isOrderShown = false

    mutating func note(orderedDay day: Int) {
        isOrderOpen = true
        if day > 12 { isOrderShown = true }
    }

    mutating func append(_ other: TimesSeen) {
        local += other.local
        kind = kind ?? other.kind
        firstNumber = firstNumber ?? other.firstNumber
        isOrderOpen = isOrderOpen || other.isOrderOpen
        isOrderShown = isOrderShown || other.isOrderShown
    }
}

/// What the words of a time say.
enum TimeReading: Hashable {
    /// Microseconds since 1970 in UTC.
    case time(Int64)
    /// There is no time: a word or a moment that stands for none.
    case none
    case wrong(WrongTime)
}

/// Why words are no time.
enum WrongTime: Hashable {
    case text
    /// It is not written as `--time-format` says.
    case format
    /// It is of this kind, and the column of another.
    case kind(TimeKind)
}

/// Reads times that stand in texts of their own, as in object-centric logs.
struct TimeTexts: Sendable {
    private var reader: TimestampReader
    private let choices: ReadingChoices

    init(_ choices: ReadingChoices) {
        reader = TimestampReader(choices)
        self.choices = choices
    }

    var seen: TimesSeen { reader.seen }

    /// Microseconds since 1970 in UTC; nil where the text says that there is no time.
    ///
    /// - Throws: `TableProblem` that names the place.
    mutating func moment(_ text: String, _ place: String?, line: Int? = nil) throws -> Int64? {
        let bytes = Array(text.utf8)
        switch reader.reading(bytes.span, 0..<bytes.count) {
        case .time(let time): return time
        case .none: return nil
        case .wrong(let wrong):
            throw TableProblem(
                line: line, column: place, message: "\"\(text.prefix(40))\" \(TimeRemedy.words(text, wrong, choices, column: reader.seen.kind))")
        }
    }
}
