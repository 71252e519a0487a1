import Store

enum DeliverySchema {
    static let migrations = [
        Migration(
            "delivery-001-decision",
            """
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
            """)
    ]
}
