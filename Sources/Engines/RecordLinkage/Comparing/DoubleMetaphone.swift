/// The two codes of a name by how it may be said; the second is empty where there is one way only.
///
/// Double Metaphone (L. Philips, "The Double Metaphone Search Algorithm", C/C++ Users Journal 18(6), June 2000), codes not cut
/// to four. Apostrophes are passed over; any other sign counts as a space, which some rules look for ("VAN DYKE").
package func doubleMetaphone(_ value: Span<UInt8>) -> (primary: [UInt8], secondary: [UInt8]) {
    // The cedilla alone changes the sound of a letter.
    var letters = plainLetters(value) { $0 == "ç" || $0 == "Ç" ? cedilla : nil }
    keep(&letters) { $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "`") }
    for i in letters.indices where !isASCIILetter(letters[i]) && letters[i] != cedilla { letters[i] = UInt8(ascii: " ") }
    collapseSpaces(&letters)
    var codes = MetaphoneCodes(letters)
    codes.run()
    return (codes.primary, codes.primary != codes.secondary ? codes.secondary : [])
}

/// Stands for ç; a sign that no name holds.
private let cedilla = UInt8(ascii: "~")

/// A word being coded.
struct MetaphoneCodes {
    private let word: [UInt8]
    private(set) var primary: [UInt8] = []
    private(set) var secondary: [UInt8] = []
    private var latest = (one: "", other: "", step: 1)
    /// The place of the letter to be coded.
    var i = 0
    /// Whether the spelling looks Slavic or Germanic.
    let isSlavoGermanic: Bool

    init(_ word: [UInt8]) {
        self.word = word
        isSlavoGermanic = word.indices.contains { place in
            switch word[place] {
            case UInt8(ascii: "W"), UInt8(ascii: "K"): true
            case UInt8(ascii: "C"): place + 1 < word.count && word[place + 1] == UInt8(ascii: "Z")
            default: false
            }
        }
    }

    var last: Int { word.count - 1 }

    /// 0 beyond the ends.
    subscript(place: Int) -> UInt8 { word.indices.contains(place) ? word[place] : 0 }

    func isVowel(_ place: Int) -> Bool {
        switch self[place] {
        case UInt8(ascii: "A"), UInt8(ascii: "E"), UInt8(ascii: "I"), UInt8(ascii: "O"), UInt8(ascii: "U"), UInt8(ascii: "Y"): true
        default: false
        }
    }

    /// Whether one of the options, parted by spaces, stands at the place; `_` is a space.
    func has(_ options: String, at place: Int) -> Bool {
        guard place >= 0 else { return false }
        var at = place
        var isAlike = true
        for letter in options.utf8 {
            if letter == UInt8(ascii: " ") {
                if isAlike { return true }
                at = place
                isAlike = true
            } else if isAlike {
                isAlike = self[at] == (letter == UInt8(ascii: "_") ? UInt8(ascii: " ") : letter)
                at += 1
            }
        }
        return isAlike
    }

    /// Whether the word starts as Dutch and German names do.
    var isGermanic: Bool { has("VAN_ VON_ SCH", at: 0) }

    /// Adds the same to both codes and goes on by `step` letters.
    mutating func add(_ code: String, step: Int) {
        latest = (code, code, step)
        addAgain()
    }

    mutating func add(_ one: String, or other: String, step: Int) {
        latest = (one, other, step)
        addAgain()
    }

    /// Does once more what the letters before did: GH after the first vowel, as in HUGHES, codes so in the package followed here.
    mutating func addAgain() {
        primary.append(contentsOf: latest.one.utf8)
        secondary.append(contentsOf: latest.other.utf8)
        i += latest.step
    }

    /// Adds a code and passes over a second letter where it is one of `doubles`.
    mutating func add(_ code: String, doubles: String) { add(code, step: has(doubles, at: i + 1) ? 2 : 1) }

    mutating func run() {
        if has("GN KN PN WR PS", at: 0) { i = 1 }
        if self[0] == UInt8(ascii: "X") { add("S", step: 1) }
        while i < word.count { codeLetter() }
    }

    private mutating func codeLetter() {
        switch self[i] {
        case UInt8(ascii: "A"), UInt8(ascii: "E"), UInt8(ascii: "I"), UInt8(ascii: "O"), UInt8(ascii: "U"), UInt8(ascii: "Y"):
            add(i == 0 ? "A" : "", step: 1)
        case UInt8(ascii: "B"): add("P", doubles: "B")
        case UInt8(ascii: "C"): codeC()
        case UInt8(ascii: "D"): codeD()
        case UInt8(ascii: "F"): add("F", doubles: "F")
        case UInt8(ascii: "G"): codeG()
        case UInt8(ascii: "H"): codeH()
        case UInt8(ascii: "J"): codeJ()
        case UInt8(ascii: "K"): add("K", doubles: "K")
        case UInt8(ascii: "L"): codeL()
        case UInt8(ascii: "M"): add("M", doubles: "M")
        case UInt8(ascii: "N"): add("N", doubles: "N")
        case UInt8(ascii: "P"): codeP()
        case UInt8(ascii: "Q"): add("K", doubles: "Q")
        case UInt8(ascii: "R"): codeR()
        case UInt8(ascii: "S"): codeS()
        case UInt8(ascii: "T"): codeT()
        case UInt8(ascii: "V"): add("F", doubles: "V")
        case UInt8(ascii: "W"): codeW()
        case UInt8(ascii: "X"): codeX()
        case UInt8(ascii: "Z"): codeZ()
        case cedilla: add("S", step: 1)
        default: i += 1
        }
    }
}
