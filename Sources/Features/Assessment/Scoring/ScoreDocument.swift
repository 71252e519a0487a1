import Foundation
package import Maturity

/// A score as a JSON document; what is suppressed or undefined is null, never left out.
package struct ScoreDocument: Encodable {
    private let score: Score

    package init(_ score: Score) { self.score = score }

    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    private enum Key: String, CodingKey {
        case respondents, characteristics, priorities
        case id, answered, dontKnow, notApplicable, distribution, median, spread, targetMedian, gap, groups
        case group, suppressed
    }

    package func encode(to encoder: any Encoder) throws {
        var document = encoder.container(keyedBy: Key.self)
        try document.encode(score.respondents, forKey: .respondents)
        var list = document.nestedUnkeyedContainer(forKey: .characteristics)
        for it in score.characteristics {
            var item = list.nestedContainer(keyedBy: Key.self)
            try item.encode(it.id, forKey: .id)
            try item.encode(it.answered, forKey: .answered)
            try item.encode(it.dontKnow, forKey: .dontKnow)
            try item.encode(it.notApplicable, forKey: .notApplicable)
            try item.encode(it.figures?.distribution.counts, forKey: .distribution)
            try item.encode(it.figures?.median, forKey: .median)
            try item.encode(it.figures?.spread, forKey: .spread)
            try item.encode(it.figures?.targetMedian, forKey: .targetMedian)
            try item.encode(it.figures?.gap, forKey: .gap)
            guard let figures = it.figures else {
                try item.encodeNil(forKey: .groups)
                continue
            }
            var groups = item.nestedUnkeyedContainer(forKey: .groups)
            for group in figures.groups {
                var line = groups.nestedContainer(keyedBy: Key.self)
                try line.encode(group.group, forKey: .group)
                try line.encode(group.figures?.answered, forKey: .answered)
                try line.encode(group.figures?.median, forKey: .median)
                try line.encode(group.figures?.distribution.counts, forKey: .distribution)
                try line.encode(group.isSuppressed, forKey: .suppressed)
            }
        }
        try document.encode(score.priorities, forKey: .priorities)
    }
}
