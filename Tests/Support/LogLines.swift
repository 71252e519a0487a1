package import Logging
import Synchronization

/// What the program logs while a test runs, as text.
package final class LogLines: Sendable {
    private let kept = Mutex<[String]>([])

    package init() {}

    package var all: [String] { kept.withLock { $0 } }

    package var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(lines: self) }
        logger.logLevel = .debug
        return logger
    }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var metadataProvider: Logger.MetadataProvider?
        var logLevel: Logger.Level = .debug

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let line = "\(event.level) \(event.message) \(event.metadata ?? [:])"
            lines.kept.withLock { $0.append(line) }
        }
    }
}
