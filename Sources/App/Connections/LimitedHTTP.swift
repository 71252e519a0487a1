import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// HTTP/1.1 in which each connection is watched by a `ConnectionHandler`.
struct LimitedHTTP: ServerChildChannel {
    private let http: HTTP1Channel
    private let register: ConnectionRegister

    init(_ http: HTTP1Channel, _ register: ConnectionRegister) {
        self.http = http
        self.register = register
    }

    static func builder(_ register: ConnectionRegister) -> HTTPServerBuilder {
        // Longer headers are no browser's: cookies and addresses of ours have a few hundred bytes.
        let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100)
        return HTTPServerBuilder { responder in
            LimitedHTTP(HTTP1Channel(responder: responder, configuration: .init(httpDecoderConfiguration: decoder)), register)
        }
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        http.setup(channel: channel, logger: logger).flatMapThrowing { [register] value in
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(ConnectionHandler(register), position: .after(decoder))
            return value
        }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async { await http.handle(value: value, logger: logger) }
}
