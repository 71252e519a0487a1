import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Synchronization

/// Gives the second of two identical forms the answer to the first, so that a double click does one thing and not two.
///
/// Of each browser the last form that was carried out is remembered, for some seconds. The same form sent on purpose later, or after
/// another one, counts again. What was refused is never remembered: trying again is meant.
final class RepeatedForms: Sendable {
    /// How long a second click may take.
    static let seconds: TimeInterval = 5

    private struct Form: Hashable {
        let sessionToken: String
        let digest: Data
    }

    private struct Known: Sendable {
        /// Forms that are worked on, with those who wait for the same answer.
        var underWay: [Form: [CheckedContinuation<Response?, Never>]] = [:]
        /// The last form of each session, with its answer.
        var last: [String: (form: Form, response: Response, at: Date)] = [:]
    }

    private let known = Mutex(Known())
    private static let mostKept = 1000

    /// - Parameters:
    ///   - path: with the query, where the form was sent.
    ///   - work: carries the form out; not called where the same form was just carried out.
    func response(
        to body: ByteBuffer, path: String, session token: String, now: Date, work: () async throws -> Response
    ) async throws -> Response {
        let form = Form(sessionToken: token, digest: Data(SHA256.hash(data: Data("\(path)\n".utf8) + Data(body.readableBytesView))))
        if let same = await earlier(form, now) { return same }
        do {
            let response = try await work()
            finish(form, with: Self.isCarriedOut(response) ? response : nil, now)
            return response
        } catch {
            finish(form, with: nil, now)
            throw error
        }
    }

    private static func isCarriedOut(_ response: Response) -> Bool { response.status == .seeOther || response.status == .ok }

    /// The answer to the same form, waited for where it is not there yet; nil where the form is to be carried out.
    private func earlier(_ form: Form, _ now: Date) async -> Response? {
        await withCheckedContinuation { continuation in
            let answer: Response?? = known.withLock { known in
                if known.underWay[form] != nil {
                    known.underWay[form]?.append(continuation)
                    return nil
                }
                if let last = known.last[form.sessionToken], last.form == form, now.timeIntervalSince(last.at) < Self.seconds { return last.response }
                known.underWay[form] = []
                return .some(nil)
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    private func finish(_ form: Form, with response: Response?, _ now: Date) {
        let waiting = known.withLock { known in
            if known.last.count >= Self.mostKept { known.last = known.last.filter { now.timeIntervalSince($0.value.at) < Self.seconds } }
            if let response, known.last.count < Self.mostKept {
                known.last[form.sessionToken] = (form, response, now)
            } else {
                known.last[form.sessionToken] = nil
            }
            return known.underWay.removeValue(forKey: form) ?? []
        }
        for continuation in waiting { continuation.resume(returning: response) }
    }
}
