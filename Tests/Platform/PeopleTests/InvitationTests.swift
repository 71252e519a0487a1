import App
import Foundation
import GRDB
import Pages
import People
import Store
import Support
import Testing

/// How long an invitation is open, and who may see and end it.
struct InvitationTests {
    private func id(_ email: String, _ test: TestHub) async throws -> Int64 {
        try #require(try await test.hub.people.users.account(email: email)).user.id.rawValue
    }

    private func isOpen(_ token: String, _ test: TestHub) async throws -> Bool {
        try await test.hub.people.users.invitation(token: token, now: test.clock.now) != nil
    }

    private func change(_ test: TestHub, _ sql: String) async throws {
        try await test.hub.database.writer.write { try $0.execute(sql: sql) }
    }

    private func newcomer(_ test: TestHub, _ role: Role = .contributor) -> Invitation {
        Invitation(email: "new@council.example", role: role, councilID: test.council)
    }

    @Test func `accepting one invitation ends every other for the same address, in any case of its letters`() async throws {
        let test = try await TestHub()
        let users = test.hub.people.users
        let facilitator = try await id(TestHub.facilitator, test)
        let stranger = try await id(TestHub.stranger, test)
        let first = try await users.invite(newcomer(test), by: facilitator, now: test.clock.now)
        let second = try await users.invite(
            Invitation(email: "NEW@council.example", role: .contributor, councilID: test.council), by: nil, now: test.clock.now)
        let elsewhere = try await users.invite(
            Invitation(email: "new@council.example", role: .facilitator, councilID: test.otherCouncil), by: stranger, now: test.clock.now)
        let neighbour = try await users.invite(
            Invitation(email: "other@council.example", role: .contributor, councilID: test.council), by: facilitator, now: test.clock.now)
        _ = try await users.accept(token: first, passwordHash: "h", now: test.clock.now)
        for token in [first, second, elsewhere] { #expect(try await !isOpen(token, test)) }
        #expect(try await isOpen(neighbour, test))
        await #expect(throws: UserError.invitationSpent) { try await users.accept(token: second, passwordHash: "other", now: test.clock.now) }
        #expect(try await users.account(email: "new@council.example")?.passwordHash == "h")
    }

    @Test(arguments: [TestHub.secondFacilitator, "second-administrator@hub.example"])
    func `whoever is removed takes their open invitations along, and nobody else's`(inviter: String) async throws {
        let test = try await TestHub()
        let users = test.hub.people.users
        try await users.add(email: "second-administrator@hub.example", role: .administrator, council: nil, passwordHash: "h", now: test.clock.now)
        let theirs = try await users.invite(newcomer(test), by: try await id(inviter, test), now: test.clock.now)
        let others = try await users.invite(newcomer(test), by: try await id(TestHub.facilitator, test), now: test.clock.now)
        #expect(try await users.remove(email: inviter, now: test.clock.now))
        #expect(try await !isOpen(theirs, test))
        #expect(try await isOpen(others, test))
    }

    @Test(arguments: [
        "UPDATE user SET role = 'contributor' WHERE email = 'facilitator@council.example'",
        "UPDATE user SET councilID = (SELECT id FROM council WHERE code = 'T2') WHERE email = 'facilitator@council.example'",
        "UPDATE user SET role = 'curator', councilID = NULL WHERE email = 'facilitator@council.example'",
        "DELETE FROM user WHERE email = 'facilitator@council.example'",
    ])
    func `an invitation is worth nothing once whoever made it may not invite any more`(change sql: String) async throws {
        let test = try await TestHub()
        let users = test.hub.people.users
        let token = try await users.invite(newcomer(test), by: try await id(TestHub.facilitator, test), now: test.clock.now)
        try await change(test, sql)
        #expect(try await !isOpen(token, test))
        #expect(try await users.openInvitations(council: test.council, now: test.clock.now).isEmpty)
        await #expect(throws: UserError.invitationSpent) { try await users.accept(token: token, passwordHash: "h", now: test.clock.now) }
    }

    @Test func `only administrators, and facilitators for their own council, may invite`() async throws {
        let test = try await TestHub()
        for (email, role, council) in [
            (TestHub.contributor, Role.contributor, Optional(test.council)), (TestHub.facilitator, .contributor, test.otherCouncil),
            (TestHub.facilitator, .administrator, nil), (TestHub.facilitator, .curator, nil),
        ] {
            let inviter = try await id(email, test)
            await #expect(throws: UserError.mayNotInvite) {
                try await test.hub.people.users.invite(
                    Invitation(email: "x@council.example", role: role, councilID: council), by: inviter, now: test.clock.now)
            }
        }
    }

    @Test func `open invitations of one council are neither seen nor withdrawn by another`() async throws {
        let test = try await TestHub()
        let users = test.hub.people.users
        let facilitator = try await id(TestHub.facilitator, test)
        let stranger = try await id(TestHub.stranger, test)
        let token = try await users.invite(newcomer(test), by: facilitator, now: test.clock.now)
        let open = try #require(try await users.openInvitations(council: test.council, now: test.clock.now).first)
        #expect(open.invitedBy == TestHub.facilitator)
        #expect(open.expiresAt == test.clock.now.addingTimeInterval(14 * 86_400))
        #expect(try await users.openInvitations(council: test.otherCouncil, now: test.clock.now).isEmpty)
        #expect(try await users.withdraw(open.id, council: test.otherCouncil, by: stranger, now: test.clock.now) == nil)
        #expect(try await isOpen(token, test))

        #expect(try await users.withdraw(open.id, council: test.council, by: facilitator, now: test.clock.now)?.email == "new@council.example")
        #expect(try await users.withdraw(open.id, council: test.council, by: facilitator, now: test.clock.now) == nil)
        #expect(try await !isOpen(token, test))
        let lines = try await test.hub.database.writer.read { db in
            try String.fetchAll(db, sql: "SELECT action || ': ' || subject FROM auditEntry WHERE userID = ? ORDER BY id", arguments: [facilitator])
        }
        #expect(lines == ["invite: new@council.example as contributor", "withdraw invitation: new@council.example as contributor"])
    }

    @Test func `a facilitator learns nothing of accounts elsewhere, and accepting for such an address changes nothing but the trail`() async throws {
        let test = try await TestHub()
        let users = test.hub.people.users
        let before = try #require(try await users.account(email: TestHub.stranger))
        let invitation = Invitation(email: TestHub.stranger, role: .contributor, councilID: test.council)
        let token = try await users.invite(invitation, by: try await id(TestHub.facilitator, test), now: test.clock.now)
        #expect(try await isOpen(token, test))
        await #expect(throws: UserError.otherAccount(email: TestHub.stranger)) {
            try await users.accept(token: token, passwordHash: "taken over", now: test.clock.now)
        }
        let after = try #require(try await users.account(email: TestHub.stranger))
        #expect(after.passwordHash == before.passwordHash && after.user == before.user)
        let lines = try await test.hub.database.writer.read { db in
            try String.fetchAll(db, sql: "SELECT subject FROM auditEntry WHERE action = 'refuse invitation' AND councilID IS NULL")
        }
        #expect(lines == ["\(TestHub.stranger) as contributor: the address has another account"])

        await #expect(throws: UserError.otherAccount(email: TestHub.contributor)) {
            try await users.invite(
                Invitation(email: TestHub.contributor, role: .facilitator, councilID: test.council), by: try await id(TestHub.facilitator, test),
                now: test.clock.now)
        }
    }

    @Test func `invitations made before their maker was noted get the one of the audit trail`() async throws {
        let database = try HubDatabase(inMemory: Hub.migrations.filter { $0.name != "people-005-invited-by" })
        try await database.writer.write { db in
            try db.execute(
                sql: """
                    INSERT INTO council (id, code, name, officialName, type, typeName, nation) VALUES (1, 'T', 'T', 'T', 'UA', 'U', 'England');
                    INSERT INTO user (id, email, role, councilID, passwordHash, createdAt) VALUES (7, 'f@t.example', 'facilitator', 1, 'h', 1);
                    INSERT INTO invitation (tokenHash, email, role, councilID, expiresAt) VALUES (x'01', 'n@t.example', 'contributor', 1, 1209700);
                    INSERT INTO auditEntry (at, userID, councilID, action, subject) VALUES (100, 7, 1, 'invite', 'n@t.example as contributor');
                    """)
        }
        let migration = try #require(Hub.migrations.first { $0.name == "people-005-invited-by" })
        let inviter = try await database.writer.write { db in
            try db.execute(sql: migration.sql)
            return try Int64.fetchOne(db, sql: "SELECT invitedBy FROM invitation")
        }
        #expect(inviter == 7)
    }

    @Test func `a new session ends the one that the browser had`() async throws {
        let test = try await TestHub()
        let users = test.hub.people.users
        let user = try #require(try await users.account(email: TestHub.facilitator)).user
        let old = try await users.startSession(user: user.id, now: test.clock.now)
        let other = try await users.startSession(user: user.id, now: test.clock.now)
        let new = try await users.startSession(user: user.id, inPlaceOf: old, now: test.clock.now)
        #expect(try await users.signedIn(tokenHash: Token.hash(old), now: test.clock.now) == nil)
        for token in [other, new] { #expect(try await users.signedIn(tokenHash: Token.hash(token), now: test.clock.now) != nil) }
    }
}
