// Kernels on bytes: a byte of 0x80 or more is part of a letter beyond ASCII.

@inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

@inline(__always) func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

@inline(__always) func isLetter(_ byte: UInt8) -> Bool { isASCIILetter(byte) || byte >= 0x80 }

/// Control characters count as white space: they come from copied cells.
@inline(__always) func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x7F }

@inline(__always) func uppercase(_ byte: UInt8) -> UInt8 { byte &- 0x61 < 26 ? byte &- 0x20 : byte }

func isASCII(_ bytes: Span<UInt8>) -> Bool {
    let words = bytes.bytes
    var all: UInt64 = 0
    var i = 0
    while i + 8 <= bytes.count {
        all |= words.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self)
        i += 8
    }
    while i < bytes.count {
        all |= UInt64(bytes[i])
        i += 1
    }
    return all & 0x8080_8080_8080_8080 == 0
}

func isCapitals(_ bytes: Span<UInt8>) -> Bool {
    for i in bytes.indices where bytes[i] &- 0x41 >= 26 { return false }
    return true
}

func makeUpper(_ value: inout [UInt8]) {
    var bytes = value.mutableSpan
    for i in bytes.indices { bytes[i] = uppercase(bytes[i]) }
}

func makeLower(_ value: inout [UInt8]) {
    var bytes = value.mutableSpan
    for i in bytes.indices { bytes[i] = bytes[i] &- 0x41 < 26 ? bytes[i] &+ 0x20 : bytes[i] }
}

/// Keeps the bytes that pass, in place.
@inline(__always)
func keep(_ value: inout [UInt8], where passes: (UInt8) -> Bool) {
    var kept = 0
    do {
        var bytes = value.mutableSpan
        for i in bytes.indices where passes(bytes[i]) {
            bytes[kept] = bytes[i]
            kept += 1
        }
    }
    value.removeLast(value.count - kept)
}

func collapseSpaces(_ value: inout [UInt8]) {
    var kept = 0
    do {
        var bytes = value.mutableSpan
        var isPending = false
        for i in bytes.indices {
            guard !isSpace(bytes[i]) else {
                isPending = kept > 0
                continue
            }
            if isPending {
                bytes[kept] = UInt8(ascii: " ")
                kept += 1
                isPending = false
            }
            bytes[kept] = bytes[i]
            kept += 1
        }
    }
    value.removeLast(value.count - kept)
}

/// Drops apostrophes and the dots between single letters, makes a space of every other sign, and collapses spaces.
///
/// "O' BRIEN" loses its space too, since an apostrophe after one letter belongs to the next word.
func dropPunctuation(_ value: inout [UInt8]) {
    var kept = 0
    do {
        var bytes = value.mutableSpan
        // How many letters and digits stand in a row before this place, apostrophes passed over.
        var run = 0
        var isPending = false
        var isJoining = false
        let count = bytes.count
        for i in 0..<count {
            let byte = bytes[i]
            if isLetter(byte) || isDigit(byte) {
                if isPending, kept > 0 {
                    bytes[kept] = UInt8(ascii: " ")
                    kept += 1
                }
                isPending = false
                isJoining = false
                bytes[kept] = byte
                kept += 1
                run += 1
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") {
                isJoining = run == 1
            } else if isJoining, byte == UInt8(ascii: " ") {
                continue
            } else {
                let isLone = i + 1 < count && isLetter(bytes[i + 1]) && (i + 2 >= count || !isLetter(bytes[i + 2]))
                if !(byte == UInt8(ascii: ".") && run == 1 && isLone) { isPending = true }
                run = 0
                isJoining = false
            }
        }
    }
    value.removeLast(value.count - kept)
}
