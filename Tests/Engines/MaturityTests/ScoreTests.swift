import Maturity
import Testing

extension Framework {
    /// A small framework for tests: some characteristics of five levels.
    static func sample(_ ids: [String] = ["a", "b", "c"], levels: Int = 5) -> Framework {
        Framework(
            id: "sample", version: 1, title: "Sample", summary: "", language: "en", licence: "EUPL-1.2",
            levels: (0..<levels).map { .init(name: "L\($0)", meaning: "") },
            routes: [.init(id: "p", name: "P", summary: ""), .init(id: "c", name: "C", summary: "")],
            groups: [
                .init(id: "x", name: "X", voice: .leaders, asks: .all), .init(id: "y", name: "Y", voice: .staff, asks: .pulse),
                .init(id: "z", name: "Z", voice: .members, asks: .pulse),
            ],
            themes: [
                .init(
                    id: "t", title: "T", summary: "",
                    characteristics: ids.map { id in
                        Characteristic(
                            id: id, title: id, statement: id, levels: (0..<levels).map { "d\($0)" }, steps: (0..<(levels - 1)).map { "s\($0)" },
                            isPulse: id == ids[0])
                    })
            ])
    }
}

/// Answers of one group to one characteristic, one a person.
func answers(_ group: String, _ levels: [Int?], _ characteristic: String = "a", target: Int? = nil) -> [Answer] {
    levels.enumerated().map { n, level in
        Answer(respondent: "\(group)\(n)", group: group, characteristic: characteristic, now: level.map { .level($0) } ?? .dontKnow, target: target)
    }
}

struct ScoreTests {
    @Test func `a characteristic has its counts, distribution, median, spread, target and gap`() throws {
        var given = answers("x", [1, 1, 2, 2, 3, nil], target: 4)
        given.append(Answer(respondent: "n", group: "x", characteristic: "a", now: .notApplicable, target: nil))
        given.append(Answer(respondent: "m", group: "x", characteristic: "a", now: nil, target: 2))
        let score = Score(of: given, in: .sample(), threshold: 5)
        let it = try #require(score["a"])
        #expect(score.respondents == 8)
        #expect((it.answered, it.dontKnow, it.notApplicable) == (5, 1, 1))
        let figures = try #require(it.figures)
        #expect(figures.distribution.counts == [0, 2, 2, 1, 0])
        #expect(figures.median == 2)
        #expect(figures.targetMedian == 4)
        #expect(figures.gap == 2)
    }

    @Test func `a target below the level is no gap, and no target is no number`() throws {
        let low = Score(of: answers("x", [3, 3, 3, 3, 3], target: 1), in: .sample(), threshold: 5)
        #expect(low["a"]?.figures?.gap == 0)
        let none = try #require(Score(of: answers("x", [3, 3, 3, 3, 3]), in: .sample(), threshold: 5)["a"]?.figures)
        #expect(none.gap == nil && none.targetMedian == nil)
        #expect(low.priorities.isEmpty)
    }

    @Test func `under the threshold only the counts are left`() throws {
        let it = try #require(Score(of: answers("x", [3, 3, 3, 3, nil, nil]), in: .sample(), threshold: 5)["a"])
        #expect(it.figures == nil)
        #expect((it.answered, it.dontKnow) == (4, 2))
    }

    // MARK: Suppression

    @Test func `the smallest other group is hidden with the only one that is too small`() throws {
        let given = answers("x", [1, 2, 3, 3, 3, 3, 3]) + answers("y", [1, 1, 1]) + answers("z", [2, 2, 2, 2, 2, 2])
        let groups = try #require(Score(of: given, in: .sample(), threshold: 5)["a"]?.figures?.groups)
        #expect(groups.map(\.group) == ["x", "y", "z"])
        #expect(groups.map(\.isSuppressed) == [false, true, true])
    }

    @Test func `of two equally small others the first in the file is hidden`() throws {
        let given = answers("z", [1, 2, 3, 3, 3]) + answers("y", [1, 1, 1]) + answers("x", [2, 2, 2, 2, 2])
        let groups = try #require(Score(of: given, in: .sample(), threshold: 5)["a"]?.figures?.groups)
        #expect(groups.map(\.group) == ["z", "y", "x"])
        #expect(groups.map(\.isSuppressed) == [true, true, false])
    }

    @Test func `two groups that are too small hide each other`() throws {
        let given = answers("x", [1, 2, 3, 3, 3]) + answers("y", [1, 1, 1]) + answers("z", [2, 2])
        let groups = try #require(Score(of: given, in: .sample(), threshold: 5)["a"]?.figures?.groups)
        #expect(groups.map(\.isSuppressed) == [false, true, true])
    }

    @Test func `no hidden group can be had by subtracting the shown ones from the whole`() throws {
        var random = SplitMix(seed: 3)
        for _ in 0..<500 {
            let sizes = (0..<Int.random(in: 2...5, using: &random)).map { _ in Int.random(in: 0...9, using: &random) }
            let given = sizes.enumerated().flatMap { n, size in answers("g\(n)", (0..<size).map { _ in Int.random(in: 0...4, using: &random) }) }
            guard let figures = Score(of: given, in: .sample(), threshold: 5)["a"]?.figures else { continue }
            let hidden = figures.groups.filter(\.isSuppressed)
            #expect(hidden.count != 1)
            for group in figures.groups { #expect((group.figures?.answered ?? 5) >= 5) }
        }
    }

    @Test func `in a round hidden groups are together never fewer than the threshold`() throws {
        let given = answers("x", [1, 2, 3, 3, 3]) + answers("y", [1, 1]) + answers("z", [2])
        let score = Score(of: given, in: .sample(), threshold: 5, suppression: .sums)
        #expect(try #require(score["a"]?.figures?.groups).allSatisfy(\.isSuppressed))
        var random = SplitMix(seed: 5)
        for _ in 0..<500 {
            let sizes = (0..<Int.random(in: 2...5, using: &random)).map { _ in Int.random(in: 0...9, using: &random) }
            let given = sizes.enumerated().flatMap { n, size in answers("g\(n)", Array(repeating: 1, count: size)) }
            guard let it = Score(of: given, in: .sample(), threshold: 5, suppression: .sums)["a"], let groups = it.figures?.groups else { continue }
            let left = it.answered - groups.compactMap { $0.figures?.answered }.reduce(0, +)
            #expect(left == 0 || left >= 5)
        }
    }

    @Test func `in a round a target of a few people is not shown`() {
        let given = answers("x", [1, 2, 3, 3, 3]) + answers("y", [1, 1], target: 4)
        #expect(Score(of: given, in: .sample(), threshold: 5)["a"]?.figures?.targetMedian == 4)
        #expect(Score(of: given, in: .sample(), threshold: 5, suppression: .sums)["a"]?.figures?.targetMedian == nil)
    }

    // MARK: Priorities

    @Test func `priorities go by gap, then spread, then the order of the framework`() {
        let given =
            answers("x", [1, 1, 1, 1, 1], "a", target: 2) + answers("x", [0, 1, 1, 1, 2], "b", target: 2) + answers("x", [1, 1, 1, 1, 1], "c", target: 4)
        #expect(Score(of: given, in: .sample(), threshold: 5).priorities == ["c", "b", "a"])
        let tied = answers("x", [1, 1, 1, 1, 1], "c", target: 2) + answers("x", [1, 1, 1, 1, 1], "a", target: 2)
        #expect(Score(of: tied, in: .sample(), threshold: 5).priorities == ["a", "c"])
    }

    @Test func `the order of the rows does not matter, but for the order of the groups`() throws {
        var random = SplitMix(seed: 4)
        let given = answers("x", [0, 1, 2, 3, 4], target: 3) + answers("y", [1, 1, 2, 2, 4, 4], target: 4) + answers("z", [0, 0, 0, 1, 1, 1, 2])
        let score = Score(of: given, in: .sample(), threshold: 5)
        for _ in 0..<20 {
            let other = Score(of: given.shuffled(using: &random), in: .sample(), threshold: 5)
            #expect(other.priorities == score.priorities)
            #expect(other["a"]?.figures?.median == score["a"]?.figures?.median)
            #expect(Set(try #require(other["a"]?.figures?.groups)) == Set(try #require(score["a"]?.figures?.groups)))
        }
    }
}

struct PriorityTests {
    private func priority(_ id: String, now: Double, target: Double, _ importance: Importance = .medium, fit: Double = 1, spread: Double = 0) -> Priority {
        let it = Framework.sample([id]).characteristics[0]
        return Priority(characteristic: it, now: now, target: target, importance: importance, fit: fit, spread: spread)
    }

    @Test func `the score is gap times importance times fit, and spread breaks ties`() {
        let ranked = [
            priority("small", now: 2, target: 3), priority("fits", now: 1, target: 3, fit: 0.5), priority("matters", now: 1, target: 3, .high),
            priority("split", now: 2, target: 3, spread: 0.4), priority("there", now: 3, target: 3), priority("no route", now: 0, target: 4, fit: 0),
        ].ranked()
        #expect(ranked.map(\.characteristic.id) == ["matters", "split", "small", "fits", "no route"])
        #expect(ranked.map(\.score) == [6, 2, 2, 2, 0])
    }

    @Test func `five to seven are shown first, cut where the score falls most`() {
        func list(_ gaps: [Double]) -> [Priority] { gaps.enumerated().map { priority("p\($0)", now: 0, target: $1) } }
        #expect(list([4, 4, 3, 3, 3, 1, 1, 1]).startCount == 5)
        #expect(list([4, 4, 3, 3, 3, 3, 1, 1]).startCount == 6)
        #expect(list([4, 4, 3, 3, 3, 3, 3, 1]).startCount == 7)
        #expect(list([4, 4, 3]).startCount == 3)
        #expect(list([4, 4, 3, 3, 3, 3]).startCount == 6)
    }

    @Test func `a characteristic fits as much as its routes carry beside an equal mix; a foundation is neutral`() {
        var it = Framework.sample().characteristics[0]
        let mix = RouteMix(weights: ["p": 40, "c": 30, "x": 30, "y": 0])
        #expect(mix.fit(it) == 1)
        it.routes = ["p"]
        #expect(mix.fit(it) == 1.6)
        it.routes = ["p", "c"]
        #expect(abs(mix.fit(it) - 1.4) < 1e-12)
        it.routes = ["y"]
        #expect(mix.fit(it) == 0)
        #expect(RouteMix(weights: ["p": 25, "c": 25, "x": 25, "y": 25]).fit(it) == 1)
    }

    @Test func `the next step starts from the level that is fully reached`() {
        #expect(priority("a", now: 1.5, target: 3).nextStep == "s1")
        #expect(priority("a", now: 4, target: 4).nextStep == nil)
    }
}

struct ThemeScoreTests {
    @Test func `a theme's cell is hidden where one of its statements is, and never alone`() {
        // Given a small group y beside x and z
        let framework = Framework.sample(["a"])
        let given = answers("x", [1, 2, 3, 3, 3, 3]) + answers("y", [1, 1]) + answers("z", [2, 2, 2, 2, 2, 2, 2])
        let score = Score(of: given, in: framework, threshold: 5)
        let rows = ThemeScore.all(answers: given, framework: framework, groups: ["x", "y", "z"], score: score) { _, _ in true }
        #expect(rows[0].groups.map { $0.figures == nil } == [true, true, false])
        #expect(rows[0].groups[2].figures?.median == 2)
        #expect(rows[0].groups[2].figures?.people == 7)
    }

    @Test func `only statements put to the most groups are compared, and a group that was not asked has no cell`() {
        let framework = Framework.sample(["a", "b"])
        let given = ["a", "b"].flatMap { answers("x", [1, 1, 1, 1, 1], $0) } + answers("y", [3, 3, 3, 3, 3])
        let score = Score(of: given, in: framework, threshold: 5)
        let rows = ThemeScore.all(answers: given, framework: framework, groups: ["x", "y", "z"], score: score) { group, it in
            group == "x" || (group == "y" && it.id == "a")
        }
        #expect(rows[0].compared == ["a"])
        #expect(rows[0].groups.map(\.isAsked) == [true, true, false])
        #expect(rows[0].groups.map { $0.figures?.median } == [1, 3, nil])
    }
}
