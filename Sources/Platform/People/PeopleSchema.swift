import Store

enum PeopleSchema {
    static let migrations = [
        Migration(
            "people-001-council",
            """
            CREATE TABLE council (
                id INTEGER PRIMARY KEY,
                code TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                officialName TEXT NOT NULL,
                gssCode TEXT,
                type TEXT NOT NULL,
                typeName TEXT NOT NULL,
                nation TEXT NOT NULL,
                region TEXT,
                startedOn TEXT,
                endedOn TEXT
            ) STRICT;
            CREATE TABLE councilSuccession (
                predecessorID INTEGER NOT NULL REFERENCES council ON DELETE CASCADE,
                successorID INTEGER NOT NULL REFERENCES council ON DELETE CASCADE,
                PRIMARY KEY (predecessorID, successorID)
            ) STRICT, WITHOUT ROWID;
            """),
        Migration(
            "people-002-user",
            """
            CREATE TABLE user (
                id INTEGER PRIMARY KEY,
                email TEXT NOT NULL UNIQUE COLLATE NOCASE,
                role TEXT NOT NULL CHECK (role IN ('facilitator', 'contributor', 'curator', 'administrator')),
                councilID INTEGER REFERENCES council,
                passwordHash TEXT NOT NULL,
                createdAt INTEGER NOT NULL,
                CHECK ((role IN ('facilitator', 'contributor')) = (councilID IS NOT NULL))
            ) STRICT;
            CREATE TABLE session (
                tokenHash BLOB PRIMARY KEY,
                userID INTEGER NOT NULL REFERENCES user ON DELETE CASCADE,
                startedAt INTEGER NOT NULL,
                seenAt INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE invitation (
                id INTEGER PRIMARY KEY,
                tokenHash BLOB NOT NULL UNIQUE,
                email TEXT NOT NULL COLLATE NOCASE,
                role TEXT NOT NULL,
                councilID INTEGER REFERENCES council,
                expiresAt INTEGER NOT NULL,
                usedAt INTEGER
            ) STRICT;
            """),
        Migration(
            "people-003-audit",
            """
            CREATE TABLE auditEntry (
                id INTEGER PRIMARY KEY,
                at INTEGER NOT NULL,
                userID INTEGER REFERENCES user ON DELETE SET NULL,
                councilID INTEGER REFERENCES council,
                action TEXT NOT NULL,
                subject TEXT NOT NULL
            ) STRICT;
            CREATE INDEX auditEntryByCouncil ON auditEntry (councilID, at);
            """),
        Migration(
            "people-004-council-name",
            """
            CREATE TABLE councilName (
                councilID INTEGER NOT NULL REFERENCES council ON DELETE CASCADE,
                position INTEGER NOT NULL,
                name TEXT NOT NULL,
                PRIMARY KEY (councilID, position)
            ) STRICT, WITHOUT ROWID;
            """),
        // Null for a command. Who made the invitations so far is in the audit trail, in the line of the same second.
        Migration(
            "people-005-invited-by",
            """
            ALTER TABLE invitation ADD COLUMN invitedBy INTEGER REFERENCES user ON DELETE CASCADE;
            UPDATE invitation SET invitedBy = (
                SELECT userID FROM auditEntry WHERE action = 'invite' AND subject = invitation.email || ' as ' || invitation.role
                    AND auditEntry.at = invitation.expiresAt - 1209600 LIMIT 1);
            """),
    ]
}
