import Foundation
import Tables

/// An attribute of an element: where its name and its value stand in the buffer.
struct XMLAttribute: Sendable {
    var name: Range<Int>
    var value: Range<Int>
    /// Whether the value holds references such as `&amp;`.
    var hasReferences: Bool
}

/// What is done with the elements of an XML file.
protocol XMLContent {
    mutating func open(_ name: Range<Int>, _ attributes: [XMLAttribute], _ place: XMLPlace, _ bytes: Span<UInt8>) throws
    /// Text between elements, in one or more pieces, with its references as they stand.
    mutating func text(_ range: Range<Int>, _ place: XMLPlace, _ bytes: Span<UInt8>) throws
    mutating func close(_ place: XMLPlace, _ bytes: Span<UInt8>) throws
}

/// Where the scanner is: how many elements are open, and lines before the buffer.
struct XMLPlace: Sendable {
    /// Elements open around this one.
    var depth: Int
    fileprivate(set) var linesBefore: Int
    fileprivate(set) var position: Int

    /// The line of the element, counted from 1.
    func line(_ bytes: Span<UInt8>) -> Int { linesBefore + lineNumber(of: position, in: bytes) }
}

/// A strict scanner of XML in UTF-8 for files in pieces: elements, attributes, text, comments and CDATA.
///
/// Document types, and with them entities of one's own, are refused: no log needs them and they are how small files become
/// huge. Memory stays within one piece and the longest tag.
struct XMLScanner: Sendable {
    private var buffer: [UInt8] = []
    private var linesBefore = 0
    private var attributes: [XMLAttribute] = []
    /// The names of the open elements, one after the other, and where each starts.
    private var openNames: [UInt8] = []
    private var openStarts: [Int] = []
    private var hasRoot = false
    private var isAtStart = true
    /// Whether the last byte before the buffer is a carriage return, which ends a line unless a line feed comes next.
    private var isAfterReturn = false
    /// A value that is too long to be held.
    private var large: LargeAttribute?

    /// A longer tag or comment is refused.
    static let longestTag = 1 << 20
    static let deepest = 200

    /// Takes the next piece of the file.
    mutating func feed(_ piece: Span<UInt8>, to content: inout some XMLContent) throws {
        guard large == nil else { return try large?.feed(piece) ?? () }
        buffer.reserveCapacity(buffer.count + piece.count)
        piece.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
        try advance(&content, isLast: false)
    }

    mutating func finish(_ content: inout some XMLContent) throws {
        try advance(&content, isLast: true)
        if let large { throw large.neverClosed }
        guard hasRoot else { throw TableProblem(line: nil, message: "is empty; it needs an XML element") }
        if !openStarts.isEmpty {
            let name = String(decoding: openNames[(openStarts.last ?? 0)...], as: UTF8.self)
            throw TableProblem(line: linesBefore + 1, message: "ends while <\(name)> is open; the file is cut short")
        }
    }

    private mutating func advance(_ content: inout some XMLContent, isLast: Bool) throws {
        let own = buffer
        buffer = []
        let bytes = own.span
        var position = 0
        if isAfterReturn, !bytes.isEmpty, bytes[0] != UInt8(ascii: "\n") { linesBefore += 1 }
        if isAtStart, bytes.count >= 3 || isLast { position = try start(bytes) }
        while position < bytes.count, !isAtStart {
            guard let next = try token(bytes, position, &content, isLast) else {
                guard !isLast else { throw problem(bytes, position, "a tag opened here is never closed") }
                if bytes.count - position > Self.longestTag {
                    large = try LargeAttribute(bytes.extracting(position...), line: linesBefore + lineNumber(of: position, in: bytes))
                    return
                }
                break
            }
            position = next
        }
        var lines = XMLText.lineFeeds(own, upTo: position) ?? lineNumber(of: position, in: bytes) - 1
        // Whether this ends a line shows in the next piece.
        isAfterReturn = position > 0 && position == bytes.count && bytes[position - 1] == UInt8(ascii: "\r")
        if isAfterReturn { lines -= 1 }
        linesBefore += lines
        buffer = Array(own[position...])
    }

    private mutating func start(_ bytes: Span<UInt8>) throws -> Int {
        isAtStart = false
        guard bytes.count >= 2 else { return 0 }
        if (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF) || bytes[0] == 0 || bytes[1] == 0 {
            throw TableProblem(line: nil, message: "is UTF-16; save it as UTF-8")
        }
        return bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    }

    /// Reads one tag or run of text; nil where its end is not in the buffer.
    private mutating func token(_ bytes: Span<UInt8>, _ start: Int, _ content: inout some XMLContent, _ isLast: Bool) throws -> Int? {
        guard bytes[start] == UInt8(ascii: "<") else { return try text(bytes, start, &content) }
        guard start + 1 < bytes.count else { return nil }
        switch bytes[start + 1] {
        case UInt8(ascii: "/"): return try closeTag(bytes, start, &content)
        case UInt8(ascii: "?"): return try instruction(bytes, start)
        case UInt8(ascii: "!"): return try declaration(bytes, start, &content, isLast)
        default: return try openTag(bytes, start, &content)
        }
    }

    private func place(_ position: Int) -> XMLPlace { XMLPlace(depth: openStarts.count, linesBefore: linesBefore, position: position) }

    private mutating func text(_ bytes: Span<UInt8>, _ start: Int, _ content: inout some XMLContent) throws -> Int {
        var end = start
        var isBlank = true
        while end < bytes.count, bytes[unchecked: end] != UInt8(ascii: "<") {
            if bytes[unchecked: end] > 32 { isBlank = false }
            end += 1
        }
        if !isBlank {
            guard !openStarts.isEmpty else { throw problem(bytes, start, "has text outside of elements; this is not XML") }
            try content.text(start..<end, place(start), bytes)
        }
        return end
    }

    private mutating func instruction(_ bytes: Span<UInt8>, _ start: Int) throws -> Int? {
        guard let end = XMLText.find([63, 62], bytes, start + 2) else { return nil }
        let text = String(decoding: (start..<min(end, start + 200)).map { bytes[$0] }, as: UTF8.self).lowercased()
        if text.hasPrefix("<?xml "), let mark = text.range(of: "encoding") {
            let encoding = text[mark.upperBound...].drop { "= \t\"'".contains($0) }.prefix { !"\"'".contains($0) }
            guard ["utf-8", "utf8", "us-ascii", "ascii"].contains(encoding) else {
                throw problem(bytes, start, "is written in \(encoding); save it as UTF-8")
            }
        }
        return end + 2
    }

    private mutating func declaration(_ bytes: Span<UInt8>, _ start: Int, _ content: inout some XMLContent, _ isLast: Bool) throws -> Int? {
        guard start + 9 <= bytes.count || isLast else { return nil }
        if XMLText.has([45, 45], bytes, start + 2) {
            guard let end = XMLText.find([45, 45, 62], bytes, start + 4) else { return nil }
            return end + 3
        }
        if XMLText.has(Array("[CDATA[".utf8), bytes, start + 2), !openStarts.isEmpty {
            guard let end = XMLText.find([93, 93, 62], bytes, start + 9) else { return nil }
            try content.text(start + 9..<end, place(start), bytes)
            return end + 3
        }
        if XMLText.has(Array("DOCTYPE".utf8), bytes, start + 2) {
            throw problem(bytes, start, "has a document type (<!DOCTYPE>), which is refused because it can hide endless entities; take it out")
        }
        throw problem(bytes, start, "has a declaration that is not XML")
    }

    private mutating func closeTag(_ bytes: Span<UInt8>, _ start: Int, _ content: inout some XMLContent) throws -> Int? {
        var end = start + 2
        while end < bytes.count, bytes[unchecked: end] != UInt8(ascii: ">") { end += 1 }
        guard end < bytes.count else { return nil }
        var last = end
        while last > start + 2, bytes[last - 1] <= 32 { last -= 1 }
        guard let open = openStarts.popLast(), isName(openNames, open, bytes, start + 2..<last) else {
            let name = String(decoding: (start + 2..<min(last, start + 60)).map { bytes[$0] }, as: UTF8.self)
            throw problem(bytes, start, "</\(name)> closes an element that is not open")
        }
        openNames.removeLast(openNames.count - open)
        try content.close(place(start), bytes)
        return end + 1
    }

    private func isName(_ names: [UInt8], _ from: Int, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard names.count - from == range.count else { return false }
        for i in 0..<range.count where names[from + i] != bytes[range.lowerBound + i] { return false }
        return true
    }

    private mutating func openTag(_ bytes: Span<UInt8>, _ start: Int, _ content: inout some XMLContent) throws -> Int? {
        let count = bytes.count
        var i = start + 1
        while i < count, Self.isNameByte(bytes[unchecked: i]) { i += 1 }
        guard i < count else { return nil }
        let name = start + 1..<i
        guard !name.isEmpty else { throw problem(bytes, start, "has \"<\" without a name; write &lt; for the sign itself") }
        attributes.removeAll(keepingCapacity: true)
        while true {
            while i < count, bytes[unchecked: i] <= 32 { i += 1 }
            guard i < count else { return nil }
            let byte = bytes[unchecked: i]
            if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { break }
            guard let next = try attribute(bytes, i) else { return nil }
            i = next
        }
        let isEmpty = bytes[i] == UInt8(ascii: "/")
        if isEmpty { i += 1 }
        guard i < count else { return nil }
        guard bytes[i] == UInt8(ascii: ">") else { throw problem(bytes, start, "has a tag that does not end with \">\"") }
        guard !openStarts.isEmpty || !hasRoot else { throw problem(bytes, start, "has a second outermost element; this is not XML") }
        hasRoot = true
        guard openStarts.count < Self.deepest else { throw problem(bytes, start, "has more than \(Self.deepest) elements within each other") }
        try content.open(name, attributes, place(start), bytes)
        if isEmpty {
            try content.close(place(start), bytes)
        } else {
            openStarts.append(openNames.count)
            for at in name { openNames.append(bytes[at]) }
        }
        return i + 1
    }

    /// Reads one attribute; nil where its end is not in the buffer.
    private mutating func attribute(_ bytes: Span<UInt8>, _ start: Int) throws -> Int? {
        let count = bytes.count
        var i = start
        while i < count, Self.isNameByte(bytes[unchecked: i]) { i += 1 }
        guard i < count else { return nil }
        let name = start..<i
        while i < count, bytes[unchecked: i] <= 32 { i += 1 }
        guard i < count else { return nil }
        guard !name.isEmpty, bytes[i] == UInt8(ascii: "=") else { throw problem(bytes, start, "has a tag with an attribute without a value") }
        i += 1
        while i < count, bytes[unchecked: i] <= 32 { i += 1 }
        guard i < count else { return nil }
        let quote = bytes[i]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw problem(bytes, start, "has an attribute without quotes") }
        i += 1
        let valueStart = i
        var hasReferences = false
        while i < count {
            i = Self.skipPlain(bytes, i, quote)
            guard i < count else { break }
            let byte = bytes[unchecked: i]
            if byte == quote { break }
            if byte == UInt8(ascii: "&") { hasReferences = true }
            if byte == UInt8(ascii: "<") { throw problem(bytes, start, "has \"<\" in a value; write &lt;, or close the quote before it") }
            i += 1
        }
        guard i < count else { return nil }
        if i - valueStart > Self.longestTag { throw large(bytes, start, valueStart..<i) }
        attributes.append(XMLAttribute(name: name, value: valueStart..<i, hasReferences: hasReferences))
        return i + 1
    }

    @inline(never)
    private func large(_ bytes: Span<UInt8>, _ start: Int, _ value: Range<Int>) -> TableProblem {
        let head = String(decoding: (start..<value.lowerBound).prefix(60).map { bytes[$0] }, as: UTF8.self)
        return LargeAttribute.problem(size: value.count, head: head, line: linesBefore + lineNumber(of: start, in: bytes))
    }

    /// Goes on while eight bytes at a time hold neither the quote nor `&` nor `<`, then to the first of them, or to where fewer are left.
    private static func skipPlain(_ bytes: Span<UInt8>, _ start: Int, _ quote: UInt8) -> Int {
        let raw = bytes.bytes
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = ones &* UInt64(quote)
        var i = start
        while i + 8 <= bytes.count {
            let word = raw.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self)
            let a = word ^ quotes
            let b = word ^ (ones &* UInt64(UInt8(ascii: "&")))
            let c = word ^ (ones &* UInt64(UInt8(ascii: "<")))
            let marks = (((a &- ones) & ~a) | ((b &- ones) & ~b) | ((c &- ones) & ~c)) & 0x8080_8080_8080_8080
            if marks != 0 { return i + marks.trailingZeroBitCount / 8 }
            i += 8
        }
        return i
    }

    private func problem(_ bytes: Span<UInt8>, _ position: Int, _ message: String) -> TableProblem {
        TableProblem(line: linesBefore + lineNumber(of: position, in: bytes), message: message)
    }

    /// Name bytes are taken generously: letters, digits, `:`, `_`, `-`, `.` and all beyond ASCII.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte | 32) &- 97 < 26 || byte &- 45 < 14 && byte != 47 || byte == 95 || byte >= 128
    }
}
