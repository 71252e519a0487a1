/// Cases with the same activities in the same order.
package struct Variants: Sendable {
    /// For each case its variant.
    package private(set) var variantOf: [Int32] = []
    /// For each variant one of its cases, the first.
    package private(set) var examples: [Int] = []
    package private(set) var counts: [Int] = []

    package var count: Int { counts.count }

    package init(_ log: EventLog) {
        let codes = log.activities.codes
        var slots = Array(repeating: Int32(-1), count: 1024)
        var hashes: [UInt64] = []
        variantOf.reserveCapacity(log.caseCount)
        for index in 0..<log.caseCount {
            let range = log.events(of: index)
            let hash = Self.hash(codes, range)
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] >= 0 {
                let known = Int(slots[slot])
                if hashes[known] == hash, Self.isEqual(codes, log.events(of: examples[known]), range) { break }
                slot = (slot + 1) & (slots.count - 1)
            }
            if slots[slot] < 0 {
                slots[slot] = Int32(counts.count)
                hashes.append(hash)
                examples.append(index)
                counts.append(0)
            }
            let variant = slots[slot]
            counts[Int(variant)] += 1
            variantOf.append(variant)
            if counts.count * 2 > slots.count { slots = Self.grown(hashes, to: slots.count * 2) }
        }
    }

    /// Variants by descending number of cases, ties by their words; at most `limit`.
    package func largest(_ limit: Int, in log: EventLog) -> [Int] {
        let ranks = log.activities.ranks
        func sequence(_ variant: Int) -> [Int] { log.events(of: examples[variant]).map { ranks[Int(log.activities.codes[$0])] } }
        guard limit < count else {
            return counts.indices.sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : sequence($0).lexicographicallyPrecedes(sequence($1)) }
        }
        let least = counts.sorted(by: >)[max(0, limit - 1)]
        let candidates = counts.indices.filter { counts[$0] >= least }.map { (variant: $0, sequence: sequence($0)) }
        let sorted = candidates.sorted { a, b in
            counts[a.variant] != counts[b.variant]
                ? counts[a.variant] > counts[b.variant] : a.sequence.lexicographicallyPrecedes(b.sequence)
        }
        return sorted.prefix(limit).map(\.variant)
    }

    private static func hash(_ codes: [Int32], _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(range.count)
        for event in range {
            let (high, low) = (hash ^ UInt64(UInt32(bitPattern: codes[event]))).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
            hash = high ^ low
        }
        return hash
    }

    private static func isEqual(_ codes: [Int32], _ a: Range<Int>, _ b: Range<Int>) -> Bool {
        guard a.count == b.count else { return false }
        for i in 0..<a.count where codes[a.lowerBound + i] != codes[b.lowerBound + i] { return false }
        return true
    }

    private static func grown(_ hashes: [UInt64], to size: Int) -> [Int32] {
        var slots = Array(repeating: Int32(-1), count: size)
        for (variant, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(variant)
        }
        return slots
    }
}
