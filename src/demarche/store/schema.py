"""The tables of a store, by version: what `PRAGMA user_version` says has been run of them."""

from __future__ import annotations

from demarche.model import TOLL_FIELDS

APPLICATION_ID = 0x64656D61  # «dema», which `file` and `PRAGMA application_id` show

_TOLL = ",\n    ".join(f"{field}_low INTEGER,\n    {field}_high INTEGER" for field in TOLL_FIELDS)

_FIRST = f"""
CREATE TABLE runs (
    run INTEGER PRIMARY KEY,
    started TEXT NOT NULL,                 -- UTC, ISO 8601
    software TEXT NOT NULL,
    codebook TEXT NOT NULL,
    model TEXT NOT NULL,
    options TEXT NOT NULL,                 -- JSON object
    inputs TEXT NOT NULL,                  -- SHA-256 over the ids and versions of the documents, sorted
    documents INTEGER NOT NULL,
    claims INTEGER NOT NULL
);
CREATE TABLE documents (
    document INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    version TEXT NOT NULL,                 -- digest of title and text
    url TEXT,
    title TEXT,
    publisher TEXT,
    published TEXT,                        -- day
    language TEXT NOT NULL,
    software TEXT NOT NULL,
    codebook TEXT NOT NULL,
    model TEXT NOT NULL,
    tables TEXT NOT NULL,                  -- JSON array: the user's own tables of entities, with digests
    notes TEXT NOT NULL,                   -- JSON array
    problem TEXT,                          -- why it could not be read
    text TEXT,                             -- null where texts are not kept
    signature BLOB,                        -- of its words, for near-duplicates
    origin INTEGER REFERENCES documents (document),  -- the first text of which this one is a copy
    status TEXT NOT NULL CHECK (status IN ('current', 'superseded', 'retracted')),
    withdrawn TEXT,                        -- why it was retracted
    run INTEGER NOT NULL REFERENCES runs (run),
    UNIQUE (id, version)
);
CREATE INDEX documents_by_url ON documents (url);
CREATE INDEX documents_by_day ON documents (published);
CREATE INDEX documents_by_origin ON documents (origin);
CREATE INDEX documents_by_run ON documents (run);

CREATE TABLE entities (
    entity TEXT PRIMARY KEY,               -- id in the reference data, or made from the name
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    sectors TEXT NOT NULL,                 -- JSON array
    kind TEXT NOT NULL                     -- what stands before the colon of the id
);
CREATE INDEX entities_by_country ON entities (country);

CREATE TABLE places (
    place INTEGER PRIMARY KEY,
    geonameid INTEGER,
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    admin1 TEXT,
    latitude REAL,
    longitude REAL,
    feature TEXT
);
CREATE UNIQUE INDEX places_by_name ON places (name, country, ifnull(geonameid, -1));
CREATE VIRTUAL TABLE place_points USING rtree (place, south, north, west, east);

CREATE TABLE incidents (
    incident TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    type TEXT NOT NULL,
    quad INTEGER NOT NULL,
    first_day TEXT,
    last_day TEXT,
    place INTEGER REFERENCES places (place),
    claims INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    origins INTEGER NOT NULL,              -- documents that are no copies
    contested INTEGER NOT NULL,            -- 1 where voices deny or contradict one another
    summary TEXT NOT NULL                  -- JSON: slots by voices, tolls
);
CREATE INDEX incidents_by_day ON incidents (first_day);
CREATE INDEX incidents_by_type ON incidents (type);
CREATE INDEX incidents_by_place ON incidents (place);

CREATE TABLE claims (
    claim INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    label TEXT NOT NULL,                   -- in words, for lists
    document INTEGER NOT NULL REFERENCES documents (document) ON DELETE CASCADE,
    position INTEGER NOT NULL,             -- in the order of the text
    type TEXT NOT NULL,
    modes TEXT NOT NULL,                   -- JSON array
    contexts TEXT NOT NULL,                -- JSON array
    quad INTEGER NOT NULL,
    intensity REAL NOT NULL,
    standing TEXT NOT NULL,
    aux TEXT NOT NULL,                     -- JSON array
    factuality TEXT NOT NULL,
    under TEXT,                            -- id of the speech act's claim
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    first_day TEXT,
    last_day TEXT,
    granularity TEXT,
    date_acled INTEGER,
    date_ucdp INTEGER,
    place INTEGER REFERENCES places (place),
    place_acled INTEGER,
    place_ucdp INTEGER,
    {_TOLL},
    confidence REAL,
    frame TEXT NOT NULL,
    mention TEXT,
    incident TEXT REFERENCES incidents (incident) ON DELETE SET NULL,
    why TEXT,                              -- JSON: why the claim was put to its incident
    review TEXT CHECK (review IN ('accepted', 'corrected', 'rejected')),
    record TEXT NOT NULL,                  -- the claim as coded, a JSON object of the record
    corrected TEXT,                        -- the same with its corrections; null where there are none
    UNIQUE (document, id)
);
CREATE INDEX claims_by_id ON claims (id);
CREATE INDEX claims_by_type ON claims (type, first_day);
CREATE INDEX claims_by_day ON claims (first_day);
CREATE INDEX claims_by_incident ON claims (incident);
CREATE INDEX claims_by_place ON claims (place);
CREATE INDEX claims_by_confidence ON claims (confidence);

CREATE TABLE parties (
    claim INTEGER NOT NULL REFERENCES claims (claim) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
    position INTEGER NOT NULL,
    country TEXT NOT NULL,
    sector TEXT NOT NULL,                  -- the main one
    sectors TEXT NOT NULL,                 -- JSON array
    entity TEXT REFERENCES entities (entity),
    name TEXT,
    text TEXT,
    start INTEGER,
    "end" INTEGER,
    PRIMARY KEY (claim, role, position)
) WITHOUT ROWID;
CREATE INDEX parties_by_country ON parties (country, role, claim);
CREATE INDEX parties_by_entity ON parties (entity);

CREATE TABLE attributions (
    claim INTEGER NOT NULL REFERENCES claims (claim) ON DELETE CASCADE,
    position INTEGER NOT NULL,             -- 0 the innermost voice
    country TEXT NOT NULL,
    sector TEXT NOT NULL,
    sectors TEXT NOT NULL,
    entity TEXT REFERENCES entities (entity),
    name TEXT,
    text TEXT,
    cue TEXT,
    manner TEXT NOT NULL,
    stance TEXT NOT NULL,
    factuality TEXT NOT NULL,
    content_start INTEGER NOT NULL,
    content_end INTEGER NOT NULL,
    PRIMARY KEY (claim, position)
) WITHOUT ROWID;
CREATE INDEX attributions_by_country ON attributions (country, claim);
CREATE INDEX attributions_by_entity ON attributions (entity);

CREATE TABLE positions (
    holder TEXT NOT NULL,                  -- country, or entity id
    toward TEXT NOT NULL,
    topic TEXT NOT NULL,                   -- support, opposition, demand, refusal, promise
    side TEXT NOT NULL CHECK (side IN ('for', 'against')),
    since TEXT,
    latest TEXT,
    claims TEXT NOT NULL,                  -- JSON array of claim ids
    PRIMARY KEY (holder, toward, topic, side)
) WITHOUT ROWID;

CREATE TABLE corrections (
    correction INTEGER PRIMARY KEY,
    made TEXT NOT NULL,                    -- UTC, ISO 8601
    by TEXT NOT NULL,
    reason TEXT NOT NULL,
    action TEXT NOT NULL
        CHECK (action IN ('accept', 'reject', 'correct', 'merge', 'split', 'retract', 'remove-person')),
    document TEXT,                         -- id of the document
    claim TEXT,                            -- id of the claim
    other TEXT,                            -- for merge and split: the other claims, a JSON array
    type TEXT,                             -- the claim's type and trigger as coded, by which it is known again
    trigger_start INTEGER,
    trigger_end INTEGER,
    field TEXT,
    value TEXT,                            -- JSON
    undone TEXT                            -- when it was taken back
);
CREATE INDEX corrections_by_document ON corrections (document);
CREATE INDEX corrections_by_claim ON corrections (claim);

CREATE VIRTUAL TABLE documents_text USING fts5 (
    title, text, content = 'documents', content_rowid = 'document', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER documents_added AFTER INSERT ON documents BEGIN
    INSERT INTO documents_text (rowid, title, text) VALUES (new.document, new.title, new.text);
END;
CREATE TRIGGER documents_removed AFTER DELETE ON documents BEGIN
    INSERT INTO documents_text (documents_text, rowid, title, text)
        VALUES ('delete', old.document, old.title, old.text);
END;
CREATE TRIGGER documents_changed AFTER UPDATE OF title, text ON documents BEGIN
    INSERT INTO documents_text (documents_text, rowid, title, text)
        VALUES ('delete', old.document, old.title, old.text);
    INSERT INTO documents_text (rowid, title, text) VALUES (new.document, new.title, new.text);
END;
"""

# What linking keeps to find what is near a report that is added: blocks of acts, by the first claim of each, and hashes
# of texts that copies share.
_SECOND = """
CREATE TABLE linking_keys (
    key INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (document) ON DELETE CASCADE,
    claim INTEGER NOT NULL,                -- the act's first claim
    PRIMARY KEY (key, document, claim)
) WITHOUT ROWID;
CREATE INDEX linking_keys_by_document ON linking_keys (document);
CREATE TABLE copy_keys (
    key INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (document) ON DELETE CASCADE,
    PRIMARY KEY (key, document)
) WITHOUT ROWID;
CREATE INDEX documents_withdrawn ON documents (document) WHERE status <> 'current';
CREATE INDEX copy_keys_by_document ON copy_keys (document);
"""

# Positions may be held, given up and taken again.
_THIRD = """
DROP TABLE positions;
CREATE TABLE positions (
    holder TEXT NOT NULL,                  -- a country for its state, an entity's id, or country and sector
    toward TEXT NOT NULL,
    topic TEXT NOT NULL,                   -- support, opposition, demand, refusal, promise
    side TEXT NOT NULL CHECK (side IN ('for', 'against')),
    since TEXT,
    latest TEXT,
    ended TEXT,                            -- first day of the contrary act after it
    claims TEXT NOT NULL                   -- JSON array of claim ids
);
CREATE INDEX positions_by_holder ON positions (holder, toward);
CREATE INDEX positions_by_toward ON positions (toward);
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _SECOND, _THIRD)
VERSION = len(MIGRATIONS)
