/// What thresholds cost by pairs that clerks judged.
///
/// A judged pair stands for the pairs of its stratum over the judged ones of that stratum, so that a sample spread over all weights says
/// something of all candidate pairs (Horvitz and Thompson, JASA 47, 1952). Pairs that clerks could not judge are taken to be like the
/// others of their stratum. Pairs that no blocking rule brings together are not in the base.
package struct LabelledQuality: Sendable, Equatable, Encodable {
    package enum Method: String, Sendable, Encodable {
        /// Each judged pair stands for its share of its stratum.
        case weightedByStratum = "each judged pair weighted by pairs_in_stratum over those judged of it (Horvitz and Thompson)"
        /// Pairs chosen by hand: nothing is known of the others.
        case counted = "judged pairs counted as they are; they stand for themselves alone"
    }

    /// A share with its interval of 95 %; without one where the pairs are no sample.
    package struct Share: Sendable, Equatable, Encodable {
        package let value: Double
        package let low: Double?
        package let high: Double?
    }

    package struct Row: Sendable, Equatable, Encodable {
        package let probability: Double
        package let truePositives: Double
        package let falsePositives: Double
        package let falseNegatives: Double
        /// Of the pairs at or above the probability, the share that are one person's; nil where there are none.
        package let precision: Share?
        /// Of one person's pairs, the share at or above it; nil where there are none.
        package let recall: Share?
    }

    package let method: Method
    package let judgedPairs: Int
    /// What they stand for, and how many pairs that are.
    package let base: String
    package let pairs: Int
    /// Whether the parameters were learnt with labels; then the figures flatter.
    package let isSeenInTraining: Bool
    /// Strata of which no pair was judged, with their pairs: nothing is said of those.
    package let unjudgedStrata: [String: Int]
    /// Judged pairs that no blocking rule brings together; they count as not found.
    package let notCompared: Int
    package let thresholds: [Row]

    /// What the reader of the figures has to know.
    package func warnings(candidatePairs: Int) -> [String] {
        var warnings: [String] = []
        if !unjudgedStrata.isEmpty {
            let list = unjudgedStrata.sorted { $0.key < $1.key }.map { "\"\($0.key)\" (\($0.value) pairs)" }.joined(separator: ", ")
            warnings.append("no pair of the stratum \(list) was judged, so the quality by labels leaves it out")
        }
        let all = pairs + unjudgedStrata.values.reduce(0, +)
        if method == .weightedByStratum && all != candidatePairs {
            warnings.append(
                "the judged sample was drawn from \(all) pairs, this run compares \(candidatePairs): the quality by labels is that of the former; draw a new sample for this run"
            )
        }
        if notCompared > 0 {
            let who =
                notCompared == 1
                ? "1 judged pair is brought together by no blocking rule and counts"
                : "\(notCompared) judged pairs are brought together by no blocking rule and count"
            warnings.append("\(who) as not found")
        }
        return warnings
    }
}

extension Linkage {
    /// Compares the weights of judged pairs with the judgements.
    ///
    /// - Parameter isSeenInTraining: Whether the weights were learnt with labels.
    package func quality(
        _ sample: JudgedSample, _ pairs: CandidatePairs, weights: [Float], isSeenInTraining: Bool,
        thresholds: [Double] = ExpectedQuality.usualThresholds
    ) throws -> LabelledQuality {
        let judged = try JudgedPairs(sample.labels, self)
        let places = judged.places(in: pairs)
        let numbers = judged.numbers
        let isSample = !sample.strata.isEmpty
        var counts = sample.strata.map { _ in 0 }
        if isSample { for number in numbers { counts[sample.stratumOf[number]] += 1 } }
        let found = numbers.map { number in
            JudgedPair(
                isSamePerson: sample.labels[number].isSamePerson, weight: places[number] < 0 ? -.infinity : weights[places[number]],
                stratum: isSample ? sample.stratumOf[number] : 0)
        }
        let strata = isSample ? sample.strata.map { Double($0.pairs) } : [Double(found.count)]
        let unjudged = zip(sample.strata, counts).filter { $0.1 == 0 }.map { ($0.0.name, $0.0.pairs) }
        return LabelledQuality(
            method: isSample ? .weightedByStratum : .counted, judgedPairs: found.count,
            base: isSample ? "the pairs compared by the run that drew the sample" : "the judged pairs",
            pairs: isSample ? zip(sample.strata, counts).reduce(0) { $1.1 > 0 ? $0 + $1.0.pairs : $0 } : found.count,
            isSeenInTraining: isSeenInTraining, unjudgedStrata: Dictionary(uniqueKeysWithValues: unjudged),
            notCompared: numbers.count { places[$0] < 0 },
            thresholds: thresholds.map { probability in
                .init(JudgedCounts(found, strata: strata, weight: Float(weightOfProbability(probability))), probability, hasInterval: isSample)
            })
    }
}

extension LabelledQuality.Row {
    fileprivate init(_ counts: JudgedCounts, _ probability: Double, hasInterval: Bool) {
        let (kept, dropped) = (counts.kept, counts.dropped)
        let truePositives = kept.reduce(0) { $0 + $1.matches }
        let falseNegatives = dropped.reduce(0) { $0 + $1.matches }
        let falsePositives = kept.reduce(0) { $0 + $1.pairs } - truePositives
        let precision = hasInterval ? JudgedCell.share(of: kept) : nil
        let recall = hasInterval ? JudgedCell.share(kept: kept, dropped: dropped) : nil
        self.init(
            probability: probability, truePositives: truePositives, falsePositives: falsePositives, falseNegatives: falseNegatives,
            precision: Self.share(truePositives, of: truePositives + falsePositives, precision),
            recall: Self.share(truePositives, of: truePositives + falseNegatives, recall))
    }

    private static func share(_ part: Double, of whole: Double, _ interval: ClosedRange<Double>?) -> LabelledQuality.Share? {
        guard whole > 0 else { return nil }
        return LabelledQuality.Share(value: part / whole, low: interval?.lowerBound, high: interval?.upperBound)
    }
}
