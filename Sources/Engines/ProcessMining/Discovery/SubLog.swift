/// Part of a log as the miner sees it: each different trace once, with how often it comes, in the order of first appearance.
///
/// A long case that is cut again and again falls into a few short traces that come often, so cost hangs on those.
struct SubLog {
    /// The steps of all traces, one trace after the other.
    private var steps: [Int32] = []
    private var ends: [Int] = []
    private(set) var counts: [Int] = []
    private var hashes: [UInt64] = []
    /// The number of a trace at its hash, or -1.
    private var slots = Array(repeating: Int32(-1), count: 16)

    init() {}

    var count: Int { counts.count }
    var cases: Int { counts.reduce(0, +) }
    /// How many traces are empty, each as often as it comes.
    var emptyCases: Int { (0..<count).reduce(0) { self[$1].isEmpty ? $0 + counts[$1] : $0 } }

    subscript(trace: Int) -> ArraySlice<Int32> { steps[(trace == 0 ? 0 : ends[trace - 1])..<ends[trace]] }

    /// Adds a step to the trace that is being written.
    mutating func append(_ step: Int32) { steps.append(step) }

    /// Ends the trace that is being written; one that is here already is only counted.
    mutating func close(times: Int) {
        let start = ends.last ?? 0
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(steps.count - start)
        for place in start..<steps.count {
            let (high, low) = (hash ^ UInt64(UInt32(bitPattern: steps[place]))).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
            hash = high ^ low
        }
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let known = Int(slots[slot])
            if hashes[known] == hash, self[known] == steps[start...] {
                counts[known] += times
                steps.removeLast(steps.count - start)
                return
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(truncatingIfNeeded: count)
        ends.append(steps.count)
        counts.append(times)
        hashes.append(hash)
        if count * 2 > slots.count { grow() }
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for (trace, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(truncatingIfNeeded: trace)
        }
    }

    /// The same without empty traces.
    var withoutEmpty: SubLog {
        guard emptyCases > 0 else { return self }
        var out = SubLog()
        for trace in 0..<count where !self[trace].isEmpty {
            for step in self[trace] { out.append(step) }
            out.close(times: counts[trace])
        }
        return out
    }
}
