/// Pairs that clerks judged, each once, with the strata that they were drawn from.
package struct JudgedSample: Sendable, Equatable {
    /// Pairs of which a share was drawn for judging.
    package struct Stratum: Sendable, Equatable {
        package let name: String
        /// All pairs of it, drawn or not.
        package let pairs: Int

        package init(name: String, pairs: Int) {
            self.name = name
            self.pairs = pairs
        }
    }

    package var labels: [Label]
    /// Empty where the pairs are not a sample but chosen by hand.
    package var strata: [Stratum]
    /// For each label the number of its stratum; empty where there are none.
    package var stratumOf: [Int]

    package init(labels: [Label] = [], strata: [Stratum] = [], stratumOf: [Int] = []) {
        self.labels = labels
        self.strata = strata
        self.stratumOf = stratumOf
    }
}

/// Finds judged pairs among candidate pairs.
struct JudgedPairs: Sendable {
    let labels: [Label]
    /// For two records the number of their label; of a pair that was judged twice the first.
    private var labelOf: [UInt64: Int] = [:]
    /// Whether a record is in any judged pair, so that most pairs are passed over at once.
    private var isJudged: [Bool]

    init(_ labels: [Label], _ linkage: Linkage) throws {
        self.labels = labels
        isJudged = Array(repeating: false, count: linkage.table.count)
        for (number, label) in labels.enumerated() {
            let (left, right) = (try linkage.record(label.left), try linkage.record(label.right))
            isJudged[left] = true
            isJudged[right] = true
            let key = Self.key(Int32(left), Int32(right))
            if labelOf[key] == nil { labelOf[key] = number }
        }
    }

    /// The labels that count: each pair once.
    var numbers: [Int] { labelOf.values.sorted() }

    /// For each label the place of its pair among the candidates; -1 where no rule brings it together.
    func places(in pairs: CandidatePairs) -> [Int] {
        var places = labels.map { _ in -1 }
        guard !labels.isEmpty else { return places }
        for pair in 0..<pairs.count where isJudged[Int(pairs.left[pair])] && isJudged[Int(pairs.right[pair])] {
            if let number = labelOf[Self.key(pairs.left[pair], pairs.right[pair])] { places[number] = pair }
        }
        return places
    }

    private static func key(_ one: Int32, _ other: Int32) -> UInt64 { UInt64(min(one, other)) << 32 | UInt64(max(one, other)) }
}

extension CandidatePairs {
    /// The patterns as training takes them: a judged pair counts once, as what it was judged to be.
    ///
    /// Judged pairs that no rule brings together are left out, since the classes are those of candidate pairs. Which pairs were judged
    /// may depend on their patterns, as in a stratified sample: the likelihood needs no weights for that (Rubin, Biometrika 63, 1976).
    func counted(_ judged: JudgedPairs) -> [CountedPattern] {
        var all = counted
        for (label, pair) in zip(judged.labels, judged.places(in: self)) where pair >= 0 {
            let place = Int(pattern[pair])
            all[place].count -= 1
            all.append(CountedPattern(levels: patterns[place].levels, count: 1, isSamePerson: label.isSamePerson))
        }
        return all
    }

    /// For each record whether it was compared with any other; with `task: link` that is one of another set.
    package func recordsWithPair(of count: Int) -> [Bool] {
        var hasPair = Array(repeating: false, count: count)
        for record in left { hasPair[Int(record)] = true }
        for record in right { hasPair[Int(record)] = true }
        return hasPair
    }
}
