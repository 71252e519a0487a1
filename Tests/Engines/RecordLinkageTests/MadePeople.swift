@testable import RecordLinkage

/// A made-up population of households, with twins, typing errors, gaps and moves. A record id is that of its person and a number.
struct MadePeople {
    var rows: [[String]] = []
    private var random: SeededRandom
    private let surnames: [String]
    private let names: [String]

    /// - Parameter families: Whether several people share a surname and a postcode.
    init(records: Int, families: Bool = true, seed: UInt64 = 1) {
        random = SeededRandom(seed: seed)
        let syllables = ["BAR", "KEN", "LO", "MIR", "TAN", "DEL", "SO", "WIN", "HAR", "GRE", "PAL", "ROS"]
        let words = syllables.flatMap { first in syllables.map { first + $0 } }
        names = Array(words.prefix(90))
        surnames = words.flatMap { word in ["SON", "LEY", "TON", "FORD"].map { word + $0 } }
        var person = 0
        while rows.count < records {
            let (surname, postcode) = (surnames[common(surnames.count)], newPostcode())
            var born = ""
            for member in 0..<(families ? 1 + random.below(4) : 1) where rows.count < records {
                // A third of second children are twins of the first.
                if !(member == 3 && random.below(3) == 0) { born = newDate(member < 2 ? 1950 : 1985) }
                person += 1
                addRecords(of: "p\(person)", [names[common(names.count)], surname, born, postcode], most: records)
            }
        }
    }

    var people: [String] { rows.map { Self.person($0[0]) } }

    static func person(_ recordID: String) -> String { String(recordID.prefix { $0 != "-" }) }

    /// The precision and recall of pairs of records in one cluster, as one number.
    static func f1(_ clusters: Clusters, _ table: RecordTable) -> Double {
        let ids = table.ids
        let pairs = { (sizes: [Int]) in sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
        func sizes(_ key: (Int) -> String) -> [Int] { Array(ids.indices.reduce(into: [String: Int]()) { $0[key($1), default: 0] += 1 }.values) }
        let both = pairs(sizes { "\(person(ids[$0])) \(clusters.clusterOf[$0])" })
        return 2 * Double(both) / Double(pairs(sizes { person(ids[$0]) }) + pairs(sizes { "\(clusters.clusterOf[$0])" }))
    }

    private mutating func addRecords(of person: String, _ values: [String], most: Int) {
        for number in 0...random.below(3) where rows.count < most {
            var seen = values
            for column in 0..<3 where random.below(100) < 9 { seen[column] = slip(seen[column]) }
            if random.below(100) < 12 { seen[3] = newPostcode() }
            for column in seen.indices where random.below(100) < 4 { seen[column] = "" }
            rows.append(["\(person)-\(number)"] + seen)
        }
    }

    /// Small numbers more often than large ones.
    private mutating func common(_ count: Int) -> Int { min(random.below(count), random.below(count)) }

    private mutating func newPostcode() -> String { "QB\(random.below(60) + 10) \(random.below(3))A\(["A", "B", "C", "D"][random.below(4)])" }

    private mutating func newDate(_ from: Int) -> String {
        let two = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
        return "\(from + random.below(35))-\(two(1 + random.below(12)))-\(two(1 + random.below(28)))"
    }

    private mutating func slip(_ value: String) -> String {
        var letters = Array(value)
        let place = letters.count - 1 - random.below(2)
        if random.below(2) == 0 {
            letters.swapAt(place, place - 1)
        } else {
            letters[place] = letters[place].isNumber ? Character("\(random.below(3))") : ["A", "E", "N", "R", "S"][random.below(5)]
        }
        return String(letters)
    }
}

extension LinkModel {
    static let relatives = [
        PairClass(id: "same", start: 0.3), PairClass(id: "relative", start: 0.3, sharedByKinship: ["surname", "postcode"]),
        PairClass(id: "twin", start: 0.02, sharedByKinship: ["surname", "postcode", "born"]), PairClass(id: "stranger", start: 0.38),
    ]

    /// A model of `MadePeople`.
    static func people(
        classes: [PairClass] = relatives, training: Training = Training(method: .classes, chancePairs: 20_000), contradictions: [Contradiction] = []
    ) -> LinkModel {
        LinkModel.made(
            ["first", "last", "born", "postcode"],
            comparisons: [
                .made("first", 0, [.jaroWinkler(0, atLeast: 0.9)], common: TermFrequency(column: 0)),
                .made("surname", 1, [.jaroWinkler(1, atLeast: 0.9)], common: TermFrequency(column: 1)),
                .made("born", 2, [.damerauLevenshtein(2, atMost: 1)]), .made("postcode", 3, []),
            ], classes: classes,
            blocking: [
                BlockingRule([.value(3)]), BlockingRule([.value(0), .value(1)]), BlockingRule([.year(2), .prefix(0, length: 2)]),
                BlockingRule([.prefix(3, length: 4), .prefix(0, length: 1)]),
            ], training: training, contradictions: contradictions)
    }

    var thresholdWeight: Double { weightOfProbability(threshold) }
}
