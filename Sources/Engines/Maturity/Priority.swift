/// How much a characteristic matters to a council now.
package enum Importance: Int, Codable, CaseIterable, Sendable {
    case low = 1
    case medium = 2
    case high = 3
}

/// The ambition of a round: weights of the framework's routes that add to 100.
package struct RouteMix: Codable, Hashable, Sendable {
    package var weights: [String: Int]

    package init(weights: [String: Int]) { self.weights = weights }

    /// The share of the mix that a characteristic serves, divided by its share of an equal mix.
    ///
    /// 1 is neutral, and is what a foundation (no route of its own) always has; 0 means that the mix leaves it out. Dividing
    /// by the equal share keeps a characteristic of one route from ranking below a foundation just for having one.
    package func fit(_ characteristic: Characteristic) -> Double {
        guard !characteristic.routes.isEmpty, !weights.isEmpty else { return 1 }
        let share = Double(characteristic.routes.reduce(0) { $0 + (weights[$1] ?? 0) }) / 100
        return share / (Double(characteristic.routes.count) / Double(weights.count))
    }
}

/// Where a council stands on a characteristic and wants to be, and why it ranks where it does.
package struct Priority: Hashable, Sendable {
    package var characteristic: Characteristic
    package var now: Double
    package var target: Double
    package var importance: Importance
    package var fit: Double
    /// 0 where fewer than two people answered.
    package var spread: Double

    package init(
        characteristic: Characteristic, now: Double, target: Double, importance: Importance, fit: Double, spread: Double
    ) {
        self.characteristic = characteristic
        self.now = now
        self.target = target
        self.importance = importance
        self.fit = fit
        self.spread = spread
    }

    package var gap: Double { max(0, target - now) }

    /// gap × importance × fit.
    package var score: Double { gap * Double(importance.rawValue) * fit }

    /// The level from which the next step starts: the whole level reached.
    package var fromLevel: Int { Int(now.rounded(.down)) }

    /// The level that the next step leads to; the same level where there is none higher.
    package var toLevel: Int { nextStep == nil ? fromLevel : fromLevel + 1 }

    /// The smallest step from here, in words; nil at the highest level.
    package var nextStep: String? {
        characteristic.steps.indices.contains(fromLevel) ? characteristic.steps[fromLevel] : nil
    }
}

extension [Priority] {
    /// Those with a gap, by score; the wider spread of answers breaks a tie, then the order given.
    package func ranked() -> [Priority] {
        enumerated().filter { $0.element.gap > 0 }.sorted { a, b in
            (b.element.score, b.element.spread, a.offset) < (a.element.score, a.element.spread, b.offset)
        }.map(\.element)
    }

    /// How many of the ranked to show first: five to seven, cut where the score falls most, all where there are fewer.
    ///
    /// One that the mix leaves out (score 0) is never among them while others are.
    package var startCount: Int {
        let scored = self.count { $0.score > 0 }
        let count = scored == 0 ? self.count : scored
        guard count > 5 else { return count }
        let cuts = 5...Swift.min(7, count)
        func fall(_ cut: Int) -> Double { self[cut - 1].score - (cut < count ? self[cut].score : 0) }
        return cuts.max { fall($0) < fall($1) } ?? 5
    }
}
