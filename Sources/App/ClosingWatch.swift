import Assessment
import Foundation
import Logging
import ServiceLifecycle

/// Writes down each minute, from the start of the server on, which rounds have closed by their date.
struct ClosingWatch: Service {
    let rounds: RoundStore
    let now: @Sendable () -> Date
    let logger: Logger

    func run() async throws {
        while !Task.isShuttingDownGracefully && !Task.isCancelled {
            do {
                try await rounds.keepClosings(now: now())
            } catch {
                logger.error("closings not kept", metadata: ["kind": "\(type(of: error))"])
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(60)) }
        }
    }
}
