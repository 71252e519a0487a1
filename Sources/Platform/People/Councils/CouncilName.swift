import Foundation

/// Names of councils as people type them: which differences do not count.
enum CouncilName {
    /// In small letters without accents and apostrophes, "&" as "and", hyphens and other signs as one space.
    static func folded(_ name: String) -> String {
        var text = ""
        for scalar in name.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil).unicodeScalars {
            if scalar == "&" {
                text += " and "
            } else if apostrophes.contains(scalar) {
                continue
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                text.unicodeScalars.append(scalar)
            } else if !scalar.properties.isDefaultIgnorableCodePoint, scalar.properties.generalCategory != .nonspacingMark {
                text += " "
            }
        }
        return text.lowercased().split(separator: " ").joined(separator: " ")
    }

    /// Of letters, primes and keyboards: U+02BC is a letter to Unicode.
    private static let apostrophes: Set<Unicode.Scalar> = [
        "'", "\u{2018}", "\u{2019}", "\u{201B}", "`", "\u{B4}", "\u{2032}", "\u{2BC}", "\u{2B9}", "\u{FF07}",
    ]

    /// Whether what is searched for stands in a name; words that are written apart or together are the same.
    static func matches(_ wanted: String, in name: String) -> Bool {
        if name.contains(wanted) { return true }
        return wanted.contains(" ") && name.replacing(" ", with: "").contains(wanted.replacing(" ", with: ""))
    }

    /// The names in a cell of the register, parted by commas, without those that are found anyway.
    static func others(_ cell: String, than known: [String]) -> [String] {
        let official = known.map(folded)
        var seen: Set<String> = []
        return cell.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { name in
            let key = folded(name)
            return !key.isEmpty && !official.contains { matches(key, in: $0) } && seen.insert(key).inserted
        }
    }
}
