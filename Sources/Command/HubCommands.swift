import App
import ArgumentParser
import Content
import Foundation
import Pages
import People
import Store

struct SeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "seed", abstract: "Fill an empty hub with invented content to try.")

    @OptionGroup var options: HubOptions

    @Flag(help: "Make the demo: three invented councils with rounds, a workshop and a plan.")
    var demo = false

    func validate() throws {
        if !demo { throw ValidationError("Say what to make: --demo is all there is.") }
    }

    func run() async throws {
        let (hub, _) = try options.open()
        try await told {
            let made = try await DemoContent(hub: hub).make()
            print("Demo content is in \(options.folder.path). Sign in with the password \"\(DemoContent.password)\" as:")
            for (email, what) in made.signIns { print("  \(email)  \(what)") }
        }
    }
}

struct CouncilCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "council", abstract: "The register of councils.", subcommands: [Import.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add or update councils from the mySociety register (CSV).",
            discussion: "All or nothing: a bad row is named by its line, and nothing is changed. Councils not in the file stay.")

        @Argument(help: "The CSV file, such as uk_local_authorities_current.csv.")
        var file: String

        @OptionGroup var options: HubOptions

        func run() async throws {
            try await told {
                var oddities: [FileProblem] = []
                do {
                    let register = try CouncilRegister(name: file, data: try contents(of: file), isPart: true) { oddities.append($0) }
                    let (hub, _) = try options.open()
                    let count = try await hub.people.councils.importRegister(register)
                    sayNotes(oddities)
                    let found = register.counts(on: Day(Date()))
                    let toStart = found.toStart > 0 ? ", \(found.toStart) still to start" : ""
                    print(
                        "\(register.rows.count) councils read: \(found.current) current, \(found.ended) ended\(toStart). \(count.added) added, \(count.updated) updated, \(count.unchanged) unchanged."
                    )
                } catch let problems as FileProblems {
                    sayNotes(oddities)
                    complain("Nothing was imported.")
                    throw problems
                }
            }
        }
    }
}

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "user", abstract: "Accounts.", subcommands: [Invite.self, Remove.self])

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove an account.",
            discussion: "Its sessions end at once, and so do the open invitations that it made. Rounds, agreements and plans stay.")

        @Option(help: "The account's e-mail address.")
        var email: String

        @OptionGroup var options: HubOptions

        func run() async throws {
            let (hub, _) = try options.open(mustExist: true)
            try await told {
                // As it is written first: it may have been kept so by an earlier version.
                let cleaned = (try? EmailAddress(email).text) ?? email
                for address in [email, cleaned] where try await hub.people.users.remove(email: address, now: Date()) {
                    print("The account \(address) is removed.")
                    return
                }
                throw NoAccount(email: cleaned)
            }
        }

        private struct NoAccount: Error, CustomStringConvertible {
            let email: String
            var description: String { "There is no account \"\(email)\"." }
        }
    }

    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a link with which someone makes an account, or chooses a new password.",
            discussion: "The link works once, for 14 days.")

        @Option(help: "Their e-mail address.")
        var email: String

        @Option(help: "facilitator, contributor, curator or administrator.")
        var role: String

        @Option(help: "The code of their council in the register, for facilitators and contributors.")
        var council: String?

        @Option(help: "The hub's address, for the link.")
        var address = "http://127.0.0.1:8080"

        @OptionGroup var options: HubOptions

        func validate() throws {
            guard let wanted = Role(rawValue: role) else {
                throw ValidationError("--role must be one of \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            if wanted.belongsToCouncil && council == nil { throw ValidationError("A \(role) works for a council: give its code with --council.") }
            if !wanted.belongsToCouncil && council != nil { throw ValidationError("A \(role) works for the hub: leave --council out.") }
            do throws(EmailAddress.Refusal) { _ = try EmailAddress(email) } catch { throw ValidationError("--email: \(error).") }
            let parts = URLComponents(string: address)
            guard ["http", "https"].contains(parts?.scheme ?? ""), parts?.host?.isEmpty == false, parts?.path.isEmpty == true, parts?.query == nil else {
                throw ValidationError("--address must be the hub's address, like https://hub.example.gov.uk, without a slash at its end.")
            }
        }

        func run() async throws {
            guard let role = Role(rawValue: role), let email = try? EmailAddress(email).text else { return }
            let (hub, _) = try options.open(mustExist: true)
            try await told {
                var councilID: ID<Council>?
                if let council {
                    guard let found = try await hub.people.councils.council(code: council) else { throw UnknownCouncil(code: council) }
                    councilID = found.id
                }
                let invitation = Invitation(email: email, role: role, councilID: councilID)
                let token = try await hub.people.users.invite(invitation, by: nil, now: Date())
                print("Send this link to \(email). It works once, for \(Invitation.validDays) days:\n\(address)/invitation/\(token)")
            }
        }

        private struct UnknownCouncil: Error, CustomStringConvertible {
            let code: String
            var description: String { "There is no council with the code \"\(code)\". Import the register first: waymark council import FILE.csv" }
        }
    }
}
