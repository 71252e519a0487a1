import Foundation
import Logging
import NIOCore

/// Stands at the door. Where the process has no descriptor left, it shuts the door for a moment and has a connection closed.
///
/// Without it the system says again and again that someone waits outside, and the hub asks again and again, with a whole core:
/// NIO's own pause holds the next read back but leaves the socket registered.
final class DoorHandler: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private static let pause: TimeAmount = .milliseconds(250)

    private let register: ConnectionRegister
    private let logger: Logger
    private var isShut = false

    init(_ register: ConnectionRegister, logger: Logger) {
        self.register = register
        self.logger = logger
    }

    static func add(to channel: any Channel, _ register: ConnectionRegister, logger: Logger) async throws {
        try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.addHandler(DoorHandler(register, logger: logger), position: .first)
        }.get()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? IOError, [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error.errnoCode) else {
            return context.fireErrorCaught(error)
        }
        guard !isShut else { return }
        isShut = true
        logger.warning("no descriptor left for a connection; see ulimit -n", metadata: ["open": "\(register.count)"])
        register.makeRoom()
        let channel = context.channel
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        channel.setOption(.autoRead, value: false).whenComplete { _ in
            _ = bound.eventLoop.scheduleTask(in: Self.pause) {
                bound.value.isShut = false
                channel.setOption(.autoRead, value: true).whenComplete { _ in }
            }
        }
    }
}
