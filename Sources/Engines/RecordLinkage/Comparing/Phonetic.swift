/// The Soundex code of a name: a letter and three digits; empty where there is no letter.
///
/// American Soundex as the US National Archives use it: H and W do not part two letters of one sound, vowels do. What is not a
/// letter is passed over, so that O'BRIEN is OBRIEN.
package func soundex(_ value: Span<UInt8>) -> [UInt8] {
    var code: [UInt8] = []
    code.reserveCapacity(4)
    let name = plainLetters(value) { _ in nil }
    var last: UInt8 = 0
    for letter in name where isASCIILetter(letter) {
        let sound = sound(of: letter)
        if code.isEmpty {
            code.append(letter)
        } else if sound != 0, sound != last {
            code.append(sound)
            if code.count == 4 { return code }
        }
        if letter != UInt8(ascii: "H"), letter != UInt8(ascii: "W") { last = sound }
    }
    guard !code.isEmpty else { return code }
    while code.count < 4 { code.append(UInt8(ascii: "0")) }
    return code
}

/// 0 for the vowels, H, W and Y.
private func sound(of letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "B"), UInt8(ascii: "F"), UInt8(ascii: "P"), UInt8(ascii: "V"): UInt8(ascii: "1")
    case UInt8(ascii: "C"), UInt8(ascii: "G"), UInt8(ascii: "J"), UInt8(ascii: "K"), UInt8(ascii: "Q"), UInt8(ascii: "S"),
        UInt8(ascii: "X"), UInt8(ascii: "Z"):
        UInt8(ascii: "2")
    case UInt8(ascii: "D"), UInt8(ascii: "T"): UInt8(ascii: "3")
    case UInt8(ascii: "L"): UInt8(ascii: "4")
    case UInt8(ascii: "M"), UInt8(ascii: "N"): UInt8(ascii: "5")
    case UInt8(ascii: "R"): UInt8(ascii: "6")
    default: 0
    }
}

/// The value in plain capitals, other characters as they are; `first` may have its own way with a letter beyond ASCII.
func plainLetters(_ value: Span<UInt8>, first: (Unicode.Scalar) -> UInt8?) -> [UInt8] {
    var letters: [UInt8] = []
    letters.reserveCapacity(value.count)
    for i in value.indices { letters.append(value[i]) }
    if !isASCII(value) {
        let text = String(decoding: letters, as: UTF8.self)
        letters.removeAll(keepingCapacity: true)
        for scalar in text.unicodeScalars {
            if let letter = first(scalar) { letters.append(letter) } else { letters.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
        }
        fold(&letters, .all)
    }
    makeUpper(&letters)
    return letters
}
