import Foundation
package import NIOCore

/// What one connection, and all together, may take. docs/guides/running-a-hub.md tells them to whoever runs a hub.
package struct ConnectionLimits: Sendable {
    /// Open connections at once. Beyond it new ones wait; a little before it the one that has waited longest is closed.
    package var most: Int
    /// From the opening of a connection to the end of its first request's headers.
    package var headers: TimeAmount = .seconds(20)
    /// From the end of an answer to the end of the next request's headers.
    package var idle: TimeAmount = .seconds(60)
    /// How long a form or an answer may take on the line, whatever its size. A larger one gets time beyond it at `leastRate`.
    package var grace: TimeAmount = .seconds(30)
    /// Bytes a second below which a line is given up: a quarter of a slow mobile line.
    package var leastRate = 1_000
    /// Bytes of unfinished forms in memory, all connections together.
    package var mostHeld = 32 * 1024 * 1024
    /// How often a connection looks at the clock.
    package var look: TimeAmount = .seconds(5)
    /// After an answer that came before the whole request: time for the browser to read it.
    package var linger: TimeAmount = .seconds(5)

    package init(most: Int) { self.most = most }

    private static let everEnough = 1_000
    /// The data file, its log and readers, content, standard streams.
    private static let keptForFiles = 64

    /// As many connections as the process's limit of open files leaves room for.
    ///
    /// - Parameters:
    ///   - descriptors: the soft limit of open files (`ulimit -n`).
    ///   - cores: each has an event loop with a few descriptors of its own.
    package init(descriptors: Int, cores: Int) {
        self.init(most: min(Self.everEnough, max(descriptors - Self.keptForFiles - 4 * cores, descriptors / 4)))
    }

    package static var ofThisProcess: ConnectionLimits {
        var limit = rlimit()
        let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        let descriptors = isKnown ? Int(min(limit.rlim_cur, 1_000_000)) : 1_024
        return ConnectionLimits(descriptors: descriptors, cores: ProcessInfo.processInfo.activeProcessorCount)
    }

    /// The connections that are kept free for newcomers: several are taken in one go.
    var spare: Int { max(1, min(16, most / 4)) }

    /// When something that began at a moment must be over, having moved so many bytes.
    func end(of start: NIODeadline, bytes: Int) -> NIODeadline {
        start + grace + .milliseconds(Int64(bytes) * 1_000 / Int64(max(1, leastRate)))
    }
}
