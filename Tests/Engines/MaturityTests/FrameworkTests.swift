import Maturity
import Testing

struct FrameworkTests {
    private func problems(_ change: (inout Framework) -> Void) -> [String] {
        var framework = Framework.sample()
        change(&framework)
        return framework.problems().map { "\($0.path): \($0.message)" }
    }

    @Test func `a sound framework has no problems`() { #expect(Framework.sample().problems().isEmpty) }

    @Test func `duplicate ids, missing descriptors and steps, and references to nothing are found in one pass`() {
        let found = problems { framework in
            framework.themes[0].characteristics[1].id = "a"
            framework.themes[0].characteristics[2].levels.removeLast()
            framework.themes[0].characteristics[2].steps.removeAll()
            framework.themes[0].characteristics[0].requires = ["nowhere"]
            framework.themes[0].characteristics[0].routes = ["north"]
            framework.themes[0].characteristics[0].groups = ["nobody"]
        }
        #expect(found.count == 6)
        #expect(found.contains { $0.contains("characteristic id \"a\" is already used at themes[0].characteristics[0]") })
        #expect(found.contains { $0.contains("\"c\" has 4 descriptors; the framework has 5 levels") })
        #expect(found.contains { $0.contains("there is no characteristic \"nowhere\"") })
    }

    @Test func `prerequisites that run in a circle are named with the circle`() {
        let found = problems { framework in
            framework.themes[0].characteristics[0].requires = ["b"]
            framework.themes[0].characteristics[1].requires = ["c"]
            framework.themes[0].characteristics[2].requires = ["a"]
        }
        #expect(found == ["themes[0].characteristics[0].requires: prerequisites run in a circle: a → b → c → a"])
    }

    @Test func `a characteristic that requires itself is a circle, a diamond is not`() {
        #expect(problems { $0.themes[0].characteristics[0].requires = ["a"] }.count == 1)
        #expect(
            problems {
                $0.themes[0].characteristics[0].requires = ["b", "c"]; $0.themes[0].characteristics[1].requires = ["c"]
            }.isEmpty)
    }

    @Test func `a council's own changes reword, add and hide by id, and say what is not there`() {
        let own = Characteristic(id: "own", title: "Own", statement: "Own", levels: ["0", "1", "2", "3", "4"], steps: ["a", "b", "c", "d"])
        let (changed, problems) = Framework.sample().applying(
            FrameworkOverride(
                framework: "sample", hide: ["b", "gone"], reword: [.init(id: "a", title: "New title"), .init(id: "missing")],
                add: [.init(theme: "t", characteristic: own), .init(theme: "no-theme", characteristic: own)]))
        #expect(changed.characteristics.map(\.id) == ["a", "c", "own"])
        #expect(changed.characteristics[0].title == "New title")
        #expect(problems.map(\.path) == ["reword[1].id", "add[1].theme", "hide[1]"])
    }

    @Test func `a group is asked what is meant for it, or its share of the pulse`() {
        let framework = Framework.sample()
        #expect(framework.themes(askedOf: "x", asks: .all).flatMap(\.characteristics).count == 3)
        #expect(framework.themes(askedOf: "y", asks: .pulse).flatMap(\.characteristics).map(\.id) == ["a"])
        #expect(framework.themes(askedOf: "own-union", asks: .pulse).flatMap(\.characteristics).map(\.id) == ["a"])
    }
}
