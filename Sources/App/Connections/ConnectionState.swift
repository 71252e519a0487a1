import NIOCore

/// Where one connection is between its opening and its end.
struct ConnectionState {
    enum Phase { case waiting, reading, working, sending }

    private var isReading = false
    private var isSending = false
    private var unanswered = 0
    private var hasAsked = false
    private var waitingSince: NIODeadline
    private var readingSince: NIODeadline
    private var sendingSince: NIODeadline
    private var received = 0
    private var sent = 0

    init(openedAt now: NIODeadline) {
        waitingSince = now
        readingSince = now
        sendingSince = now
    }

    var phase: Phase {
        if isReading { return .reading }
        if isSending { return .sending }
        return unanswered > 0 ? .working : .waiting
    }

    /// Since when it has been the other side's turn.
    var since: NIODeadline {
        switch phase {
        case .waiting: waitingSince
        case .reading: readingSince
        case .sending, .working: sendingSince
        }
    }

    /// When to give the connection up; nil while the hub itself is at work.
    func deadline(_ limits: ConnectionLimits) -> NIODeadline? {
        switch phase {
        case .waiting: waitingSince + (hasAsked ? limits.idle : limits.headers)
        case .reading: limits.end(of: readingSince, bytes: received)
        case .sending: limits.end(of: sendingSince, bytes: sent)
        case .working: nil
        }
    }

    mutating func requestBegan(_ now: NIODeadline) {
        (isReading, hasAsked, readingSince, received) = (true, true, now, 0)
        unanswered += 1
    }

    mutating func requestGrew(by bytes: Int) { received += bytes }

    mutating func requestEnded(_ now: NIODeadline) { (isReading, waitingSince) = (false, now) }

    mutating func answerBegan(_ now: NIODeadline) { (isSending, sendingSince, sent) = (true, now, 0) }

    mutating func answerGrew(by bytes: Int) { sent += bytes }

    /// The last byte of an answer was taken off our hands.
    mutating func answerEnded(_ now: NIODeadline) {
        (isSending, waitingSince) = (false, now)
        unanswered = max(0, unanswered - 1)
    }
}
