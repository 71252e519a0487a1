package import Foundation
import Synchronization

/// At most so many tries of one kind by one key in a stretch of time. Kept in memory: a restart forgives.
package final class RateLimit: Sendable {
    private let tries = Mutex<[String: [Date]]>([:])
    private let most: Int
    private let seconds: TimeInterval
    private static let keyLimit = 50_000

    package init(most: Int, inSeconds seconds: TimeInterval) {
        self.most = most
        self.seconds = seconds
    }

    /// Counts a try; throws `PageError.tooManyTries` when it is one too many.
    package func count(_ key: String, now: Date) throws {
        let isAllowed = tries.withLock { tries in
            if tries.count > Self.keyLimit { tries.removeAll() }
            var recent = (tries[key] ?? []).filter { now.timeIntervalSince($0) < seconds }
            guard recent.count < most else { return false }
            recent.append(now)
            tries[key] = recent
            return true
        }
        if !isAllowed { throw PageError.tooManyTries }
    }

    package func forgive(_ key: String) { tries.withLock { _ = $0.removeValue(forKey: key) } }
}
