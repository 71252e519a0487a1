package import Foundation

/// An advisory lock on a file, held for as long as the value lives; the system lets go of it if the process dies.
package final class FileLock: Sendable {
    private let descriptor: Int32

    package init(at url: URL) throws {
        descriptor = open(url.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError.cannotLock(path: url.path, reason: String(cString: strerror(errno)))
        }
        // One that an earlier program left open to others, who could then hold it.
        fchmod(descriptor, 0o600)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StoreError.inUse(path: url.path)
        }
    }

    deinit { close(descriptor) }
}
