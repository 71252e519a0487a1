package import Foundation
package import Maturity

/// What the workshop agreed of one characteristic, and why.
package struct Agreement: Hashable, Sendable {
    package var level: Int
    package var target: Int?
    package var importance: Importance
    package var reason: String?
    package var dissent: String?

    package init(level: Int, target: Int?, importance: Importance, reason: String? = nil, dissent: String? = nil) {
        self.level = level
        self.target = target
        self.importance = importance
        self.reason = reason
        self.dissent = dissent
    }
}

/// An agreement as it is stored. Every change is a new version; none is overwritten.
package struct StoredAgreement: Hashable, Sendable {
    package var agreement: Agreement
    package var version: Int
    package var savedAt: Date
}

/// What became of saving an agreement.
package enum AgreementOutcome: Sendable {
    case saved
    /// Someone else saved another value since the page was opened.
    case conflict(StoredAgreement)
}
