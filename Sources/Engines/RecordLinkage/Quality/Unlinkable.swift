import Tables

extension Linkage {
    /// Records that hold so little that not even a perfect copy of them would reach the threshold.
    ///
    /// - Parameter threshold: A match weight.
    package func unlinkable(_ parameters: Parameters, threshold: Double) throws -> Int {
        let size = 1 << 15
        let pieces = (table.count + size - 1) / size
        let parts = try inOrder(pieces: pieces, workers: workers) { piece in
            var comparer = PairComparer(prepared)
            var counts: [UInt64: Int] = [:]
            for record in piece * size..<min(table.count, (piece + 1) * size) { counts[comparer.pattern(record, record), default: 0] += 1 }
            return counts
        }
        var counts: [UInt64: Int] = [:]
        for part in parts { counts.merge(part, uniquingKeysWith: +) }
        return counts.reduce(0) { plainWeight($1.key, parameters) < threshold ? $0 + $1.value : $0 }
    }

    /// The weight of a pattern without term frequencies.
    private func plainWeight(_ code: UInt64, _ parameters: Parameters) -> Double {
        let pattern = CandidatePairs.Pattern(code: code, levels: prepared.plan.levels(of: code), count: 1)
        return Scorer(parameters, model: model.withoutTermFrequencies, table: table, patterns: [pattern]).weight(0, 0, pattern: 0)
    }
}

extension LinkModel {
    var withoutTermFrequencies: LinkModel {
        var model = self
        for k in model.comparisons.indices {
            for level in model.comparisons[k].levels.indices { model.comparisons[k].levels[level].termFrequency = nil }
        }
        return model
    }
}
