package import Foundation
import Synchronization

/// At most so many tries of one kind by one key in a stretch of time. Kept in memory: a restart forgives.
package final class RateLimit: Sendable {
    private let tries = Mutex<[String: [Date]]>([:])
    private let most: Int
    private let seconds: TimeInterval
    private let keyLimit: Int

    /// - Parameter keyLimit: how many keys are remembered; one takes about a hundred bytes.
    package init(most: Int, inSeconds seconds: TimeInterval, keyLimit: Int = 50_000) {
        self.most = most
        self.seconds = seconds
        self.keyLimit = keyLimit
    }

    /// Counts a try; throws `PageError.tooManyTries` when it is one too many.
    package func count(_ key: String, now: Date) throws {
        let wait: TimeInterval? = tries.withLock { tries in
            var recent = (tries[key] ?? []).filter { now.timeIntervalSince($0) < seconds }
            guard recent.count < most else { return seconds - now.timeIntervalSince(recent[0]) }
            if tries[key] == nil && tries.count >= keyLimit { makeRoom(in: &tries, now: now) }
            recent.append(now)
            tries[key] = recent
            return nil
        }
        if let wait { throw PageError.tooManyTries(seconds: max(1, Int(wait.rounded(.up)))) }
    }

    package func forgive(_ key: String) { tries.withLock { _ = $0.removeValue(forKey: key) } }

    /// Forgets what is over, and if that is not enough a tenth of the keys: those with the fewest tries first, of these the
    /// oldest. So a flood of invented keys pushes out one another and not the key that is being guessed at.
    private func makeRoom(in tries: inout [String: [Date]], now: Date) {
        tries = tries.filter { $0.value.last.map { now.timeIntervalSince($0) < seconds } ?? false }
        let excess = tries.count - keyLimit * 9 / 10
        guard excess > 0 else { return }
        let order = tries.sorted { a, b in
            (a.value.count, a.value.last ?? .distantPast) < (b.value.count, b.value.last ?? .distantPast)
        }
        for (key, _) in order.prefix(excess) { tries.removeValue(forKey: key) }
    }
}
