import Foundation

/// The network address of a browser as rate limits count it.
enum NetworkAddress {
    /// IPv4 as it is, also where it comes mapped into IPv6; IPv6 by its first 64 bits, since one household or machine has all
    /// the addresses under them (RFC 6177). What is no address counts as one and the same.
    static func key(_ text: some StringProtocol) -> String {
        let plain = withoutPort(text.trimmingCharacters(in: CharacterSet(charactersIn: " \t\"")))
        var four = in_addr()
        if inet_pton(AF_INET, plain, &four) == 1 { return dotted(withUnsafeBytes(of: four) { Array($0) }) }
        var six = in6_addr()
        guard inet_pton(AF_INET6, plain, &six) == 1 else { return "unknown" }
        let bytes = withUnsafeBytes(of: six) { Array($0) }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255
        if isMapped { return dotted(Array(bytes[12...])) }
        return bytes[..<8].map { String($0, radix: 16) }.joined(separator: ":") + "/64"
    }

    /// Proxies write `[2001:db8::1]:443`, `192.0.2.1:443` and `fe80::1%eth0` too.
    private static func withoutPort(_ text: String) -> String {
        var text = Substring(text)
        if text.hasPrefix("[") {
            text = text.dropFirst().prefix { $0 != "]" }
        } else if text.count(where: { $0 == ":" }) == 1 {
            text = text.prefix { $0 != ":" }
        }
        return String(text.prefix { $0 != "%" })
    }

    private static func dotted(_ bytes: [UInt8]) -> String { bytes.map(String.init).joined(separator: ".") }
}
