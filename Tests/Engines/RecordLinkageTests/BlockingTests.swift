import Testing

@testable import RecordLinkage

@Suite("Blocking")
struct BlockingTests {
    let columns = ["first", "last", "born", "town"]

    func model(_ rules: [BlockingRule], task: LinkTask = .deduplicate) -> LinkModel {
        // The two names swap places in a test, so that they share a vocabulary.
        let swapped = Comparison(
            name: "names", missing: .any([]),
            levels: [ComparisonLevel(name: "swapped", condition: .test(.swapped(0, 1))), ComparisonLevel(name: "else", condition: nil)])
        return LinkModel.made(columns, source: "set", task: task, comparisons: [swapped, .made("born", 2, [])], blocking: rules)
    }

    /// Records with few distinct values, so that many agree, and gaps.
    func rows(_ count: Int, seed: UInt64) -> [[String]] {
        var random = SeededRandom(seed: seed)
        let names = ["SMITH", "SMYTH", "JONES", "JOHNSON", "AL", "ALAN", "ALAIN", "Zoë", "李", ""]
        let born = ["1980-02-03", "1980-03-02", "1981-02-03", "born 1980", "1999-12-31", ""]
        return (0..<count).map { number in
            let pick = { (values: [String]) in values[random.below(values.count)] }
            return ["r\(number)", ["east", "west", "north"][random.below(3)], pick(names), pick(names), pick(born), pick(["LEEDS", "YORK", "HULL", ""])]
        }
    }

    /// What a key makes of a row, as text; nil where it makes nothing.
    func key(_ key: BlockingKey, _ values: [String]) -> String? {
        let made: String
        switch key {
        case .value(let column): made = values[column]
        case .prefix(let column, let length):
            let letters = values[column].unicodeScalars
            made = letters.count < length ? "" : String(String.UnicodeScalarView(letters.prefix(length)))
        case .year(let column): made = values[column].contains("-") ? String(values[column].prefix(4)) : ""
        case .soundex(let column): made = String(decoding: soundex(Array(values[column].utf8).span), as: UTF8.self)
        case .metaphone(let column): made = String(decoding: doubleMetaphone(Array(values[column].utf8).span).primary, as: UTF8.self)
        case .eitherOrder(let one, let other):
            made = values[one].isEmpty || values[other].isEmpty ? "" : [values[one], values[other]].sorted().joined(separator: "|")
        }
        return made.isEmpty ? nil : made
    }

    func agree(_ keys: [BlockingKey], _ one: [String], _ other: [String]) -> Bool {
        keys.allSatisfy { key in self.key(key, one).map { $0 == self.key(key, other) } ?? false }
    }

    /// For each pair of rows the first rule that puts it together, and how many each rule puts together by itself.
    func naive(_ rules: [BlockingRule], _ rows: [[String]], task: LinkTask) -> (first: [[Int32]: Int], counts: [Int]) {
        var first: [[Int32]: Int] = [:]
        var counts = rules.map { _ in 0 }
        for i in rows.indices {
            for j in i + 1..<rows.count where task != .link || rows[i][1] != rows[j][1] {
                for (rule, keys) in rules.map(\.keys).enumerated() where agree(keys, Array(rows[i][2...]), Array(rows[j][2...])) {
                    counts[rule] += 1
                    if first[[Int32(i), Int32(j)]] == nil { first[[Int32(i), Int32(j)]] = rule }
                }
            }
        }
        return (first, counts)
    }

    func check(_ rules: [BlockingRule], _ rows: [[String]], task: LinkTask = .deduplicate) throws {
        let model = model(rules, task: task)
        let expected = naive(rules, rows, task: task)
        let table = try made(model, rows)
        for table in [table, try table.inBlockingOrder(rules, workers: 1)] {
            let linkage = try Linkage(model: model, table: table, nicknames: noNicknames)
            let blocks = try linkage.blocks()
            let pairs = try linkage.candidates(blocks)
            var rowOf = table.recordIDs.inFileOrder
            for (row, record) in table.recordIDs.inFileOrder.enumerated() { rowOf[Int(record)] = Int32(row) }
            let found = (0..<pairs.count).map { pair in
                ([rowOf[Int(pairs.left[pair])], rowOf[Int(pairs.right[pair])]].sorted(), rule(of: pair, pairs))
            }
            #expect(Set(found.map(\.0)).count == found.count)
            #expect(Dictionary(found) { one, _ in one } == expected.first)
            #expect(blocks.pairCounts == expected.counts)
            #expect(pairs.ruleStarts.last == pairs.count && pairs.ruleStarts.count == rules.count + 1)
            #expect(pairs.patterns.reduce(0) { $0 + $1.count } == pairs.count)
        }
    }

    static let kinds: [BlockingKey] = [
        .value(0), .value(3), .prefix(0, length: 2), .prefix(1, length: 4), .year(2), .soundex(0), .soundex(1), .metaphone(1), .eitherOrder(0, 1),
    ]

    @Test("gives each pair once with its first rule, as a look at all pairs does", arguments: LinkTask.allCases, 1...8)
    func eachPairOnce(task: LinkTask, seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let rules = (0..<4).map { _ in BlockingRule((0...random.below(3)).map { _ in Self.kinds[random.below(Self.kinds.count)] }) }
        try check(rules, rows(60, seed: seed), task: task)
    }

    @Test("knows every kind of key by itself", arguments: kinds)
    func oneKey(key: BlockingKey) throws {
        try check([BlockingRule([key])], rows(50, seed: 99))
    }

    @Test("puts values beside each other by hundreds without losing count")
    func manyPairs() throws {
        try check([BlockingRule([.value(3)]), BlockingRule([.year(2)])], rows(400, seed: 3))
        try check([BlockingRule([.value(0), .value(3), .value(2)]), BlockingRule([.value(3), .soundex(1)])], rows(400, seed: 4))
    }

    @Test("names rules as an analyst would")
    func names() {
        let rule = BlockingRule([.value(0), .prefix(1, length: 3), .year(2), .soundex(1), .metaphone(0), .eitherOrder(0, 1)])
        #expect(
            rule.name(model([])) == "first and first 3 of last and year of born and soundex of last and metaphone of first and first and last in either order")
    }

    /// The rule that made a pair first.
    func rule(of pair: Int, _ pairs: CandidatePairs) -> Int { (pairs.ruleStarts.firstIndex { $0 > pair } ?? pairs.ruleStarts.count) - 1 }

    func blocks(_ rule: BlockingRule, _ rows: [[String]]) throws -> (Blocks, RecordTable) {
        let model = model([rule])
        let table = try made(model, rows)
        return (try Linkage(model: model, table: table, nicknames: noNicknames).blocks(), table)
    }

    func towns(_ counts: [(town: String, first: String, count: Int)]) -> [[String]] {
        counts.flatMap { Array(repeating: ["all", $0.first, "", "", $0.town], count: $0.count) }.enumerated().map { ["r\($0)"] + $1 }
    }

    @Test("refuses a block that is too large, by rule, size and record")
    func tooLarge() {
        let rows = towns([("YORK", "A", 5), ("LEEDS", "B", 7), ("HULL", "C", 4)])
        #expect(throws: LinkageProblem.blockTooLarge(rule: "town", size: 7, limit: 4, record: "r5")) {
            try blocks(BlockingRule([.value(3)], largestBlock: 4), rows)
        }
    }

    @Test("splits blocks that are too large, and no others, and refuses what is still too large")
    func splitBy() throws {
        let rows = towns([("YORK", "A", 2), ("YORK", "B", 3), ("YORK", "", 1), ("HULL", "A", 2), ("HULL", "B", 2)])
        let (blocks, table) = try blocks(BlockingRule([.value(3)], largestBlock: 4, splitBy: [.value(0)]), rows)
        let index = blocks.rules[0]
        let found = Set(index.blocks.map { block in index.members[block].map { table.ids[Int($0)] } })
        #expect(found == [["r0", "r1"], ["r2", "r3", "r4"], ["r6", "r7", "r8", "r9"]])
        #expect(blocks.pairCounts == [1 + 3 + 6])
        #expect(index.blockOf[5] < 0 && index.blockOf[0] >= 0)
        #expect(throws: LinkageProblem.blockTooLarge(rule: "town, split", size: 3, limit: 2, record: "r2")) {
            try self.blocks(BlockingRule([.value(3)], largestBlock: 2, splitBy: [.value(0)]), Array(rows[..<6]))
        }
    }

    @Test("counts as company only records with which one may be linked")
    func company() throws {
        let rows = [("a", "YORK"), ("a", "YORK"), ("a", "HULL"), ("b", "HULL")].enumerated().map { ["r\($0)", $1.0, "", "", "", $1.1] }
        for (task, alone) in [(LinkTask.deduplicate, [false, false, false, false]), (.link, [true, true, false, false])] {
            let model = model([BlockingRule([.value(3)])], task: task)
            let blocks = try Linkage(model: model, table: try made(model, rows), nicknames: noNicknames).blocks()
            #expect(blocks.rules[0].blockOf.map { $0 < 0 } == alone)
            #expect(blocks.pairCounts == [task == .link ? 1 : 2])
        }
    }

    @Test("keeps apart keys of more than 64 bits in all")
    func manyKeys() throws {
        let names = (0..<12).map { "c\($0)" }
        let model = LinkModel.made(names, blocking: [BlockingRule((0..<12).map { .value($0) })])
        // 300 distinct values in each column take nine bits. Every third record repeats the one before, every ninth with one value changed.
        var rows: [[String]] = []
        for number in 0..<300 {
            var values = (0..<12).map { "v\((number - (number % 3 == 2 ? 1 : 0)) * 7 % 300 + $0)" }
            if number % 9 == 2 { values[number / 9 % 12] = "other \(number)" }
            rows.append(["r\(number)"] + values)
        }
        let expected = Set((0..<300).filter { $0 % 3 == 2 && $0 % 9 != 2 }.map { ["r\($0 - 1)", "r\($0)"] })
        let table = try made(model, rows)
        for table in [table, try table.inBlockingOrder(model.blocking, workers: 1)] {
            let linkage = try Linkage(model: model, table: table, nicknames: noNicknames)
            let pairs = try linkage.candidates(linkage.blocks())
            let found = Set((0..<pairs.count).map { Set([table.ids[Int(pairs.left[$0])], table.ids[Int(pairs.right[$0])]]) })
            #expect(found == Set(expected.map(Set.init)) && pairs.count == expected.count)
        }
    }

    @Test("sorts by keys, and run by run where that is enough, and leaves equal keys in their order", arguments: [0, 1, 9, 10, 18, 19, 36])
    func sorting(bits: Int) {
        var random = SeededRandom(seed: UInt64(bits))
        var keys: [UInt64] = []
        for (run, size) in [1, 2, 12, 13, 300, 1, 40, 5].enumerated() {
            let distinct = random.below(2) == 0 ? 4 : Int.max
            for _ in 0..<size { keys.append(UInt64(run * 3) << UInt64(bits) | random.next() % UInt64(min(distinct, 1 << bits))) }
        }
        let values = keys.indices.map { Int32($0) }
        let expected = values.sorted { (keys[Int($0)], $0) < (keys[Int($1)], $1) }
        var sorted = (keys: keys, values: values)
        sortRuns(&sorted.keys, &sorted.values, bits: bits)
        #expect(sorted.values == expected && sorted.keys == expected.map { keys[Int($0)] })
        var shuffled = (keys: keys.shuffled(using: &random), values: values)
        let all = values.sorted { (shuffled.keys[Int($0)], $0) < (shuffled.keys[Int($1)], $1) }
        sortByKey(&shuffled.keys, &shuffled.values, bits: bits + 5)
        #expect(shuffled.values == all)
    }

    @Test("says that there is nothing to link")
    func nothing() throws {
        let rows = [["r1", "a", "X", "", "", ""], ["r2", "a", "Y", "", "", ""]]
        let model = model([BlockingRule([.value(0)])])
        let linkage = try Linkage(model: model, table: made(model, rows), nicknames: noNicknames)
        let blocks = try linkage.blocks()
        #expect(throws: LinkageProblem.noPairs) { try linkage.candidates(blocks) }
        #expect(throws: LinkageProblem.tooFewRecords(1)) { try Linkage(model: model, table: made(model, [rows[0]]), nicknames: noNicknames) }
        let linking = self.model([BlockingRule([.value(0)])], task: .link)
        #expect(throws: LinkageProblem.oneSourceOnly("a")) { try Linkage(model: linking, table: made(linking, rows), nicknames: noNicknames) }
    }
}
