import CArgon2
import NIOPosix
import Pages
import Synchronization

/// Argon2id with 19 MiB, two passes and one lane (OWASP Password Storage Cheat Sheet), at most two hashes at once.
///
/// Hashing runs on threads of its own: on the request threads a handful of sign-ins would stop the site.
package final class PasswordHasher: Sendable {
    private let threads: NIOThreadPool
    private let waiting = Mutex(0)
    /// More sign-ins than this at once are told to come back; each waits some 40 ms for the one before.
    private static let longestQueue = 40

    package init() {
        threads = NIOThreadPool(numberOfThreads: 2)
        threads.start()
    }

    /// The password's hash with its salt and settings, as one line of text.
    package func hash(_ password: String) async throws -> String {
        try await queued { Self.encode(password) }
    }

    /// Whether the password belongs to the hash. Without a hash as much time is spent, so that an unknown e-mail address
    /// cannot be told from a wrong password.
    package func verify(_ password: String, against hash: String?) async throws -> Bool {
        try await queued {
            guard let hash else {
                _ = Self.encode(password)
                return false
            }
            let bytes = Array(password.utf8)
            return argon2id_verify(hash, bytes, bytes.count) == 0
        }
    }

    private func queued<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws -> Value {
        let isFree = waiting.withLock { waiting in
            guard waiting < Self.longestQueue else { return false }
            waiting += 1
            return true
        }
        guard isFree else { throw PageError.busy }
        defer { waiting.withLock { $0 -= 1 } }
        return try await threads.runIfActive { work() }
    }

    private static func encode(_ password: String) -> String {
        let bytes = Array(password.utf8)
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        var encoded = [CChar](repeating: 0, count: 128)
        let status = argon2id_hash_encoded(
            2, 19 * 1024, 1, bytes, bytes.count, salt, salt.count, 32, &encoded, encoded.count)
        precondition(status == 0, "Argon2 refused its own settings")
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
