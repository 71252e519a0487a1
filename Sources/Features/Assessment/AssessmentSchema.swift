import Store

enum AssessmentSchema {
    static let migrations = [
        Migration(
            "assessment-001-round",
            """
            CREATE TABLE round (
                id INTEGER PRIMARY KEY,
                councilID INTEGER NOT NULL REFERENCES council,
                title TEXT NOT NULL,
                framework TEXT NOT NULL,
                isNamed INTEGER NOT NULL CHECK (isNamed IN (0, 1)),
                threshold INTEGER NOT NULL CHECK (threshold BETWEEN 3 AND 50),
                opensOn TEXT NOT NULL,
                closesOn TEXT NOT NULL,
                ambitionOn TEXT NOT NULL,
                routeMix TEXT NOT NULL,
                openedAt INTEGER,
                closedAt INTEGER
            ) STRICT;
            CREATE INDEX roundByCouncil ON round (councilID);
            CREATE TABLE roundGroup (
                id INTEGER PRIMARY KEY,
                roundID INTEGER NOT NULL REFERENCES round ON DELETE CASCADE,
                position INTEGER NOT NULL,
                slug TEXT NOT NULL,
                name TEXT NOT NULL,
                voice TEXT NOT NULL,
                asks TEXT NOT NULL CHECK (asks IN ('all', 'pulse')),
                linkKey TEXT NOT NULL,
                linkHash BLOB NOT NULL UNIQUE,
                UNIQUE (roundID, slug)
            ) STRICT;
            """),
        Migration(
            "assessment-002-answer",
            """
            CREATE TABLE respondent (
                id INTEGER PRIMARY KEY,
                roundID INTEGER NOT NULL REFERENCES round ON DELETE CASCADE,
                groupID INTEGER NOT NULL REFERENCES roundGroup,
                tokenHash BLOB NOT NULL UNIQUE,
                label TEXT,
                isSubmitted INTEGER NOT NULL DEFAULT 0 CHECK (isSubmitted IN (0, 1))
            ) STRICT;
            CREATE INDEX respondentByRound ON respondent (roundID, groupID);
            CREATE TABLE answer (
                respondentID INTEGER NOT NULL REFERENCES respondent ON DELETE CASCADE,
                characteristicID TEXT NOT NULL,
                standing TEXT CHECK (standing IN ('level', 'dontKnow', 'notApplicable')),
                level INTEGER,
                reason TEXT,
                target INTEGER,
                confidence TEXT CHECK (confidence IN ('low', 'medium', 'high')),
                note TEXT,
                link TEXT,
                PRIMARY KEY (respondentID, characteristicID),
                CHECK ((standing IS 'level') = (level IS NOT NULL))
            ) STRICT, WITHOUT ROWID;
            """),
        Migration(
            "assessment-003-agreement",
            """
            CREATE TABLE agreement (
                roundID INTEGER NOT NULL REFERENCES round ON DELETE CASCADE,
                characteristicID TEXT NOT NULL,
                version INTEGER NOT NULL,
                level INTEGER NOT NULL,
                target INTEGER,
                importance INTEGER NOT NULL CHECK (importance BETWEEN 1 AND 3),
                reason TEXT,
                dissent TEXT,
                savedBy INTEGER REFERENCES user ON DELETE SET NULL,
                savedAt INTEGER NOT NULL,
                PRIMARY KEY (roundID, characteristicID, version)
            ) STRICT, WITHOUT ROWID;
            """),
        Migration("assessment-004-shared", "ALTER TABLE round ADD COLUMN sharedAt INTEGER;"),
    ]
}
