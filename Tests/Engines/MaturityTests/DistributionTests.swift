import Maturity
import Testing

struct DistributionTests {
    @Test(arguments: [
        ([0, 0, 1, 0, 0], 2.0), ([1, 0, 0, 0, 1], 2.0), ([0, 1, 1, 0, 0], 1.5), ([3, 1, 0, 0, 0], 0.0), ([0, 0, 2, 3, 0], 3.0), ([2, 0, 0, 2, 0], 1.5),
    ])
    func `the median is the middle value, or the mean of the two middle ones`(counts: [Int], median: Double) {
        #expect(Distribution(counts: counts).median == median)
    }

    @Test func `nobody gives no median, and one person no spread`() {
        #expect(Distribution(levels: 5).median == nil)
        #expect(Distribution(counts: [0, 1, 0, 0, 0]).spread == nil)
    }

    @Test func `spread is 0 where all agree and near a half where half stand at each end`() throws {
        #expect(Distribution(counts: [0, 0, 9, 0, 0]).spread == 0)
        // 5 and 5 at the ends: 25 of 45 pairs differ by 4 of 4 levels
        let split = try #require(Distribution(counts: [5, 0, 0, 0, 5]).spread)
        #expect(abs(split - 25.0 / 45) < 1e-12)
    }

    @Test func `spread equals the mean over all pairs, written out`() throws {
        var random = SplitMix(seed: 1)
        for _ in 0..<200 {
            let values = (0..<Int.random(in: 2...30, using: &random)).map { _ in Int.random(in: 0...4, using: &random) }
            var sum = 0
            var pairs = 0
            for i in values.indices {
                for j in values.indices where j > i {
                    sum += abs(values[i] - values[j])
                    pairs += 1
                }
            }
            let spread = try #require(Distribution(values, levels: 5).spread)
            #expect(abs(spread - Double(sum) / Double(pairs) / 4) < 1e-12)
        }
    }

    @Test func `median and middle half equal those of the sorted list`() throws {
        var random = SplitMix(seed: 2)
        for _ in 0..<200 {
            let values = (0..<Int.random(in: 1...25, using: &random)).map { _ in Int.random(in: 0...4, using: &random) }.sorted()
            let n = values.count
            let distribution = Distribution(values, levels: 5)
            #expect(distribution.median == Double(values[(n - 1) / 2] + values[n / 2]) / 2)
            // Hyndman and Fan 1996, definition 2: the mean of the two values where np is whole, else the next one
            func quantile(_ quarter: Int) -> Double {
                let np = Double(n * quarter) / 4
                if np == np.rounded() { return Double(values[Int(np) - 1] + values[min(Int(np), n - 1)]) / 2 }
                return Double(values[Int(np.rounded(.up)) - 1])
            }
            let half = try #require(distribution.middleHalf)
            #expect(half.lowerBound == quantile(1))
            #expect(half.upperBound == quantile(3))
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
