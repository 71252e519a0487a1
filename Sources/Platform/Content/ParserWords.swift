import Yams

/// What the YAML parser says, in the words of whoever writes the file, with the remedy.
enum ParserWords {
    static func plain(_ error: YamlError, in source: YAMLSource) -> (line: Int?, reason: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            plain(problem, at: mark, context, source)
        case .duplicatedKeysInMapping(let duplicates, let context):
            (context.mark.line, "the key \(duplicates.map { "\"\($0)\"" }.joined(separator: ", ")) stands twice in one place")
        case .reader(_, _, let value, _):
            (source.line(of: value), "it holds a character that nobody can see or read (U+\(hex(value))); delete it")
        default: (nil, "it cannot be parsed")
        }
    }

    private static func plain(
        _ problem: String, at mark: Mark, _ context: YamlError.Context?, _ source: YAMLSource
    ) -> (line: Int?, reason: String) {
        // A tab is the reason wherever one indents, whatever the parser stumbles over.
        for line in [mark.line, mark.line - 1] where source.isIndentedByTab(line) {
            return (line, "the line is indented with a tab; use spaces")
        }
        if isOpenQuote(problem, context) {
            return (context?.mark.line ?? mark.line, "a quote opened here is never closed; an apostrophe inside single quotes is written twice")
        }
        if problem.contains("expected ',' or") {
            let line = context?.mark.line ?? mark.line
            if let comment = (line...max(line, mark.line)).first(where: source.mayBeCut) {
                return (comment, "a list in brackets is cut off: \" #\" starts a comment. Put the text in quotes")
            }
            return (mark.line, "the list in brackets that starts on line \(line) is never closed; texts in it that hold , [ ] { or } need quotes")
        }
        // Where a colon is missed, the parser has gone on to the next line.
        let line = problem.hasPrefix("could not find expected ':'") ? context?.mark.line ?? mark.line : mark.line
        let isCutAbove = problem.hasPrefix("did not find expected") && source.mayBeCut(line - 1)
        let cut = isCutAbove ? "; or a text goes on here that \" #\" in the line above cuts off" : ""
        return (line, reason(problem, source.character(at: mark)) + cut)
    }

    private static func isOpenQuote(_ problem: String, _ context: YamlError.Context?) -> Bool {
        (problem.contains("end of stream") || problem.contains("document indicator")) && context?.text.contains("quoted scalar") == true
    }

    private static func reason(_ problem: String, _ character: Unicode.Scalar?) -> String {
        let quotes = "put the text in double quotes"
        let sign = character.map { "\"\($0)\"" } ?? "this"
        switch problem {
        case "mapping values are not allowed in this context":
            return "a colon with a space behind it starts a key, and here a text goes on; \(quotes)"
        case "found character that cannot start any token":
            return character == "\t" ? "there is a tab where a text or key should start; use spaces" : "a text cannot start with \(sign); \(quotes)"
        case "could not find expected ':'":
            return "the line is no key, since it has no colon with a space behind it, and no part of the text above; write the colon, or indent it"
        case "did not find expected key", "did not find expected '-' indicator":
            return "the line is not indented like those beside it, or text follows a closing quote; line it up, or \(quotes)"
        case "block sequence entries are not allowed in this context":
            return "a dash starts a list where a text is; put it on a line of its own, or \(quotes)"
        case "found unknown escape character":
            return "a backslash inside double quotes means something of its own; write it twice, or use single quotes"
        case "did not find expected alphabetic or numeric character", "found undefined alias":
            return "a text that starts with * or & stands for another place in the file; \(quotes)"
        case "did not find expected comment or line break":
            return "a text behind | or > starts on the next line; \(quotes) if the sign belongs to it"
        case "mapping keys are not allowed in this context":
            return "a question mark with a space behind it starts a key; \(quotes)"
        case "found a tab character that violates indentation", "found a tab character where an indentation space is expected":
            return "the line is indented with a tab; use spaces"
        default:
            return "\(problem); look at the quotes, colons, dashes and indentation of this line and the one above"
        }
    }

    private static func hex(_ value: Int32) -> String {
        let digits = String(UInt32(bitPattern: value), radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
