import Tables

extension Linkage {
    /// Records that hold so little that not even a perfect copy of them would reach the threshold.
    ///
    /// - Parameter threshold: A match weight.
    package func unlinkable(_ parameters: Parameters, threshold: Double) throws -> Int {
        let size = 1 << 15
        let pieces = (table.count + size - 1) / size
        let parts = inOrder(pieces: pieces, workers: workers) { piece in
            var counter = PatternCounter(prepared)
            for record in piece * size..<min(table.count, (piece + 1) * size) { counter.add(record, record) }
            return counter.counts()
        }
        return sum(parts).reduce(0) { unlinkable, pattern in
            let weight = matchWeight(parameters.logLikelihoods(prepared.plan.levels(of: pattern.key)))
            return weight < threshold ? unlinkable + pattern.value : unlinkable
        }
    }
}
