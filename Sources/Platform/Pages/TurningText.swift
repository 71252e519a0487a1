/// Text that can turn what stands beside it.
///
/// A name in Arabic or Hebrew moves the figures and commas around it to its other side, and a hidden override turns whole lines
/// (Unicode Standard Annex 9). `HTML` isolates such text by itself wherever it is put into markup. Where a sentence is put
/// together as a `String`, what someone typed goes in as `name.isolated`.
extension String {
    /// The text for the middle of a sentence of ours: between invisible marks (U+2068, U+2069) if it could turn the rest.
    package var isolated: String { turnsNeighbours ? "\u{2068}\(withoutTurningMarks)\u{2069}" : self }

    /// Whether anything in it, outside of what is isolated already, runs from right to left or turns other text.
    var turnsNeighbours: Bool {
        guard utf8.contains(where: { $0 >= 0xD6 }) else { return false }
        var depth = 0
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x2066...0x2068: depth += 1
            case 0x2069 where depth > 0: depth -= 1
            case _ where depth > 0: continue
            default:
                if scalar.runsRightToLeft || scalar.turns { return true }
            }
        }
        return depth > 0
    }

    /// The text without marks that turn or isolate, so that it cannot end an isolation early.
    var withoutTurningMarks: String {
        var plain = UnicodeScalarView()
        plain.append(contentsOf: unicodeScalars.filter { !$0.turns })
        return String(plain)
    }

    /// Whether it holds a mark that turns other text by force. No language needs one.
    var hasOverride: Bool { unicodeScalars.contains { $0.value == 0x202D || $0.value == 0x202E } }

    /// Whether a reader would see anything of it: not blanks, fillers, joiners and marks on nothing alone.
    package var isVisible: Bool {
        unicodeScalars.contains { scalar in
            guard !scalar.properties.isDefaultIgnorableCodePoint, scalar.value != 0x2800 else { return false }
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator, .paragraphSeparator, .nonspacingMark,
                .enclosingMark, .spacingMark:
                return false
            default: return true
            }
        }
    }
}

extension Unicode.Scalar {
    /// Hebrew, Arabic, Syriac, Thaana, N'Ko and their like, by block; and the marks that stand for such a letter.
    fileprivate var runsRightToLeft: Bool {
        switch value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF, 0x200F: true
        default: false
        }
    }

    /// Embeddings, overrides and isolates.
    fileprivate var turns: Bool { (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value) }
}
