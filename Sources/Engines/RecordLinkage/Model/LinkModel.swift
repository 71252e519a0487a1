/// How records are read, compared and joined: everything that a linkage knows before it sees a record.
package struct LinkModel: Sendable, Equatable {
    package var id: String
    package var title: String
    package var version: Int
    /// Which records the model was made with, so that nobody takes it for tried where it is not.
    package var developedOn: String
    /// The column of the file that names each record.
    package var recordID: String
    /// The column that says which set a record belongs to; without it each file is a set.
    package var source: String?
    package var task: LinkTask
    /// Sets in which a person has one record at most; nil allows any number.
    package var onePerSource: OnePerSource?
    package var columns: [LinkColumn]
    package var comparisons: [Comparison]
    /// What two different records can be to each other; the first is always the same person.
    package var classes: [PairClass]
    package var blocking: [BlockingRule]
    package var training: Training
    package var contradictions: [Contradiction]
    /// Pairs at or above this probability of being one person speak for joining.
    package var threshold: Double

    package init(
        id: String, title: String = "", version: Int = 1, developedOn: String = "", recordID: String = "record_id", source: String? = nil,
        task: LinkTask = .deduplicate, onePerSource: OnePerSource? = nil, columns: [LinkColumn], comparisons: [Comparison],
        classes: [PairClass] = PairClass.samePersonOrStranger, blocking: [BlockingRule], training: Training,
        contradictions: [Contradiction] = [], threshold: Double = 0.9
    ) {
        self.id = id
        self.title = title
        self.version = version
        self.developedOn = developedOn
        self.recordID = recordID
        self.source = source
        self.task = task
        self.onePerSource = onePerSource
        self.columns = columns
        self.comparisons = comparisons
        self.classes = classes
        self.blocking = blocking
        self.training = training
        self.contradictions = contradictions
        self.threshold = threshold
    }

    package func column(_ name: String) -> Int? { columns.firstIndex { $0.name == name } }

    /// The sets in which a person has one record at most, as bits by their numbers.
    func limitedSources(_ names: [String]) -> UInt64 {
        switch onePerSource {
        case nil: 0
        case .every: .max
        case .sources(let limited): names.enumerated().reduce(0) { limited.contains($1.element) ? $0 | 1 << UInt64($1.offset) : $0 }
        }
    }
}

/// Which pairs may be one person.
package enum LinkTask: String, CaseIterable, Sendable {
    /// Any two records.
    case deduplicate
    /// Two records of different sets.
    case link
    /// Any two records, said of several sets.
    case both
}

/// The sets in which a person has one record at most.
package enum OnePerSource: Sendable, Equatable {
    case every
    case sources([String])
}

/// One column of the linkage: where it comes from and the form that its values are brought into.
package struct LinkColumn: Sendable, Equatable {
    package var name: String
    /// Columns of the file; several are joined with a space.
    package var from: [String]
    package var standardise: [Standardisation]

    package init(name: String, from: [String]? = nil, standardise: [Standardisation] = []) {
        self.name = name
        self.from = from ?? [name]
        self.standardise = standardise
    }
}

/// How one side of two records is compared: levels, the first that holds counts.
package struct Comparison: Sendable, Equatable {
    package var name: String
    /// Holds where nothing can be said; then the comparison speaks neither for nor against.
    package var missing: Condition
    package var levels: [ComparisonLevel]

    package init(name: String, missing: Condition, levels: [ComparisonLevel]) {
        self.name = name
        self.missing = missing
        self.levels = levels
    }
}

/// One degree of likeness.
package struct ComparisonLevel: Sendable, Equatable {
    package var name: String
    /// Nil for the last level, which holds for all that is left.
    package var condition: Condition?
    package var termFrequency: TermFrequency?
    /// Shares with which training starts, by class; empty where the model leaves it to the engine.
    package var start: [String: Double]

    package init(name: String, condition: Condition?, termFrequency: TermFrequency? = nil, start: [String: Double] = [:]) {
        self.name = name
        self.condition = condition
        self.termFrequency = termFrequency
        self.start = start
    }
}

/// Agreement on a rare value says more than agreement on a common one.
package struct TermFrequency: Sendable, Equatable {
    package var column: Int
    /// 0 leaves it out, 1 takes it in full.
    package var weight: Double
    /// Rarer values count as if they were this share of all.
    package var floor: Double

    package init(column: Int, weight: Double = 1, floor: Double = 0) {
        self.column = column
        self.weight = weight
        self.floor = floor
    }
}

/// What two records are to each other.
package struct PairClass: Sendable, Equatable {
    package var id: String
    /// The share of candidate pairs with which training starts.
    package var start: Double
    /// Comparisons on which this class agrees for a reason, not by chance: relatives share a rare surname.
    package var sharedByKinship: Set<String>

    package init(id: String, start: Double, sharedByKinship: Set<String> = []) {
        self.id = id
        self.start = start
        self.sharedByKinship = sharedByKinship
    }

    package static let samePersonOrStranger = [PairClass(id: "same", start: 0.5), PairClass(id: "stranger", start: 0.5)]
}

/// How the probabilities are learnt.
package struct Training: Sendable, Equatable {
    package var method: TrainingMethod
    /// Pairs that agree on one of these are nearly all one person.
    package var priorRules: [BlockingRule]
    /// The share of one-person pairs that those rules find.
    package var priorRecall: Double
    /// Random pairs to learn from how often strangers agree.
    package var chancePairs: Int
    package var sessions: [BlockingRule]
    package var seed: UInt64

    package init(
        method: TrainingMethod, priorRules: [BlockingRule] = [], priorRecall: Double = 0.6, chancePairs: Int = 300_000,
        sessions: [BlockingRule] = [], seed: UInt64 = 1
    ) {
        self.method = method
        self.priorRules = priorRules
        self.priorRecall = priorRecall
        self.chancePairs = chancePairs
        self.sessions = sessions
        self.seed = seed
    }
}

package enum TrainingMethod: String, CaseIterable, Sendable {
    /// Two classes; chance from random pairs, the rest by one session for each rule (Fellegi and Sunter 1969; Winkler 2000).
    case sessions
    /// All classes at once from all candidate pairs.
    case classes
}

/// Two values of a column that one person cannot have both.
package struct Contradiction: Sendable, Equatable {
    package var column: Int
    /// Holds where two different values may still be one person's: a slip of the pen.
    package var unless: Condition?

    package init(column: Int, unless: Condition? = nil) {
        self.column = column
        self.unless = unless
    }
}
