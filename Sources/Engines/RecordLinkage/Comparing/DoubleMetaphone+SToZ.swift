extension MetaphoneCodes {
    mutating func codeS() {
        // ISLAND, CARLISLE, CARLYSLE
        if has("ISL YSL", at: i - 1) { return add("", step: 1) }
        if i == 0, has("SUGAR", at: 0) { return add("X", or: "S", step: 1) }
        if has("SH", at: i) { return add(has("HEIM HOEK HOLM HOLZ", at: i + 1) ? "S" : "X", step: 2) }
        if has("SIO SIA", at: i) {
            if isSlavoGermanic { return add("S", step: 3) }
            return add("S", or: "X", step: 3)
        }
        // SMITH is also SCHMIDT, SNIDER also SCHNEIDER; SZ is said in two ways
        if has("Z", at: i + 1) { return add("S", or: "X", step: 2) }
        if i == 0, has("M N L W", at: 1) { return add("S", or: "X", step: 1) }
        if has("SC", at: i) { return codeSC() }
        let step = has("S Z", at: i + 1) ? 2 : 1
        // RESNAIS, ARTOIS
        if i == last, has("AI OI", at: i - 2) { return add("", or: "S", step: step) }
        add("S", step: step)
    }

    private mutating func codeSC() {
        guard has("H", at: i + 2) else { return add(has("I E Y", at: i + 2) ? "S" : "SK", step: 3) }
        if has("ER EN", at: i + 3) { return add("X", or: "SK", step: 3) }
        // SCHOOL, SCHUYLER
        if has("OO UY ED EM", at: i + 3) { return add("SK", step: 3) }
        if i == 0, !isVowel(3), !has("W", at: 3) { return add("X", or: "S", step: 3) }
        add("X", step: 3)
    }

    mutating func codeT() {
        if has("TION TIA TCH", at: i) { return add("X", step: 3) }
        if has("TH TTH", at: i) {
            // THOMAS, THAMES
            if has("OM AM", at: i + 2) || isGermanic { return add("T", step: 2) }
            return add("0", or: "T", step: 2)
        }
        add("T", doubles: "T D")
    }

    mutating func codeW() {
        if has("WR", at: i) { return add("R", step: 2) }
        if i == 0, isVowel(1) { return add("A", or: "F", step: 1) }
        if i == 0, has("WH", at: 0) { return add("A", step: 1) }
        // ARNOW is also ARNOFF
        if (i == last && isVowel(i - 1)) || has("EWSKI EWSKY OWSKI OWSKY", at: i - 1) || has("SCH", at: 0) {
            return add("", or: "F", step: 1)
        }
        if has("WICZ WITZ", at: i) { return add("TS", or: "FX", step: 4) }
        add("", step: 1)
    }

    mutating func codeX() {
        // BREAUX
        let isSilent = i == last && (has("IAU EAU", at: i - 3) || has("AU OU", at: i - 2))
        add(isSilent ? "" : "KS", step: has("C X", at: i + 1) ? 2 : 1)
    }

    mutating func codeZ() {
        if has("H", at: i + 1) { return add("J", step: 2) }
        let step = has("Z", at: i + 1) ? 2 : 1
        if has("ZO ZI ZA", at: i + 1) || (isSlavoGermanic && i > 0 && !has("T", at: i - 1)) { return add("S", or: "TS", step: step) }
        add("S", step: step)
    }
}
