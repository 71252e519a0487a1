import Foundation

/// Asks the system to put large pages under a long array that is about to be filled: what is looked up far apart is then found sooner,
/// and the system is asked for memory less often. Where there are none, nothing changes.
func askForLargePages<Element>(under array: UnsafeMutableBufferPointer<Element>) {
    #if os(Linux)
        let page = 2 << 20
        let start = UInt(bitPattern: array.baseAddress)
        let first = (start + UInt(page - 1)) & ~UInt(page - 1)
        let end = (start + UInt(array.count * MemoryLayout<Element>.stride)) & ~UInt(page - 1)
        // Advice alone: whether it is taken makes no difference to what the array holds.
        if end > first { _ = madvise(UnsafeMutableRawPointer(bitPattern: first), Int(end - first), Int32(MADV_HUGEPAGE)) }
    #endif
}
