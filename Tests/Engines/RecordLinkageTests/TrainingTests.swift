import Foundation
import Testing

@testable import RecordLinkage

@Suite("Training")
struct TrainingTests {
    struct Run {
        let linkage: Linkage
        let pairs: CandidatePairs
        let learnt: Learnt
        let f1: Double

        init(_ model: LinkModel, _ rows: [[String]], labels: [Label] = []) throws {
            linkage = try Linkage(model: model, table: made(model, rows), nicknames: noNicknames)
            pairs = try linkage.candidates(linkage.blocks())
            learnt = try linkage.train(pairs, chance: linkage.chance(), labels: labels)
            let weights = try linkage.weights(pairs, parameters: learnt.parameters)
            let clusters = try linkage.cluster(pairs, weights: weights, threshold: model.thresholdWeight).clusters
            f1 = MadePeople.f1(clusters, linkage.table)
        }
    }

    static let sessions = Training(
        method: .sessions, priorRules: [BlockingRule([.value(0), .value(1), .value(2)])], priorRecall: 0.5, chancePairs: 20_000,
        sessions: [BlockingRule([.value(2)]), BlockingRule([.value(0), .value(1)])])

    @Test("of classes finds the people of households, and better than two classes do")
    func households() throws {
        let rows = MadePeople(records: 1500, seed: 4).rows
        let four = try Run(.people(), rows)
        #expect(four.f1 > 0.9)
        #expect(four.learnt.sessions.map(\.pairs) == [four.pairs.count])
        let two = try Run(.people(classes: PairClass.samePersonOrStranger), rows)
        #expect(four.f1 > two.f1)
    }

    @Test("by sessions finds the people, their number and how often their records agree")
    func recovery() throws {
        let people = MadePeople(records: 1500, families: false, seed: 2)
        let run = try Run(.people(classes: PairClass.samePersonOrStranger, training: Self.sessions), people.rows)
        #expect(run.f1 > 0.9)
        #expect(run.learnt.sessions.map(\.name) == ["born", "first and last"])
        #expect(run.learnt.sessions.allSatisfy { $0.hasConverged && $0.rounds > 1 && $0.pairs > 100 })

        // How often two records of one person show each level, counted with the truth in hand.
        var comparer = PairComparer(run.linkage.prepared)
        var counts = run.linkage.model.comparisons.map { Array(repeating: 0.0, count: $0.levels.count) }
        let byPerson = Dictionary(grouping: people.rows.indices) { people.people[$0] }
        for records in byPerson.values {
            for one in records {
                for other in records where other > one {
                    for (k, level) in run.linkage.prepared.plan.levels(of: comparer.pattern(one, other)).enumerated() where level > 0 {
                        counts[k][Int(level) - 1] += 1
                    }
                }
            }
        }
        for (found, counted) in zip(run.learnt.parameters.classes[0].levels, counts) {
            let truth = counted.map { $0 / counted.reduce(0, +) }
            #expect(zip(found, truth).allSatisfy { abs($0 - $1) < 0.06 }, "\(found), not \(truth)")
        }
        #expect(run.learnt.parameters.coversAllPairs)
        #expect(try run.learnt.parameters.classes[1].levels == run.linkage.chance().levels)
    }

    @Test("takes the share of matches from strict rules and what they are thought to find")
    func prior() throws {
        let people = MadePeople(records: 300)
        let model = LinkModel.people(classes: PairClass.samePersonOrStranger, training: Self.sessions)
        let linkage = try Linkage(model: model, table: made(model, people.rows), nicknames: noNicknames)
        var strict = 0
        for (i, one) in people.rows.enumerated() {
            strict += people.rows[..<i].count { $0[1...3] == one[1...3] && !one[1...3].contains("") }
        }
        let chance = try linkage.chance()
        let trainer = Trainer(linkage: linkage, chance: chance, judged: try JudgedPairs([], linkage))
        #expect(abs(try trainer.prior() - Double(strict) / 0.5 / Double(300 * 299 / 2)) < 1e-12)
        var none = model
        none.training.priorRules = [BlockingRule([.value(0), .prefix(3, length: 50)])]
        let lost = Trainer(
            linkage: try Linkage(model: none, table: linkage.table, nicknames: noNicknames), chance: chance, judged: try JudgedPairs([], linkage))
        #expect(throws: LinkageProblem.noPrior) { try lost.prior() }
    }

    @Test("counts the chance of exact agreement from the values, and says which comparisons depend on each other")
    func chance() throws {
        let people = MadePeople(records: 250)
        let model = LinkModel.people(training: Training(method: .classes, chancePairs: 1_000_000))
        let linkage = try Linkage(model: model, table: made(model, people.rows), nicknames: noNicknames)
        let chance = try linkage.chance()
        #expect(chance.pairs == 250 * 249 / 2)
        for (k, column) in [0, 1, 2, 3].enumerated() {
            let values = people.rows.map { $0[column + 1] }.filter { !$0.isEmpty }
            let same = Dictionary(grouping: values) { $0 }.values.reduce(0) { $0 + $1.count * ($1.count - 1) }
            #expect(abs(chance.levels[k][0] - Double(same) / Double(values.count * (values.count - 1))) < 1e-12)
            #expect(abs(chance.levels[k].reduce(0, +) - 1) < 1e-9)
        }
        let found = try #require(chance.dependences.first { [$0.first, $0.second] == ["surname", "postcode"] })
        let together = people.rows.indices.reduce(0) { sum, i in
            sum + people.rows[..<i].count { $0[2] == people.rows[i][2] && $0[4] == people.rows[i][4] && !$0[2].isEmpty && !$0[4].isEmpty }
        }
        #expect(found.observed == together && Double(together) > 2 * found.expected)
        #expect(try linkage.chance().levels == Linkage(model: model, table: linkage.table, nicknames: noNicknames, workers: 2).chance().levels)
    }

    @Test("believes labels")
    func labels() throws {
        let people = MadePeople(records: 300)
        let byPerson = Dictionary(grouping: people.rows.map { $0[0] }) { MadePeople.person($0) }
        // Clerks who call all records of one person strangers.
        let odd = byPerson.values.flatMap { ids in
            ids.indices.flatMap { one in ids[..<one].map { Label(left: $0, right: ids[one], isSamePerson: false) } }
        }
        for training in [Training(method: .classes, chancePairs: 20_000), Self.sessions] {
            let model = LinkModel.people(
                classes: training.method == .classes ? LinkModel.relatives : PairClass.samePersonOrStranger, training: training)
            let plain = try Run(model, people.rows).learnt.parameters
            let misled = try Run(model, people.rows, labels: odd).learnt.parameters
            #expect(misled.classes[0].levels[2][0] < plain.classes[0].levels[2][0] - 0.05, "\(training.method)")
        }
        #expect(throws: LinkageProblem.unknownRecord("nobody")) {
            try Run(.people(), people.rows, labels: [Label(left: "nobody", right: people.rows[0][0], isSamePerson: true)])
        }
    }

    @Test("counts a judged pair once: as judged, no longer as unknown, and not at all where no rule brings it together")
    func judgedOnce() throws {
        let people = MadePeople(records: 300)
        let run = try Run(.people(), people.rows)
        let ids = run.linkage.table.ids
        var labels = stride(from: 0, to: run.pairs.count, by: 5).map { pair in
            let (left, right) = (ids[Int(run.pairs.left[pair])], ids[Int(run.pairs.right[pair])])
            return Label(left: pair % 2 == 0 ? left : right, right: pair % 2 == 0 ? right : left, isSamePerson: pair % 3 == 0)
        }
        let judged = labels.count
        let paired = Set(run.pairs.left.indices.map { [ids[Int(run.pairs.left[$0])], ids[Int(run.pairs.right[$0])]] })
        let apart = try #require(ids.dropFirst().first { !paired.contains([ids[0], $0]) })
        labels += [labels[0], Label(left: ids[0], right: apart, isSamePerson: true)]
        let counted = run.pairs.counted(try JudgedPairs(labels, run.linkage))
        #expect(counted.reduce(0) { $0 + $1.count } == Double(run.pairs.count))
        #expect(counted.count { $0.isSamePerson != nil } == judged)
        #expect(counted.count { $0.isSamePerson == true } == labels.prefix(judged).count { $0.isSamePerson })
        #expect(counted.allSatisfy { $0.count >= 0 })
        #expect(try run.linkage.train(run.pairs, chance: run.linkage.chance(), labels: labels).sessions.map(\.judgedPairs) == [judged])
        // By pattern, judged and unknown pairs together are as many as there are.
        let byLevels = Dictionary(grouping: counted) { $0.levels }.mapValues { $0.reduce(0) { $0 + $1.count } }
        #expect(run.pairs.patterns.allSatisfy { byLevels[$0.levels] == Double($0.count) })
    }

    @Test("names levels that no pair showed")
    func unseen() throws {
        var model = LinkModel.people()
        model.comparisons[3].levels.insert(ComparisonLevel(name: "a letter away", condition: .any([])), at: 1)
        #expect(try Run(model, MadePeople(records: 300).rows).learnt.parameters.unseenLevels == ["postcode: a letter away"])
        #expect(try Run(.people(), MadePeople(records: 300).rows).learnt.parameters.unseenLevels == [])
    }

    @Test("gives parameters that are saved, read again, and refused by another model")
    func saved() throws {
        let model = LinkModel.people()
        let parameters = try Run(model, MadePeople(records: 200).rows).learnt.parameters
        try parameters.check(model)
        let again = try JSONDecoder().decode(Parameters.self, from: JSONEncoder().encode(parameters))
        #expect(again == parameters)
        func refusal(_ change: (inout LinkModel, inout Parameters) -> Void) -> String {
            var (model, parameters) = (model, parameters)
            change(&model, &parameters)
            do throws(LinkageProblem) { try parameters.check(model) } catch { return error.description }
            return ""
        }
        #expect(refusal { model, _ in model.id = "other" }.contains("they are of \"made\", this is \"other\""))
        #expect(refusal { model, _ in model.version = 2 }.contains("version 1, this is version 2"))
        #expect(refusal { model, _ in model.classes.removeLast() }.contains("the classes differ"))
        #expect(refusal { model, _ in model.comparisons[1].levels.removeLast() }.contains("the comparisons or their levels differ"))
        #expect(refusal { _, parameters in parameters.classes[1].levels[0][1] = 1.5 }.contains("not from 0 to 1"))
        #expect(refusal { _, parameters in parameters.classes[0].share = .nan }.contains("not from 0 to 1"))
    }

    @Test("gives parameters that another comparison, class, rule or list of nicknames refuses, though id and version are the same")
    func fingerprint() throws {
        let rows = MadePeople(records: 100).rows
        let first = try Run(.people(), rows)
        let parameters = first.learnt.parameters
        func refusal(nicknames: Nicknames = noNicknames, _ change: (inout LinkModel) -> Void = { _ in }) throws -> String {
            var model = LinkModel.people()
            change(&model)
            let linkage = try Linkage(model: model, table: first.linkage.table, nicknames: nicknames)
            do throws(LinkageProblem) { try linkage.check(parameters) } catch { return error.description }
            return ""
        }
        #expect(try refusal() == "")
        // What the shares do not depend on.
        #expect(
            try refusal {
                $0.threshold = 0.7
                $0.title = "Another"
                $0.contradictions = [Contradiction(column: 2)]
            } == "")
        let changed = "nicknames have changed since; add 1 to \"version\" with every change. Make them anew with \"waymark link train\""
        #expect(try refusal { $0.comparisons[1].levels[1].condition = .test(.jaroWinkler(1, atLeast: 0.8)) }.contains(changed))
        #expect(try refusal { $0.comparisons[2].missing = .test(.missing(1)) }.contains(changed))
        #expect(try refusal { $0.classes[1].sharedByKinship = ["surname"] }.contains(changed))
        #expect(try refusal { $0.blocking.removeLast() }.contains(changed))
        #expect(try refusal { $0.columns[0].standardise = [.upper] }.contains(changed))
        #expect(try refusal(nicknames: Nicknames(pairs: [("ROBERT", "BOB")])).contains(changed))
        var older = parameters
        older.fingerprint = nil
        #expect(throws: LinkageProblem.foreignParameters("they were saved by an older program and do not say with which comparisons")) {
            try first.linkage.check(older)
        }
    }
}
