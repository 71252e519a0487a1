extension MetaphoneCodes {
    mutating func codeC() {
        if isHardACH { return add("K", step: 2) }
        if i == 0, has("CAESAR", at: 0) { return add("S", step: 2) }
        if has("CHIA", at: i) { return add("K", step: 2) }
        if has("CH", at: i) { return codeCH() }
        if has("CZ", at: i), !has("WICZ", at: i - 2) { return add("S", or: "X", step: 2) }
        if has("CIA", at: i + 1) { return add("X", step: 3) }
        if has("CC", at: i), !(i == 1 && has("M", at: 0)) { return codeCC() }
        if has("CK CG CQ", at: i) { return add("K", step: 2) }
        if has("CIO CIE CIA", at: i) { return add("S", or: "X", step: 2) }
        if has("CI CE CY", at: i) { return add("S", step: 2) }
        // MAC CAFFREY, MAC GREGOR
        if has("_C _Q _G", at: i + 1) { return add("K", step: 3) }
        add("K", step: has("C K Q", at: i + 1) && !has("CE CI", at: i + 1) ? 2 : 1)
    }

    /// As in BACHER and WACHTLER, but not before I or E elsewhere.
    private var isHardACH: Bool {
        guard i > 1, !isVowel(i - 2), has("ACH", at: i - 1), !has("I", at: i + 2) else { return false }
        return !has("E", at: i + 2) || has("BACHER MACHER", at: i - 2)
    }

    private mutating func codeCH() {
        if i > 0, has("CHAE", at: i) { return add("K", or: "X", step: 2) }
        let isGreek = i == 0 && has("HARAC HARIS HOR HYM HIA HEM", at: 1) && !has("CHORE", at: 0)
        let isHard =
            isGermanic || has("ORCHES ARCHIT ORCHID", at: i - 2) || has("T S", at: i + 2)
            || ((i == 0 || has("A O U E", at: i - 1)) && has("L R N M B H F V W _", at: i + 2))
        if isGreek || isHard { return add("K", step: 2) }
        if i == 0 { return add("X", step: 2) }
        if has("MC", at: 0) { return add("K", step: 2) }
        add("X", or: "K", step: 2)
    }

    private mutating func codeCC() {
        // BELLOCCHIO, but not BACCHUS
        guard has("I E H", at: i + 2), !has("HU", at: i + 2) else { return add("K", step: 2) }
        // ACCIDENT, SUCCEED; else Italian, as in BERTUCCI
        let isSplit = (i == 1 && has("A", at: 0)) || has("UCCEE UCCES", at: i - 1)
        add(isSplit ? "KS" : "X", step: 3)
    }

    mutating func codeD() {
        if has("DGI DGE DGY", at: i) { return add("J", step: 3) }
        if has("DG", at: i) { return add("TK", step: 2) }
        add("T", doubles: "T D")
    }

    mutating func codeG() {
        if has("GH", at: i) { return codeGH() }
        if has("GN", at: i) { return codeGN() }
        if has("GLI", at: i), !isSlavoGermanic { return add("KL", or: "L", step: 2) }
        if i == 0, has("Y ES EP EB EL EY IB IL IN IE EI ER", at: 1) { return add("K", or: "J", step: 2) }
        if has("ER Y", at: i + 1), !has("DANGER RANGER MANGER", at: 0), !has("E I", at: i - 1), !has("RGY OGY", at: i - 1) {
            return add("K", or: "J", step: 2)
        }
        if has("E I Y", at: i + 1) || has("AGGI OGGI", at: i - 1) {
            if isGermanic || has("ET", at: i + 1) { return add("K", step: 2) }
            // The French ending is always soft.
            if has("IER_", at: i + 1) { return add("J", step: 2) }
            return add("J", or: "K", step: 2)
        }
        add("K", doubles: "G")
    }

    private mutating func codeGH() {
        if i > 0, !isVowel(i - 1) { return add("K", step: 2) }
        if i == 0 { return add(has("I", at: 2) ? "J" : "K", step: 2) }
        if i < 3 { return addAgain() }
        // HUGH, BOUGH, BROUGHTON
        if has("B H D", at: i - 2) || has("B H D", at: i - 3) || has("B H", at: i - 4) { return add("", step: 2) }
        // LAUGH, COUGH, ROUGH
        if i > 2, has("U", at: i - 1), has("C G L R T", at: i - 3) { return add("F", step: 2) }
        if has("I", at: i - 1) { addAgain() } else { add("K", step: 2) }
    }

    private mutating func codeGN() {
        if i == 1, isVowel(0), !isSlavoGermanic { return add("KN", or: "N", step: 2) }
        // CAGNEY keeps its G
        if !has("EY", at: i + 2), !isSlavoGermanic { return add("N", or: "KN", step: 2) }
        add("KN", step: 2)
    }
}
