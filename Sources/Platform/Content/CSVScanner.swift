/// Splits the bytes of a table into rows and fields.
struct CSVScanner {
    private(set) var rows: [CSVRow] = []
    /// Lines on which a quote opens behind spaces.
    private(set) var spacedQuotes: [Int] = []

    private let delimiter: UInt8
    private let file: String
    private var problems: [FileProblem] = []
    private var fields: [String] = []
    private var field: [UInt8] = []
    private var state = State.plain
    private var line: Int
    private var rowLine: Int
    private var quoteLine = 0

    private enum State {
        case plain, quoted
        /// Behind the quote that closes a cell.
        case closed
    }

    init(delimiter: UInt8, firstLine: Int, file: String) {
        self.delimiter = delimiter
        self.file = file
        line = firstLine
        rowLine = firstLine
    }

    /// - Throws: `FileProblems` where a quote is not closed, or closed in the middle of a cell.
    mutating func read(_ bytes: [UInt8]) throws {
        var i = 0
        while i < bytes.count {
            let byte = bytes[i]
            let next = i + 1 < bytes.count ? bytes[i + 1] : nil
            i += 1
            let isPair = byte == Self.carriageReturn && next == Self.lineFeed
            if state == .quoted {
                if byte == Self.quote && next == Self.quote { i += 1 }
                takeQuoted(byte, isDoubled: next == Self.quote, endsLine: byte == Self.lineFeed || (byte == Self.carriageReturn && !isPair))
            } else if byte == delimiter {
                endField()
            } else if byte == Self.lineFeed || byte == Self.carriageReturn {
                if isPair { i += 1 }
                endRow()
            } else {
                take(byte)
            }
        }
        if state == .quoted { throw FileProblems([problem(quoteLine, "a quote opened here is never closed")]) }
        if !field.isEmpty || !fields.isEmpty || state == .closed { endRow() }
        guard problems.isEmpty else { throw FileProblems(problems) }
    }

    private mutating func takeQuoted(_ byte: UInt8, isDoubled: Bool, endsLine: Bool) {
        if byte == Self.quote && !isDoubled {
            state = .closed
            return
        }
        if endsLine { line += 1 }
        field.append(byte)
    }

    private mutating func take(_ byte: UInt8) {
        let isSpace = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
        if state == .closed {
            guard !isSpace else { return }
            if problems.last?.line != line { problems.append(problem(line, "has text behind a closing quote; double the quotes inside a cell: \"\"")) }
            state = .plain
        } else if byte == Self.quote, field.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) {
            if !field.isEmpty && spacedQuotes.last != line { spacedQuotes.append(line) }
            field.removeAll(keepingCapacity: true)
            quoteLine = line
            state = .quoted
            return
        }
        field.append(byte)
    }

    private mutating func endField() {
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
        state = .plain
    }

    private mutating func endRow() {
        endField()
        rows.append(CSVRow(line: rowLine, fields: fields))
        fields.removeAll(keepingCapacity: true)
        line += 1
        rowLine = line
    }

    private func problem(_ line: Int, _ message: String) -> FileProblem { FileProblem(file: file, line: line, path: "", message: message) }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}
