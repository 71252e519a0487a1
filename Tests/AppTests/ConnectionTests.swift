import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import App

/// No connection may take more of the hub's time, memory and descriptors than it should. The clock is the test's.
struct ConnectionTests {
    /// A connection with a clock that the test moves.
    private struct Line {
        let channel: EmbeddedChannel

        init(_ register: ConnectionRegister) throws {
            channel = EmbeddedChannel(handler: ConnectionHandler(register))
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        }

        var isOpen: Bool { channel.isActive }

        func pass(_ seconds: Int64) { channel.embeddedEventLoop.advanceTime(by: .seconds(seconds)) }

        func ask(_ method: HTTPMethod = .GET, isWhole: Bool = true) throws {
            try channel.writeInbound(HTTPServerRequestPart.head(HTTPRequestHead(version: .http1_1, method: method, uri: "/")))
            if isWhole { try channel.writeInbound(HTTPServerRequestPart.end(nil)) }
        }

        func send(_ bytes: Int) throws {
            try channel.writeInbound(HTTPServerRequestPart.body(ByteBuffer(repeating: 97, count: bytes)))
        }

        func answer(_ status: HTTPResponseStatus = .ok) throws {
            channel.write(HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: status)), promise: nil)
            channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
        }

        /// The headers of the next answer on its way out.
        func answered() throws -> HTTPResponseHead? {
            while let part = try channel.readOutbound(as: HTTPServerResponsePart.self) {
                if case .head(let head) = part { return head }
            }
            return nil
        }
    }

    private let register = ConnectionRegister(ConnectionLimits(most: 100))

    @Test func `as many connections as the descriptors allow, with some kept for files`() {
        #expect(ConnectionLimits(descriptors: 256, cores: 2).most == 184)
        #expect(ConnectionLimits(descriptors: 1024, cores: 2).most == 952)
        #expect(ConnectionLimits(descriptors: 1_000_000, cores: 64).most == 1000)
        #expect(ConnectionLimits(descriptors: 64, cores: 8).most == 16)
        #expect(ConnectionLimits.ofThisProcess.most > 0)
    }

    @Test func `a connection that asks nothing is closed`() throws {
        let line = try Line(register)
        line.pass(15)
        #expect(line.isOpen && register.count == 1)
        line.pass(10)
        #expect(!line.isOpen && register.count == 0)
    }

    @Test func `a connection waits a minute for the next request after an answer`() throws {
        let line = try Line(register)
        try line.ask()
        line.pass(600)
        #expect(line.isOpen, "the hub itself may take its time")
        try line.answer()
        line.pass(55)
        #expect(line.isOpen)
        line.pass(10)
        #expect(!line.isOpen)
    }

    @Test func `a form of a byte now and then is cut off with a word`() throws {
        let line = try Line(register)
        try line.ask(.POST, isWhole: false)
        for _ in 0..<5 {
            line.pass(5)
            try line.send(1)
        }
        #expect(line.isOpen)
        line.pass(10)
        #expect(!line.isOpen)
        let head = try line.answered()
        #expect(head?.status == .requestTimeout && head?.headers["connection"] == ["close"])
    }

    @Test func `a large form over a slow line is not cut off`() throws {
        let line = try Line(register)
        try line.ask(.POST, isWhole: false)
        for _ in 0..<100 {
            try line.send(10_000)
            line.pass(8)
        }
        #expect(line.isOpen, "a megabyte in 800 seconds")
        line.pass(300)
        #expect(!line.isOpen)
    }

    @Test func `an answer before the whole form is the connection's last, and the rest is dropped`() throws {
        let line = try Line(register)
        try line.ask(.POST, isWhole: false)
        try line.answer(.payloadTooLarge)
        #expect(try line.answered()?.headers["connection"] == ["close"])
        while try line.channel.readInbound(as: HTTPServerRequestPart.self) != nil {}
        try? line.send(1000)
        #expect(try line.channel.readInbound(as: HTTPServerRequestPart.self) == nil)
        line.pass(6)
        #expect(!line.isOpen)
    }

    @Test func `a hub that stops answers what was asked and does not wait for a form without an end`() throws {
        let (endless, asked) = (try Line(register), try Line(register))
        try endless.ask(.POST, isWhole: false)
        try asked.ask()
        for line in [endless, asked] {
            line.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
            line.pass(6)
        }
        #expect(!endless.isOpen && asked.isOpen)
    }

    @Test func `an answer that nobody takes off our hands is given up`() throws {
        let line = try Line(register)
        try line.ask()
        line.channel.write(HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: .ok)), promise: nil)
        line.channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(repeating: 97, count: 50_000))), promise: nil)
        line.channel.write(HTTPServerResponsePart.end(nil), promise: nil)
        line.pass(75)
        #expect(line.isOpen)
        line.pass(10)
        #expect(!line.isOpen)
    }

    @Test func `a newcomer finds room where a crowd asks nothing; who asks something stays`() throws {
        let crowd = ConnectionRegister(ConnectionLimits(most: 8))
        let asking = try Line(crowd)
        try asking.ask(.POST, isWhole: false)
        let lines = try (0..<20).map { _ in try Line(crowd) }
        #expect(crowd.count <= 8)
        #expect(asking.isOpen)
        #expect(lines.last?.isOpen == true && lines.first?.isOpen == false)
        crowd.makeRoom()
        #expect(asking.isOpen)
    }

    @Test func `forms without an end make room for each other before memory runs out`() throws {
        var limits = ConnectionLimits(most: 100)
        limits.mostHeld = 10_000
        let small = ConnectionRegister(limits)
        let lines = try (0..<5).map { _ in try Line(small) }
        for (number, line) in lines.enumerated() {
            line.pass(Int64(number))
            try line.ask(.POST, isWhole: false)
            try line.send(3_000)
        }
        #expect(lines.map(\.isOpen) == [false, false, true, true, true])
        // What was answered no longer counts
        try lines[2].channel.writeInbound(HTTPServerRequestPart.end(nil))
        try lines[2].answer()
        try lines[3].send(3_000)
        #expect(lines.map(\.isOpen) == [false, false, true, true, true])
    }
}
