-- The first schema. The lane stands first in every key, then the person, so that a batch touches neighbouring pages and
-- the same tables can be distributed by lane. Instants are seconds since 1970-01-01T00:00:00Z. No triggers: what must
-- hold is a key or a CHECK (of comparisons joined by OR: a list after IN would be built anew for every row). Tables of
-- narrow rows are their own key (WITHOUT ROWID); wide rows would fill the inner pages of such a tree, so they lie in the
-- order they came, with the key beside them. Tables marked "erasable" hold what is personal; audit, inbound, artifact,
-- lane and meta hold nothing personal.

CREATE TABLE meta (
    one         INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    mode        TEXT    NOT NULL CHECK (mode IN ('sandbox', 'live')),
    lanes       INTEGER NOT NULL CHECK (lanes BETWEEN 1 AND 4096),
    incarnation INTEGER NOT NULL CHECK (incarnation >= 1),
    key_check   BLOB    NOT NULL CHECK (length(key_check) = 32),
    worked_at   INTEGER
) STRICT;

CREATE TABLE lane (
    lane       INTEGER NOT NULL PRIMARY KEY CHECK (lane >= 0),
    paused     INTEGER NOT NULL CHECK (paused IN (0, 1)),
    audit_seq  INTEGER NOT NULL CHECK (audit_seq >= 0),
    audit_head BLOB    NOT NULL CHECK (length(audit_head) = 32)
) STRICT;

-- Erasable. A customer, with the wrapped key under which its records' ids were made.
CREATE TABLE person (
    lane        INTEGER NOT NULL,
    customer    TEXT    NOT NULL,
    wrapped_key BLOB    NOT NULL,
    PRIMARY KEY (lane, customer)
) STRICT, WITHOUT ROWID;

-- Erasable. The case as the portfolio told it, each time it changed. Shares its revisions with fact.
CREATE TABLE snapshot (
    lane     INTEGER NOT NULL,
    customer TEXT    NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    at       INTEGER NOT NULL,
    body     BLOB    NOT NULL,
    PRIMARY KEY (lane, customer, revision)
) STRICT;

-- Erasable. What happened or was said. A message is a fact from its intent on: written once, with all that was on disk
-- before it left, and never changed, so that its row doesn't grow.
CREATE TABLE fact (
    lane            INTEGER NOT NULL,
    customer        TEXT    NOT NULL,
    revision        INTEGER NOT NULL CHECK (revision >= 1),
    kind            TEXT    NOT NULL,
    at              INTEGER NOT NULL,
    body            BLOB    NOT NULL,
    message         TEXT,
    valid_until     INTEGER,
    gateway         TEXT,
    template_digest BLOB CHECK (length(template_digest) = 32),
    words_name      BLOB CHECK (length(words_name) = 32),
    person_name     BLOB CHECK (length(person_name) = 32),
    charges         INTEGER CHECK (charges >= 0),
    subject         TEXT,
    text            TEXT,
    PRIMARY KEY (lane, customer, revision),
    CHECK ((message IS NULL) = (valid_until IS NULL)
       AND (message IS NULL) = (gateway IS NULL)
       AND (message IS NULL) = (words_name IS NULL)
       AND (message IS NULL) = (person_name IS NULL)
       AND (message IS NULL) = (charges IS NULL)
       AND (message IS NULL) = (text IS NULL)
       AND (message IS NOT NULL OR subject IS NULL))
) STRICT;

CREATE UNIQUE INDEX fact_message ON fact (lane, message) WHERE message IS NOT NULL;

-- Erasable. Tokens by which a customer is found: keyed hashes of numbers, debts.
CREATE TABLE handle (
    lane     INTEGER NOT NULL,
    token    BLOB    NOT NULL CHECK (length(token) = 32),
    customer TEXT    NOT NULL,
    PRIMARY KEY (lane, token, customer)
) STRICT, WITHOUT ROWID;

CREATE INDEX handle_of_person ON handle (lane, customer);

-- Erasable. Opt-outs of addresses whose holders may not be known: lines of a consent ledger by the keyed hash of the
-- address, each with the wrapped key under which its record names it. Of no lane: whoever holds an address is in any.
CREATE TABLE suppression (
    token       BLOB    NOT NULL CHECK (length(token) = 32),
    number      INTEGER NOT NULL CHECK (number >= 1),
    wrapped_key BLOB    NOT NULL,
    body        BLOB    NOT NULL,
    aside       BLOB    NOT NULL,
    PRIMARY KEY (token, number)
) STRICT, WITHOUT ROWID;

-- Erasable. What was planned and what became of it. due_slot is due / 300 while the contact waits and nothing from then
-- on, so that claims read one index in the order of due time and person. message is the revision of the fact that was
-- handed over.
CREATE TABLE contact (
    lane      INTEGER NOT NULL,
    customer  TEXT    NOT NULL,
    step      TEXT    NOT NULL,
    cycle     INTEGER NOT NULL CHECK (cycle >= 0),
    attempt   INTEGER NOT NULL CHECK (attempt >= 0),
    due       INTEGER NOT NULL,
    due_slot  INTEGER,
    status    TEXT    NOT NULL,
    reason    TEXT,
    plan      BLOB    NOT NULL,
    message   INTEGER,
    reference TEXT,
    PRIMARY KEY (lane, customer, step, cycle, attempt),
    CHECK ((due_slot IS NOT NULL) = (status = 'due' OR status = 'deferred')),
    CHECK ((message IS NULL) = (status = 'due' OR status = 'deferred' OR status = 'withheld' OR status = 'refused'
                             OR status = 'cancelled')),
    CHECK (message IS NULL OR status = 'intent' OR status = 'accepted' OR status = 'rejected' OR status = 'not_sent'
        OR status = 'unknown' OR status = 'delivered' OR status = 'undelivered')
) STRICT;

CREATE INDEX contact_due ON contact (lane, due_slot, customer, step, cycle, attempt) WHERE due_slot IS NOT NULL;

-- Receipts may speak of a message by the network's own name for it.
CREATE INDEX contact_named ON contact (lane, reference) WHERE reference IS NOT NULL;

CREATE INDEX contact_unsettled ON contact (lane, customer, step, cycle, attempt) WHERE status IN ('intent', 'unknown');

-- Erasable. Caps: max slots per (person, cap, key, unit), each used again only span after its last use. first and last
-- are the positions between which the use lies, prev the last one of the use before.
CREATE TABLE ring (
    lane     INTEGER NOT NULL,
    customer TEXT    NOT NULL,
    cap      TEXT    NOT NULL,
    key      TEXT    NOT NULL,
    unit     TEXT    NOT NULL CHECK (unit = 'seconds' OR unit = 'days' OR unit = 'weeks' OR unit = 'months'),
    slot     INTEGER NOT NULL,
    max      INTEGER NOT NULL,
    span     INTEGER NOT NULL,
    prev     INTEGER,
    first    INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    step     TEXT,
    cycle    INTEGER,
    attempt  INTEGER,
    PRIMARY KEY (lane, customer, cap, key, unit, slot),
    CHECK (slot >= 0 AND slot < max),
    CHECK (last >= first),
    CHECK (prev IS NULL OR first - prev >= span),
    CHECK ((step IS NULL) = (cycle IS NULL) AND (step IS NULL) = (attempt IS NULL))
) STRICT, WITHOUT ROWID;

-- Erasable. Questions that wait for a person.
CREATE TABLE ticket (
    lane     INTEGER NOT NULL,
    customer TEXT    NOT NULL,
    number   INTEGER NOT NULL CHECK (number >= 1),
    kind     TEXT    NOT NULL,
    opened   INTEGER NOT NULL,
    closed   INTEGER,
    body     BLOB    NOT NULL,
    PRIMARY KEY (lane, customer, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_open ON ticket (lane, customer, number) WHERE closed IS NULL;

-- What came in from outside, so that it counts once.
CREATE TABLE inbound (
    lane   INTEGER NOT NULL,
    source TEXT    NOT NULL,
    id     TEXT    NOT NULL,
    PRIMARY KEY (lane, source, id)
) STRICT, WITHOUT ROWID;

-- Append-only: records numbered from 1 without gap, each hash over the one before, lane, number and body
-- (dunning.record/1). A row holds those of a transaction, or some pages of them: first is the number of the first, bodies
-- are a line each, hashes 32 bytes each.
CREATE TABLE audit (
    lane   INTEGER NOT NULL,
    first  INTEGER NOT NULL CHECK (first >= 1),
    hashes BLOB    NOT NULL CHECK (length(hashes) >= 32 AND length(hashes) % 32 = 0),
    bodies TEXT    NOT NULL,
    PRIMARY KEY (lane, first)
) STRICT;

-- Erasable. What is personal of a record.
CREATE TABLE aside (
    lane     INTEGER NOT NULL,
    customer TEXT    NOT NULL,
    seq      INTEGER NOT NULL,
    body     BLOB    NOT NULL,
    PRIMARY KEY (lane, customer, seq)
) STRICT, WITHOUT ROWID;

-- Policies, books, templates, calendars, zones, by the digest under which records name them.
CREATE TABLE artifact (
    digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
    bytes  BLOB NOT NULL
) STRICT;
