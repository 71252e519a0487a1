/// What one respondent says of one characteristic today.
package enum Standing: Hashable, Sendable {
    case level(Int)
    case dontKnow
    case notApplicable
}

/// One respondent's answer to one characteristic. Either part may be missing.
package struct Answer: Hashable, Sendable {
    package var respondent: String
    package var group: String
    package var characteristic: String
    package var now: Standing?
    package var target: Int?

    package init(respondent: String, group: String, characteristic: String, now: Standing?, target: Int?) {
        self.respondent = respondent
        self.group = group
        self.characteristic = characteristic
        self.now = now
        self.target = target
    }
}
