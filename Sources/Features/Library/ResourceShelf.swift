import Maturity

/// The resources of this hub in memory, and the rules by which they are found and ranked.
package struct ResourceShelf: Sendable {
    package let resources: [Resource]
    private let words: [String: Set<String>]

    package init(_ resources: [Resource]) {
        self.resources = resources
        words = Dictionary(
            uniqueKeysWithValues: resources.map {
                ($0.id, Self.words("\($0.title) \($0.publisher) \($0.summary) \($0.helps.map(\.characteristicID).joined(separator: " "))"))
            })
    }

    package func resource(_ id: String) -> Resource? { resources.first { $0.id == id } }

    package struct Question: Hashable, Sendable {
        package var text = ""
        package var type: ResourceType?
        package var characteristicID: String?
        package var councilType: String?

        package init(text: String = "", type: ResourceType? = nil, characteristicID: String? = nil, councilType: String? = nil) {
            self.text = text
            self.type = type
            self.characteristicID = characteristicID
            self.councilType = councilType
        }
    }

    /// All that match every part of the question; each word of the text must begin a word of the resource. Best supported first.
    package func find(_ question: Question) -> [Resource] {
        let wanted = Self.words(question.text)
        return resources.filter { it in
            (question.type == nil || it.type == question.type)
                && (question.characteristicID == nil || it.helps.contains { $0.characteristicID == question.characteristicID })
                && it.fits(councilType: question.councilType)
                && wanted.allSatisfy { word in words[it.id]?.contains { $0.hasPrefix(word) } ?? false }
        }.sorted(by: Self.isBetterSupported)
    }

    /// The best few for a step: those for this step before those for another, evidence before impact before low cost, and no
    /// more than one of a kind while other kinds are left, so that a guide stands beside a case and a tool.
    package func recommend(characteristicID: String, fromLevel: Int?, councilType: String?, limit: Int = 3) -> [Resource] {
        func isForStep(_ it: Resource) -> Bool {
            guard let fromLevel else { return true }
            return it.helps.contains { $0.characteristicID == characteristicID && $0.covers(fromLevel) }
        }
        let found = find(Question(characteristicID: characteristicID, councilType: councilType))
        var left = found.filter(isForStep) + found.filter { !isForStep($0) }
        var chosen: [Resource] = []
        while chosen.count < limit, !left.isEmpty {
            let forStep = left.contains(where: isForStep) ? left.filter(isForStep) : left
            guard let next = forStep.first(where: { it in !chosen.contains { $0.type == it.type } }) ?? forStep.first else { break }
            chosen.append(next)
            left.removeAll { $0.id == next.id }
        }
        return chosen
    }

    private static func isBetterSupported(_ a: Resource, _ b: Resource) -> Bool {
        let x = (a.evidence.grade.filled, a.impact.grade.filled, -a.cost.grade.filled, a.year ?? 0)
        let y = (b.evidence.grade.filled, b.impact.grade.filled, -b.cost.grade.filled, b.year ?? 0)
        return x == y ? a.title < b.title : x > y
    }

    private static func words(_ text: String) -> Set<String> {
        Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }
}
