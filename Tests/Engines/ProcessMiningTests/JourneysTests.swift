import Foundation
import ProcessMining
import Tables
import Testing

@Suite("Where the days go")
struct JourneysTests {
    private func log(_ text: String) throws -> EventLog { try TableLog.read(Data(text.utf8)).ordered(by: .completion) }

    /// Two cases wait for a visit, one of them chases twice on the way; costs in pounds.
    private let chased = """
        case_id,activity,service,demand,start_timestamp,timestamp,cost
        1,Asked,Contact,value,2026-01-05T09:00Z,2026-01-05T09:10Z,4
        1,Chased,Contact,failure,2026-01-08T09:00Z,2026-01-08T09:05Z,3
        1,Chased,Contact,failure,2026-01-09T09:00Z,2026-01-09T09:05Z,3.50
        1,Visited,Repairs,,2026-01-15T09:10Z,2026-01-15T10:00Z,50
        1,Papers in,Digital,,2026-01-16T10:00Z,2026-01-16T10:00Z,0
        1,Chased,Contact,failure,2026-01-20T10:00Z,2026-01-20T10:00Z,2
        2,Asked,Contact,value,2026-01-05T09:00Z,2026-01-05T09:10Z,4
        2,Visited,Repairs,,2026-01-06T09:10Z,2026-01-06T10:00Z,50
        """

    @Test func `A wait runs from step to step, however often somebody chases, and bears the cost of the chases`() throws {
        var settings = JourneySettings()
        settings.citizenActivities = ["Papers in"]
        let journeys = Journeys(try log(chased), settings)

        let first = try #require(journeys.roadblocks.waits.first)
        #expect(journeys.activity(first.from) == "Asked")
        #expect(journeys.activity(first.to) == "Visited")
        #expect(first.waits.total == 11 * Timestamp.day)
        #expect(first.failures == 2)
        #expect(first.failureCost == 650)
        #expect(journeys.service(first.owner) == "Repairs")
        let second = try #require(journeys.roadblocks.waits.last)
        #expect(second.isOnCitizen)
        #expect(journeys.roadblocks.failuresUnanswered == 1)
        #expect(journeys.roadblocks.failures == 3)
        #expect(journeys.costs.failure == [850, 0])
    }

    @Test func `Chases are counted in the days of the wait in which they came, over the days waited`() throws {
        let journeys = Journeys(try log(chased), JourneySettings())
        let code = try #require(journeys.log.activities.words.find("Visited"))
        let bands = journeys.hazard.bands[Int(code)]

        #expect(bands.reduce(0) { $0 + $1.chases } == 2)
        #expect(abs(bands.reduce(0) { $0 + $1.exposure } - 11) < 1e-9)
        // The first chase came 2.99 days after the last step, the second 3.99.
        #expect(bands.first { $0.days.contains(2) }?.chases == 1)
        #expect(bands.first { $0.days.contains(3) }?.chases == 1)
    }

    @Test func `Chasing peaks where many wait, not among the few who wait longest`() throws {
        var rows = "case_id,activity,timestamp,demand\n"
        for number in 0..<40 {
            rows += "\(number),Asked,2026-01-01,\n\(number),Called,2026-01-0\(number < 4 ? 2 : 9),failure\n\(number),Visited,2026-01-15,\n"
        }
        rows += "late,Asked,2026-01-01,\n"
        for day in 1...28 { rows += "late,Called,2026-07-\(day < 10 ? "0" : "")\(day),failure\n" }
        rows += "late,Visited,2027-01-15,\n"
        let journeys = Journeys(try log(rows), JourneySettings())
        let code = try #require(journeys.log.activities.words.find("Visited"))

        let found = try #require(journeys.hazard.steepest(code))
        #expect(found.band.days == 7..<10)
        // 36 calls in 123 citizen-days, against 4 in the 41 of the second day.
        #expect(found.band.chases == 36)
        #expect(abs(found.times - (36.0 / 123) / (4.0 / 41)) < 1e-9)
        #expect(journeys.hazard.bands[Int(code)].first { $0.days.contains(200) }?.chases ?? 0 > 0)
    }

    @Test func `Going to another service and straight back is ping-pong`() throws {
        let log = try log(
            """
            case_id,activity,service,timestamp
            1,a,X,2026-01-01
            1,b,Y,2026-01-02
            1,c,X,2026-01-03
            2,a,X,2026-01-01
            2,b,Y,2026-01-02
            2,c,Y,2026-01-03
            2,d,Z,2026-01-04
            """)
        let handovers = Handovers(log)

        #expect(handovers.isPingPong == [true, false])
        #expect(handovers.perCase == [2, 2])
        #expect(handovers.passings.reduce(0) { $0 + $1.returns } == 1)
        #expect(handovers.within?.count == 1)
    }

    /// b and c run side by side: c is waited for from a, not from b.
    @Test func `Where steps run side by side, a wait counts from the step that made it possible`() throws {
        let words = (0..<20).map { $0 % 2 == 0 ? "abcd" : "acbd" }
        let log = try Logs.letters(words)
        let moves = Moves(log, \.activities)
        let dependency = Dependency(log, moves)
        let waits = EnabledWaits(log, moves, dependency)
        let c = try #require(log.activities.words.find("c"))
        let b = try #require(log.activities.words.find("b"))

        #expect(dependency.isParallel(b, c))
        #expect(waits.plain[Int(c)]?.mean == Double(Logs.hour))
        #expect(waits.waits[Int(c)]?.mean == 1.5 * Double(Logs.hour))
    }

    /// Freireich et al. 1963, the group on 6-MP, as in Kleinbaum and Klein, Survival Analysis (2012), table 2.1; lifelines 0.30 gives the same.
    @Test func `Survival is that of the leukaemia trial, censored cases included`() {
        let times: [Int64] = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
        let closed = times.indices.map { $0 < 9 }
        let survival = Survival(times, isClosed: closed)

        let expected: [(Int64, Double)] = [(6, 0.8571), (7, 0.8067), (10, 0.7529), (13, 0.6902), (16, 0.6275), (22, 0.5378), (23, 0.4482)]
        #expect(survival.steps.count == expected.count)
        for (step, (time, share)) in zip(survival.steps, expected) {
            #expect(step.time == time)
            #expect(abs(step.share - share) < 1e-4)
        }
        #expect(survival.time(until: 0.5) == 23)
        #expect(survival.openCases == 12)
    }

    @Test func `Cost that one case has alone has the highest Gini, and the same for all has none`() throws {
        let same = try #require(Concentration(Array(repeating: 10, count: 8)))
        #expect(abs(same.gini) < 1e-12)
        #expect(abs(same.lorenz[10] - 0.5) < 1e-12)
        let one = try #require(Concentration([0, 0, 0, 8]))
        #expect(abs(one.gini - 0.75) < 1e-12)
        #expect(one.top1 == 1)
        // Gini of 1, 2, 3, 4: mean difference of all pairs over twice the mean = 0.25.
        #expect(abs(try #require(Concentration([4, 2, 1, 3])).gini - 0.25) < 1e-12)
    }

    /// Montgomery, Introduction to Statistical Quality Control (2009), example 6.5: viscosity of aircraft primer paint.
    @Test func `Limits of a chart of individuals are those of the textbook`() {
        let values = [33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84]
        let chart = ControlChart(values: values)

        #expect(abs(chart.mean - 33.52) < 0.01)
        #expect(abs(chart.upper - 34.80) < 0.02)
        #expect(abs(chart.lower - 32.25) < 0.02)
        #expect(!chart.points.contains { $0.isSignal })
    }

    @Test func `Open cases age until the log was taken, closed ones do not`() throws {
        var settings = JourneySettings()
        settings.closingActivities = ["Visited"]
        let journeys = Journeys(try log(chased), settings)

        #expect(journeys.flags.isClosed == [false, true])
        #expect(journeys.survival.openCases == 1)
        #expect(journeys.ageing.counts.reduce(0, +) == 1)
        #expect(journeys.flags.closing.basis == .named)
        #expect(journeys.flags.closing.closingSteps.map { journeys.activity($0.activity) } == ["Visited"])
    }

    @Test(arguments: 1...20)
    func `A map keeps a way from the start to every step and on to the end, within its limits`(seed: UInt64) throws {
        let log = try Logs.random(seed: seed).log
        var limits = FlowMap.Limits()
        limits.nodes = Int(seed % 4) + 1
        limits.moves = 0.1
        let map = FlowMap(log, limits: limits)

        func reached(_ root: Int, _ from: KeyPath<FlowMap.Arrow, Int>, _ to: KeyPath<FlowMap.Arrow, Int>) -> Set<Int> {
            var found: Set<Int> = [root]
            while let next = map.arrows.first(where: { found.contains($0[keyPath: from]) && !found.contains($0[keyPath: to]) }) {
                found.insert(next[keyPath: to])
            }
            return found
        }
        #expect(reached(-1, \.from, \.to).isSuperset(of: map.nodes.indices))
        #expect(reached(-2, \.to, \.from).isSuperset(of: map.nodes.indices))
        #expect(map.nodes.count <= limits.nodes)
        #expect((0...1).contains(map.moveShare))
    }
}
