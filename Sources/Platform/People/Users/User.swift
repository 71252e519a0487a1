package import Foundation
package import Pages
package import Store

/// A person with an account. No name is kept: an e-mail address and a role are enough.
package struct User: Hashable, Sendable {
    package let id: ID<User>
    package var email: String
    package var role: Role
    package var councilID: ID<Council>?
    package var councilName: String?
}

/// What an invitation offers: an account, or a new password for one that is there.
package struct Invitation: Hashable, Sendable {
    package var email: String
    package var role: Role
    package var councilID: ID<Council>?
    package var councilName: String?

    package init(email: String, role: Role, councilID: ID<Council>?, councilName: String? = nil) {
        self.email = email
        self.role = role
        self.councilID = councilID
        self.councilName = councilName
    }

    package static let validDays = 14

    /// As the audit trail names it.
    var subject: String { "\(email) as \(role.rawValue)" }
}

/// An invitation that can still be accepted, for those who may withdraw it.
package struct OpenInvitation: Hashable, Sendable {
    package let id: ID<Invitation>
    package let invitation: Invitation
    /// The e-mail address of whoever made it; nil for a command.
    package let invitedBy: String?
    package let expiresAt: Date
}

/// Why an account could not be made or changed.
package enum UserError: Error, Equatable, CustomStringConvertible {
    case invitationSpent
    case otherAccount(email: String)
    case alreadySetUp
    case lastAdministrator
    case mayNotInvite

    package var description: String {
        switch self {
        case .invitationSpent: "This invitation was used, is more than \(Invitation.validDays) days old, or was withdrawn."
        case .otherAccount(let email): "\(email) already has an account with another role or council."
        case .lastAdministrator: "This is the hub's only administrator. Make another one first."
        case .mayNotInvite: "Your account may not invite for this role or council."
        case .alreadySetUp: "This hub already has an administrator."
        }
    }
}

/// Which passwords are taken (OWASP ASVS 5.0, V6.2): long ones, of any characters, that are not easily guessed.
package enum PasswordPolicy {
    package static let shortest = 12
    package static let longest = 200

    /// Nil where the password will do, else what is wrong with it.
    package static func refusal(of password: String, email: String) -> String? {
        if password.length < shortest { return "Use at least \(shortest) characters. Four unrelated words work well." }
        if password.length > longest { return "Use \(longest) characters or fewer" }
        let plain = password.lowercased()
        let local = email.split(separator: "@").first.map { $0.lowercased() } ?? ""
        let letters = Set(plain)
        let isGuessable =
            letters.count < 5 || (local.count > 3 && plain.contains(local))
            || ["password", "qwerty", "letmein", "12345678", "welcome1", "waymark"].contains { plain.hasPrefix($0) && plain.count < 16 }
        return isGuessable ? "This password is easy to guess. Choose four unrelated words." : nil
    }
}
