import Foundation
import Tables

/// Values of XML with their references resolved.
enum XMLText {
    /// Puts a value's bytes, references resolved, in place of what `own` held; false where a reference is not one of XML's own.
    static func resolve(_ range: Range<Int>, _ bytes: Span<UInt8>, to own: inout [UInt8]) -> Bool {
        own.removeAll(keepingCapacity: true)
        var i = range.lowerBound
        while i < range.upperBound {
            guard bytes[i] == UInt8(ascii: "&") else {
                own.append(bytes[i])
                i += 1
                continue
            }
            var end = i + 1
            while end < range.upperBound, end < i + 12, bytes[end] != UInt8(ascii: ";") { end += 1 }
            guard end < range.upperBound, bytes[end] == UInt8(ascii: ";") else { return false }
            guard let scalar = scalar(String(decoding: (i + 1..<end).map { bytes[$0] }, as: UTF8.self)) else { return false }
            own.append(contentsOf: Array(String(Character(scalar)).utf8))
            i = end + 1
        }
        return true
    }

    private static func scalar(_ name: String) -> Unicode.Scalar? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#") else { return nil }
            let isHex = name.hasPrefix("#x")
            return UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10).flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
        }
    }

    static func isEqual(_ bytes: Span<UInt8>, _ range: Range<Int>, _ word: StaticString) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { own in
            for i in 0..<own.count where own[i] != bytes[range.lowerBound + i] { return false }
            return true
        }
    }

    /// The same, whatever prefix of a namespace stands before the word: xes:log is log.
    static func isLocal(_ bytes: Span<UInt8>, _ range: Range<Int>, _ word: StaticString) -> Bool {
        let own = range.upperBound - word.utf8CodeUnitCount
        guard own > range.lowerBound, bytes[own - 1] == UInt8(ascii: ":") else { return isEqual(bytes, range, word) }
        return isEqual(bytes, own..<range.upperBound, word)
    }

    static func has(_ wanted: [UInt8], _ bytes: Span<UInt8>, _ at: Int) -> Bool {
        guard at + wanted.count <= bytes.count else { return false }
        for i in wanted.indices where bytes[at + i] != wanted[i] { return false }
        return true
    }

    static func find(_ wanted: [UInt8], _ bytes: Span<UInt8>, _ from: Int) -> Int? {
        var i = from
        while i + wanted.count <= bytes.count {
            if has(wanted, bytes, i) { return i }
            i += 1
        }
        return nil
    }

    /// How many line feeds stand before a position; nil where there are carriage returns as well.
    static func lineFeeds(_ bytes: [UInt8], upTo end: Int) -> Int? {
        bytes.withUnsafeBytes { all in
            guard let start = all.baseAddress, end > 0 else { return 0 }
            if memchr(start, 13, end) != nil { return nil }
            var (feeds, from) = (0, start)
            while let found = memchr(from, 10, start + end - from) {
                feeds += 1
                from = UnsafeRawPointer(found) + 1
            }
            return feeds
        }
    }
}
