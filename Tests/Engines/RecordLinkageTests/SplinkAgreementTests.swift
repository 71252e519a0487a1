import Testing

@testable import RecordLinkage

/// Goldens/README.md says how Splink made what is expected here.
@Suite("Agreement with Splink on a frozen model")
struct SplinkAgreementTests {
    static let shares: [(name: String, m: [Double], u: [Double])] = [
        ("first_name", [0.70, 0.14, 0.06, 0.10], [0.015, 0.010, 0.045, 0.930]), ("surname", [0.88, 0.12], [0.020, 0.980]),
        ("dob", [0.90, 0.05, 0.02, 0.03], [0.004, 0.011, 0.035, 0.950]), ("postcode", [0.75, 0.25], [0.030, 0.970]), ("sex", [0.99, 0.01], [0.500, 0.500]),
    ]

    /// The model of the goldens, with one more column in which all records agree, so that all pairs are candidates.
    func model(_ common: TermFrequency, nearToo: Bool) -> LinkModel {
        var name = Comparison.made("first_name", 0, [.jaroWinkler(0, atLeast: 0.92), .jaroWinkler(0, atLeast: 0.8)], common: common)
        if nearToo { name.levels[1].termFrequency = common }
        return LinkModel.made(
            Self.shares.map(\.name) + ["all"],
            comparisons: [
                name, .made("surname", 1, []), .made("dob", 2, [.damerauLevenshtein(2, atMost: 1), .damerauLevenshtein(2, atMost: 2)]),
                .made("postcode", 3, []), .made("sex", 4, []),
            ], blocking: [BlockingRule([.value(5)])])
    }

    @Test(
        "holds for every weight and level of all 1,770 pairs",
        arguments: [
            (TermFrequency(column: 0), false, 7), (TermFrequency(column: 0, weight: 0.5, floor: 0.05), false, 8), (TermFrequency(column: 0), true, 9),
        ])
    func weights(common: TermFrequency, nearToo: Bool, goldenColumn: Int) throws {
        let model = model(common, nearToo: nearToo)
        let table = try made(model, golden("splink_records.csv").map { $0 + ["x"] })
        let linkage = try Linkage(model: model, table: table, nicknames: noNicknames)
        let parameters = Parameters(
            model: model,
            classes: [
                .init(id: "same", share: 0.02, levels: Self.shares.map(\.m)), .init(id: "stranger", share: 0.98, levels: Self.shares.map(\.u)),
            ], coversAllPairs: true)
        try parameters.check(model)

        let pairs = try linkage.candidates(linkage.blocks())
        let weights = try linkage.weights(pairs, parameters: parameters)
        let ids = table.ids
        let found = Dictionary(uniqueKeysWithValues: (0..<pairs.count).map { ([ids[Int(pairs.left[$0])], ids[Int(pairs.right[$0])]], $0) })
        let rows = try golden("splink_weights.csv")
        #expect(rows.count == 1770 && pairs.count == 1770)
        for row in rows {
            let pair = try #require(found[Array(row[0...1])] ?? found[[row[1], row[0]]])
            let expected = try #require(Double(row[goldenColumn]))
            let explained = try linkage.explain(row[0], row[1], parameters: parameters).weight
            #expect(abs(explained - expected) < 1e-6, "\(row[0]) and \(row[1])")
            #expect(abs(Double(weights[pair]) - expected) <= 1e-5 * max(1, abs(expected)), "\(row[0]) and \(row[1])")
            let levels = pairs.patterns[Int(pairs.pattern[pair])].levels
            let gammas = zip(levels, model.comparisons).map { $0 == 0 ? -1 : $1.levels.count - Int($0) }
            #expect(gammas == row[2...6].map { Int($0) }, "\(row[0]) and \(row[1])")
        }
    }
}
