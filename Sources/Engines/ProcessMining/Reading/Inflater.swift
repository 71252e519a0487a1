import CZlib
package import Foundation
import Tables

/// Unpacks gzip piece by piece, in bounded memory.
package final class Inflater {
    private var stream = z_stream()
    private var output = [UInt8](repeating: 0, count: 256 << 10)
    private var taken = 0
    private var given = 0
    private var isAtEnd = false

    /// A file that grows by more is taken for a bomb; logs grow 10 to 40 times.
    package static let largestGrowth = 300
    /// Growth is looked at beyond this many bytes.
    package static let harmlessSize = 64 << 20

    package init() throws {
        // 16 asks zlib for gzip's own header and checksum.
        guard inflateInit2_(&stream, 16 + MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw TableProblem(line: nil, message: "cannot be unpacked: zlib does not start")
        }
    }

    deinit { inflateEnd(&stream) }

    /// Whether bytes start as gzip does.
    package static func isGzip(_ data: Data) -> Bool { data.starts(with: [0x1F, 0x8B]) }

    /// - Parameter each: is given what comes out, piece by piece.
    package func feed(_ piece: Data, each: (Span<UInt8>) throws -> Void) throws {
        var input = [UInt8](piece)
        let size = input.count
        taken += size
        try input.withUnsafeMutableBufferPointer { bytes in
            stream.next_in = bytes.baseAddress
            stream.avail_in = UInt32(size)
            repeat { try step(each) } while stream.avail_in > 0 || stream.avail_out == 0
        }
    }

    package func finish() throws {
        guard isAtEnd else { throw TableProblem(line: nil, message: "is cut short: the gzip file ends too early; copy it again") }
    }

    private func step(_ each: (Span<UInt8>) throws -> Void) throws {
        if isAtEnd {
            guard stream.avail_in > 0 else { return }
            inflateReset(&stream)
            isAtEnd = false
        }
        let capacity = output.count
        let (status, made) = output.withUnsafeMutableBufferPointer { bytes in
            stream.next_out = bytes.baseAddress
            stream.avail_out = UInt32(capacity)
            let status = inflate(&stream, Z_NO_FLUSH)
            return (status, capacity - Int(stream.avail_out))
        }
        given += made
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
            throw TableProblem(line: nil, message: "is not whole: the gzip file is broken after \(given) bytes; copy it again")
        }
        isAtEnd = status == Z_STREAM_END
        if given > Self.harmlessSize, given / Self.largestGrowth > taken {
            throw TableProblem(
                line: nil, message: "grows more than \(Self.largestGrowth) times when unpacked; it is refused. Unpack it by hand if it is right")
        }
        let out = Array(output[..<made])
        try each(out.span)
        if isAtEnd && stream.avail_in == 0 { stream.avail_out = 1 }
    }
}
