import NIOCore
import NIOHTTP1

/// Watches one connection and ends it when its time is over.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let register: ConnectionRegister
    private var state = ConnectionState(openedAt: .now())
    private var id: Int?
    private var nextLook: Scheduled<Void>?
    /// The answer now being sent is the connection's last.
    private var isLast = false
    /// The last answer is out; what still comes in is dropped.
    private var isLingering = false

    init(_ register: ConnectionRegister) { self.register = register }

    // MARK: Opening and closing

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    private func begin(_ context: ChannelHandlerContext) {
        guard id == nil else { return }
        let channel = context.channel
        state = ConnectionState(openedAt: context.eventLoop.now)
        id = register.open(at: context.eventLoop.now) { channel.close(mode: .all, promise: nil) }
        look(context)
    }

    private func end() {
        nextLook?.cancel()
        nextLook = nil
        if let id { register.closed(id) }
    }

    private func told() {
        if let id { register.moved(id, to: state.phase, since: state.since) }
    }

    // MARK: The clock

    private func look(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        nextLook = context.eventLoop.scheduleTask(in: register.limits.look) {
            bound.value.handler.checkTime(bound.value.context)
        }
    }

    private func checkTime(_ context: ChannelHandlerContext) {
        guard let deadline = state.deadline(register.limits), context.eventLoop.now >= deadline else { return look(context) }
        guard state.phase == .reading, !isLingering else { return context.close(promise: nil) }
        // The form did not come in time: say so, in case someone still listens.
        let head = HTTPResponseHead(version: .http1_1, status: .requestTimeout, headers: ["connection": "close", "content-length": "0"])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.close(promise: nil)
    }

    /// The hub is told to stop: what was asked is answered, but nobody waits for a form that may never end.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(in: register.limits.linger) {
                if bound.value.handler.state.phase == .reading { bound.value.context.close(promise: nil) }
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    // MARK: What comes in

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isLingering { return }
        let now = context.eventLoop.now
        switch unwrapInboundIn(data) {
        case .head: state.requestBegan(now)
        case .body(let bytes):
            state.requestGrew(by: bytes.readableBytes)
            if let id { register.hold(bytes.readableBytes, by: id) }
        case .end: state.requestEnded(now)
        }
        told()
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What cannot be read as HTTP has no next request behind it.
        isLast = true
        context.fireErrorCaught(error)
    }

    // MARK: What goes out

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            state.answerBegan(context.eventLoop.now)
            // An answer before the whole request is the last: the rest of a form nobody wants may have no end.
            isLast = isLast || state.phase == .reading || head.headers[canonicalForm: "connection"].contains("close")
            if isLast { head.headers.replaceOrAdd(name: "connection", value: "close") }
            told()
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body(let bytes):
            state.answerGrew(by: bytes.readableBytes)
            context.write(data, promise: promise)
        case .end:
            let sent = promise ?? context.eventLoop.makePromise(of: Void.self)
            let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
            sent.futureResult.whenSuccess { bound.value.handler.answered(bound.value.context) }
            context.write(data, promise: sent)
        }
    }

    private func answered(_ context: ChannelHandlerContext) {
        state.answerEnded(context.eventLoop.now)
        if let id { register.release(id) }
        told()
        guard isLast, !isLingering else { return }
        isLingering = true
        // Closed at once, with bytes still coming in, the connection would be reset and the answer lost on its way.
        let channel = context.channel
        channel.close(mode: .output, promise: nil)
        context.eventLoop.scheduleTask(in: register.limits.linger) { channel.close(mode: .all, promise: nil) }
    }
}
