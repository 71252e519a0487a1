import Foundation

/// A file in memory by the page, so that what has been read can be let go and still comes back where it is touched again.
struct MappedFile: Sendable {
    let data: Data

    /// - Returns: nil for an empty file, and where this kind of file cannot be mapped.
    init?(_ file: FileHandle) {
        var status = stat()
        guard fstat(file.fileDescriptor, &status) == 0, status.st_size > 0 else { return nil }
        let size = Int(status.st_size)
        guard let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, file.fileDescriptor, 0), base != MAP_FAILED else { return nil }
        data = Data(bytesNoCopy: base, count: size, deallocator: .custom { base, size in munmap(base, size) })
    }

    /// Takes the whole pages of a range out of memory.
    func letGo(_ range: Range<Int>) {
        data.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            let page = Int(getpagesize())
            let (first, last) = ((range.lowerBound + page - 1) / page * page, range.upperBound / page * page)
            guard last > first else { return }
            madvise(UnsafeMutableRawPointer(mutating: base + first), last - first, MADV_DONTNEED)
        }
    }
}
