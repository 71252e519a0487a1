import Foundation
import GRDB

/// What is wrong with the disk or a file, in words, whichever library says so by whatever number.
package enum StorageFault: Error, Equatable, CustomStringConvertible {
    case full
    case damaged
    case readOnly
    case forbidden
    case missing
    case busy
    case failing

    /// Nil where the error is about something else.
    package init?(_ error: any Error) {
        switch error {
        case let fault as StorageFault: self = fault
        case is DamagedCell: self = .damaged
        case let error as DatabaseError: self.init(database: error)
        case let error as POSIXError: self.init(posix: error.code.rawValue)
        default: self.init(foundation: error as NSError)
        }
    }

    /// Continues "The data file cannot be used: …".
    package var description: String {
        switch self {
        case .full: "the disk is full"
        case .damaged: "it is damaged"
        case .readOnly: "it is read-only, not writable"
        case .forbidden: "this user may not read and write it"
        case .missing: "it is not there"
        case .busy: "something else is using it"
        case .failing: "the disk does not read or write as it should"
        }
    }

    /// What to do about it; ends the sentence in a message to whoever runs the hub.
    package var remedy: String {
        switch self {
        case .full: "Free some space on that disk, then try again."
        case .damaged: "Stop the hub and restore its folder from a backup."
        case .readOnly: "Check how the disk is mounted and the rights of the file and its folder."
        case .forbidden: "Check who owns the file and its folder, and their rights."
        case .missing: "Check the name and the folder."
        case .busy: "Wait until that has ended, then try again."
        case .failing: "Look at the system's log for errors of the disk, and have a backup at hand."
        }
    }

    // MARK: Who says so

    private init?(database error: DatabaseError) {
        switch error.extendedResultCode {
        // The shared memory beside the file could not grow.
        case .SQLITE_IOERR_SHMSIZE: self = .full
        case .SQLITE_IOERR_SHORT_READ, .SQLITE_IOERR_CORRUPTFS, .SQLITE_IOERR_DATA: self = .damaged
        default:
            switch error.resultCode {
            case .SQLITE_FULL: self = .full
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT: self = .damaged
            case .SQLITE_READONLY: self = .readOnly
            case .SQLITE_CANTOPEN, .SQLITE_PERM: self = .forbidden
            case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
            case .SQLITE_IOERR: self = .failing
            default: return nil
            }
        }
    }

    private init?(posix code: Int32) {
        switch code {
        case ENOSPC, EDQUOT: self = .full
        case EROFS: self = .readOnly
        case EACCES, EPERM: self = .forbidden
        case ENOENT, ENOTDIR: self = .missing
        case EBUSY, ETXTBSY: self = .busy
        case EIO: self = .failing
        default: return nil
        }
    }

    private init?(foundation error: NSError) {
        if let cause = error.userInfo[NSUnderlyingErrorKey] as? any Error, let fault = StorageFault(cause) {
            self = fault
            return
        }
        if error.domain == NSPOSIXErrorDomain {
            self.init(posix: Int32(truncatingIfNeeded: error.code))
            return
        }
        guard error.domain == NSCocoaErrorDomain else { return nil }
        switch CocoaError.Code(rawValue: error.code) {
        case .fileWriteOutOfSpace: self = .full
        case .fileWriteVolumeReadOnly: self = .readOnly
        case .fileWriteNoPermission, .fileReadNoPermission: self = .forbidden
        case .fileNoSuchFile, .fileReadNoSuchFile: self = .missing
        case .fileReadCorruptFile: self = .damaged
        case .fileReadUnknown, .fileWriteUnknown: self = .failing
        default: return nil
        }
    }

    // MARK: For the person at the keyboard

    /// An error in words: of the disk and files without a library's numbers, of the rest as it says itself.
    package static func words(_ error: any Error) -> String {
        let native = error as NSError
        guard let fault = StorageFault(error) else {
            if let error = error as? DatabaseError {
                return "the data file did not take it (\(error.message ?? "no reason given"))"
            }
            let isNative = [NSCocoaErrorDomain, NSPOSIXErrorDomain].contains(native.domain)
            return isNative ? "the system refused it: \(native.localizedDescription)" : "\(error)"
        }
        if case let cell as DamagedCell = error { return "\(cell). \(fault.remedy)" }
        let path = (native.userInfo[NSFilePathErrorKey] as? String) ?? (native.userInfo[NSURLErrorKey] as? URL)?.path
        let name = path ?? (error is DatabaseError ? "the data file" : "a file")
        return "\(name) cannot be used: \(fault). \(fault.remedy)"
    }
}
