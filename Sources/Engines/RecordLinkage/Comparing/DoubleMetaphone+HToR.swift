extension MetaphoneCodes {
    /// Only before a vowel, at the start or after a vowel.
    mutating func codeH() {
        if i == 0 || isVowel(i - 1), isVowel(i + 1) { add("H", step: 2) } else { add("", step: 1) }
    }

    mutating func codeJ() {
        let step = has("J", at: i + 1) ? 2 : 1
        if has("JOSE", at: i) || has("SAN_", at: 0) {
            if (i == 0 && has("_", at: 4)) || has("SAN_", at: 0) { return add("H", step: 1) }
            return add("J", or: "H", step: 1)
        }
        if i == 0 { return add("J", or: "A", step: step) }
        if isVowel(i - 1), !isSlavoGermanic, has("A O", at: i + 1) { return add("J", or: "H", step: step) }
        if i == last { return add("J", or: "", step: step) }
        if has("L T K S N M B Z", at: i + 1) || has("S K L", at: i - 1) { return add("", step: step) }
        add("J", step: step)
    }

    mutating func codeL() {
        guard has("LL", at: i) else { return add("L", step: 1) }
        // CABRILLO, GALLEGOS
        let isSpanish =
            (i == last - 2 && has("ILLO ILLA ALLE", at: i - 1))
            || ((has("AS OS", at: last - 1) || has("A O", at: last)) && has("ALLE", at: i - 1))
        if isSpanish { add("L", or: "", step: 2) } else { add("L", step: 2) }
    }

    mutating func codeP() {
        if has("H", at: i + 1) { return add("F", step: 2) }
        add("P", doubles: "P B")
    }

    mutating func codeR() {
        let step = has("R", at: i + 1) ? 2 : 1
        // ROGIER, but not HOCHMEIER
        if i == last, !isSlavoGermanic, has("IE", at: i - 2), !has("ME MA", at: i - 4) { return add("", or: "R", step: step) }
        add("R", step: step)
    }
}
