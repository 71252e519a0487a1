import Foundation

/// The text of a table as UTF-8, without its byte order mark and without a first line `sep=;`, and what separates its columns.
struct CSVText {
    private(set) var bytes: [UInt8]
    private(set) var delimiter = UInt8(ascii: ",")
    /// The number of the line with which the bytes start.
    private(set) var firstLine = 1
    /// What was read otherwise than as UTF-8 with commas.
    private(set) var notes: [String] = []

    /// - Throws: `FileProblems` where it is no text, or in a code that cannot be told.
    init(_ data: Data, file: String) throws {
        bytes = Array(data)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        if let remedy = Self.decode(&bytes, &notes) {
            throw FileProblems([FileProblem(file: file, line: remedy.line, path: "", message: remedy.message)])
        }
        if let separator = Self.declaredSeparator(bytes) {
            bytes.removeFirst(separator.length)
            firstLine = 2
            delimiter = separator.byte
            notes.append("says \"sep=\" on line 1, so columns are separated by \(Self.word(separator.byte))s")
        } else {
            delimiter = Self.commonest(bytes)
            if delimiter != UInt8(ascii: ",") { notes.append("has columns separated by \(Self.word(delimiter))s, and is read that way") }
        }
    }

    // MARK: Code

    /// Brings the bytes to UTF-8; gives what is wrong, and on which line, where that cannot be done.
    private static func decode(_ bytes: inout [UInt8], _ notes: inout [String]) -> (line: Int?, message: String)? {
        if bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return (nil, "is a spreadsheet or a packed file; save the sheet as \"CSV UTF-8\"")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            guard let text = String(data: Data(bytes), encoding: .utf16) else { return (nil, "is broken UTF-16; save it as \"CSV UTF-8\"") }
            bytes = Array(text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? text.utf8.dropFirst(3) : text.utf8.dropFirst(0))
            notes.append("is UTF-16, and is read as that")
        }
        if bytes.contains(0) { return (nil, "holds zero bytes, so it is not text; save it as \"CSV UTF-8\"") }
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        // Windows-1252, Mac and DOS share bytes, and a name with the wrong accents is worse than a file to be saved again.
        return (firstOddLine(bytes), "is not UTF-8 but an older code, such as Windows-1252; save it as \"CSV UTF-8\"")
    }

    private static func firstOddLine(_ bytes: [UInt8]) -> Int? {
        var line = 1
        for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { return line }
            line += 1
        }
        return nil
    }

    // MARK: Separators

    /// From a first line such as `sep=;`, which spreadsheets read and do not show.
    private static func declaredSeparator(_ bytes: [UInt8]) -> (byte: UInt8, length: Int)? {
        let end = bytes.firstIndex { $0 == 10 || $0 == 13 } ?? bytes.count
        var line = bytes[..<end].filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: " ") }
        guard line.count >= 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=" else { return nil }
        line.removeFirst(4)
        guard candidates.contains(line[0]), line.allSatisfy({ candidates.contains($0) }) else { return nil }
        let isPair = end + 1 < bytes.count && bytes[end] == 13 && bytes[end + 1] == 10
        return (line[0], min(bytes.count, end + (isPair ? 2 : 1)))
    }

    private static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]

    /// What stands most often outside quotes in the first line with any word: one column's name may hold a comma.
    private static func commonest(_ bytes: [UInt8]) -> UInt8 {
        var counts = candidates.map { _ in 0 }
        var isQuoted = false
        var hasWords = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted && (byte == 10 || byte == 13) {
                if hasWords { break }
                counts = candidates.map { _ in 0 }
            } else if !isQuoted, let place = candidates.firstIndex(of: byte) {
                counts[place] += 1
            } else if byte > UInt8(ascii: " "), byte != UInt8(ascii: "\"") {
                hasWords = true
            }
        }
        return candidates[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
    }

    private static func word(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: ";"): "semicolon"
        case UInt8(ascii: "\t"): "tab"
        case UInt8(ascii: "|"): "bar"
        default: "comma"
        }
    }
}
