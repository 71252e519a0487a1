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

CREATE TABLE auditEntry (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    userID INTEGER REFERENCES user ON DELETE SET NULL,
    councilID INTEGER REFERENCES council,
    action TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;

CREATE INDEX auditEntryByCouncil ON auditEntry (councilID, at);

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

CREATE TABLE councilName (
    councilID INTEGER NOT NULL REFERENCES council ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (councilID, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE councilSuccession (
    predecessorID INTEGER NOT NULL REFERENCES council ON DELETE CASCADE,
    successorID INTEGER NOT NULL REFERENCES council ON DELETE CASCADE,
    PRIMARY KEY (predecessorID, successorID)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    councilID INTEGER NOT NULL REFERENCES council,
    roundID INTEGER NOT NULL,
    characteristicID TEXT NOT NULL,
    title TEXT NOT NULL,
    isPlanned INTEGER NOT NULL CHECK (isPlanned IN (0, 1)),
    what TEXT,
    fromLevel INTEGER NOT NULL,
    toLevel INTEGER NOT NULL,
    owner TEXT,
    dueOn TEXT,
    effort TEXT,
    costPence INTEGER,
    measure TEXT,
    reason TEXT,
    progress TEXT NOT NULL DEFAULT 'not started' CHECK (progress IN ('not started', 'under way', 'done', 'stopped')),
    progressNote TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (councilID, roundID, characteristicID),
    CHECK (isPlanned = 1 OR reason IS NOT NULL),
    CHECK (isPlanned = 0 OR what IS NOT NULL)
) STRICT;

CREATE TABLE invitation (
    id INTEGER PRIMARY KEY,
    tokenHash BLOB NOT NULL UNIQUE,
    email TEXT NOT NULL COLLATE NOCASE,
    role TEXT NOT NULL,
    councilID INTEGER REFERENCES council,
    expiresAt INTEGER NOT NULL,
    usedAt INTEGER
, invitedBy INTEGER REFERENCES user ON DELETE CASCADE) STRICT;

CREATE TABLE respondent (
    id INTEGER PRIMARY KEY,
    roundID INTEGER NOT NULL REFERENCES round ON DELETE CASCADE,
    groupID INTEGER NOT NULL REFERENCES roundGroup,
    tokenHash BLOB NOT NULL UNIQUE,
    label TEXT,
    isSubmitted INTEGER NOT NULL DEFAULT 0 CHECK (isSubmitted IN (0, 1))
) STRICT;

CREATE INDEX respondentByRound ON respondent (roundID, groupID);

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
, sharedAt INTEGER) STRICT;

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

CREATE TABLE session (
    tokenHash BLOB PRIMARY KEY,
    userID INTEGER NOT NULL REFERENCES user ON DELETE CASCADE,
    startedAt INTEGER NOT NULL,
    seenAt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE user (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,
    role TEXT NOT NULL CHECK (role IN ('facilitator', 'contributor', 'curator', 'administrator')),
    councilID INTEGER REFERENCES council,
    passwordHash TEXT NOT NULL,
    createdAt INTEGER NOT NULL,
    CHECK ((role IN ('facilitator', 'contributor')) = (councilID IS NOT NULL))
) STRICT;
