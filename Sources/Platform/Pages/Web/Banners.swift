import Synchronization

/// "Saved." and the like, kept for the next page of the same browser.
package final class Banners: Sendable {
    private let waiting = Mutex<[String: String]>([:])
    private static let limit = 10_000

    package init() {}

    package func set(_ message: String, for sessionToken: String) {
        waiting.withLock { waiting in
            if waiting.count >= Self.limit { waiting.removeAll() }
            waiting[sessionToken] = message
        }
    }

    package func take(for sessionToken: String) -> String? { waiting.withLock { $0.removeValue(forKey: sessionToken) } }
}
