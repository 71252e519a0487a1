/// JSON with one way of writing everything: sorted keys, no blanks, numbers rounded to three places, whole numbers without a point.
package indirect enum CanonicalJSON: Sendable {
    case text(String)
    case whole(Int)
    /// Rounded to three places.
    case number(Double)
    case flag(Bool)
    case list([CanonicalJSON])
    /// Members by names that differ in their bytes; two that only look alike are two.
    case members([(String, CanonicalJSON)])

    static func object(_ members: [String: CanonicalJSON]) -> CanonicalJSON { .members(members.map { ($0, $1) }) }

    package var bytes: [UInt8] {
        var out: [UInt8] = []
        write(to: &out)
        return out
    }

    private func write(to out: inout [UInt8]) {
        switch self {
        case .text(let text): Self.write(text, to: &out)
        case .whole(let value): out.append(contentsOf: String(value).utf8)
        case .number(let value): out.append(contentsOf: Self.rounded(value).utf8)
        case .flag(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .list(let items):
            out.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                item.write(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .members(let members):
            out.append(UInt8(ascii: "{"))
            let sorted = members.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
            for (index, (key, value)) in sorted.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                Self.write(key, to: &out)
                out.append(UInt8(ascii: ":"))
                value.write(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                out.append(UInt8(ascii: "\\"))
                out.append(byte)
            case 10: out.append(contentsOf: "\\n".utf8)
            case 13: out.append(contentsOf: "\\r".utf8)
            case 9: out.append(contentsOf: "\\t".utf8)
            case 0..<32:
                out.append(contentsOf: "\\u00".utf8)
                out.append(contentsOf: (byte < 16 ? "0" : "").utf8)
                out.append(contentsOf: String(byte, radix: 16).utf8)
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    /// To three places, half to even, without noughts at the end.
    private static func rounded(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 9e15 else { return "null" }
        let thousandths = Int64((value * 1000).rounded(.toNearestOrEven))
        let (whole, part) = thousandths.magnitude.quotientAndRemainder(dividingBy: 1000)
        var text = (thousandths < 0 ? "-" : "") + String(whole)
        guard part > 0 else { return text }
        var digits = String(part)
        digits = "." + String(repeating: "0", count: 3 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        text += digits
        return text
    }
}
