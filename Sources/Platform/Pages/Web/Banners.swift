import Synchronization

/// What became of what someone asked for, shown at the top of the page that follows.
package struct Banner: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case done
        /// Nothing was changed.
        case refused
    }

    package let kind: Kind
    package let message: String
}

/// Banners that wait for the page to which their browser was sent. Another page, opened meanwhile in another tab, does not take them.
package final class Banners: Sendable {
    private let waiting = Mutex<(banners: [Place: Banner], inOrder: [Place])>(([:], []))
    private static let limit = 10_000

    private struct Place: Hashable {
        let sessionToken: String
        let path: String
    }

    package init() {}

    package func set(_ banner: Banner, for sessionToken: String, at path: String) {
        let place = Place(sessionToken: sessionToken, path: path)
        waiting.withLock { waiting in
            if waiting.banners.updateValue(banner, forKey: place) == nil { waiting.inOrder.append(place) }
            guard waiting.inOrder.count > Self.limit else { return }
            for old in waiting.inOrder.prefix(Self.limit / 2) { waiting.banners[old] = nil }
            waiting.inOrder.removeFirst(Self.limit / 2)
        }
    }

    package func take(for sessionToken: String, at path: String) -> Banner? {
        waiting.withLock { $0.banners.removeValue(forKey: Place(sessionToken: sessionToken, path: path)) }
    }
}
